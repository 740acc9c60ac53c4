package cql2_test

import (
	"strings"
	"testing"

	"oblast/geo/cql2"
)

// TestMistakesOfOtherLanguages: who writes SQL, a programming language or typographic quotes is told what CQL2 has for it,
// and where.
func TestMistakesOfOtherLanguages(t *testing.T) {
	for filter, want := range map[string]string{
		"region_id == 'RU-KLU'":            "column 11: `==` has no meaning in CQL2; write `=`",
		"count => 2":                       "column 7: `=>` has no meaning in CQL2; write `>=`",
		"count =< 2":                       "write `<=`",
		"count != 2":                       "write `<>`",
		"count > 1 && damage":              "column 11: `&&` has no meaning in CQL2; write AND",
		"count > 1 || damage":              "write OR",
		"! damage":                         "write NOT",
		"title = “drone”":                  "column 9: `“` has no meaning in CQL2; write a text in straight single quotes",
		"title = «дрон»":                   "straight single quotes",
		"title = `drone`":                  "straight single quotes",
		"region_id = \"RU-KLU\"":           "column 13: `RU-KLU` is not a queryable; a text stands in single quotes: 'RU-KLU'",
		"region_id = RU-KLU":               "a text stands in single quotes: 'RU'",
		"count > two":                      "column 9: `two` is not a queryable; a text stands in single quotes",
		"region = 'RU-KLU'":                "column 1: `region` is not a queryable (did you mean region_id?)",
		"REGION_ID = 'RU-KLU'":             "did you mean region_id?",
		"title = 'O'Hara'":                 "column 12: `Hara` stands where AND, OR or the end should; a quote within a text is written twice",
		"title ILIKE '%drone%'":            "column 7: `ILIKE` stands where AND, OR or the end should; write CASEI(property) LIKE CASEI('%text%')",
		"title CONTAINS 'drone'":           "write LIKE '%text%'",
		"title IS 'drone'":                 "column 10: `drone` stands where `null` should; what is equal is written with `=`",
		"title = NULL":                     "column 9: nothing is equal to NULL; write IS NULL or IS NOT NULL",
		"title <> null":                    "write IS NULL or IS NOT NULL",
		"upper(title) = 'X'":               "column 1: `upper` is not a function here; write CASEI",
		"unaccent(title) = 'X'":            "write ACCENTI",
		"INTERSECTS(geometry, POINT(1 2))": "column 1: `INTERSECTS` is not a function here (did you mean S_INTERSECTS?)",
		"ST_Within(geometry, POINT(1 2))":  "did you mean S_WITHIN?",
		"DURING(start, INTERVAL('2025-01-01','2025-02-01'))":      "did you mean T_DURING?",
		"S_DWITHIN(geometry, POINT(37 55), 10, km)":               "column 1: `S_DWITHIN` is not a function here; write near(lon, lat, metres)",
		"S_INTERSECTS(geometry, POINT(37.5, 55.5))":               "column 34: `,` stands where a coordinate should; the numbers of a position stand apart by a space",
		"region_id IN ['RU-KLU']":                                 "column 14: `[` has no meaning in CQL2; write a list in round brackets: ('a','b')",
		"region_id IN 'RU-KLU'":                                   "column 14: `RU-KLU` stands where `(` should",
		"night_of BETWEEN DATE('2025-08-01'), DATE('2025-08-31')": "`,` stands where `and` should",
		`{"op":"=","args":[{"property":"count"},1]}`:              "column 1: `{` has no meaning in CQL2; write the filter as text, or say that it is JSON",
	} {
		_, err := cql2.ParseText(filter, reports(), cql2.Degrees)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %v, want %s", filter, err, want)
		}
	}
	if _, err := cql2.ParseJSON("title = 'x'", reports(), cql2.Degrees); err == nil || !strings.Contains(err.Error(), "text is read with filter-lang=cql2-text") {
		t.Errorf("text for JSON: %v", err)
	}
}
