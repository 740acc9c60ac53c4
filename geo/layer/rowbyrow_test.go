package layer_test

import (
	"cmp"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/paulmach/orb"

	"oblast/geo/cql2"
	"oblast/geo/layer"
	"oblast/geo/relate"
)

// rowByRowFilters is how many random filters are asked of a table; OBLAST_TEST_FILTERS asks for another number and another draw.
const rowByRowFilters = 500

// TestAgreesRowByRow asks random filters of tables that are large enough for every index, and of each row by itself: ids, their
// order, the number matched and pages either way from anywhere must be the same.
func TestAgreesRowByRow(t *testing.T) {
	filters, seed := rowByRowFilters, uint64(11)
	if n, err := strconv.Atoi(os.Getenv("OBLAST_TEST_FILTERS")); err == nil {
		filters, seed = n, uint64(n)
	}
	r := rand.New(rand.NewPCG(2026, seed))
	plans, some := map[layer.Plan]int{}, 0
	for _, rows := range []int{4800, 9000} {
		table := tangled(t, r, rows)
		schema := cql2.NewSchema(table.Schema().Queryables())
		for range filters / 2 {
			text := tangle{table, r}.predicate(r.IntN(4))
			e, err := cql2.ParseText(text, schema, cql2.Degrees)
			if err != nil {
				t.Fatalf("%s: %v", text, err)
			}
			q := layer.Query{Filter: e, Sort: sortings[r.IntN(len(sortings))]}
			want := rowByRow(table, q)
			holdsTo(t, table, q, want, r, text, plans)
			if len(want) > 0 && len(want) < rows {
				some++
			}
		}
	}
	for _, plan := range []layer.Plan{layer.Candidates, layer.Sets, layer.Scan} {
		if plans[plan] == 0 {
			t.Errorf("%s was never taken: %v", plan, plans)
		}
	}
	if some < filters/2 {
		t.Errorf("%d of %d filters matched some rows and not all", some, filters)
	}
}

// holdsTo compares all rows, and a few pages from anywhere either way.
func holdsTo(t *testing.T, table *layer.Table, q layer.Query, want []int32, r *rand.Rand, text string, plans map[layer.Plan]int) {
	t.Helper()
	ask := func() layer.Page {
		page, err := table.Search(t.Context(), q, nil)
		if err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		if plans[page.Plan]++; page.Matched != len(want) {
			t.Fatalf("%s: %d matched, want %d (%s)", text, page.Matched, len(want), page.Explain)
		}
		return page
	}
	q.Limit = 1 + r.IntN(40)
	at := 0
	if len(want) > 0 && r.IntN(2) == 0 {
		at = r.IntN(len(want))
		q.After = table.Cursor(want[at], q.Sort)
		at++
	}
	for range 3 {
		page, end := ask(), min(at+q.Limit, len(want))
		if !slices.Equal(page.Rows, want[at:end]) || page.Next != (end < len(want)) || page.Prev != (at > 0) {
			t.Fatalf("%s by %v, %d from %d of %d: %v, want %v; next %v, prev %v (%s)", text, q.Sort, q.Limit, at, len(want), page.Rows, want[at:end], page.Next, page.Prev, page.Explain)
		}
		if at = end; !page.Next {
			break
		}
		q.After = table.Cursor(page.Rows[len(page.Rows)-1], q.Sort)
	}
	if len(want) > 0 {
		end := r.IntN(len(want))
		q.After, q.Before = "", table.Cursor(want[end], q.Sort)
		page, from := ask(), max(0, end-q.Limit)
		if !slices.Equal(page.Rows, want[from:end]) || !page.Next || page.Prev != (from > 0) {
			t.Fatalf("%s by %v, %d before %d of %d: %v, want %v; next %v, prev %v (%s)", text, q.Sort, q.Limit, end, len(want), page.Rows, want[from:end], page.Next, page.Prev, page.Explain)
		}
	}
	q.After, q.Before, q.Limit = "", "", table.Len()+1
	if page := ask(); !slices.Equal(page.Rows, want) || page.Next || page.Prev {
		t.Fatalf("%s by %v: %d rows, want %d (%s)", text, q.Sort, len(page.Rows), len(want), page.Explain)
	}
}

// sortings are orders by few values, by many, and none.
var sortings = [][]layer.SortKey{nil, nil, nil, {{Column: 2}}, {{Column: 1, Descending: true}}, {{Column: 3, Descending: true}, {Column: 0}}}

