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

// paced writes in pieces and gives each a time of its own. Answers of one piece keep the server's bound.
type paced struct {
	res     http.ResponseWriter
	control *http.ResponseController
}

func newPaced(res http.ResponseWriter) *paced { return &paced{res: res} }

// Write sends b. An error means that the client is gone or too slow.
func (p *paced) Write(b []byte) (int, error) {
	sent := 0
	for len(b)-sent > piece {
		n, err := p.send(b[sent : sent+piece])
		if sent += n; err != nil {
			return sent, err
		}
	}
	if sent == 0 && p.control == nil {
		return p.res.Write(b)
	}
	n, err := p.send(b[sent:])
	return sent + n, err
}

func (p *paced) send(b []byte) (int, error) {
	if p.control == nil {
		p.control = http.NewResponseController(p.res)
	}
	// A connection without deadlines is one of a test.
	_ = p.control.SetWriteDeadline(time.Now().Add(pieceTime))
	return p.res.Write(b)
}
