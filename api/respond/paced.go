package respond

import (
	"net/http"
	"time"
)

// What one piece of an answer may take to be sent: the server's own bound is on a whole answer, and would cut off large
// ones that a slow but living client still reads.
const (
	piece     = 256 << 10
	pieceTime = 30 * time.Second
)

// paced writes in pieces and gives each a time of its own.
type paced struct {
	res     http.ResponseWriter
	control *http.ResponseController
}

func newPaced(res http.ResponseWriter) paced { return paced{res, http.NewResponseController(res)} }

// Write sends b. An error means that the client is gone or too slow.
func (p paced) Write(b []byte) (sent int, err error) {
	for sent < len(b) && err == nil {
		// A connection without deadlines is one of a test.
		_ = p.control.SetWriteDeadline(time.Now().Add(pieceTime))
		var n int
		n, err = p.res.Write(b[sent:min(sent+piece, len(b))])
		sent += n
	}
	return sent, err
}