// rowByRow evaluates the filter and the parameters on every row, and sorts what meets them.
func rowByRow(table *layer.Table, q layer.Query) (rows []int32) {
	row := &placedRow{naiveRow{t: table}}
	for row.row = 0; row.row < int32(table.Len()); row.row++ {
		if (q.Filter == nil || q.Filter.Eval(row).IsTrue()) && meetsParameters(table, q, row.row) {
			rows = append(rows, row.row)
		}
	}
	slices.SortStableFunc(rows, func(a, b int32) int {
		for _, k := range q.Sort {
			v := table.Column(k.Column)
			x, y := v.Code(a), v.Code(b)
			if x == 0 || y == 0 {
				if c := cmp.Compare(min(y, 1), min(x, 1)); c != 0 {
					return c
				}
				continue
			}
			c := cql2.Compare(v.Value(x), v.Value(y))
			if k.Descending {
				c = -c
			}
			if c != 0 {
				return c
			}
		}
		return cmp.Compare(a, b)
	})
	return rows
}

// meetsParameters decides what a query asks besides its filter; rows without a place or a time meet any.
func meetsParameters(table *layer.Table, q layer.Query, row int32) bool {
	for _, e := range q.Equal {
		if text, ok := table.Column(e.Column).At(row); !ok || text != e.Text {
			return false
		}
	}
	if lon, lat, ok := table.Point(row); ok && q.Boxes != nil && !slices.ContainsFunc(q.Boxes, func(b orb.Bound) bool { return b.Contains(orb.Point{lon, lat}) }) {
		return false
	}
	start, end, ok := table.Interval(row)
	return !ok || q.Interval == nil || start.UnixMilli() <= q.Interval.Last && end.UnixMilli() > q.Interval.First
}

// placedRow gives the geometry too.
type placedRow struct{ naiveRow }

func (r *placedRow) Value(i int) cql2.Value {
	if i < len(r.t.Schema().Columns) {
		return r.naiveRow.Value(i)
	}
	if g := r.t.Geometry(r.row); g != nil {
		return cql2.GeometryValue(relate.Of(g))
	}
	return cql2.Value{}
}

// tangled is a table of random rows with nulls: texts of their own and repeated ones, numbers, times, points on both sides of
// the antimeridian.
func tangled(t *testing.T, r *rand.Rand, rows int) *layer.Table {
	b := layer.NewBuilder(layer.Schema{Name: "tangled", Geometry: layer.Points, Columns: []layer.Column{{Name: "kind", Type: layer.Text}, {Name: "title", Type: layer.Text}, {Name: "n", Type: layer.Integer},
		{Name: "m", Type: layer.Number}, {Name: "k", Type: layer.Integer}, {Name: "night", Type: layer.Date}, {Name: "from", Type: layer.Instant}, {Name: "to", Type: layer.Instant}}}, nil, rows)
	words := strings.Fields("Дрон дрон сбит над посёлком Ёлочка-2 Drone intercepted near Łódź, village; fire 가각 ≠ straße „put“ out e\u0301té ﬁn")
	unless := func(null bool, set func()) {
		if null {
			b.Null()
		} else {
			set()
		}
	}
	for i := range rows {
		b.Row(fmt.Sprintf("t%06d", i*3))
		if r.IntN(10) > 0 {
			lon := []float64{-179.5, -40, 30, 179.5}[r.IntN(4)] + 4*r.NormFloat64()
			b.Point(math.Mod(lon+540, 360)-180, max(-90, min(90, 55+8*r.NormFloat64())))
		}
		unless(r.IntN(9) == 0, func() { b.Text([]string{"a", "b", "б", "c d", "É"}[r.IntN(5)]) })
		unless(r.IntN(20) == 0, func() {
			title := words[r.IntN(len(words))] + " " + words[r.IntN(len(words))] + " " + words[r.IntN(len(words))]
			if r.IntN(8) > 0 {
				title += " " + strconv.Itoa(i)
			}
			b.Text(title)
		})
		unless(r.IntN(7) == 0, func() { b.Integer(int64(r.IntN(30) - 3)) })
		unless(r.IntN(7) == 0, func() { b.Number(float64(r.IntN(4000)-400) / 8) })
		unless(r.IntN(7) == 0, func() { b.Integer(int64(r.IntN(9) - 4)) })
		start := day.Add(-time.Duration(r.IntN(90*24*60)) * time.Minute)
		unless(r.IntN(7) == 0, func() { b.Date(start) })
		unless(r.IntN(7) == 0, func() { b.Instant(start) })
		unless(r.IntN(7) == 0, func() { b.Instant(start.Add(time.Duration(r.IntN(900)-20) * time.Minute)) })
	}
	table, err := b.Build()
	if err != nil {
		t.Fatal(err)
	}
	return table
}

// tangle draws filters of a tangled table.
type tangle struct {
	*layer.Table
	*rand.Rand
}

func (d tangle) one(of ...string) string { return of[d.IntN(len(of))] }

