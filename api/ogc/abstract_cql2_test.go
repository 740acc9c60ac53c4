package ogc_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"oblast/api/ogc"
)

type ogcLink = ogc.Link

// predicate is a condition in both encodings of CQL2.
type predicate struct{ text, json string }

// literal is a value in both.
type literal struct{ text, json string }

// literalOf is the value of a column's type that the standard's tests compare it with.
func literalOf(q queryable) literal {
	switch {
	case q.Format == "date":
		return literal{"DATE('2022-04-14')", `{"date":"2022-04-14"}`}
	case q.Format == "date-time":
		return literal{"TIMESTAMP('2022-04-14T14:48:46Z')", `{"timestamp":"2022-04-14T14:48:46Z"}`}
	case q.Type == "number":
		return literal{"3.14", "3.14"}
	case q.Type == "integer":
		return literal{"1", "1"}
	case q.Type == "boolean":
		return literal{"true", "true"}
	}
	return literal{"'foo'", `"foo"`}
}

var comparisons = []string{"=", "<>", ">", "<", ">=", "<="}

// compare compares two sides in both encodings.
func compare(op string, a, b literal) predicate {
	return predicate{a.text + " " + op + " " + b.text, fmt.Sprintf(`{"op":%q,"args":[%s,%s]}`, op, a.json, b.json)}
}

