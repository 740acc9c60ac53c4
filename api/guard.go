package api

import (
	"net/http"
	"strings"

	"oblast/api/respond"

	"github.com/labstack/echo/v4"
)

// Content-Security-Policy of what is not a page: shown by a browser, data load and run nothing, and the page that tells a
// person of an error loads its style.
const (
	dataPolicy     = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
	readablePolicy = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)

// guards are what the answers of a route carry for safety and for other origins.
type guards struct {
	page *respond.Fields // of HTML
	data *respond.Fields // of any other form
	held *respond.Fields // of a 304: it does not repeat what the client has with the content (RFC 9110, 15.4.5)
}

// newGuards returns those of a route whose pages have a policy.
func newGuards(policy string) *guards {
	others := []string{"Access-Control-Allow-Origin", "*", "Access-Control-Expose-Headers", exposed}
	of := func(policy string) *respond.Fields {
		pairs := append(others[:len(others):len(others)], "Content-Security-Policy", policy, "Referrer-Policy", "no-referrer", "X-Content-Type-Options", "nosniff")
		if !strings.Contains(policy, "frame-ancestors *") {
			pairs = append(pairs, "X-Frame-Options", "DENY")
		}
		return respond.NewFields(pairs...)
	}
	return &guards{page: of(policy), data: of(dataPolicy), held: respond.NewFields(others...)}
}

// guard gives an answer what all answers of its route carry, once its form and its status are known.
func (s *Server) guard(c echo.Context) {
	res, g := c.Response(), s.guards[c.Path()]
	if g == nil {
		g = s.guards[unrouted]
	}
	form := res.Header()["Content-Type"]
	switch {
	case res.Status == http.StatusNotModified:
		g.held.Put(c)
	case len(form) > 0 && strings.HasPrefix(form[0], "text/html"):
		g.page.Put(c)
	default:
		g.data.Put(c)
	}
}