func (d tangle) predicate(depth int) string {
	if depth > 0 {
		a := d.predicate(d.IntN(depth))
		switch d.IntN(3) {
		case 0:
			return "(" + a + " AND " + d.predicate(d.IntN(depth)) + ")"
		case 1:
			return "(" + a + " OR " + d.predicate(d.IntN(depth)) + ")"
		}
		return "NOT (" + a + ")"
	}
	switch d.IntN(10) {
	case 7:
		return d.texts()
	case 8:
		return d.times()
	case 0, 1, 9:
		return d.term(2) + d.one(" = ", " <> ", " < ", " <= ", " > ", " >= ") + d.term(2)
	case 2:
		return d.term(1) + d.one(" BETWEEN ", " NOT BETWEEN ") + d.term(1) + " AND " + d.term(1)
	case 3:
		return d.like()
	case 4:
		return d.one(`kind = 'a'`, `kind IN ('b','б')`, `kind <> 'c d'`, `CASEI(kind) = CASEI('é')`, `kind IS NULL`, `"from" < "to"`, `"to" < "from"`, `night < DATE('2025-08-01')`, `"from" >= TIMESTAMP('2025-07-20T00:00:00Z')`,
			`T_INTERSECTS(INTERVAL("from","to"), INTERVAL('2025-07-01','2025-07-20T05:00:00Z'))`, `T_DURING(INTERVAL("from","to"), INTERVAL('2025-07-01','..'))`, `geometry IS NULL`, `title IS NOT NULL`)
	}
	return d.spatial()
}

// term draws a number of up to two columns.
func (d tangle) term(depth int) string {
	if depth == 0 || d.IntN(3) == 0 {
		return d.one("n", "n", "m", "m", "k", strconv.Itoa(d.IntN(40)-4), strconv.FormatFloat(float64(d.IntN(4000)-400)/8, 'f', -1, 64))
	}
	return "(" + d.term(depth-1) + d.one(" + ", " - ", " * ", " / ", " div ", " % ", " ^ ") + d.one(d.term(depth-1), strconv.Itoa(d.IntN(5)-1)) + ")"
}

