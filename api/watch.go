package api

import (
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"runtime/debug"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"oblast/api/problem"
	"oblast/api/respond"

	"github.com/labstack/echo/v4"
)

// exposed are the fields that a script of another origin may read.
const exposed = "ETag, Link, Content-Crs, Accept-Ranges, Content-Range, Content-Disposition, OGC-NumberMatched, OGC-NumberReturned, Oblast-Notice, Oblast-Plan, Oblast-As-Of, Oblast-Encoding, Retry-After, X-Request-Id"

var (
	requestTick atomic.Uint64
	processID   = strconv.FormatInt(time.Now().UnixNano(), 36)
)

// watch is around every request, found or not: its id and bounds, the fields of every answer, recovery, one line of
// log, and the metrics.
func (s *Server) watch(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		start := time.Now()
		unalias(c.Request())
		req, res := c.Request(), c.Response()
		id, body := requestID(req), req.Body
		res.Header()[echo.HeaderXRequestID] = []string{id}
		res.Before(func() { s.guard(c) })

		err := s.bounded(c)
		if to := s.withoutSlash(c); err == nil && to != "" {
			err = redirect(c, to)
		} else if err == nil {
			err = recovered(c, next)
		}
		if err != nil {
			cut := res.Committed
			c.Error(err)
			if cut {
				// What a panic left unfinished must not pass for a whole answer.
				respond.Abort(c)
			}
		}
		drain(req, body)
		took := time.Since(start)
		s.metrics.count(c.Path(), statusOf(res), took)
		s.logAccess(c, id, took)
		return nil
	}
}

// mostUnread is how much of a body that nobody read is read before its connection is closed: as much as net/http reads where
// the connection is kept.
const mostUnread = 256 << 10

// drain reads what is left of a body where the connection is closed behind the answer: to close it on what the client sent would
// reset it, and take the answer away from a client that sends all before it reads (RFC 9112, 9.6).
func drain(req *http.Request, body io.Reader) {
	if req.Close && body != nil && body != http.NoBody {
		_, _ = io.CopyN(io.Discard, body, mostUnread) // a client that is gone needs no answer
	}
}

// statusOf is the status that was sent; 0 when the client went away before.
func statusOf(res *echo.Response) int {
	if !res.Committed {
		return 0
	}
	return res.Status
}

// requestID returns the client's or proxy's own id where it can stand in a log, else a new one.
func requestID(req *http.Request) string {
	if given := req.Header.Get(echo.HeaderXRequestID); given != "" && len(given) <= 64 && plain(given) {
		return given
	}
	return processID + "-" + strconv.FormatUint(requestTick.Add(1), 36)
}

func plain(s string) bool {
	for i := range len(s) {
		c := s[i]
		if !(c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '-' || c == '_' || c == '.') {
			return false
		}
	}
	return true
}

// bounded refuses requests that are too large, and bodies that would have to be unpacked first: how large they are nobody
// knows. A body without a stated length is cut where it passes the bound.
func (s *Server) bounded(c echo.Context) error {
	req, b := c.Request(), s.config.Bounds
	if n := len(req.RequestURI); n > b.Address {
		return fmt.Errorf("%w: %d bytes; at most %d are read", problem.ErrAddressTooLong, n, b.Address)
	}
	if req.ContentLength > b.Body {
		return fmt.Errorf("%w: a body of %d bytes; at most %d are read", problem.ErrTooLarge, req.ContentLength, b.Body)
	}
	if req.Body != nil && req.Body != http.NoBody {
		if coding := req.Header.Get("Content-Encoding"); coding != "" && !strings.EqualFold(coding, "identity") {
			c.Response().Header().Set("Accept-Encoding", "identity") // RFC 9110, 15.5.16
			return fmt.Errorf("%w: the body is sent with Content-Encoding: %.40q; send it as it is, without that field", problem.ErrUnsupportedMediaType, coding)
		}
		req.Body = http.MaxBytesReader(c.Response().Writer, req.Body, b.Body)
	}
	return nil
}

// recovered runs a handler and returns its panic as an error. http.ErrAbortHandler goes on to the server.
func recovered(c echo.Context, next echo.HandlerFunc) (err error) {
	defer func() {
		if value := recover(); value != nil {
			if value == http.ErrAbortHandler {
				panic(value)
			}
			err = &problem.Panic{Value: value, Stack: debug.Stack()}
		}
	}()
	return next(c)
}

func (s *Server) logAccess(c echo.Context, id string, took time.Duration) {
	req, res := c.Request(), c.Response()
	if !s.config.Log.Enabled(req.Context(), slog.LevelDebug) {
		return
	}
	s.config.Log.LogAttrs(req.Context(), slog.LevelDebug, "request", slog.String("request_id", id), slog.String("method", req.Method),
		slog.String("path", req.URL.Path), slog.String("query", req.URL.RawQuery), slog.Int("status", statusOf(res)),
		slog.Int64("bytes", res.Size), slog.Duration("took", took), slog.String("remote", req.RemoteAddr))
}
