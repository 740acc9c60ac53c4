package cql2_test

import (
	"testing"

	"oblast/geo/cql2"
	"oblast/geo/measure"
)

// typical are filters as clients send them, in both encodings.
var typical = []struct{ name, text, json string }{
	{"a value", "region_id = 'RU-KLU'", `{"op":"=","args":[{"property":"region_id"},"RU-KLU"]}`},
	{"values and a night", "region_id IN ('RU-KLU','RU-BRY') AND night_of = DATE('2025-08-27')",
		`{"op":"and","args":[{"op":"in","args":[{"property":"region_id"},["RU-KLU","RU-BRY"]]},{"op":"=","args":[{"property":"night_of"},{"date":"2025-08-27"}]}]}`},
	{"a box", "S_INTERSECTS(geometry, BBOX(30,50,40,60))", `{"op":"s_intersects","args":[{"property":"geometry"},{"bbox":[30,50,40,60]}]}`},
	{"numbers", "count BETWEEN 3 AND 10 OR count * 2 + 1 > 50", `{"op":"or","args":[{"op":"between","args":[{"property":"count"},3,10]},{"op":">","args":[{"op":"+","args":[{"op":"*","args":[{"property":"count"},2]},1]},50]}]}`},
	{"texts", "CASEI(ACCENTI(title)) LIKE CASEI(ACCENTI('%Дрон%')) AND title IS NOT NULL",
		`{"op":"and","args":[{"op":"like","args":[{"op":"casei","args":[{"op":"accenti","args":[{"property":"title"}]}]},{"op":"casei","args":[{"op":"accenti","args":["%Дрон%"]}]}]},{"op":"not","args":[{"op":"isNull","args":[{"property":"title"}]}]}]}`},
	{"an interval", `T_INTERSECTS(INTERVAL(start,"end"), INTERVAL('2025-08-26T20:00:00Z','2025-08-27T04:00:00Z'))`,
		`{"op":"t_intersects","args":[{"interval":[{"property":"start"},{"property":"end"}]},{"interval":["2025-08-26T20:00:00Z","2025-08-27T04:00:00Z"]}]}`},
	{"a polygon", "S_WITHIN(geometry, POLYGON((30 50,40 50,42 55,36 60,30 58,30 50)))", `{"op":"s_within","args":[{"property":"geometry"},{"type":"Polygon","coordinates":[[[30,50],[40,50],[42,55],[36,60],[30,58],[30,50]]]}]}`},
	{"all at once", "region_id IN ('RU-KLU','RU-BRY') AND night_of BETWEEN DATE('2025-08-01') AND DATE('2025-08-31') AND (count >= 3 OR title LIKE 'Drone%') AND S_INTERSECTS(geometry, BBOX(30,50,40,60))",
		`{"op":"and","args":[{"op":"in","args":[{"property":"region_id"},["RU-KLU","RU-BRY"]]},{"op":"between","args":[{"property":"night_of"},{"date":"2025-08-01"},{"date":"2025-08-31"}]},{"op":"or","args":[{"op":">=","args":[{"property":"count"},3]},{"op":"like","args":[{"property":"title"},"Drone%"]}]},{"op":"s_intersects","args":[{"property":"geometry"},{"bbox":[30,50,40,60]}]}]}`},
}

// BenchmarkParse reads and checks typical filters.
func BenchmarkParse(b *testing.B) {
	s := reports()
	for _, c := range typical {
		for _, way := range []struct {
			name, filter string
			parse        func(string, *cql2.Schema, cql2.Plane) (*cql2.Expr, error)
		}{{"text", c.text, cql2.ParseText}, {"JSON", c.json, cql2.ParseJSON}} {
			b.Run(c.name+", "+way.name, func(b *testing.B) {
				b.ReportAllocs()
				done := measure.Ops(b)
				for b.Loop() {
					if _, err := way.parse(way.filter, s, cql2.Degrees); err != nil {
						b.Fatal(err)
					}
				}
				done()
			})
		}
	}
}
