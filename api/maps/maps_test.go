package maps_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"oblast/api/maps"
	"oblast/api/problem"
	"oblast/api/respond"
	"oblast/data/boundaries"
	"oblast/data/record"
	"oblast/data/snapshot"
	"oblast/data/starter"
	"oblast/geo/gazetteer"
	"oblast/geo/geocode"
	"oblast/geo/locate"

	"github.com/labstack/echo/v4"
)

type fixed struct{ *snapshot.Snapshot }

func (f fixed) Current() *snapshot.Snapshot { return f.Snapshot }

// AsOf is the same state for every text: how older ones are found is tested with the snapshot.
func (f fixed) AsOf(context.Context, string) (*snapshot.Snapshot, error) { return f.Current(), nil }

// loaded are the embedded boundaries and the starter records, read once for all tests.
var loaded = sync.OnceValues(func() (*maps.Service, error) {
	g, err := gazetteer.Load(boundaries.Files)
	if err != nil {
		return nil, err
	}
	text, err := starter.Files.ReadFile(starter.Name)
	if err != nil {
		return nil, err
	}
	var revs []record.Revision
	for line := range bytes.Lines(text) {
		rec, err := record.Decode(bytes.TrimSpace(line))
		if err != nil {
			return nil, err
		}
		revs = append(revs, record.Revision{Seq: int64(len(revs) + 1), RecordID: rec.RecordID(), Rev: 1, Change: "create",
			RecordedAt: time.Date(2025, 11, 24, 0, 0, 0, 0, time.UTC), Author: starter.Author, Body: bytes.TrimSpace(line)})
	}
	snap, err := snapshot.Build(context.Background(), snapshot.NewBoundaries(g.Tree), time.Now(), revs)
	if err != nil {
		return nil, err
	}
	return maps.New(maps.Config{Snapshots: fixed{snap}, Gazetteer: g, Responder: respond.New(8<<20, 2, ""), Build: "test",
		Geocoder: sync.OnceValues(func() (*geocode.Geocoder, error) { return geocode.New(g) }),
		Locator:  sync.OnceValues(func() (*locate.Locator, error) { return locate.New(g) })}), nil
})

func service(t testing.TB) *maps.Service {
	t.Helper()
	s, err := loaded()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// server listens on a free port.
func server(t testing.TB) string {
	t.Helper()
	return listen(t, service(t))
}

func listen(t testing.TB, s *maps.Service) string {
	t.Helper()
	e := echo.New()
	e.HTTPErrorHandler = problem.Handler(slog.New(slog.DiscardHandler))
	e.GET("/choropleth", s.Choropleth)
	e.GET("/ledger", s.Ledger)
	e.GET("/restrictions", s.Restrictions)
	e.GET("/records/:id", s.Record)
	e.GET("/geocode", s.Geocode)
	e.POST("/geocode", s.GeocodeBatch)
	e.POST("/geocode/text", s.GeocodeText)
	e.GET("/reverse", s.Reverse)
	e.GET("/boundaries/:version/places/:file", s.Settlements)
	e.GET("/boundaries/:version/:detail/:file", s.Boundaries)
	e.GET("/healthz", s.Health)
	e.GET("/readyz", s.Ready)
	srv := httptest.NewServer(e)
	t.Cleanup(srv.Close)
	return srv.URL
}

func fetch(t testing.TB, address string) (int, []byte) {
	t.Helper()
	res, err := http.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	return received(t, res)
}

// received reads an answer to its end.
func received(t testing.TB, res *http.Response) (int, []byte) {
	t.Helper()
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res.StatusCode, body
}

func decode(t testing.TB, address string, v any) {
	t.Helper()
	status, body := fetch(t, address)
	if status != 200 {
		t.Fatalf("GET %s: %d %s", address, status, body)
	}
	if err := json.Unmarshal(body, v); err != nil {
		t.Fatalf("GET %s: %v in %.300s", address, err, body)
	}
}

func jsonText(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		return err.Error()
	}
	return string(b)
}

