package ogc_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/labstack/echo/v4"

	"oblast/api/maps"
	"oblast/api/ogc"
	"oblast/api/problem"
	"oblast/api/respond"
	"oblast/data/boundaries"
	"oblast/data/record"
	"oblast/data/snapshot"
	"oblast/data/starter"
	"oblast/geo/gazetteer"
)

// gazette is the embedded gazetteer, loaded once for all tests.
var gazette = sync.OnceValues(func() (*gazetteer.Gazetteer, error) { return gazetteer.Load(boundaries.Files) })

var areas = sync.OnceValues(func() (*snapshot.Boundaries, error) {
	g, err := gazette()
	if err != nil {
		return nil, err
	}
	return snapshot.NewBoundaries(g.Tree).MergeWith(g.Topology), nil
})

// memoryLog is a log in memory.
type memoryLog struct {
	mu   sync.Mutex
	revs []record.Revision
}

func (l *memoryLog) Since(_ context.Context, seq int64, yield func(record.Revision) error) error {
	l.mu.Lock()
	revs := l.revs[seq:]
	l.mu.Unlock()
	for _, rev := range revs {
		if err := yield(rev); err != nil {
			return err
		}
	}
	return nil
}

func (l *memoryLog) Watch(context.Context) <-chan int64 { return nil }

