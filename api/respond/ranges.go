package respond

import (
	"fmt"
	"io"
	"net/http"
	"strings"

	"oblast/api/problem"

	"github.com/labstack/echo/v4"
)

// strong reports whether two answers under one tag have the same bytes, so that parts of them fit together.
func (reply *Reply) strong() bool {
	return reply.ETag != "" && !reply.Weak && (reply.Stream == nil || reply.Same || reply.Parts)
}

// ranged reports whether a request asks for a part of the reply and can have it (RFC 9110, 14.2: of GET alone; a unit that
// is not known is ignored).
func (reply *Reply) ranged(req *http.Request) bool {
	return reply.strong() && req.Method == http.MethodGet && strings.HasPrefix(req.Header.Get("Range"), "bytes=")
}

// serveRange answers with the part that is asked for, with several, or with the whole where none is or If-Range names other
// bytes. The error is problem.ErrRange.
func serveRange(c echo.Context, reply *Reply, content io.ReadSeeker) error {
	req, h := c.Request(), c.Response().Header()
	h["Content-Type"] = []string{reply.MediaType}
	if !reply.ranged(req) && req.Header.Get("Range") != "" {
		req = req.Clone(req.Context())
		req.Header.Del("Range")
	}
	at, _ := http.ParseTime(h.Get("Last-Modified"))
	w := &rangeWriter{paced: newPaced(c.Response()), c: c, kind: reply.kind}
	http.ServeContent(w, req, "", at, content)
	if !w.refused {
		return nil
	}
	delete(h, "Content-Type")
	return fmt.Errorf("%.80q lies outside of the content (%s): %w", req.Header.Get("Range"), h.Get("Content-Range"), problem.ErrRange)
}

// rangeWriter is what http.ServeContent writes to. A refusal is not sent: every error has one form here.
type rangeWriter struct {
	paced
	c       echo.Context
	kind    *Fields
	refused bool
}

// Header returns the header fields.
func (w *rangeWriter) Header() http.Header { return w.res.Header() }

// WriteHeader sends the status.
func (w *rangeWriter) WriteHeader(status int) {
	if w.refused = status == http.StatusRequestedRangeNotSatisfiable; !w.refused {
		delete(w.Header(), "Accept-Ranges") // the kind says it
		w.kind.begin(w.c, status)
	}
}

// Write sends a piece of the content.
func (w *rangeWriter) Write(b []byte) (int, error) {
	if w.refused {
		return len(b), nil
	}
	return w.paced.Write(b)
}
