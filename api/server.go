// Package api is the HTTP side of oblast: the table of routes, what every request and answer has in common, and the
// server that ends cleanly.
//
// In: a Config with the newest snapshot and the gazetteer. Out: an http.Handler, or a Server that listens. Reading never
// touches the log. Each request gets an id, bounds on its size and time, and one line in the log at debug level; each
// answer the same fields for safety and for other origins; each error one form (package problem); each success one
// writer (package respond). Longitude stands before latitude, WGS 84, in degrees. Everything here is safe for concurrent
// use.
package api

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"runtime"
	"strings"
	"time"

	"oblast/api/maps"
	"oblast/api/ogc"
	"oblast/api/problem"
	"oblast/api/respond"
	"oblast/assets"
	"oblast/data/population"
	"oblast/data/snapshot"
	"oblast/geo/gazetteer"
	"oblast/geo/geocode"
	"oblast/geo/locate"

	"github.com/labstack/echo/v4"
)

// Config is what a Server needs. Geocoder and Locator may take a while at their first call; both are called for each
// request that needs them.
type Config struct {
	Snapshots  snapshot.Source
	Gazetteer  *gazetteer.Gazetteer
	Geocoder   func() (*geocode.Geocoder, error)
	Locator    func() (*locate.Locator, error)
	Log        *slog.Logger      // requests at debug, faults of ours at error
	BaseURL    string            // as clients see the server; "": each request's own
	Build      string            // version of the program: part of every entity tag
	CacheBytes int64             // most memory for answers that are kept
	StopWithin time.Duration     // how long requests under way may take once the server is told to stop
	Bounds     Bounds            // zero fields: those of DefaultBounds
	Population *population.Table // what numbers may be divided by; nil: nothing
	Files      string            // digest of the operator's files that are served beside the log; "": there are none
}

// settings names what the operator chose that decides answers: an entity tag of another server is none of this one's. ""
// where nothing was chosen.
func (c *Config) settings() string {
	chosen := strings.Join([]string{strings.TrimRight(c.BaseURL, "/"), c.Population.Digest(), c.Files}, "\x00")
	if len(chosen) == 2 {
		return ""
	}
	sum := sha256.Sum256([]byte(chosen))
	return hex.EncodeToString(sum[:4])
}

// Bounds are what one client may take of the server.
type Bounds struct {
	ReadHeader time.Duration // until the header of a request has arrived
	Read       time.Duration // until its body has
	Write      time.Duration // until the answer is sent; large answers get more by their size
	Idle       time.Duration // between requests of one connection
	Header     int           // bytes of a request's header, its address included; more is 431
	Address    int           // bytes of path and query; more is 414
	Body       int64         // bytes of a request's body; more is 413
	Bodies     int64         // bytes of the bodies of all requests at one time; more is 503
}

// DefaultBounds suit people, browsers and GIS programs behind slow lines.
var DefaultBounds = Bounds{ReadHeader: 5 * time.Second, Read: 30 * time.Second, Write: 60 * time.Second, Idle: 2 * time.Minute,
	Header: 32 << 10, Address: 24 << 10, Body: 16 << 20, Bodies: maps.DefaultBodies}

// Server answers requests. Build it with New.
type Server struct {
	config  Config
	echo    *echo.Echo
	metrics *metrics
	guards  map[string]*guards // by path
}

// New returns a server that does not listen yet. An error is one of the embedded files.
func New(c Config) (*Server, error) {
	c.Bounds = c.Bounds.orDefaults()
	bundle, err := assets.Open()
	if err != nil {
		return nil, fmt.Errorf("open the front end: %w", err)
	}
	responder := respond.New(c.CacheBytes, runtime.GOMAXPROCS(0), c.settings())
	words, err := maps.ReadWords(bundle.Messages)
	if err != nil {
		return nil, err
	}
	answers := maps.New(maps.Config{Words: words, Snapshots: c.Snapshots, Gazetteer: c.Gazetteer, Geocoder: c.Geocoder, Locator: c.Locator,
		Responder: responder, BaseURL: c.BaseURL, Style: bundle.URL("page.css"), Build: c.Build, Population: c.Population, Bodies: c.Bounds.Bodies})
	features, err := ogc.New(ogc.Config{Snapshots: c.Snapshots, Responder: responder, Sources: c.Gazetteer.Sources,
		Operations: operations(c.Population != nil), Maps: answers, Topology: c.Gazetteer.Topology, Settlements: c.Gazetteer.Settlements, BaseURL: c.BaseURL, Build: c.Build,
		Style: bundle.URL("page.css"), Script: bundle.URL("collection.js")})
	if err != nil {
		return nil, fmt.Errorf("build the pages of collections: %w", err)
	}
	s := &Server{config: c, echo: echo.New(), metrics: newMetrics(c.Snapshots), guards: map[string]*guards{unrouted: newGuards(readablePolicy)}}
	pages := newPages(&c, answers, bundle, responder, features.Landing)
	s.echo.HTTPErrorHandler = problem.Handler(c.Log, pages.readable)
	s.echo.Pre(s.watch)
	s.mount(routes(handlers{
		features: features,
		maps:     answers,
		pages:    pages,
		files:    &files{fs: bundle.FS(), icon: bundle.URL("icon.svg"), responder: responder},
		metrics:  s.metrics,
		page:     bundle.SecurityPolicy(),
		frame:    bundle.EmbedSecurityPolicy(),
	}))
	return s, nil
}

func (b Bounds) orDefaults() Bounds {
	d := DefaultBounds
	return Bounds{
		ReadHeader: either(b.ReadHeader, d.ReadHeader), Read: either(b.Read, d.Read), Write: either(b.Write, d.Write),
		Idle: either(b.Idle, d.Idle), Header: either(b.Header, d.Header), Address: either(b.Address, d.Address), Body: either(b.Body, d.Body),
		Bodies: either(b.Bodies, d.Bodies),
	}
}

func either[T comparable](given, otherwise T) T {
	var zero T
	if given != zero {
		return given
	}
	return otherwise
}

// Handler answers requests without a server of its own: bounds on time and on the header are then the caller's.
func (s *Server) Handler() http.Handler { return s.echo }

// Serve answers on a listener until ctx ends or the listener fails, and closes it. Requests under way when ctx ends may
// take StopWithin; those that take longer are cut off, which is logged. The error is the listener's.
func (s *Server) Serve(ctx context.Context, l net.Listener) error {
	base, cancel := context.WithCancel(context.WithoutCancel(ctx))
	defer cancel()
	b := s.config.Bounds
	server := &http.Server{
		Handler: s.echo, BaseContext: func(net.Listener) context.Context { return base }, ConnContext: respond.InConnection,
		ReadHeaderTimeout: b.ReadHeader, ReadTimeout: b.Read, WriteTimeout: b.Write, IdleTimeout: b.Idle, MaxHeaderBytes: b.Header,
		ErrorLog: slog.NewLogLogger(s.config.Log.Handler(), slog.LevelDebug),
	}
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(respond.Join(l)) }()
	select {
	case err := <-ended:
		return errors.Join(err, server.Close())
	case <-ctx.Done():
	}
	within, stop := context.WithTimeout(base, s.config.StopWithin)
	defer stop()
	if err := server.Shutdown(within); err != nil {
		s.config.Log.Warn("requests were cut off", "stop_within", s.config.StopWithin, "error", err)
		cancel()
		_ = server.Close() // what could not be closed in time ends with the program
	}
	<-ended
	return nil
}
