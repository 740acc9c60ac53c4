// Package ogc serves the layers of a snapshot as OGC API Features: landing page, conformance, API description,
// collections, items, queryables and schemas, each as JSON and as a plain HTML page; items as CSV too.
//
// In: a request and the newest snapshot. Out: a reply through respond.Responder, or an error for problem.Handler.
// Coordinates are CRS84 (WGS 84 lon, lat). The standard meant by "clause" and "requirement" is OGC 17-069r4. Pages of
// items are cut by id, so that a walk along the next links neither loses nor repeats a feature that was there all the
// time, whatever is added or retracted meanwhile. Handlers are safe for concurrent use.
package ogc

import (
	"fmt"
	"html/template"
	"net/http"
	"strings"
	"sync"

	"github.com/labstack/echo/v4"

	"oblast/api/maps"
	"oblast/api/media"
	"oblast/api/params"
	"oblast/api/respond"
	"oblast/data/snapshot"
	"oblast/geo/fault"
	"oblast/geo/gazetteer"
	"oblast/geo/region"
	"oblast/geo/topology"
)

// Config is what a Service needs.
type Config struct {
	Snapshots   snapshot.Source
	Responder   *respond.Responder
	Sources     []gazetteer.Source                              // of the boundaries and names: attribution
	Operations  []Operation                                     // of all other routes, for the API description
	BaseURL     string                                          // as clients see it, without a slash at the end; "": taken from each request
	Build       string                                          // version of the program
	Topology    func(region.Detail) (*topology.Topology, error) // of the regions, for TopoJSON; nil: there is none
	Settlements []gazetteer.Settlement                          // that styles name; nil: none
	Style       string                                          // address of the style sheet; "": none
	Maps        *maps.Service                                   // classes of totals
	Script      string                                          // address of the module that draws maps on the pages; "": none
	Scripts     []string                                        // addresses that the module needs early
}

// Service answers the requests. Build it with New.
type Service struct {
	config      Config
	pages       map[string]*template.Template
	collections sync.Map // *collection by name

	ground ground

	files chan struct{} // one a large file that is being made
}

// New returns a service. The error is a template's.
func New(c Config) (*Service, error) {
	pages, err := parsePages()
	if err != nil {
		return nil, err
	}
	c.BaseURL = strings.TrimRight(c.BaseURL, "/")
	return &Service{config: c, pages: pages, files: make(chan struct{}, mostFiles)}, nil
}

// mostFiles is how many large files are made at a time; the next waits for one to end.
const mostFiles = 2

// title and description are those of the whole service.
const (
	title       = "oblast"
	description = "Publicly reported, past events: drones intercepted and damage done, with the words that each number comes from. No number says more than its source."
)

// base returns the address of the service as the client sees it, without a slash at the end.
func (s *Service) base(c echo.Context) string {
	if s.config.BaseURL != "" {
		return s.config.BaseURL
	}
	return c.Scheme() + "://" + c.Request().Host
}

// tag names the state of everything that a reply is made from.
func (s *Service) tag(snap *snapshot.Snapshot) string {
	return snap.State() + "-" + snap.Tree().Version() + "-" + s.config.Build
}

// asOfParam chooses an older state of the log.
var asOfParam = params.Version("as_of", "What was held at a version (a number of revisions) or at a time; without it the newest.")

// snapshot returns the state that a request asks for. It looks before the other parameters are read, for these depend on
// the collections that there are.
func (s *Service) snapshot(r *http.Request) (*snapshot.Snapshot, error) {
	if !strings.Contains(r.URL.RawQuery, asOfParam.Name+"=") {
		return s.config.Snapshots.Current(), nil
	}
	text := r.URL.Query().Get(asOfParam.Name)
	if text == "" || len(text) > asOfParam.MaxLength {
		return s.config.Snapshots.Current(), nil // the table of parameters says what is wrong
	}
	return s.config.Snapshots.AsOf(r.Context(), text)
}

// asked returns the state that a request asks for, and the collection of its path in it.
func (s *Service) asked(c echo.Context) (*snapshot.Snapshot, *snapshot.Layer, error) {
	snap, err := s.snapshot(c.Request())
	if err != nil {
		return nil, nil, err
	}
	l, err := layerOf(c, snap)
	return snap, l, err
}

// layerOf returns the collection of a path.
func layerOf(c echo.Context, snap *snapshot.Snapshot) (*snapshot.Layer, error) {
	return layerNamed(c.Param("id"), snap)
}

func layerNamed(id string, snap *snapshot.Snapshot) (*snapshot.Layer, error) {
	if l, ok := snap.Layer(id); ok {
		return l, nil
	}
	var names []string
	for _, l := range snap.Layers() {
		names = append(names, l.Name)
	}
	return nil, fmt.Errorf("there is no collection %.100q; there are %s: %w", id, strings.Join(names, ", "), fault.ErrNotFound)
}

// Link is a web link in JSON (RFC 8288).
type Link struct {
	Href  string `json:"href"`
	Rel   string `json:"rel"`
	Type  string `json:"type,omitempty"`
	Title string `json:"title,omitempty"`
}

// formatParam declares f for a route with these formats.
func formatParam(offers []media.Offer) params.Param {
	return params.Param{Name: "f", Kind: params.Enum, Enum: media.Names(offers), Example: offers[0].Name,
		Description: "Format of the answer; without it the Accept header decides."}
}
