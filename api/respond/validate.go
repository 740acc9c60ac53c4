package respond

import (
	"net/http"
	"strings"
)

// entityTag names the bytes that a request is answered with (RFC 9110, 8.8.3): the version of the content, its form, its
// language, and the coding that the request prefers, because each makes other bytes at one address. A weak tag leaves the
// coding out. "" where the reply has no version.
func (reply *Reply) entityTag(c coding) string {
	if reply.ETag == "" {
		return ""
	}
	open, end := `"`, `"`
	switch {
	case reply.Weak:
		open = `W/"`
	case c != identity:
		end = `.` + string(c) + `"`
	}
	if reply.Language != "" {
		end = `.` + reply.Language + end
	}
	return open + reply.ETag + "." + form(reply.MediaType) + end
}

// form is the subtype of a media type without its parameters: html, geo+json.
func form(mediaType string) string {
	_, subtype, _ := strings.Cut(mediaType, "/")
	subtype, _, _ = strings.Cut(subtype, ";")
	return strings.TrimSpace(subtype)
}

// notModified reports whether the client holds the bytes of a tag (RFC 9110, 13.1.2: weak comparison).
func notModified(req *http.Request, tag string) bool {
	tag = strings.TrimPrefix(tag, "W/")
	for _, field := range req.Header["If-None-Match"] {
		for held := range strings.SplitSeq(field, ",") {
			if held = strings.TrimSpace(held); held == "*" || strings.TrimPrefix(held, "W/") == tag {
				return true
			}
		}
	}
	return false
}
