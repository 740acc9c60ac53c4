package ogc

import (
	"slices"
	"strings"

	"github.com/labstack/echo/v4"

	"oblast/api/media"
)

// address is where a request went, in pieces that may stand in JSON, HTML attributes after escaping, and headers as
// they are: no quotes, angle brackets, backslashes or control characters.
type address struct {
	base, path, query string
}

func (s *Service) address(c echo.Context) address {
	u := c.Request().URL
	return address{s.base(c), clean(u.EscapedPath()), clean(u.RawQuery)}
}

// clean percent-encodes what a URL should not hold anyway.
func clean(s string) string {
	bad := func(r rune) bool { return r <= ' ' || r >= 0x7f || r == '"' || r == '<' || r == '>' || r == '\\' }
	if strings.IndexFunc(s, bad) < 0 {
		return s
	}
	const hex = "0123456789ABCDEF"
	var b strings.Builder
	for i := range len(s) {
		if c := s[i]; bad(rune(c)) {
			b.Write([]byte{'%', hex[c>>4], hex[c&15]})
		} else {
			b.WriteByte(c)
		}
	}
	return b.String()
}

// with appends the address with a parameter set to a value, and others left out.
func (a address) with(dst []byte, name, value string, without ...string) []byte {
	dst = append(append(dst, a.base...), a.path...)
	join := byte('?')
	for rest := a.query; rest != ""; {
		part := rest
		if i := strings.IndexByte(rest, '&'); i >= 0 {
			part, rest = rest[:i], rest[i+1:]
		} else {
			rest = ""
		}
		key := part
		if i := strings.IndexByte(part, '='); i >= 0 {
			key = part[:i]
		}
		if part != "" && key != name && !slices.Contains(without, key) {
			dst = append(append(dst, join), part...)
			join = '&'
		}
	}
	dst = append(append(append(dst, join), name...), '=')
	return appendQueryEscape(dst, value)
}

// as returns the address of the same content in a format.
func (a address) as(format string) string { return string(a.with(nil, "f", format)) }

// alternates returns the self link and the links to the other formats of the same content.
func (a address) alternates(is media.Offer, all []media.Offer) []Link {
	links := make([]Link, 0, len(all)+4)
	links = append(links, Link{Href: a.as(is.Name), Rel: "self", Type: is.LinkType(), Title: "This document"})
	for _, f := range all {
		if f.Name != is.Name {
			links = append(links, Link{Href: a.as(f.Name), Rel: "alternate", Type: f.LinkType(), Title: "This document as " + strings.ToUpper(f.Name)})
		}
	}
	return links
}

// appendQueryEscape escapes what may not stand in a query, and what would end a parameter.
func appendQueryEscape(dst []byte, s string) []byte {
	const hex = "0123456789ABCDEF"
	for i := range len(s) {
		c := s[i]
		if c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || strings.IndexByte("-._~,:/*!@", c) >= 0 {
			dst = append(dst, c)
		} else {
			dst = append(dst, '%', hex[c>>4], hex[c&15])
		}
	}
	return dst
}
