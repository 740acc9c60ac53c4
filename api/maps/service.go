// Package maps answers what a map, a geocoder's client or a writer asks for: choropleths, the ledger, full records,
// places by words and by coordinate, and the borders in pieces that a browser can keep.
//
// In: a request and the newest snapshot. Out: a reply through respond.Responder, or an error for problem.Handler.
// Coordinates are WGS 84 lon, lat in degrees. Handlers are safe for concurrent use.
package maps

import (
	"context"
	"fmt"
	"slices"
	"sync"

	"oblast/api/params"
	"oblast/api/respond"
	"oblast/api/wording"
	"oblast/data/population"
	"oblast/data/snapshot"
	"oblast/geo/gazetteer"
	"oblast/geo/geocode"
	"oblast/geo/geocode/mention"
	"oblast/geo/locate"
	"oblast/geo/region"

	"github.com/labstack/echo/v4"
)

// Config is what a Service needs. Geocoder and Locator may take a while at their first call.
type Config struct {
	Snapshots snapshot.Source
	Gazetteer *gazetteer.Gazetteer
	Geocoder  func() (*geocode.Geocoder, error)
	Locator   func() (*locate.Locator, error)
	Responder *respond.Responder
	BaseURL   string // as clients see the server; "": each request's own
	Style     string // address of the style of pages
	Build     string // version of the program
	Words     wording.Languages
	// Population is what numbers may be divided by; nil: nothing was given.
	Population *population.Table
	// Bodies is how many bytes the bodies of all requests may hold at one time; 0: DefaultBodies.
	Bodies int64
}

// Service answers the requests. Build it with New.
type Service struct {
	Config
	periods     periods
	remarks     remarks
	deciders    deciders
	room        *room
	attribution string                  // of places
	opening     []byte                  // of every answer about words, up to the query
	scanner     func() *mention.Scanner // without decisions; after the geocoder has been built
}

// New returns a service.
func New(c Config) *Service {
	s := &Service{Config: c, attribution: attributionOf(c.Gazetteer.Sources), room: newRoom(c.Bodies)}
	s.opening = appendMember(nil, `{"type":"FeatureCollection","geocoding":{"version":"0.1.0","licence":"ODbL-1.0","boundaries":`, c.Gazetteer.Tree.Version())
	s.opening = append(appendMember(s.opening, `,"attribution":`, s.attribution), queryMember...)
	s.scanner = sync.OnceValue(func() *mention.Scanner {
		coder, _ := s.Geocoder() // whoever scans has asked for it before
		return mention.New(coder, s.Gazetteer)
	})
	return s
}

// Languages are those that names and sentences are written in, the default first.
var Languages = wording.Codes

func langParam() params.Param {
	return params.Param{Name: "lang", Kind: params.Enum, Enum: Languages, Default: Languages[0], Description: "Language of names and sentences"}
}

func enumParam(name string, values []string, def, description string) params.Param {
	return params.Param{Name: name, Kind: params.Enum, Enum: values, Default: def, Description: description}
}

// asOfParam chooses an older state of the log.
var asOfParam = params.Version("as_of", "What was held at a version (a number of revisions) or at a time; without it the newest.")

// withinParam keeps to the units in one.
var withinParam = params.Param{Name: "within", Kind: params.String, MaxLength: 40, Names: true, Example: "RU", Description: "Only units in this country or region"}

// jsonParam is f where there is one form: clients that write f=json everywhere are right here too.
var jsonParam = params.Param{Name: "f", Kind: params.Enum, Enum: []string{"json"}, Description: "Form of the answer: JSON alone"}

// read returns a request's parameters and the state of the log that they ask for.
func (s *Service) read(c echo.Context, t params.Table) (v params.Values, snap *snapshot.Snapshot, err error) {
	if v, err = t.Read(c.Request()); err != nil {
		return v, nil, err
	}
	snap, err = s.snapshot(c.Request().Context(), v)
	return v, snap, err
}

// snapshot returns the state of the log that as_of names, or the newest.
func (s *Service) snapshot(ctx context.Context, v params.Values) (*snapshot.Snapshot, error) {
	if !v.Set("as_of") {
		return s.Snapshots.Current(), nil
	}
	return s.Snapshots.AsOf(ctx, v.String("as_of"))
}

// tag names the state of everything that a reply about records is made from.
func (s *Service) tag(snap *snapshot.Snapshot) string {
	return snap.State() + "-" + snap.Tree().Version() + "-" + s.Build
}

// reply is a JSON answer that lives as long as the snapshot.
func (s *Service) reply(c echo.Context, snap *snapshot.Snapshot, mediaType string, body func([]byte) ([]byte, error)) error {
	return s.Responder.Send(c, respond.Reply{MediaType: mediaType, ETag: s.tag(snap), Modified: snap.ChangedAt(), Key: c.Request().URL.RequestURI(),
		KeepPlain: true, Body: body})
}

// withinUnit reads the unit that within names, region.None where it is not given.
func withinUnit(v params.Values, tree *region.Tree) (int32, error) {
	const name = "within"
	id := v.String(name)
	if id == "" {
		return region.None, nil
	}
	if unit, ok := tree.Find(id); ok {
		return unit, nil
	}
	return region.None, v.Missing(name, "is not the id of a country, region or district", "an id such as RU, RU-KLU or RU-KLU.563697; /geocode finds ids by name")
}

func levelName(l region.Level) string { return l.String() }

// levels that totals are counted on.
var totalLevels = []region.Level{region.Country, region.Region, region.District}

func levelNames(levels []region.Level) []string {
	names := make([]string, len(levels))
	for i, l := range levels {
		names[i] = levelName(l)
	}
	return names
}

func parseTotalLevel(v params.Values) (region.Level, error) {
	i := slices.Index(levelNames(totalLevels), v.String("level"))
	if i < 0 {
		return 0, fmt.Errorf("level %q passed its enumeration", v.String("level"))
	}
	return totalLevels[i], nil
}
