package cql2_test

import (
	"strings"
	"testing"

	"oblast/geo/cql2"
	"oblast/geo/fault"
)

// FuzzText and FuzzJSON hold that any filter is either told to be wrong, field and column named, or can be evaluated.
func FuzzText(f *testing.F) {
	for i, p := range predicates(f) {
		if i%5 == 0 {
			f.Add(p.text)
		}
	}
	f.Add("A_CONTAINS(tags, ('a', (1,2))) AND night('2025-08-27') OR S_TOUCHES(geom, MULTIPOINT((1 2),(3 4)))")
	f.Add(`title LIKE 'a\%b\'' AND T_MEETS(INTERVAL(start,"end"),INTERVAL('..','2025-01-01'))`)
	fuzz(f, cql2.ParseText)
}

func FuzzJSON(f *testing.F) {
	for i, p := range predicates(f) {
		if i%5 == 0 {
			f.Add(p.json)
		}
	}
	f.Add(`{"op":"s_within","args":[{"property":"geom"},{"type":"GeometryCollection","geometries":[{"type":"Point","coordinates":[1,2]}]}]}`)
	f.Add(`{"op":"a_overlaps","args":[{"property":"tags"},["a",[1,2]]]}`)
	fuzz(f, cql2.ParseJSON)
}

func fuzz(f *testing.F, parse func(string, *cql2.Schema, cql2.Plane) (*cql2.Expr, error)) {
	layers, err := sets()
	if err != nil {
		f.Fatal(err)
	}
	own, row := reports(), kaluga(f)
	f.Fuzz(func(t *testing.T, filter string) {
		if e, err := parse(filter, own, cql2.Degrees); err == nil {
			e.Eval(row)
		} else if fields := fault.Fields(err); len(fields) != 1 || fields[0].Field != cql2.Field || !strings.HasPrefix(fields[0].Problem, "column ") {
			t.Fatalf("%q: %v", filter, err)
		}
		places := layers["ne_110m_populated_places_simple"]
		if e, err := parse(filter, places.schema, cql2.Degrees); err == nil {
			for _, row := range places.rows[:3] {
				e.Eval(row)
			}
		}
	})
}
