// Package problem turns errors into answers: application/problem+json by RFC 9457, one form for every route.
//
// One ordered table maps an error to a status. A 4xx says what was wrong, field by field, and what is allowed; a 5xx is
// generic and logged once with the request's id. A client that went away is neither.
package problem

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strings"

	"oblast/geo/fault"

	"github.com/labstack/echo/v4"
)

// MediaType is the form of every error (RFC 9457, 3).
const MediaType = "application/problem+json"

// statusClientGone is logged, never sent: the client closed the connection.
const statusClientGone = 499

// Errors that only HTTP knows. Wrap them with %w and say what is allowed.
var (
	ErrNotAcceptable        = errors.New("not acceptable")
	ErrUnsupportedMediaType = errors.New("unsupported media type")
	ErrTooLarge             = errors.New("too large")
	ErrAddressTooLong       = errors.New("address too long")
	ErrRange                = errors.New("range not satisfiable")
	ErrBusy                 = errors.New("too much is asked at one time")
)

// Details are the members of a problem (RFC 9457, 3.1) with two extensions: errors, one a faulty field, and candidates,
// ids that an ambiguous name fits.
type Details struct {
	Type       string   `json:"type"`
	Title      string   `json:"title"`
	Status     int      `json:"status"`
	Detail     string   `json:"detail,omitempty"`
	Instance   string   `json:"instance,omitempty"`
	Errors     []Field  `json:"errors,omitempty"`
	Candidates []string `json:"candidates,omitempty"`
}

// Field is one fault of one parameter or member of a body.
type Field struct {
	Field   string   `json:"field"`
	Value   string   `json:"value,omitempty"`
	Detail  string   `json:"detail"`
	Allowed []string `json:"allowed,omitempty"`
}

// statuses is the table: the first error that fits gives the status.
var statuses = []struct {
	err    error
	status int
}{
	{context.DeadlineExceeded, http.StatusServiceUnavailable},
	{context.Canceled, statusClientGone},
	{ErrNotAcceptable, http.StatusNotAcceptable},
	{ErrUnsupportedMediaType, http.StatusUnsupportedMediaType},
	{ErrTooLarge, http.StatusRequestEntityTooLarge},
	{ErrAddressTooLong, http.StatusRequestURITooLong},
	{ErrRange, http.StatusRequestedRangeNotSatisfiable},
	{ErrBusy, http.StatusServiceUnavailable},
	{fault.ErrInvalid, http.StatusBadRequest},
	{fault.ErrAmbiguous, http.StatusConflict},
	{fault.ErrConflict, http.StatusConflict},
	{fault.ErrNotFound, http.StatusNotFound},
	{fault.ErrUnavailable, http.StatusServiceUnavailable},
}

// Status returns the HTTP status of an error; 500 for one that nobody foresaw.
func Status(err error) int {
	var large *http.MaxBytesError
	if errors.As(err, &large) {
		return http.StatusRequestEntityTooLarge
	}
	for _, row := range statuses {
		if errors.Is(err, row.err) {
			return row.status
		}
	}
	// errors.As, not a type assertion: handlers may wrap it.
	var routed *echo.HTTPError
	if errors.As(err, &routed) {
		return routed.Code
	}
	return 500
}

// From describes an error to a client. What a 5xx says does not depend on the error.
func From(err error) Details {
	status := Status(err)
	d := Details{Type: "about:blank", Title: http.StatusText(status), Status: status}
	if errors.Is(err, ErrBusy) {
		d.Detail = "Others ask for much of this kind just now. Try again in a few seconds, or send less in one request."
		return d
	}
	if status >= 500 {
		d.Detail = "The fault is ours; it has been noted. Try again in a moment."
		return d
	}
	d.Detail = detail(status, err)
	var large *http.MaxBytesError
	if errors.As(err, &large) {
		d.Detail = fmt.Sprintf("The body is longer than the %d bytes that are read here: send it in parts.", large.Limit)
		d.Errors = []Field{{Field: "body", Detail: fmt.Sprintf("is longer than %d bytes", large.Limit), Allowed: []string{"the same in parts, one request each"}}}
	}
	for _, f := range fault.Fields(err) {
		d.Errors = append(d.Errors, Field{Field: f.Field, Value: f.Value, Detail: f.Problem, Allowed: f.Allowed})
	}
	var several *fault.AmbiguousError
	if errors.As(err, &several) {
		d.Candidates = several.Candidates
	}
	return d
}

