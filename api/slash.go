package api

import (
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"
)

// withoutSlash returns where a request leads whose address is one of ours but for a slash at its end, as people and
// programs write them that take a collection for a folder: relative to that address, so that an alias and what a proxy
// put before the path stay, and with its query. "" where there is nothing without the slash either.
func (s *Server) withoutSlash(c echo.Context) string {
	req := c.Request()
	if !strings.HasSuffix(req.URL.Path, "/") {
		return ""
	}
	path, slash := strings.CutSuffix(req.URL.EscapedPath(), "/") // %2F is part of a name
	if !slash || path == "" {
		return ""
	}
	probe := s.echo.NewContext(req, nil)
	s.echo.Router().Find(req.Method, path, probe)
	if s.guards[probe.Path()] == nil {
		return ""
	}
	at := "../" + path[strings.LastIndexByte(path, '/')+1:]
	if req.URL.RawQuery != "" {
		at += "?" + req.URL.RawQuery
	}
	return ascii(at)
}

// ascii percent-encodes what may not stand in a header field.
func ascii(s string) string {
	const hex = "0123456789ABCDEF"
	var b strings.Builder
	for i := range len(s) {
		if c := s[i]; c < 0x80 {
			b.WriteByte(c)
		} else {
			b.Write([]byte{'%', hex[c>>4], hex[c&15]})
		}
	}
	return b.String()
}

// redirect sends a request for good to another address, its method and body with it.
func redirect(c echo.Context, to string) error {
	c.Response().Header().Set(echo.HeaderLocation, to)
	return c.NoContent(http.StatusPermanentRedirect)
}
