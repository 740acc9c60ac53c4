package layer_test

import (
	"fmt"

	"pgregory.net/rapid"
)

// filters are parts that drawn filters are put together from.
var filters = []string{
	"region = 'RU-KLU'", "region <> 'RU-KLU'", "region IN ('RU-BRY','UA-05','XX')", "region NOT IN ('RU-BRY','RU-BRY')", "region LIKE 'RU-%'", "region LIKE '%-_L%'", "CASEI(region) = 'ёж'",
	"region > 'RU'", "region IS NULL", "n = 3", "n >= 3", "n < 0", "n BETWEEN 1 AND 5", "5 > n", "n <> 3", "n + 1 > 4", "n > m", "n * m - 2 BETWEEN m AND 9", "m NOT BETWEEN n AND n + m", "n ^ m <> 1", "m ^ (n - n) = 1", "n % (m + 1) = 1", "n div (m - 1) >= m", "-n < m / 2", "\"from\" < \"to\"", "night = \"from\"", "n IN (1,2,3)", "n / (n - 3) > 1",
	"night = DATE('2025-08-27')", "night < DATE('2025-08-27')", "\"from\" >= TIMESTAMP('2025-08-27T00:00:00Z')", "\"from\" = DATE('2025-08-26')", "\"from\" IN (TIMESTAMP('2025-08-27T00:00:00Z'))",
	"T_INTERSECTS(INTERVAL(\"from\",\"to\"), INTERVAL('2025-08-26T22:00:00Z','2025-08-27T02:00:00Z'))", "T_DURING(INTERVAL(\"from\",\"to\"), INTERVAL('2025-08-26','..'))",
	"T_BEFORE(TIMESTAMP('2025-08-26T22:00:00Z'), INTERVAL(\"from\",\"to\"))", "T_AFTER(night, DATE('2025-08-26'))", "sure = true", "sure", "sure <> true",
	"A_CONTAINS(tags, ('a','b'))", "S_INTERSECTS(geometry, BBOX(0,0,90,90))", "S_INTERSECTS(geometry, BBOX(150,-90,-150,90))", "S_DISJOINT(geometry, POLYGON((0 0, 90 0, 45 90, 0 0)))",
	"S_WITHIN(geometry, POLYGON((0 0, 90 0, 45 90, 0 0)))", "S_TOUCHES(geometry, BBOX(0,0,90,90))", "S_EQUALS(geometry, POINT(0 0))", "S_CONTAINS(MULTIPOINT((15 15),(30 30)), geometry)", "geometry IS NULL", "region = 'XX'", "1 = 1", "1 = 2",
}

// related are temporal relations of two columns, all fifteen, to intervals of both kinds, open ones too, either way round.
var related = func() (all []string) {
	for _, name := range []string{"AFTER", "BEFORE", "DISJOINT", "EQUALS", "INTERSECTS", "CONTAINS", "DURING", "FINISHEDBY", "FINISHES", "MEETS", "METBY", "OVERLAPPEDBY", "OVERLAPS", "STARTEDBY", "STARTS"} {
		for _, columns := range []string{`"from","to"`, "night,night", `night,"to"`, `"from",night`} {
			for _, other := range []string{"'2025-08-26T22:00:00Z','2025-08-27T02:00:00Z'", "'2025-08-26','2025-08-27'", "'2025-08-27','2025-08-27'", "'..','2025-08-27T00:00:00Z'", "'2025-08-26','..'", "'..','..'"} {
				all = append(all, fmt.Sprintf("T_%s(INTERVAL(%s),INTERVAL(%s))", name, columns, other), fmt.Sprintf("T_%s(INTERVAL(%s),INTERVAL(%s))", name, other, columns))
			}
		}
	}
	return all
}()

// areas are polygons of many corners, with holes and without, about points that tables of drawn rows have.
var areas = []string{"S_INTERSECTS(geometry, POLYGON((-100 -50,-90 -60,-60 -70,-30 -60,0 -75,30 -60,60 -70,90 -60,100 -50,105 0,100 50,90 60,60 70,30 60,0 75,-30 60,-60 70,-90 60,-100 50,-105 0,-100 -50),(-10 -10,-10 10,10 10,10 -10,-10 -10)))",
	"S_WITHIN(geometry, MULTIPOLYGON(((-105 -60,-45 -60,-45 60,-105 60,-105 -60)),((15 -45,120 -45,120 45,15 45,15 -45),(30 -30,30 30,60 30,60 -30,30 -30))))",
	"S_DISJOINT(POLYGON((-180 -90,0 -45,180 -90,180 90,0 45,-180 90,-180 -90)), geometry)"}

func drawFilter(r *rapid.T, depth int) string {
	if depth == 0 || rapid.IntRange(0, 2).Draw(r, "leaf") == 0 {
		switch rapid.IntRange(0, 7).Draw(r, "kind") {
		case 0, 1:
			return rapid.SampledFrom(related).Draw(r, "part")
		case 2:
			return rapid.SampledFrom(areas).Draw(r, "part")
		}
		return rapid.SampledFrom(filters).Draw(r, "part")
	}
	a := drawFilter(r, depth-1)
	switch rapid.IntRange(0, 2).Draw(r, "join") {
	case 0:
		return "(" + a + " AND " + drawFilter(r, depth-1) + ")"
	case 1:
		return "(" + a + " OR " + drawFilter(r, depth-1) + ")"
	}
	return "NOT (" + a + ")"
}