// like draws a pattern from a part of some text.
func (d tangle) like() string {
	v := d.Column(1)
	runes := []rune(v.Text(uint32(1 + d.IntN(v.Distinct()-1))))
	from := d.IntN(len(runes))
	clean := func(from, to int) string {
		return strings.NewReplacer("'", "''", "%", "", "_", "", `\`, "").Replace(string(runes[from:min(len(runes), to)]))
	}
	piece := clean(from, from+1+d.IntN(9))
	switch d.IntN(7) {
	case 2: // pieces that follow one another, or do not
		for range 1 + d.IntN(3) {
			if d.IntN(4) == 0 {
				from = 0
			}
			from += d.IntN(6)
			piece += "%" + clean(min(from, len(runes)), from+1+d.IntN(4))
		}
	case 0:
		piece = d.one("_", "") + piece + "%" + d.one("2", "р", "Drone", "e")
	case 1:
		piece = strings.ToUpper(piece)
	}
	column, pattern := "title", "'"+d.one("%", "%", "%", "")+piece+d.one("%", "%", "%", "")+"'"
	for range d.IntN(3) {
		f := d.one("CASEI(", "ACCENTI(")
		column, pattern = f+column+")", f+pattern+")"
	}
	return column + d.one(" LIKE ", " NOT LIKE ") + pattern
}

// texts draws a comparison of texts: of columns, in CASEI and ACCENTI, and literals.
func (d tangle) texts() string {
	text := func() string {
		f := d.one("CASEI(%s)", "ACCENTI(%s)", "ACCENTI(CASEI(%s))", "%s", "%s")
		literal := "'" + strings.ReplaceAll(d.Column(1).Text(uint32(1+d.IntN(d.Column(1).Distinct()-1))), "'", "''") + "'"
		return fmt.Sprintf(f, d.one("title", "title", "kind", literal, "'b'"))
	}
	switch d.IntN(4) {
	case 0:
		return text() + d.one(" BETWEEN ", " NOT BETWEEN ") + text() + " AND " + text()
	case 1:
		return text() + d.one(" IN (", " NOT IN (") + text() + "," + text() + ")"
	}
	return text() + d.one(" = ", " <> ", " < ", " <= ", " > ", " >= ") + text()
}

// times draws a relation of times: of columns, intervals of them, open ones too, and literals.
func (d tangle) times() string {
	moment := func() string { return d.one(`"from"`, `"to"`, "night", "night") }
	interval := func() string {
		switch d.IntN(6) {
		case 0:
			return moment()
		case 1:
			return d.one("DATE('2025-07-20')", "TIMESTAMP('2025-07-20T21:00:00Z')")
		case 2:
			return "INTERVAL(" + d.one("'..','2025-07-20'", "'2025-07-20','..'", "'2025-07-01','2025-07-20T05:00:00Z'", "'..','..'") + ")"
		case 3:
			return "INTERVAL(" + moment() + "," + d.one("'..'", "'2025-08-20'", "'2025-08-10T00:00:00Z'") + ")"
		}
		return "INTERVAL(" + d.one(moment(), moment(), "'..'", "'2025-07-10'") + "," + moment() + ")"
	}
	if d.IntN(4) == 0 {
		return moment() + d.one(" = ", " <> ", " < ", " <= ", " > ", " >= ") + moment()
	}
	if d.IntN(6) == 0 {
		return moment() + d.one(" BETWEEN ", " NOT BETWEEN ") + moment() + " AND " + d.one(moment(), "DATE('2025-08-01')", "TIMESTAMP('2025-08-01T07:00:00Z')")
	}
	if d.IntN(3) == 0 {
		return "T_" + d.one("AFTER", "BEFORE", "DISJOINT", "EQUALS", "INTERSECTS") + "(" + interval() + "," + interval() + ")"
	}
	pair := func() string {
		return "INTERVAL(" + d.one(moment(), moment(), "'..'", "'2025-07-10'") + "," + d.one(moment(), moment(), "'..'", "'2025-08-20'") + ")"
	}
	return "T_" + d.one("CONTAINS", "DURING", "FINISHEDBY", "FINISHES", "MEETS", "METBY", "OVERLAPPEDBY", "OVERLAPS", "STARTEDBY", "STARTS", "INTERSECTS", "DISJOINT") + "(" + pair() + "," + pair() + ")"
}

// spatial draws a box, perhaps over the antimeridian, or an outline in spikes with a hole.
func (d tangle) spatial() string {
	x, y := []float64{-165, -40, 30, 165}[d.IntN(4)], 50+10*d.Float64()
	if d.IntN(4) == 0 {
		return fmt.Sprintf("%s(geometry, BBOX(%.3f,%.3f,%.3f,%.3f))", d.one("S_INTERSECTS", "S_WITHIN", "S_DISJOINT", "S_TOUCHES"), 170+9*d.Float64(), y-20*d.Float64(), -170-9*d.Float64(), y+10*d.Float64())
	}
	ring := func(corners int, least, most float64) string {
		points := make([]string, corners+1)
		for i := range points {
			angle, radius := 2*math.Pi*float64(i%corners)/float64(corners), least
			if i%corners%2 == 1 {
				radius = most
			}
			p := orb.Point{x + radius*math.Cos(angle), min(90, y+radius*math.Sin(angle))}
			points[i] = fmt.Sprintf("%.3f %.3f", p[0], p[1])
		}
		return "(" + strings.Join(points, ",") + ")"
	}
	shape := ring(3+d.IntN(60), 3+3*d.Float64(), 6+6*d.Float64())
	if d.IntN(2) == 0 {
		shape += "," + ring(3+d.IntN(20), .3+.3*d.Float64(), .6+.4*d.Float64())
	}
	return d.one("S_INTERSECTS(geometry, ", "S_DISJOINT(geometry, ", "S_WITHIN(geometry, ") + "POLYGON(" + shape + "))"
}

// TestManyAtOnce asks the same random filters from several goroutines, of tables whose indexes are not made yet: none gets another
// answer than the one that asks alone.
func TestManyAtOnce(t *testing.T) {
	r := rand.New(rand.NewPCG(2027, 1))
	table := tangled(t, r, 6000)
	schema := cql2.NewSchema(table.Schema().Queryables())
	queries, want := make([]layer.Query, 60), make([][]int32, 60)
	for i := range queries {
		text := tangle{table, r}.predicate(r.IntN(3))
		e, err := cql2.ParseText(text, schema, cql2.Degrees)
		if err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		queries[i] = layer.Query{Filter: e, Limit: 50, Sort: sortings[r.IntN(len(sortings))]}
		page, err := table.Cold().Search(t.Context(), queries[i], nil)
		if err != nil {
			t.Fatal(err)
		}
		want[i] = page.Rows
	}
	cold := table.Cold()
	var all sync.WaitGroup
	for start := range 6 {
		all.Go(func() {
			for i := range queries {
				at := (i*7 + start*11) % len(queries)
				page, err := cold.Search(t.Context(), queries[at], nil)
				if err != nil || !slices.Equal(page.Rows, want[at]) {
					t.Errorf("filter %d: %v, want %v (%v)", at, page.Rows, want[at], err)
				}
			}
		})
	}
	all.Wait()
}