// add appends a record; nil retracts the one of that id.
func (l *memoryLog) add(t testing.TB, id string, r record.Record) {
	t.Helper()
	var body []byte
	change := "retraction"
	if r != nil {
		var err error
		if body, err = record.Encode(r); err != nil {
			t.Fatal(err)
		}
		change = "create"
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	seq := int64(len(l.revs) + 1)
	l.revs = append(l.revs, record.Revision{Seq: seq, RecordID: id, Rev: 1, Change: change, Author: "test", Reason: "test", Body: body,
		RecordedAt: time.Date(2025, 12, 1, 12, 0, 0, 0, time.UTC).Add(time.Duration(seq) * time.Second)})
}

// service is a running service over a log.
type service struct {
	*httptest.Server
	log  *memoryLog
	live *snapshot.Live
}

// start runs the service on a real listener, over the starter data and more records.
func start(t testing.TB, more ...record.Record) *service {
	t.Helper()
	raw, err := starter.Files.ReadFile(starter.Name)
	if err != nil {
		t.Fatal(err)
	}
	log := &memoryLog{}
	for _, line := range bytes.Split(bytes.TrimSpace(raw), []byte("\n")) {
		r, err := record.Decode(line)
		if err != nil {
			t.Fatal(err)
		}
		log.add(t, r.RecordID(), r)
	}
	for _, r := range more {
		log.add(t, r.RecordID(), r)
	}
	return startLog(t, log)
}

func startLog(t testing.TB, log *memoryLog) *service {
	t.Helper()
	b, err := areas()
	if err != nil {
		t.Fatal(err)
	}
	live, err := snapshot.Open(t.Context(), log, b, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	e := handler(t, live)
	s := &service{httptest.NewServer(e), log, live}
	t.Cleanup(s.Close)
	return s
}

func handler(t testing.TB, snapshots snapshot.Source) *echo.Echo {
	return handlerKeeping(t, snapshots, 16<<20)
}

// handlerKeeping is handler with so many bytes for answers that are kept.
func handlerKeeping(t testing.TB, snapshots snapshot.Source, kept int64) *echo.Echo {
	t.Helper()
	g, err := gazette()
	if err != nil {
		t.Fatal(err)
	}
	responder := respond.New(kept, 2, "")
	answers := maps.New(maps.Config{Snapshots: snapshots, Gazetteer: g, Responder: responder, Build: "test"})
	o, err := ogc.New(ogc.Config{Snapshots: snapshots, Responder: responder, Maps: answers, Sources: g.Sources, Topology: g.Topology, Settlements: g.Settlements, Build: "test", Style: "/assets/page.css", Script: "/assets/collection.js"})
	if err != nil {
		t.Fatal(err)
	}
	e := echo.New()
	e.HTTPErrorHandler = problem.Handler(slog.New(slog.DiscardHandler))
	for path, h := range map[string]echo.HandlerFunc{"/": o.Landing, "/conformance": o.Conformance, "/api": o.API, "/collections": o.Collections,
		"/collections/:id": o.Collection, "/collections/:id/items": o.Items, "/collections/:id/items/:fid": o.Item,
		"/collections/:id/queryables": o.Queryables, "/collections/:id/sortables": o.Sortables, "/functions": o.Functions, "/collections/:id/aggregate": o.Aggregate, "/collections/:id/schema": o.Schema,
		"/collections/:id/tiles": o.TileSets, "/collections/:id/tiles.pmtiles": o.Archive, "/collections/:id/tiles/:tileMatrixSetId": o.TileSet, "/collections/:id/tiles/:tileMatrixSetId/:tileMatrix/:tileRow/:tileCol": o.Tile,
		"/styles": o.Styles, "/collections/:id/styles": o.CollectionStyles, "/styles/:style": o.Stylesheet, "/styles/:style/metadata": o.StyleMetadata, "/sprites/:file": o.Sprite, "/tileMatrixSets": o.TileMatrixSets, "/tileMatrixSets/:tileMatrixSetId": o.TileMatrixSet, "/tiles/ground.json": o.GroundFile, "/tiles/ground/:z/:x/:y.mvt": o.GroundTile, "/tiles/:layer.json": o.TileFile, "/tiles/:layer/:z/:x/:y.mvt": o.PlainTile} {
		e.GET(path, h)
		e.HEAD(path, h)
	}
	return e
}

// answer is a response read to its end.
type answer struct {
	status int
	header http.Header
	body   []byte
}

func (s *service) do(t testing.TB, method, path string, header ...string) answer {
	t.Helper()
	if !strings.HasPrefix(path, "http") {
		path = s.URL + path
	}
	req, err := http.NewRequestWithContext(t.Context(), method, path, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(header); i += 2 {
		req.Header.Set(header[i], header[i+1])
	}
	res, err := s.Client().Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer{res.StatusCode, res.Header, body}
}

func (s *service) get(t testing.TB, path string, header ...string) answer {
	t.Helper()
	return s.do(t, http.MethodGet, path, header...)
}

// read reads a document of JSON.
func (s *service) read(t testing.TB, path string, into any) answer {
	t.Helper()
	a := s.get(t, path)
	if err := json.Unmarshal(a.body, into); err != nil || a.status != 200 {
		t.Fatalf("%s: %d %v %.300s", path, a.status, err, a.body)
	}
	return a
}

// collection is a page of GeoJSON.
type collection struct {
	Type           string
	NumberMatched  int
	NumberReturned int
	TimeStamp      time.Time
	Notice         string
	Links          []ogc.Link
	Features       []feature
}

type feature struct {
	Type     string
	ID       string
	Geometry *struct {
		Type        string
		Coordinates any
	}
	Properties map[string]any
	Links      []ogc.Link
}

func (c collection) link(rel string) string {
	for _, l := range c.Links {
		if l.Rel == rel {
			return l.Href
		}
	}
	return ""
}

func (c collection) ids() []string {
	out := []string{}
	for _, f := range c.Features {
		out = append(out, f.ID)
	}
	return out
}

// items fetches a page and checks what holds of every page.
func (s *service) items(t testing.TB, path string) collection {
	t.Helper()
	a := s.get(t, path)
	if a.status != 200 {
		t.Fatalf("%s: status %d: %s", path, a.status, a.body)
	}
	var c collection
	if err := json.Unmarshal(a.body, &c); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	if c.Type != "FeatureCollection" || c.NumberReturned != len(c.Features) || c.TimeStamp.IsZero() || c.link("self") == "" {
		t.Errorf("%s: type %q, returned %d of %d, time %v, self %q", path, c.Type, c.NumberReturned, len(c.Features), c.TimeStamp, c.link("self"))
	}
	return c
}
