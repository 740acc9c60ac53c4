package cql2_test

import (
	"strings"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/encoding/wkt"

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

// FuzzWKT holds that a geometry that is read is read again from what it is written as.
func FuzzWKT(f *testing.F) {
	for _, seed := range []string{"POINT(36 55)", "point z ( 1e1 -.5 3)", "LINESTRING(0 0,1 1)", "POLYGON((0 0,4 0,4 4,0 0),(1 .5,2 .5,2 1,1 .5))", "MULTIPOINT((1 2),3 4)",
		"MULTILINESTRING((0 0,1 1),(2 2,3 3))", "MULTIPOLYGON(((0 0,4 0,4 4,0 0)))", "GEOMETRYCOLLECTION(POINT(1 2),GEOMETRYCOLLECTION(POINT(3 4)))", "BBOX(170,-10,-170,10)", "BBOX(0,0,0,1,1,1)", "POINT(180.00000000000006 0)"} {
		f.Add(seed)
	}
	schema := reports()
	read := func(text string) (*cql2.Expr, error) {
		return cql2.ParseText("S_INTERSECTS(geometry,"+text+")", schema, cql2.Degrees)
	}
	f.Fuzz(func(t *testing.T, text string) {
		e, err := read(text)
		if err != nil {
			if fields := fault.Fields(err); len(fields) != 1 || !strings.HasPrefix(fields[0].Problem, "column ") {
				t.Fatalf("%q: %v", text, err)
			}
			return
		}
		if e.Op != cql2.SIntersects || e.Args[1].Op != cql2.Literal || e.Args[1].Value.Geometry == nil {
			return // the text closed the parenthesis by itself, or names the geometry
		}
		g := e.Args[1].Value.Geometry.Geometry()
		again, err := read(wkt.MarshalString(g))
		if err != nil || !orb.Equal(again.Args[1].Value.Geometry.Geometry(), g) {
			t.Fatalf("%q: written as %s, %v", text, wkt.MarshalString(g), err)
		}
	})
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