func TestBadInputSaysWhatIsAllowed(t *testing.T) {
	base := server(t)
	for _, test := range []struct {
		path   string
		status int
		says   string
	}{
		{"/choropleth?level=oblast", 400, "country"},
		{"/choropleth?basis=claimed&measure=injured", 400, "incidents"},
		{"/choropleth?per=population", 400, "area"},
		{"/choropleth?method=fixed", 400, "breaks"},
		{"/choropleth?breaks=3,2,1", 400, "breaks"},
		{"/choropleth?classes=9", 400, "7"},
		{"/choropleth?within=Kaluga", 404, "/geocode"},
		{"/choropleth?from=2025-09-01&to=2025-08-01", 400, "after"},
		{"/choropleth?colour=red", 400, "colour"},
		{"/choropleth?f=xml", 400, "topojson"},
		{"/ledger?night=2025-08-27&from=2025-08-01", 400, "night"},
		{"/records/nothing", 404, "nothing"},
		{"/records/nothing?x=1", 400, "x"},
		{"/geocode", 400, "required"},
		{"/geocode?q=", 400, "empty"},
		{"/geocode?q=" + strings.Repeat("x", 501), 400, "500"},
		{"/geocode?q=Kaluga&level=town", 400, "district"},
		{"/reverse?lon=200&lat=0", 400, "180"},
		{"/reverse?lon=30", 400, "lat"},
		{"/boundaries/old/2km/RU.topojson", 404, "held"},
	} {
		status, body := fetch(t, base+test.path)
		var d problem.Details
		if err := json.Unmarshal(body, &d); err != nil || status != test.status || !strings.Contains(string(body), test.says) {
			t.Errorf("%s: %d %s, want %d that says %q", test.path, status, body, test.status, test.says)
		}
	}
}

func TestARecordIsTheWholeStory(t *testing.T) {
	base := server(t)
	var full struct {
		Record     struct{ ID string }
		Statements []struct{ ID, Speaker string }
		Remarks    []struct {
			ID     string
			Checks []struct{ Check, Result, Note string }
		}
		Names     map[string]struct{ EN, RU, UK string }
		Documents []struct{ ID string }
		Tallies   []struct{ ID string }
		Link      struct {
			Relation string
			Tests    map[string]string
		}
		Revisions []struct{ Author string }
	}
	decode(t, base+"/records/inc-2025-08-27-kaluga-dzerzhinsky", &full)
	if full.Link.Relation != "outside" || full.Link.Tests["region"] != "fail" || full.Link.Tests["window"] != "pass" {
		t.Errorf("link %+v", full.Link)
	}
	// The article's comparison rests on no record of its own, and is contradicted by its own numbers.
	if i := slices.IndexFunc(full.Remarks, func(r struct {
		ID     string
		Checks []struct{ Check, Result, Note string }
	}) bool {
		return r.ID == "st-seed-comparison"
	}); i < 0 || full.Remarks[i].Checks[0].Result != "contradicted" {
		t.Errorf("remarks %+v", full.Remarks)
	}
	for _, s := range full.Statements {
		for _, r := range full.Remarks {
			if r.ID == s.ID {
				t.Errorf("%s is a statement and a remark", s.ID)
			}
		}
	}
	if full.Names["RU-KLU.563697"].RU != "Дзержинский район" || full.Names["KZ"].EN != "Kazakhstan" || full.Names["RU-ORL"].UK == "" {
		t.Errorf("names %v", full.Names)
	}
	if len(full.Statements) == 0 || len(full.Documents) == 0 || len(full.Revisions) != 1 || full.Tallies[0].ID != "tal-2025-08-27-ru" {
		t.Errorf("%+v", full)
	}
}

func TestLedgerOfANight(t *testing.T) {
	base := server(t)
	var l struct {
		Nights []struct {
			Scope          []string
			Total          bounds
			NotInIncidents struct{ Min, Max *int } `json:"not_in_incidents"`
			Outside        []struct{ ID string }
		}
		Tallies []struct{ ID string }
	}
	decode(t, base+"/ledger?night=2025-08-27&within=RU", &l)
	if len(l.Nights) != 1 || l.Nights[0].Total.String() != "26 26 26" || *l.Nights[0].NotInIncidents.Min != 11 || *l.Nights[0].NotInIncidents.Max != 25 ||
		len(l.Nights[0].Outside) != 1 || l.Nights[0].Outside[0].ID != "inc-2025-08-27-kaluga-dzerzhinsky" {
		t.Errorf("%s", jsonText(l))
	}
	var r struct {
		Restrictions []struct {
			Record struct {
				RegionID string `json:"region_id"`
			}
		}
	}
	if decode(t, base+"/restrictions", &r); len(r.Restrictions) != 7 {
		t.Errorf("%d restrictions, want 7", len(r.Restrictions))
	}
}

