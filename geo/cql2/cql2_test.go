package cql2_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/paulmach/orb"

	"oblast/geo/cql2"
	"oblast/geo/fault"
	"oblast/geo/relate"
)

// reports is a schema like that of incidents, with one function.
func reports() *cql2.Schema {
	regions := func(text string) (string, []string) {
		if text == "RU-KLU" || text == "RU-BRY" {
			return "", nil
		}
		return fault.OrNearest("is not a region_id", text, []string{"RU-KLU", "RU-BRY"}), nil
	}
	s := cql2.NewSchema([]cql2.Property{
		{Name: "title", Type: cql2.Text}, {Name: "region_id", Type: cql2.Text, Check: regions}, {Name: "count", Type: cql2.Number},
		{Name: "night_of", Type: cql2.Date}, {Name: "start", Type: cql2.Instant}, {Name: "end", Type: cql2.Instant},
		{Name: "damage", Type: cql2.Boolean}, {Name: "tags", Type: cql2.Array}, {Name: "geometry", Type: cql2.Geometry}})
	s.Alias("geometry", "geom")
	s.Functions = []*cql2.Function{{Name: "night", Args: []cql2.Argument{{Name: "date", Type: cql2.Date}}, Returns: cql2.Boolean,
		Expand: func(args []cql2.Value) (*cql2.Expr, error) {
			if args[0].From.Micros < 0 {
				return nil, errors.New("no night is kept before 1970")
			}
			return cql2.Make(cql2.Equal, s.Prop(3), cql2.Const(args[0])), nil
		}}}
	return s
}

// kaluga is a feature of that schema; what is not given is unknown.
func kaluga(t testing.TB) values {
	s := reports()
	row := make(values, len(s.Properties))
	give := func(i int, text string) { row[i] = constant(t, text) }
	give(0, "'Дрон над Калугой'")
	give(1, "'RU-KLU'")
	give(2, "3")
	give(3, "DATE('2025-08-27')")
	give(4, "TIMESTAMP('2025-08-26T20:00:00Z')")
	give(7, "('uav','night')")
	row[8] = cql2.GeometryValue(relate.New(orb.Point{36.26, 54.51}))
	return row
}

// constant evaluates one side of a comparison with itself.
func constant(t testing.TB, text string) cql2.Value {
	t.Helper()
	s := cql2.NewSchema(nil)
	var got cql2.Value
	s.Functions = []*cql2.Function{}
	for _, kind := range []cql2.Type{cql2.Text, cql2.Number, cql2.Date, cql2.Instant, cql2.Array} {
		s.Functions = []*cql2.Function{{Name: "hold", Args: []cql2.Argument{{Type: kind}}, Expand: func(v []cql2.Value) (*cql2.Expr, error) {
			got = v[0]
			return cql2.Const(cql2.BooleanValue(true)), nil
		}}}
		if _, err := cql2.ParseText("hold("+text+")", s, cql2.Degrees); err == nil {
			return got
		}
	}
	t.Fatalf("%s is no constant", text)
	return got
}

