package ogc_test

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"oblast/data/record"
	"oblast/data/snapshot"
)

const benchIncidents = 200_000

// fixed serves one snapshot.
type fixed struct{ *snapshot.Snapshot }

func (f fixed) Current() *snapshot.Snapshot { return f.Snapshot }

func (f fixed) AsOf(context.Context, string) (*snapshot.Snapshot, error) { return f.Snapshot, nil }

// large is a snapshot of many incidents about 400 towns in four years; built once.
var large = sync.OnceValues(func() (*snapshot.Snapshot, error) {
	b, err := areas()
	if err != nil {
		return nil, err
	}
	r := rand.New(rand.NewPCG(7, 8))
	towns := make([]record.Point, 400)
	for i := range towns {
		towns[i] = record.Point{30 + 20*r.Float64(), 46 + 13*r.Float64()}
	}
	regions := []string{"RU-KLU", "RU-BRY", "RU-ROS", "RU-BEL", "RU-KRS", "RU-TUL", "RU-ORL", "RU-LEN", "RU-VOR", "RU-SMO"}
	zone, _ := record.Location("Europe/Moscow")
	var revs []record.Revision
	add := func(rec record.Record) error {
		body, err := record.Encode(rec)
		revs = append(revs, record.Revision{Seq: int64(len(revs) + 1), RecordID: rec.RecordID(), Rev: 1, Change: "create",
			RecordedAt: time.Unix(1.7e9, 0), Author: "bench", Body: body})
		return err
	}
	for _, rec := range said() {
		if err := add(rec); err != nil {
			return nil, err
		}
	}
	for i := range benchIncidents {
		town := r.IntN(len(towns))
		inc := spot(fmt.Sprintf("inc-%07d", i), &record.Point{towns[town][0] + 0.3*r.NormFloat64(), towns[town][1] + 0.2*r.NormFloat64()})
		night := record.NewDate(2022, time.January, 1+r.IntN(1400))
		w := record.NightBounds(night, zone)
		inc.When.NightOf, inc.When.Start, inc.When.End = &night, &w.Start, &w.End
		inc.Place.RegionIDs = []string{regions[town%len(regions)]}
		inc.Grade = []string{"confirmed", "fair", "weak"}[r.IntN(3)]
		inc.WeaponClass = record.WeaponClasses[r.IntN(len(record.WeaponClasses))]
		if err := add(inc); err != nil {
			return nil, err
		}
	}
	return snapshot.Build(context.Background(), b, time.Unix(1.8e9, 0), revs)
})

// sink is a response that goes nowhere.
type sink struct {
	header http.Header
	n      int
	status int
}

func (s *sink) Header() http.Header         { return s.header }
func (s *sink) WriteHeader(status int)      { s.status = status }
func (s *sink) Write(b []byte) (int, error) { s.n += len(b); return len(b), nil }

const five = "properties=title,night_of,region_id,grade,count_best"

// BenchmarkItems measures the handlers without a network, over 200,000 incidents.
func BenchmarkItems(b *testing.B) {
	snap, err := large()
	if err != nil {
		b.Fatal(err)
	}
	h := handler(b, fixed{snap})
	const at = "/collections/incidents/items?"
	cases := []struct{ name, query string }{
		{"5 columns, 10", five},
		{"5 columns, 1000", five + "&limit=1000"},
		{"all columns, 10", ""},
		{"all columns, 1000", "limit=1000"},
		{"5 columns, a middle page of 10", five + "&after=inc-0100000"},
		{"box and two values, 100", five + "&limit=100&weapon_class=uav&grade=fair&bbox="},
		{"a night, 100", five + "&limit=100&datetime=2023-05-05"},
		{"not modified", "etag"},
	}
	for _, c := range cases {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			etag, query := "", c.query
			if query == "etag" {
				query, etag = five, "*"
			}
			i, bytes := 0, 0
			for b.Loop() {
				q := query
				if strings.HasSuffix(q, "bbox=") {
					// No two boxes alike; each holds some hundreds of both values.
					x, y := 31+float64(i%1700)/100, 47+float64(i%1000)/100
					q += fmt.Sprintf("%.6f,%.6f,%.6f,%.6f", x, y, x+1.6, y+1.6+float64(i%977)*1e-6)
				}
				i++
				req := httptest.NewRequest(http.MethodGet, at+q, nil)
				if etag != "" {
					req.Header.Set("If-None-Match", etag)
				}
				w := &sink{header: http.Header{}}
				h.ServeHTTP(w, req)
				if w.status != 200 && w.status != 304 {
					b.Fatal(w.status)
				}
				bytes += w.n
			}
			b.ReportMetric(float64(bytes)/float64(b.N), "B/answer")
		})
	}
	b.Run("naive maps, 5 columns, 1000", func(b *testing.B) {
		b.ReportAllocs()
		l, _ := snap.Layer("incidents")
		names := strings.Split(strings.TrimPrefix(five, "properties="), ",")
		for b.Loop() {
			var features []map[string]any
			for row := range int32(1000) {
				properties := map[string]any{}
				for _, name := range names {
					column := l.Schema().Index(name)
					text, ok := l.Table.Column(column).At(row)
					if n, err := strconv.Atoi(text); ok && err == nil {
						properties[name] = n
					} else {
						properties[name] = text
					}
				}
				lon, lat, _ := l.Table.Point(row)
				features = append(features, map[string]any{"type": "Feature", "id": l.Table.ID(row), "properties": properties,
					"geometry": map[string]any{"type": "Point", "coordinates": []float64{lon, lat}}})
			}
			if _, err := json.Marshal(map[string]any{"type": "FeatureCollection", "features": features}); err != nil {
				b.Fatal(err)
			}
		}
	})
}