func TestBoundaryChunks(t *testing.T) {
	base, version := server(t), service(t).Gazetteer.Tree.Version()
	for _, test := range []struct {
		path string
		most int
		want string
	}{
		{"overview/all", 400_000, `"RU-KLU"`}, {"500m/RU-MOW", 100_000, `"children":1`}, {"2km/RU", 3_000_000, `"RU-KLU"`}, {"100m/RU-KLU", 400_000, `"RU-KLU.563697"`},
		{"overview/near.0,30,85,75", 120_000, `"RU-KLU"`}, {"overview/near.-90,20,-60,50", 100_000, `"US"`},
		{"2km/world", 6_000_000, `"KZ"`}, {"2km/waters", 1_000_000, `water.black-sea`},
	} {
		status, body := fetch(t, base+"/boundaries/"+version+"/"+test.path+".topojson")
		if status != 200 || !strings.Contains(string(body), test.want) || len(body) > test.most {
			t.Errorf("%s: %d, %d bytes", test.path, status, len(body))
		}
	}
	var places struct {
		Places []struct{ Name struct{ EN, RU string } }
	}
	decode(t, base+"/boundaries/"+version+"/places/world.json", &places)
	if len(places.Places) < 50 {
		t.Errorf("%d places of the world", len(places.Places))
	}
	for _, path := range []string{"2km/all.topojson", "2km/XX.topojson", "1m/RU.topojson", "2km/RU.json", "places/RU.json", "places/world.txt",
		"overview/near.1,2,3,4.topojson", "overview/near.10,20,10,30.topojson", "overview/near.0,30,85.topojson", "overview/near.+5,30,85,75.topojson", "2km/near.0,30,85,75.topojson",
		"overview/near.0,30,85,95.topojson"} {
		if status, _ := fetch(t, base+"/boundaries/"+version+"/"+path); status != 404 {
			t.Errorf("%s: %d, want 404", path, status)
		}
	}
}

// BenchmarkChoropleth computes and writes each answer anew. The baseline adds the same night's incidents up in maps and
// leaves the writing to encoding/json: no bounds, no official totals, no classes.
func BenchmarkChoropleth(b *testing.B) {
	c, e := service(b).Config, echo.New()
	c.Responder = respond.New(0, 1, "") // keeps nothing
	s := maps.New(c)
	for _, test := range []struct{ name, query string }{
		{"night values", "from=2025-08-27&to=2025-08-27&geometry=none&covered=true"},
		{"night polygons", "from=2025-08-27&to=2025-08-27&within=RU&zoom=4"},
		{"whole period", "geometry=none"},
	} {
		b.Run(test.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				req := httptest.NewRequest("GET", "/choropleth?"+test.query, nil)
				if err := s.Choropleth(e.NewContext(req, httptest.NewRecorder())); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	b.Run("naive, night values", func(b *testing.B) {
		b.ReportAllocs()
		night := record.NewDate(2025, time.August, 27)
		for b.Loop() {
			snap := s.Snapshots.Current()
			sums := map[string]int{}
			for _, inc := range snap.Incidents() {
				if inc.When.NightOf != nil && *inc.When.NightOf == night && inc.Count != nil && inc.Count.Min != nil && len(inc.Place.RegionIDs) == 1 {
					sums[inc.Place.RegionIDs[0]] += *inc.Count.Min
				}
			}
			var features []map[string]any
			for id, n := range sums {
				features = append(features, map[string]any{"type": "Feature", "id": id, "geometry": nil, "properties": map[string]any{"region_id": id, "min": n}})
			}
			if _, err := json.Marshal(map[string]any{"type": "FeatureCollection", "features": features}); err != nil {
				b.Fatal(err)
			}
		}
	})
}
