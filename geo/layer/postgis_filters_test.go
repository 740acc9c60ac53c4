package layer_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/encoding/wkt"

	"oblast/geo/layer"
)

// predicate draws a filter, in CQL2 and in SQL.
func (l *drawnLayer) predicate(r *rand.Rand, depth int) (cql, sql string) {
	if depth > 0 {
		switch r.IntN(5) {
		case 0, 1:
			op := []string{"AND", "OR"}[r.IntN(2)]
			a, x := l.predicate(r, depth-1)
			b, y := l.predicate(r, depth-1)
			return "(" + a + " " + op + " " + b + ")", "(" + x + " " + op + " " + y + ")"
		case 2:
			a, x := l.predicate(r, depth-1)
			return "NOT (" + a + ")", "NOT (" + x + ")"
		}
	}
	for {
		if r.IntN(3) == 0 {
			return l.spatial(r)
		}
		c := &l.table.Schema().Columns[r.IntN(len(l.table.Schema().Columns))]
		switch c.Type {
		case layer.Text:
			return l.text(r, c)
		case layer.Integer, layer.Number:
			return l.number(r, c)
		case layer.Boolean:
			return pick(r, both(`%s = true`, `%s = true`), both(`%s <> true`, `%s <> true`), both("%s IS NULL", "%s IS NULL"), both("%s IN (false)", "%s IN (false)")).of(c.Name)
		case layer.Date, layer.Instant:
			return l.time(r, c)
		case layer.List:
			return l.list(r, c)
		}
	}
}

// list draws a relation of arrays, as sets of their elements.
func (l *drawnLayer) list(r *rand.Rand, c *layer.Column) (cql, sql string) {
	var texts, quoted []string
	for _, element := range [][]string{{}, {"a"}, {"b"}, {"a", "b"}, {"b", "c", "a"}, {"Ёж", "x'y"}}[r.IntN(6)] {
		texts, quoted = append(texts, quoteText(element)), append(quoted, strconv.Quote(element))
	}
	array, json := "("+strings.Join(texts, ",")+")", quoteText("["+strings.Join(quoted, ",")+"]")+"::jsonb"
	return pick(r, both("A_CONTAINS(%s, "+array+")", "%s @> "+json), both("A_CONTAINEDBY(%s, "+array+")", "%s <@ "+json), both("A_CONTAINS("+array+", %s)", json+" @> %s"),
		both("A_EQUALS(%s, "+array+")", "(%s @> "+json+" AND %s <@ "+json+")"), both("A_OVERLAPS(%s, "+array+")", "%s ?| ARRAY["+strings.Join(texts, ",")+"]::text[]"),
		both("%s IS NULL", "%s IS NULL")).of(c.Name)
}

// form is a predicate of one column, %s where it stands.
type form struct{ cql, sql string }

func both(cql, sql string) form { return form{cql, sql} }

func pick(r *rand.Rand, forms ...form) form { return forms[r.IntN(len(forms))] }

func (f form) of(column string) (cql, sql string) {
	return strings.ReplaceAll(f.cql, "%s", quoteName(column)), strings.ReplaceAll(f.sql, "%s", quoteName("c_"+column))
}

// known draws a value that some feature has.
func (l *drawnLayer) known(r *rand.Rand, column string) string {
	v := l.table.Column(l.table.Schema().Index(column))
	if v.Distinct() == 1 {
		return ""
	}
	return v.Text(uint32(1 + r.IntN(v.Distinct()-1)))
}

// bare takes marks off as Unicode decomposes letters, and fold lowers letters, as SQL can.
func bare(x string) string {
	return `normalize(regexp_replace(normalize(` + x + `, NFD), U&'[\0300-\036F]', '', 'g'), NFC)`
}
func fold(x string) string { return `(lower(` + x + ` COLLATE "und-x-icu") COLLATE "C")` }

