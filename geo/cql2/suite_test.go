package cql2_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"os"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/paulmach/orb"

	"oblast/geo/cql2"
	"oblast/geo/relate"
)

// predicate is a row of the suite.
type predicate struct {
	class, test, layer, text, json string
	count                          int
}

func predicates(t testing.TB) []predicate {
	t.Helper()
	f, err := os.Open("testdata/predicates.tsv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var all []predicate
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	lines.Scan() // names of the columns
	for lines.Scan() {
		c := strings.Split(lines.Text(), "\t")
		count, err := strconv.Atoi(c[7])
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, predicate{class: c[0], test: c[1], layer: c[3], text: c[4], json: c[5], count: count})
	}
	if len(all) != 351 {
		t.Fatalf("%d rows, want 351", len(all))
	}
	return all
}

// set is a layer of the suite: a schema, and the values of each feature.
type set struct {
	schema *cql2.Schema
	rows   []values
}

type values []cql2.Value

func (v values) Value(i int) cql2.Value { return v[i] }

type feature struct {
	Properties map[string]any
	Geometry   geometry
}

type geometry struct {
	Type        string
	Coordinates json.RawMessage
}

func (g geometry) orb() orb.Geometry {
	var into struct {
		point orb.Point
		line  orb.LineString
		multi orb.MultiPolygon
	}
	switch g.Type {
	case "Point":
		_ = json.Unmarshal(g.Coordinates, &into.point)
		return into.point
	case "LineString":
		_ = json.Unmarshal(g.Coordinates, &into.line)
		return into.line
	case "MultiPolygon":
		_ = json.Unmarshal(g.Coordinates, &into.multi)
		return into.multi
	}
	return nil
}

// types are those that JSON does not tell.
var types = map[string]cql2.Type{"date": cql2.Date, "start": cql2.Instant, "end": cql2.Instant, "boolean": cql2.Boolean}

func readSet(name string) (*set, error) {
	raw, err := os.ReadFile("testdata/" + name + ".geojson")
	if err != nil {
		return nil, err
	}
	var all struct{ Features []feature }
	if err := json.Unmarshal(raw, &all); err != nil {
		return nil, err
	}
	var properties []cql2.Property
	d := json.NewDecoder(bytes.NewReader(raw[bytes.Index(raw, []byte(`"properties":`))+len(`"properties":`):]))
	if _, err := d.Token(); err != nil {
		return nil, err
	}
	for d.More() {
		key, err := d.Token()
		if err != nil {
			return nil, err
		}
		var v any
		if err := d.Decode(&v); err != nil {
			return nil, err
		}
		p := cql2.Property{Name: key.(string), Type: cql2.Text}
		if t, ok := types[p.Name]; ok {
			p.Type = t
		} else if _, ok := v.(float64); ok {
			p.Type = cql2.Number
		}
		properties = append(properties, p)
	}
	properties = append(properties, cql2.Property{Name: "geom", Type: cql2.Geometry})
	s := &set{schema: cql2.NewSchema(properties)}
	for _, f := range all.Features {
		row := make(values, len(properties))
		for i, p := range properties {
			row[i] = valueOf(p.Type, f.Properties[p.Name])
		}
		row[len(row)-1] = cql2.GeometryValue(relate.New(f.Geometry.orb()))
		s.rows = append(s.rows, row)
	}
	return s, nil
}

func valueOf(t cql2.Type, v any) cql2.Value {
	switch v := v.(type) {
	case float64:
		return cql2.NumberValue(v)
	case bool:
		return cql2.BooleanValue(v)
	case string:
		if t == cql2.Date {
			at, _ := time.Parse(time.DateOnly, v)
			return cql2.DateValue(at)
		}
		if t == cql2.Instant {
			at, _ := time.Parse(time.RFC3339, v)
			return cql2.InstantValue(at)
		}
		return cql2.TextValue(v)
	}
	return cql2.Value{}
}

var sets = sync.OnceValues(func() (map[string]*set, error) {
	all := map[string]*set{}
	for _, name := range []string{"ne_110m_admin_0_countries", "ne_110m_populated_places_simple", "ne_110m_rivers_lake_centerlines"} {
		s, err := readSet(name)
		if err != nil {
			return nil, err
		}
		all[name] = s
	}
	return all, nil
})

func (s *set) count(e *cql2.Expr) int {
	n := 0
	for _, row := range s.rows {
		if e.Eval(row).IsTrue() {
			n++
		}
	}
	return n
}

// TestSuite holds every row of the standard's abstract test suite in both encodings.
func TestSuite(t *testing.T) {
	layers, err := sets()
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range predicates(t) {
		s := layers[p.layer]
		for encoding, parse := range map[string]func() (*cql2.Expr, error){
			"text": func() (*cql2.Expr, error) { return cql2.ParseText(p.text, s.schema, cql2.Degrees) },
			"json": func() (*cql2.Expr, error) { return cql2.ParseJSON(p.json, s.schema, cql2.Degrees) }} {
			e, err := parse()
			if err != nil {
				t.Errorf("%s in %s: %s: %v", p.test, encoding, p.text, err)
				continue
			}
			if got := s.count(e); got != p.count {
				t.Errorf("%s in %s: %s: %d features, want %d", p.test, encoding, p.text, got, p.count)
			}
		}
	}
}
