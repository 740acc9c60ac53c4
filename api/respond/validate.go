package respond

import (
	"strings"

	"github.com/labstack/echo/v4"
)

// entityTag is a strong validator (RFC 9110, 8.8.3): bytes differ by content coding, so the tags do.
func entityTag(version string, c coding) string {
	if c == identity {
		return `"` + version + `"`
	}
	return `"` + version + `.` + string(c) + `"`
}

// notModified reports whether the client holds this version, in any coding (RFC 9110, 13.1.2: weak comparison).
func notModified(c echo.Context, reply *Reply) bool {
	if reply.ETag == "" {
		return false
	}
	for _, field := range c.Request().Header["If-None-Match"] {
		for tag := range strings.SplitSeq(field, ",") {
			tag = strings.TrimSpace(tag)
			if tag == "*" {
				return true
			}
			tag = strings.Trim(strings.TrimPrefix(tag, "W/"), `"`)
			if rest, ok := strings.CutPrefix(tag, reply.ETag); ok && (rest == "" || coding(rest[1:]).known() && rest[0] == '.') {
				return true
			}
		}
	}
	return false
}