func TestEval(t *testing.T) {
	row := kaluga(t)
	const yes, no, unknown = "true", "false", "unknown"
	cases := []struct{ filter, want string }{
		{"region_id = 'RU-KLU'", yes},
		{"region_id <> 'RU-BRY' AND NOT count > 5", yes},
		{"damage", unknown},
		{"damage = true", unknown},
		{"NOT damage", unknown},
		{"damage = true OR count = 3", yes},
		{"damage = true AND count = 4", no},
		{"damage IS NULL", yes},
		{"\"end\" > start", unknown},
		{"count IN (1, 2)", no},
		{"count NOT IN (1, 1 + 2)", no},
		{"count BETWEEN 3 AND 2 ^ 2", yes},
		{"-count + 2 * -(1 - 3) = 1", yes},
		{"-2 ^ 2 = -4", yes},
		{"2 ^ 3 ^ 0 = 2", yes},
		{"7 div 2 = 3 AND -7 div 2 = -3 AND -7 % 2 = -1", yes},
		{"count / 0 = 1", unknown},
		{"title LIKE 'Дрон%'", yes},
		{"title LIKE '_рон%Калуг__'", yes},
		{"CASEI(title) LIKE CASEI('ДРОН%')", yes},
		{"'100%' LIKE '100\\%'", yes},
		{"'1000' LIKE '100\\%'", no},
		{"'STRASSE' = 'straße'", no},
		{"CASEI('STRASSE') = CASEI('straße')", yes},
		{"ACCENTI('Chișinău') = 'Chisinau'", yes},
		{"'it''s' = 'it\\'s'", yes},
		{"night('2025-08-27')", yes},
		{"night_of = '2025-08-27'", yes},
		{"night_of >= DATE('2025-08-28')", no},
		{"start < DATE('2025-08-27')", yes},
		{"start = DATE('2025-08-26')", yes},
		{"T_DURING(INTERVAL(start, start), INTERVAL('2025-08-26','..'))", yes},
		{"T_INTERSECTS(night_of, INTERVAL('..','2025-08-27T00:00:00Z'))", yes},
		{"T_MEETS(INTERVAL('2025-08-26','2025-08-27'), INTERVAL(night_of, night_of))", yes},
		{"T_INTERSECTS(INTERVAL(start, \"end\"), DATE('2025-08-26'))", unknown},
		{"A_CONTAINS(tags, ('uav'))", yes},
		{"A_EQUALS(tags, ('night', 'uav', 'uav'))", yes},
		{"A_CONTAINEDBY(tags, ('night', 'uav', 'x'))", yes},
		{"A_OVERLAPS(tags, ('x', 'y'))", no},
		{"A_CONTAINS(tags, ())", yes},
		{"A_EQUALS((1, ('a','b')), (('b','a'), 1))", yes},
		{"S_INTERSECTS(geom, BBOX(36,54,37,55))", yes},
		{"S_WITHIN(geometry, POLYGON((36 54, 37 54, 37 55, 36 55, 36 54)))", yes},
		{"S_EQUALS(geometry, MULTIPOINT(36.26 54.51))", yes},
		{"S_TOUCHES(geometry, LINESTRING Z (36.26 54.51 100, 40 60 100))", yes},
		{"S_DISJOINT(geometry, GEOMETRYCOLLECTION(POINT(0 0), LINESTRING(36 54, 37 54)))", yes},
	}
	for _, c := range cases {
		e, err := cql2.ParseText(c.filter, reports(), cql2.Degrees)
		if err != nil {
			t.Errorf("%s: %v", c.filter, err)
			continue
		}
		got, v := unknown, e.Eval(row)
		if v.IsTrue() {
			got = yes
		} else if v.IsFalse() {
			got = no
		}
		if got != c.want {
			t.Errorf("%s: %s, want %s", c.filter, got, c.want)
		}
	}
}