func (l *drawnLayer) text(r *rand.Rand, c *layer.Column) (cql, sql string) {
	value := l.known(r, c.Name)
	runes := []rune(value)
	begin := escapedPattern(string(runes[:min(len(runes), 1+r.IntN(3))]))
	any := escapedPattern(string(runes[min(len(runes), 1):]))
	q, other := quoteText(value), quoteText(l.known(r, c.Name))
	op := []string{"=", "<>", "<", "<=", ">", ">="}[r.IntN(6)]
	return pick(r, both("%s "+op+" "+q, "%s "+op+" "+q), both(q+" "+op+" %s", q+" "+op+" %s"),
		both("%s IN ("+q+", "+other+")", "%s IN ("+q+", "+other+")"), both("%s NOT IN ("+q+", 'x')", "%s NOT IN ("+q+", 'x')"),
		both("%s LIKE "+quoteText(begin+"%"), "%s LIKE "+quoteText(begin+"%")), both("%s NOT LIKE "+quoteText("%"+begin+"%"), "%s NOT LIKE "+quoteText("%"+begin+"%")),
		both("%s LIKE "+quoteText("_"+any), "%s LIKE "+quoteText("_"+any)),
		both("CASEI(%s) = CASEI("+quoteText(strings.ToUpper(value))+")", fold("%s")+" = "+fold(quoteText(strings.ToUpper(value)))),
		both("ACCENTI(%s) = ACCENTI("+q+")", bare("%s")+" = "+bare(q)), both("ACCENTI(CASEI(%s)) LIKE ACCENTI(CASEI("+quoteText(begin+"%")+"))", bare(fold("%s"))+" LIKE "+bare(fold(quoteText(begin+"%")))),
		both("%s IS NULL", "%s IS NULL"), both("%s IS NOT NULL", "%s IS NOT NULL")).of(c.Name)
}