// predicatesOf are those that the standard's tests ask of a column by its type: comparisons with a value on either side and
// with itself, IS NULL, LIKE, IN, BETWEEN, CASEI and ACCENTI, arithmetic.
func predicatesOf(q queryable) []predicate {
	if strings.HasPrefix(q.Format, "geometry") {
		return []predicate{{"geometry IS NULL", `{"op":"isNull","args":[{"property":"geometry"}]}`}}
	}
	column, value := literal{`"` + q.Name + `"`, fmt.Sprintf(`{"property":%q}`, q.Name)}, literalOf(q)
	all := []predicate{{column.text + " IS NULL", `{"op":"isNull","args":[` + column.json + `]}`},
		{column.text + " is not null", `{"op":"not","args":[{"op":"isNull","args":[` + column.json + `]}]}`}}
	for _, op := range comparisons {
		all = append(all, compare(op, column, value), compare(op, value, column), compare(op, column, column))
	}
	list := func(values ...string) {
		quoted := strings.NewReplacer("'", `"`, "DATE(", `{"date":`, "TIMESTAMP(", `{"timestamp":`, ")", "}").Replace(strings.Join(values, ","))
		all = append(all, predicate{column.text + " in (" + strings.Join(values, ", ") + ")", fmt.Sprintf(`{"op":"in","args":[%s,[%s]]}`, column.json, quoted)})
	}
	switch {
	case q.Format == "date":
		list("DATE('2022-04-14')", "DATE('2022-04-15')")
		list("'2022-04-14'", "'2022-04-15'") // as the standard's test writes dates
	case q.Format == "date-time":
		list("TIMESTAMP('2022-04-14T14:52:56Z')")
		list("'2022-04-14T14:52:56Z'", "'2022-04-14T15:52:56Z'")
	case q.Type == "boolean":
		list("true")
	case q.Type == "number" || q.Type == "integer":
		list("1", "2", "3")
		all = append(all, predicate{column.text + " BETWEEN 0 AND 100", fmt.Sprintf(`{"op":"between","args":[%s,0,100]}`, column.json)},
			predicate{column.text + " between 100.0 and 1.0", fmt.Sprintf(`{"op":"between","args":[%s,100.0,1.0]}`, column.json)},
			predicate{column.text + " + 2 * 3 >= 10 - 2 ^ 2", fmt.Sprintf(`{"op":">=","args":[{"op":"+","args":[%s,{"op":"*","args":[2,3]}]},{"op":"-","args":[10,{"op":"^","args":[2,2]}]}]}`, column.json)},
			predicate{column.text + " div 2 = 1", fmt.Sprintf(`{"op":"=","args":[{"op":"div","args":[%s,2]},1]}`, column.json)},
			predicate{column.text + " % 2 = 1", fmt.Sprintf(`{"op":"=","args":[{"op":"%%","args":[%s,2]},1]}`, column.json)})
	default:
		list("'foo'", "'bar'")
		for _, pattern := range []string{"%", "_%", "", "%%", `\\%\\_`} {
			all = append(all, predicate{column.text + " LIKE '" + strings.ReplaceAll(pattern, `\\`, `\`) + "'", fmt.Sprintf(`{"op":"like","args":[%s,"%s"]}`, column.json, pattern)})
		}
		for _, fold := range []string{"casei", "accenti"} {
			for _, op := range []string{"=", "<>"} {
				all = append(all, predicate{fmt.Sprintf("%s(%s) %s %s('foo')", strings.ToUpper(fold), column.text, op, fold), fmt.Sprintf(`{"op":%q,"args":[{"op":%[2]q,"args":[%[3]s]},{"op":%[2]q,"args":["foo"]}]}`, op, fold, column.json)})
			}
			for _, pattern := range []string{"foo%", "FOO%"} {
				all = append(all, predicate{fmt.Sprintf("%s(%s) LIKE %s('%s')", strings.ToUpper(fold), column.text, fold, pattern), fmt.Sprintf(`{"op":"like","args":[{"op":%[1]q,"args":[%[2]s]},{"op":%[1]q,"args":[%[3]q]}]}`, fold, column.json, pattern)})
			}
		}
		all = append(all, predicate{column.text + ` = 'it''s' OR ` + column.text + ` = 'a\'b` + "\t" + `'`, fmt.Sprintf(`{"op":"or","args":[{"op":"=","args":[%[1]s,"it's"]},{"op":"=","args":[%[1]s,"a'b\t"]}]}`, column.json)})
	}
	return all
}

// TestFilterOfEveryColumn: each predicate of each column chooses the same in text and in JSON, and those that exclude each
// other choose no feature in common.
func TestFilterOfEveryColumn(t *testing.T) {
	s := start(t)
	for _, collection := range []string{"incidents", "tallies", "regions-0", "totals-0"} {
		for _, q := range s.queryablesOf(t, collection) {
			for _, p := range predicatesOf(q) {
				text, written := s.chosen(t, collection, p.text), s.chosen(t, collection, p.json, "&filter-lang=cql2-json")
				if text != written {
					t.Errorf("%s: %s chooses %d, %s %d", collection, p.text, text, p.json, written)
				}
			}
			if strings.HasPrefix(q.Format, "geometry") {
				continue
			}
			column, value := `"`+q.Name+`"`, literalOf(q).text
			for _, pair := range [][2]string{{"=", "<>"}, {">", "<="}, {"<", ">="}} {
				s.apart(t, collection, column+pair[0]+value, column+pair[1]+value)
				s.apart(t, collection, value+pair[0]+column, value+pair[1]+column)
			}
			s.apart(t, collection, column+" IS NULL", column+" IS NOT NULL")
			held := s.chosen(t, collection, column+" IS NOT NULL")
			for op, want := range map[string]int{"=": held, ">=": held, "<=": held, "<>": 0, "<": 0, ">": 0} {
				if n := s.chosen(t, collection, column+op+column); n != want {
					t.Errorf("%s: %s %s itself: %d, want %d", collection, column, op, n, want)
				}
			}
			if q.Type == "string" && q.Format == "" {
				s.apart(t, collection, column+" LIKE '_%'", column+" LIKE ''")
				s.apart(t, collection, "CASEI("+column+") = CASEI('foo')", "CASEI("+column+") <> CASEI('FOO')")
				if a, b := s.chosen(t, collection, column+" LIKE '%'"), s.chosen(t, collection, column+" LIKE '%%'"); a != b || a != held {
					t.Errorf("%s: %s LIKE: %d, %d of %d", collection, column, a, b, held)
				}
			}
		}
	}
}

// TestFilterOfConstants: TRUE and FALSE, and values compared with themselves.
func TestFilterOfConstants(t *testing.T) {
	s := start(t)
	for _, collection := range []string{"incidents", "regions-0"} {
		all := s.items(t, "/collections/"+collection+"/items?limit=1&geometry=none").NumberMatched
		if yes, no := s.chosen(t, collection, "true"), s.chosen(t, collection, "false"); yes != all || no != 0 {
			t.Errorf("%s: true %d, false %d of %d", collection, yes, no, all)
		}
		for _, value := range []string{"'foo'", "true", "3.14", "1", "TIMESTAMP('2022-04-14T14:48:46Z')", "DATE('2022-04-14')"} {
			for _, op := range comparisons {
				want := 0
				if strings.HasSuffix(op, "=") {
					want = all
				}
				if n := s.chosen(t, collection, value+" "+op+" "+value); n != want {
					t.Errorf("%s: %s %s %s: %d, want %d", collection, value, op, value, n, want)
				}
			}
		}
	}
}

const (
	worldBox  = "BBOX(-180,-90,180,90)"
	worldRing = "POLYGON((-180 -90,180 -90,180 90,-180 90,-180 -90))"
	aLine     = "LINESTRING(7 50,10 51)"
	aPoint    = "POINT(7.02 49.92)"
	twoPoints = "MULTIPOINT(7 50,10 51)"
)

// TestFilterOfPlaces asks what the standard's tests of spatial functions ask.
func TestFilterOfPlaces(t *testing.T) {
	s := start(t)
	for _, collection := range []string{"incidents", "regions-0"} {
		of := func(function, shape string) string { return function + "(geometry," + shape + ")" }
		for _, shape := range []string{worldBox, worldRing, aLine, aPoint, "BBOX(-180,-90,-90,90)", "LINESTRING(-180 -45, 0 -45)", "MULTILINESTRING((-180 -45, 0 -45), (0 45, 180 45))",
			"POLYGON((-180 -90, -90 -90, -90 90, -180 90, -180 -90), (-120 -50, -100 -50, -100 -40, -120 -40, -120 -50))",
			"MULTIPOLYGON(((-180 -90, -90 -90, -90 90, -180 90, -180 -90), (-120 -50, -100 -50, -100 -40, -120 -40, -120 -50)),((0 0, 10 0, 10 10, 0 10, 0 0)))",
			"GEOMETRYCOLLECTION(POINT(7.02 49.92), POLYGON((0 0, 10 0, 10 10, 0 10, 0 0)))"} {
			s.apart(t, collection, of("S_INTERSECTS", shape), of("S_DISJOINT", shape))
			if a, b, all := s.chosen(t, collection, of("S_INTERSECTS", shape)), s.chosen(t, collection, of("S_DISJOINT", shape)), s.chosen(t, collection, "geometry IS NOT NULL"); a+b != all {
				t.Errorf("%s: %s: %d meet it, %d do not, of %d", collection, shape, a, b, all)
			}
		}
		for _, function := range []string{"S_INTERSECTS", "S_DISJOINT"} {
			for _, outside := range []string{"POINT(90 180)", "MULTIPOINT(7.02 49.92, 90 180)"} {
				if _, status := s.filtered(t, collection, of(function, outside)); status != 400 {
					t.Errorf("%s: %s: %d", collection, of(function, outside), status)
				}
			}
		}
		for _, function := range []string{"S_INTERSECTS", "S_DISJOINT", "S_WITHIN", "S_CONTAINS"} {
			if a, b := s.chosen(t, collection, of(function, worldBox)), s.chosen(t, collection, of(function, worldRing)); a != b || function == "S_DISJOINT" && a != 0 {
				t.Errorf("%s: %s the world as a box %d, as a ring %d", collection, function, a, b)
			}
		}
		for _, shape := range []string{aLine, twoPoints} {
			s.apart(t, collection, of("S_WITHIN", shape), of("S_CONTAINS", shape))
		}
		for function, shapes := range map[string][]string{"S_EQUALS": {worldRing, aLine, aPoint}, "S_TOUCHES": {worldBox, worldRing, aLine}, "S_CROSSES": {worldBox, worldRing, aLine}, "S_OVERLAPS": {twoPoints, aLine, worldRing}} {
			for _, shape := range shapes {
				s.chosen(t, collection, of(function, shape))
			}
		}
	}
}

// TestFilterOfTimes asks what the standard's tests of temporal functions ask.
func TestFilterOfTimes(t *testing.T) {
	s := start(t)
	instants := []string{"T_AFTER", "T_BEFORE", "T_DISJOINT", "T_EQUALS", "T_INTERSECTS"}
	intervals := slices.Concat(instants, []string{"T_CONTAINS", "T_DURING", "T_FINISHEDBY", "T_FINISHES", "T_MEETS", "T_METBY", "T_OVERLAPPEDBY", "T_OVERLAPS", "T_STARTEDBY", "T_STARTS"})
	for _, collection := range []string{"incidents", "tallies"} {
		times := map[string][]string{}
		for _, q := range s.queryablesOf(t, collection) {
			instant, interval := "DATE('2022-04-24')", "INTERVAL('2021-01-01','2021-12-31')"
			if q.Format == "date-time" {
				instant, interval = "TIMESTAMP('2022-04-24T07:59:57Z')", "INTERVAL('2021-01-01T00:00:00Z','2021-12-31T23:59:59Z')"
			} else if q.Format != "date" {
				continue
			}
			times[interval] = append(times[interval], q.Name)
			for _, function := range instants {
				s.chosen(t, collection, function+"("+q.Name+","+instant+")")
				s.chosen(t, collection, function+"("+q.Name+","+interval+")")
			}
			s.apart(t, collection, "T_DISJOINT("+q.Name+","+interval+")", "T_INTERSECTS("+q.Name+","+interval+")")
		}
		for interval, names := range times {
			for _, start := range names {
				for _, end := range names {
					for _, function := range intervals {
						s.chosen(t, collection, fmt.Sprintf("%s(INTERVAL(%s,%s),%s)", function, start, end, interval))
					}
				}
			}
		}
		if len(times) == 0 {
			t.Errorf("%s has no times", collection)
		}
	}
}