// TestFaults holds that a fault is told with its column, what is wrong and how to mend it.
func TestFaults(t *testing.T) {
	cases := []struct{ filter, want string }{
		{"", "column 1: the end stands where a property"},
		{"region_id IN ('Калуга', 'RU-KLI')", "column 15: `Калуга` is not a region_id"},
		{"region_id = 'RU-KLI'", "column 13: `RU-KLI` is not a region_id (did you mean RU-KLU?)"},
		{"regionid = 'RU-KLU'", "column 1: `regionid` is not a queryable (did you mean region_id?)"},
		{"count = '3'", "column 9: '3' is a text and cannot be compared with what is a number; a number is written without quotes"},
		{"title = 3", "column 9: this is a number and cannot be compared with what is text; a text is written in single quotes"},
		{"night_of = 'yesterday'", "write DATE('2025-08-27')"},
		{"night_of = DATE('2025-02-30')", "column 17: `2025-02-30` is not a date"},
		{"start = TIMESTAMP('2025-02-30')", "column 19: `2025-02-30` is not a timestamp"},
		{"count > 1 AND", "column 14: the end stands where"},
		{"count > 1 title", "column 11: `title` stands where AND, OR or the end should"},
		{"count != 1", "write `<>`"},
		{"count", "column 1: `count` is a number, where a predicate"},
		{"title = 'open", "column 9: the text that starts here has no closing quote"},
		{"title LIKE region_id", "column 12: the pattern of LIKE"},
		{"S_INTERSECTS(geometry, POINT(90 180))", "column 24: the coordinates 90, 180 lie outside the world"},
		{"S_INTERSECTS(geometry, BBOX(1,2,3))", "4 numbers"},
		{"S_INTERSECTS(geometry, POLYGON((0 0, 1 0, 1 1)))", "its last is its first again"},
		{"S_WITHIN(geometry, POLYGON((0 0, 2 2, 2 0, 0 2, 0 0)))", "column 20: the geometry is not valid"},
		{"S_INTERSECTS(title, POINT(1 2))", "column 14: `title` is text, where a geometry should stand"},
		{"S_NEAR(geometry, POINT(1 2))", "`S_NEAR` is not a function here"},
		{"T_DURING(night_of, INTERVAL('2025-01-01','2025-12-31'))", "column 10: T_DURING takes intervals, and `night_of` is a date; write INTERVAL(start,end)"},
		{"T_AFTER(night_of, INTERVAL('2025-12-31','2025-01-01'))", "column 19: the interval ends before it starts"},
		{"A_CONTAINS(tags, 'uav')", "an array is written ('a','b')"},
		{"A_CONTAINS(tags, (\"uav\"))", "`uav` is not a queryable"},
		{"night(5)", "column 7: the argument date of night is a literal date: night(date)"},
		{"night('1969-01-01')", "column 1: night: no night is kept before 1970"},
		{"and", "a property of that name is written \"and\""},
		{strings.Repeat("(", 200) + "1=1" + strings.Repeat(")", 200), "nested more than 100 deep"},
		{strings.Repeat("NOT ", 5000) + "1=1", "nested more than 100 deep"},
		{"1=1" + strings.Repeat("+1", 5000), "nested more than 100 deep"},
		{"title = '" + strings.Repeat("x", cql2.MaxBytes) + "'", "longer than 65536 bytes"},
		{"title = '\xff'", "not UTF-8"},
	}
	for _, c := range cases {
		_, err := cql2.ParseText(c.filter, reports(), cql2.Degrees)
		if err == nil || !strings.Contains(err.Error(), c.want) || len(fault.Fields(err)) != 1 {
			t.Errorf("%.60s: got %v, want %s", c.filter, err, c.want)
		}
	}
	for _, c := range []struct{ filter, want string }{
		{`{"op":"=","args":[{"property":"regionid"},"x"]}`, "column 31: `regionid` is not a queryable"},
		{`{"op":"=","args":[{"property":"count"}]}`, "column 7: = takes 2 operands, not 1"},
		{`{"op":"=","args":[{"property":"count"},null]}`, "null has no meaning here"},
		{`{"op":"=" "args":[]}`, "column 11: the filter is not JSON"},
		{`{"op":"=","args":[{"property":"count"},3]`, "the filter is not JSON"},
		{`{"op":"=","args":[{"property":"count"},3]} x`, "something stands behind the filter"},
		{`{"property":"damage","extra":1}`, "column 22: `extra` is no member of an expression"},
		{`{"op":"s_intersects","args":[{"property":"geom"},{"type":"Point","coordinates":[200,0]}]}`, "outside the world"},
		{`{"op":"s_intersects","args":[{"property":"geom"},{"type":"Circle","coordinates":[0,0]}]}`, "`Circle` is not a geometry of GeoJSON"},
		{strings.Repeat(`{"op":"not","args":[`, 300) + "true" + strings.Repeat("]}", 300), "nested more than 100 deep"},
		{strings.Repeat(`[`, 9000), "nested more than 100 deep"},
	} {
		_, err := cql2.ParseJSON(c.filter, reports(), cql2.Degrees)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%.60s: got %v, want %s", c.filter, err, c.want)
		}
	}
}

func TestFaultsListWhatIsAllowed(t *testing.T) {
	_, err := cql2.ParseText("nothing = 1", reports(), cql2.Degrees)
	fields := fault.Fields(err)
	if len(fields) != 1 || !slices.Contains(fields[0].Allowed, "night_of") || fields[0].Field != cql2.Field {
		t.Errorf("got %+v", fields)
	}
}

func TestLikePrefix(t *testing.T) {
	for _, c := range []struct {
		pattern, prefix string
		exact, whole    bool
	}{{"", "", true, false}, {"RU-%", "RU-", false, true}, {"RU-%%", "RU-", false, true}, {"a_c", "a", false, false}, {`5\%%`, "5%", false, true}, {"abc", "abc", true, false}, {"a%b", "a", false, false}} {
		prefix, exact, whole := cql2.LikePrefix(c.pattern)
		if prefix != c.prefix || exact != c.exact || whole != c.whole {
			t.Errorf("%q: %q, %v, %v", c.pattern, prefix, exact, whole)
		}
	}
}

// TestBoxesThatReachTheAntimeridian holds that such a box is one that every relation takes.
func TestBoxesThatReachTheAntimeridian(t *testing.T) {
	for _, box := range []string{"BBOX(170,-10,-180,10)", "BBOX(180,-10,-170,10)", "BBOX(180,-10,-180,10)", "BBOX(-180,-90,180,90)", "BBOX(179,-90,-179,90)"} {
		if _, err := cql2.ParseText("S_EQUALS(geometry, "+box+")", reports(), cql2.Degrees); err != nil {
			t.Errorf("%s: %v", box, err)
		}
	}
}
