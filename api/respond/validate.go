package respond

import (
	"net/http"
	"strings"
	"time"

	"github.com/labstack/echo/v4"
)

// entityTag names the bytes that a request is answered with (RFC 9110, 8.8.3): the version of the content, its form, its
// language, the scheme that its links have, and the coding that the request prefers, because each makes other bytes at one
// address. A weak tag leaves the coding out. "" where the reply has no version.
func (r *Responder) entityTag(c echo.Context, reply *Reply, coding coding) string {
	if reply.ETag == "" {
		return ""
	}
	open, end := `"`, `"`
	switch {
	case reply.Weak:
		open = `W/"`
	case coding != identity:
		end = `.` + string(coding) + `"`
	}
	if c.Scheme() == "https" { // as the field of a proxy says, which no cache tells requests apart by
		end = ".tls" + end
	}
	if reply.Language != "" {
		end = `.` + reply.Language + end
	}
	return open + reply.ETag + r.of + "." + form(reply.MediaType) + end
}

// form is the subtype of a media type without its parameters: html, geo+json.
func form(mediaType string) string {
	_, subtype, _ := strings.Cut(mediaType, "/")
	subtype, _, _ = strings.Cut(subtype, ";")
	return strings.TrimSpace(subtype)
}

// modified is a time that content came to be at, and its Last-Modified.
type modified struct {
	at   time.Time
	text string
}

// lastModified is Last-Modified of content that came to be at a time: the whole second behind it, so that what changes once
// more within a second is seen, and never before this program began. "" where there is none, or it has not passed yet (RFC
// 9110, 8.8.2.1).
func (r *Responder) lastModified(at time.Time) string {
	if at.IsZero() {
		return ""
	}
	if last := r.modified.Load(); last != nil && last.at.Equal(at) {
		return last.text
	}
	whole := at.Truncate(time.Second)
	if whole.Before(at) {
		whole = whole.Add(time.Second)
	}
	if began := r.started.Truncate(time.Second); whole.Before(began) {
		whole = began
	}
	if whole.After(time.Now()) {
		return ""
	}
	text := whole.UTC().Format(http.TimeFormat)
	r.modified.Store(&modified{at, text})
	return text
}

// notModified reports whether the client holds the bytes of a tag (RFC 9110, 13.1.2: weak comparison) or, where it names
// none, of a time (13.1.3).
func notModified(req *http.Request, tag, modified string) bool {
	fields := req.Header["If-None-Match"]
	if since := req.Header.Get("If-Modified-Since"); len(fields) == 0 && since != "" && modified != "" {
		since, err := http.ParseTime(since)
		at, _ := http.ParseTime(modified)
		return err == nil && !at.After(since)
	}
	tag = strings.TrimPrefix(tag, "W/")
	for _, field := range fields {
		for held := range strings.SplitSeq(field, ",") {
			if held = strings.TrimSpace(held); tag != "" && (held == "*" || strings.TrimPrefix(held, "W/") == tag) {
				return true
			}
		}
	}
	return false
}