func escapedPattern(s string) string {
	return strings.NewReplacer(`\`, `\\`, "%", `\%`, "_", `\_`).Replace(s)
}

func (l *drawnLayer) number(r *rand.Rand, c *layer.Column) (cql, sql string) {
	n, _ := strconv.ParseFloat(l.known(r, c.Name), 64)
	value := strconv.FormatFloat(n, 'f', -1, 64)
	higher := strconv.FormatFloat(n+float64(r.IntN(1+int(max(n, -n)))), 'f', -1, 64)
	op := []string{"=", "<>", "<", "<=", ">", ">="}[r.IntN(6)]
	small := strconv.Itoa(1 + r.IntN(7))
	other := c.Name
	for _, d := range l.table.Schema().Columns {
		if (d.Type == layer.Integer || d.Type == layer.Number) && r.IntN(2) == 0 {
			other = d.Name
		}
	}
	mine, theirs := quoteName(other), quoteName("c_"+other)
	return pick(r, both("%s "+op+" "+value, "%s "+op+" "+value), both(value+" "+op+" %s", value+" "+op+" %s"), both("%s "+op+" "+mine, "%s "+op+" "+theirs),
		both("%s BETWEEN "+value+" AND "+higher, "%s BETWEEN "+value+" AND "+higher), both("%s NOT BETWEEN "+value+" AND "+mine, "%s NOT BETWEEN "+value+" AND "+theirs),
		both("%s IN ("+value+", 1 + 1)", "%s IN ("+value+", 1 + 1)"), both("%s + "+small+" * 2 "+op+" "+mine, "%s + "+small+" * 2 "+op+" "+theirs),
		both("(%s - "+value+") * -1 "+op+" "+small, "(%s - "+value+") * -1 "+op+" "+small), both("%s % "+small+" = 1", "mod(%s::numeric, "+small+") = 1"),
		both("%s div "+small+" "+op+" "+small, "trunc(%s / "+small+") "+op+" "+small), both(small+" / (%s - "+value+") > 0", small+" / nullif(%s - "+value+", 0) > 0"),
		both("2 ^ "+small+" "+op+" %s", "power(2, "+small+") "+op+" %s"), both("%s IS NULL", "%s IS NULL")).of(c.Name)
}

func (l *drawnLayer) time(r *rand.Rand, c *layer.Column) (cql, sql string) {
	value := l.known(r, c.Name)
	if value == "" {
		return pick(r, both("%s IS NULL", "%s IS NULL")).of(c.Name)
	}
	written, typed := "DATE('"+value+"')", "date '"+value+"'"
	if c.Type == layer.Instant {
		written, typed = "TIMESTAMP('"+value+"')", "timestamptz '"+value+"'"
	}
	op := []string{"=", "<>", "<", "<=", ">", ">="}[r.IntN(6)]
	forms := []form{both("%s "+op+" "+written, "%s "+op+" "+typed), both("%s IN ("+written+")", "%s IN ("+typed+")"), both("%s IS NOT NULL", "%s IS NOT NULL"),
		both("T_BEFORE(%s, "+written+")", "%s < "+typed), both("T_AFTER("+written+", %s)", "%s < "+typed), both("T_DISJOINT(%s, "+written+")", "%s <> "+typed),
		both("T_INTERSECTS(%s, INTERVAL('"+value+"','..'))", "%s >= "+typed)}
	from, to := l.table.Schema().Index("from"), l.table.Schema().Index("to")
	if from < 0 {
		from, to = l.table.Schema().Index("start"), l.table.Schema().Index("end")
	}
	if c.Type == layer.Instant && from >= 0 && to >= 0 {
		a, b := l.table.Schema().Columns[from].Name, l.table.Schema().Columns[to].Name
		f, e := l.known(r, a), l.known(r, b)
		if f <= e {
			name := slices.Sorted(mapKeys(allen))[r.IntN(len(allen))]
			cql := fmt.Sprintf("%s(INTERVAL(%s,%s),INTERVAL('%s','%s'))", name, quoteName(a), quoteName(b), f, e)
			sql := strings.NewReplacer("a0", quoteName("c_"+a), "a1", quoteName("c_"+b), "b0", "timestamptz '"+f+"'", "b1", "timestamptz '"+e+"'").Replace(allen[name])
			cql, sql = l.opened(r, name, a, b, f, e, cql, sql)
			// What is unknown in one end alone is unknown here, whatever the other end decides.
			forms = append(forms, both(cql, "(CASE WHEN "+quoteName("c_"+a)+" IS NULL OR "+quoteName("c_"+b)+" IS NULL THEN NULL ELSE "+sql+" END)"))
		}
	}
	return pick(r, forms...).of(c.Name)
}

// opened makes some of the intervals open on a side, and some of whole days.
func (l *drawnLayer) opened(r *rand.Rand, name, a, b, from, to, cql, sql string) (string, string) {
	var written, first, last string
	switch day := 10; r.IntN(4) {
	case 0:
		written, first, last = "'..','"+to+"'", "'-infinity'", "'"+to+"'"
	case 1:
		written, first, last = "'"+from+"','..'", "'"+from+"'", "'infinity'"
	case 2:
		written, first, last = "'"+from[:day]+"','"+to[:day]+"'", "'"+from[:day]+"T00:00:00Z'", "'"+to[:day]+"T23:59:59.999999Z'"
	default:
		return cql, sql
	}
	columns := fmt.Sprintf("INTERVAL(%s,%s)", quoteName(a), quoteName(b))
	return fmt.Sprintf("%s(%s,INTERVAL(%s))", name, columns, written), strings.NewReplacer("a0", quoteName("c_"+a), "a1", quoteName("c_"+b), "b0", "timestamptz "+first, "b1", "timestamptz "+last).Replace(allen[name])
}

func mapKeys(m map[string]string) func(func(string) bool) {
	return func(yield func(string) bool) {
		for k := range m {
			if !yield(k) {
				return
			}
		}
	}
}

// allen are the relations of the closed intervals a0 to a1 and b0 to b1.
var allen = map[string]string{
	"T_AFTER": "a0 > b1", "T_BEFORE": "a1 < b0", "T_DISJOINT": "(a0 > b1 OR a1 < b0)", "T_INTERSECTS": "(a0 <= b1 AND a1 >= b0)", "T_EQUALS": "(a0 = b0 AND a1 = b1)",
	"T_CONTAINS": "(a0 < b0 AND a1 > b1)", "T_DURING": "(a0 > b0 AND a1 < b1)", "T_FINISHEDBY": "(a0 < b0 AND a1 = b1)", "T_FINISHES": "(a0 > b0 AND a1 = b1)",
	"T_MEETS": "a1 = b0", "T_METBY": "a0 = b1", "T_OVERLAPPEDBY": "(a0 > b0 AND a0 < b1 AND a1 > b1)", "T_OVERLAPS": "(a0 < b0 AND a1 > b0 AND a1 < b1)",
	"T_STARTEDBY": "(a0 = b0 AND a1 > b1)", "T_STARTS": "(a0 = b0 AND a1 < b1)",
}

// spatial draws a relation to a shape: a box, a feature's own geometry or a part of it, or one of the grid.
func (l *drawnLayer) spatial(r *rand.Rand) (cql, sql string) {
	if r.IntN(20) == 0 {
		return "geometry IS NULL", "geometry IS NULL"
	}
	name := []string{"INTERSECTS", "EQUALS", "DISJOINT", "TOUCHES", "WITHIN", "OVERLAPS", "CROSSES", "CONTAINS"}[r.IntN(8)]
	g, text := l.shape(r)
	if r.IntN(3) == 0 {
		return fmt.Sprintf("S_%s(%s, geometry)", name, text), fmt.Sprintf("ST_%s(%s, geometry)", name, sqlGeometry(g))
	}
	return fmt.Sprintf("S_%s(geometry, %s)", name, text), fmt.Sprintf("ST_%s(geometry, %s)", name, sqlGeometry(g))
}

func (l *drawnLayer) shape(r *rand.Rand) (g orb.Geometry, text string) {
	own := l.shapes[r.IntN(len(l.shapes))]
	b := own.Bound()
	switch r.IntN(6) {
	case 5:
		west, east := float64(100+r.IntN(80)), float64(-179+r.IntN(100))
		south, north := float64(-90+r.IntN(80)), float64(r.IntN(90))
		box := func(west, east float64) orb.Polygon {
			return orb.Bound{Min: orb.Point{west, south}, Max: orb.Point{east, north}}.ToPolygon()
		}
		return orb.MultiPolygon{box(west, 180), box(-180, east)}, fmt.Sprintf("BBOX(%v,%v,%v,%v)", west, south, east, north)
	case 0:
		b = b.Pad(float64(1 + r.IntN(20)))
		b.Min, b.Max = orb.Point{max(b.Min[0], -180), max(b.Min[1], -90)}, orb.Point{min(b.Max[0], 180), min(b.Max[1], 90)}
		return b.ToPolygon(), fmt.Sprintf("BBOX(%v,%v,%v,%v)", b.Min[0], b.Min[1], b.Max[0], b.Max[1])
	case 1:
		g = corner(own)
	case 2:
		g = edge(own)
	case 3:
		g = gridShape(r)
		if len(l.shapes) < 200 || l.name != "l_grid" {
			g = moved(g, own.Bound().Center())
		}
	default:
		g = own
	}
	return g, wkt.MarshalString(g)
}

// corner is a vertex, edge a side of a geometry.
func corner(g orb.Geometry) orb.Geometry {
	switch g := g.(type) {
	case orb.MultiPolygon:
		return g[0][0][0]
	case orb.Polygon:
		return g[0][0]
	case orb.LineString:
		return g[len(g)/2]
	case orb.MultiPoint:
		return g[0]
	}
	return g
}

func edge(g orb.Geometry) orb.Geometry {
	switch g := g.(type) {
	case orb.MultiPolygon:
		return orb.LineString{g[0][0][0], g[0][0][1]}
	case orb.Polygon:
		return orb.LineString{g[0][0], g[0][1]}
	case orb.LineString:
		return orb.LineString{g[0], g[1]}
	}
	return corner(g)
}

// moved puts a shape of the grid about a point, as far as the world goes.
func moved(g orb.Geometry, to orb.Point) orb.Geometry {
	at := func(p orb.Point) orb.Point {
		return orb.Point{max(-170, min(160, to[0])) + p[0], max(-80, min(70, to[1])) + p[1]}
	}
	switch g := g.(type) {
	case orb.Point:
		return at(g)
	case orb.MultiPoint:
		return orb.MultiPoint{at(g[0]), at(g[1])}
	case orb.LineString:
		return orb.LineString{at(g[0]), at(g[1])}
	case orb.Polygon:
		out := orb.Polygon{}
		for _, ring := range g {
			var to orb.Ring
			for _, p := range ring {
				to = append(to, at(p))
			}
			out = append(out, to)
		}
		return out
	}
	return g
}