func detail(status int, err error) string {
	var routed *echo.HTTPError
	if !errors.As(err, &routed) {
		return plain(err)
	}
	switch status {
	case 404:
		return "There is nothing at this address. The landing page (/?f=json) links to everything there is."
	case 405:
		return "This address does not take that method; the Allow header lists those it takes."
	}
	if s, ok := routed.Message.(string); ok {
		return s
	}
	return routed.Error()
}

// plain is what an error says without the name of its kind at the end: the status has said that.
func plain(err error) string {
	text := err.Error()
	for _, row := range statuses {
		if rest, ok := strings.CutSuffix(text, ": "+row.err.Error()); ok && rest != "" {
			return rest
		}
	}
	return text
}

// Panic is a handler's panic, recovered, on its way to the log.
type Panic struct {
	Value any
	Stack []byte
}

// Error returns what the handler panicked with.
func (p *Panic) Error() string { return fmt.Sprintf("panic: %v", p.Value) }

// Page writes a problem for a person: HTML, or nil where the client is none or no page can be made.
type Page func(c echo.Context, d Details) []byte

// Handler writes the answer for an error that a route returned: by the first page that has something to say, else JSON.
func Handler(log *slog.Logger, pages ...Page) echo.HTTPErrorHandler {
	return func(err error, c echo.Context) {
		req, res := c.Request(), c.Response()
		d := From(err)
		gone := errors.Is(req.Context().Err(), context.Canceled)
		if d.Status == statusClientGone && !gone {
			// What was cancelled is work of ours that the request waited for.
			d = From(fmt.Errorf("%w: %w", context.DeadlineExceeded, err))
		}
		if gone && (d.Status == statusClientGone || d.Status < 500) {
			log.LogAttrs(req.Context(), slog.LevelDebug, "client gone", slog.String("path", req.URL.Path))
			return
		}
		id := res.Header().Get(echo.HeaderXRequestID)
		if d.Status >= 500 {
			note(log, req, id, err)
		}
		if res.Committed {
			return
		}
		if id != "" {
			d.Instance = "urn:request:" + id
		}
		prepare(res.Header(), d.Status)
		for _, page := range pages {
			if html := page(c, d); html != nil {
				send(c, d.Status, "text/html; charset=utf-8", html)
				return
			}
		}
		write(c, d)
	}
}

// note logs a fault of ours, once; a panic with its stack, and what is too much as a warning.
func note(log *slog.Logger, req *http.Request, id string, err error) {
	attrs := []slog.Attr{slog.String("request_id", id), slog.String("method", req.Method), slog.String("path", req.URL.Path), slog.Any("error", err)}
	var p *Panic
	if errors.As(err, &p) {
		attrs = append(attrs, slog.String("stack", string(p.Stack)))
	}
	if errors.Is(err, ErrBusy) {
		log.LogAttrs(req.Context(), slog.LevelWarn, "request refused", attrs...)
		return
	}
	log.LogAttrs(req.Context(), slog.LevelError, "request failed", attrs...)
}

// prepare takes back what a route said of an answer that is not sent.
func prepare(h http.Header, status int) {
	for _, name := range []string{"ETag", "Last-Modified", "Content-Encoding", "Content-Length", "Content-Language", "Content-Disposition", "Content-Crs", "Link", "Accept-Ranges"} {
		h.Del(name)
	}
	h.Set("Cache-Control", "no-store")
	h.Set("X-Content-Type-Options", "nosniff")
	if status == http.StatusServiceUnavailable {
		h.Set("Retry-After", "5")
	}
}

func write(c echo.Context, d Details) {
	body, err := json.MarshalIndent(d, "", "  ")
	if err != nil {
		c.Response().WriteHeader(d.Status)
		return
	}
	send(c, d.Status, MediaType, append(body, '\n'))
}

func send(c echo.Context, status int, mediaType string, body []byte) {
	if c.Request().Method == http.MethodHead {
		c.Response().Header().Set("Content-Type", mediaType)
		c.Response().WriteHeader(status)
		return
	}
	// A client that does not read its error is its own affair.
	_ = c.Blob(status, mediaType, body)
}
