package cql2_test

import (
	"testing"

	"oblast/geo/cql2"
)

func BenchmarkParse(b *testing.B) {
	s := reports()
	for _, c := range []struct {
		name, filter string
		parse        func(string, *cql2.Schema, cql2.Plane) (*cql2.Expr, error)
	}{
		{"text", "region_id IN ('RU-KLU','RU-BRY') AND night_of BETWEEN DATE('2025-08-01') AND DATE('2025-08-31') AND (count >= 3 OR title LIKE 'Drone%') AND S_INTERSECTS(geometry, BBOX(30,50,40,60))", cql2.ParseText},
		{"JSON", `{"op":"and","args":[{"op":"in","args":[{"property":"region_id"},["RU-KLU","RU-BRY"]]},{"op":">=","args":[{"property":"count"},3]},{"op":"s_intersects","args":[{"property":"geometry"},{"bbox":[30,50,40,60]}]}]}`, cql2.ParseJSON},
	} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := c.parse(c.filter, s, cql2.Degrees); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
