package layer_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/paulmach/orb"

	"oblast/geo/cql2"
	"oblast/geo/layer"
	"oblast/geo/measure"
	"oblast/geo/relate"
)

// nastyFilters are filters that ask as much of an engine as a stranger may: over the columns of million. Of each, # is another
// number every time, and @ another piece of a word, so that no answer is remembered.
var nastyFilters = slices.Concat(nastyTexts, nastyNumbers, nastyTimes, nastyPlaces(), nastyMixtures())

var nastyTexts = []string{
	`title LIKE '%@%'`,
	`title LIKE '%@%' AND title LIKE '%re%'`,
	`title LIKE '%@%re%' AND title LIKE '%па%@%'`,
	`title LIKE '%@%@%'`,
	`title LIKE '%re%па%#%'`,
	`title LIKE '%re%@%'`,
	`title LIKE '%e%e%e%e%#%'`,
	`title LIKE '%o%@%o%'`,
	`title LIKE '%e%n%r%@%'`,
	`CASEI(ACCENTI(title)) LIKE CASEI(ACCENTI('%е%о%@%'))`,
	`title LIKE '_______%_%_______%#'`,
	`title LIKE '%_a_%_e_%@%'`,
	`title LIKE '%о% % %@% % #%'`,
	`title LIKE '% Drone %@% Drone %'`,
	`title LIKE '%ll% ## %' OR title LIKE '%re %'`,
	`title LIKE '% #'`,
	`title LIKE '%no # %'`,
	`title LIKE '%Drone#%'`,
	`title LIKE '%Drone #%'`,
	`title LIKE 'Д%#'`,
	`title LIKE '%1%2%3%#%'`,
	`title LIKE '%0%' AND title LIKE '%1%' AND title LIKE '%2%' AND title LIKE '%#%'`,
	`title NOT LIKE '%@%' AND title NOT LIKE '%#%'`,
	`NOT (title LIKE '%@%' OR title LIKE '%Drone%')`,
	`CASEI(title) LIKE CASEI('%@%')`,
	`CASEI(title) LIKE CASEI('%ДРОН СБИТ%#%')`,
	`CASEI(title) LIKE CASEI('%RE%@%')`,
	`ACCENTI(title) LIKE ACCENTI('%łódź%#%')`,
	`ACCENTI(CASEI(title)) LIKE ACCENTI(CASEI('%ЁЛОЧКА%@%DRONE%'))`,
	`CASEI(ACCENTI(CASEI(title))) LIKE CASEI(ACCENTI(CASEI('%É%#')))`,
	`CASEI(title) = CASEI('Дрон сбит над посёлком Ёлочка #')`,
	`ACCENTI(title) IN (ACCENTI('łódź'), ACCENTI('Ёлочка'), 'x#')`,
	`title > 'Drone #'`,
	`title BETWEEN 'D#' AND 'п'`,
	`CASEI(title) < CASEI('N#')`,
	`region <> class AND n <> #`,
	`CASEI(region) = CASEI(title) OR n = #`,
	`title < region AND m <> #`,
	`ACCENTI(title) > CASEI(class) AND m <> #`,
	`title IN (` + list(1000, `'Drone Drone Drone Drone Drone %d'`) + `,'#')`,
	`title NOT IN (` + list(1000, `'Drone fire put out no %d'`) + `,'#')`,
	`region IN (` + list(60, `'RU-%02d'`) + `) AND n <> #`,
	`region LIKE 'RU-_3' OR class = '#'`,
	`region LIKE '%3%' AND m <> #`,
	`title LIKE '%\%%' OR title LIKE '%#\_%'`,
}

var nastyNumbers = []string{
	`m % (n + 1) = # % 7`,
	`m % (n + 1) > #`,
	`(m + #) % (n + 1) < 3`,
	`m div (n + 1) = #`,
	`m / (n - 15) > #`,
	`m ^ 2 > n ^ 3 + #`,
	`(m - n) * (m + n) > # * 100`,
	`n * n * n + m * m - m * n > # * 1000`,
	`m + n BETWEEN # AND # + 200`,
	`m BETWEEN n * 10 AND n * 100 + #`,
	`# BETWEEN n AND m`,
	`m = n`,
	`m <> n + #`,
	`m - n > 0 AND n * # < m`,
	`m * m / 1000 > #`,
	`m % 7 = 3 AND n <> #`,
	`m % 10 + m % 7 > # / 1000`,
	`m IN (` + list(1000, `%d.25`) + `,#)`,
	`m NOT IN (` + list(1000, `%d.75`) + `,#)`,
	`n IN (n + 1, m, #)`,
	`m <> (-1 div 24) AND n <> #`,
	`n = -0 OR m IN (-0.0, #)`,
	`-m < -#`,
	`NOT (m > # OR m < 100)`,
	`m IS NULL OR n = #`,
	`NOT (m IS NULL) AND NOT (m % (n + 1) = #)`,
	`m * n < # AND region = 'RU-07'`,
	`(m + 1) / (n + 1) < (n + 1) / (m + 1) + #`,
	`m < # AND n > 3 AND m > 2 * n AND m % 3 = 1`,
}

var nastyTimes = []string{
	`T_INTERSECTS(INTERVAL("from","to"), INTERVAL('2024-01-01T00:00:00.#Z','2024-02-01T00:00:00Z'))`,
	`T_DISJOINT(INTERVAL("from","to"), INTERVAL('2024-01-01T00:00:00.#Z','..'))`,
	`T_OVERLAPS(INTERVAL("from","to"), INTERVAL('2024-01-01T00:00:00.#Z','2025-01-02T00:00:00Z'))`,
	`T_DURING(INTERVAL("from","to"), INTERVAL('2023-01-01T00:00:00.#Z','2025-06-01T00:00:00Z')) AND n > 4`,
	`T_INTERSECTS(INTERVAL("from","to"), TIMESTAMP('2024-01-01T22:00:00.#Z')) OR n = 3`,
	`T_MEETS(INTERVAL(night,"from"), INTERVAL("from","to")) AND n <> #`,
	`T_STARTS(INTERVAL("from","to"), INTERVAL("from",'2025-01-02T00:00:00.#Z'))`,
	`T_AFTER(night, DATE('2024-01-01')) AND "to" > TIMESTAMP('2024-01-01T00:00:00.#Z')`,
	`"from" BETWEEN TIMESTAMP('2023-01-01T00:00:00.#Z') AND "to"`,
	`night = "from" AND n <> #`,
	`NOT ("to" > night) OR n = #`,
	`night IN (` + dates(400) + `) AND n <> #`,
	`"from" IN (TIMESTAMP('2024-01-01T22:00:00.#Z'),TIMESTAMP('2024-01-01T22:30:00Z'))`,
}

func nastyPlaces() []string {
	return []string{
		`S_INTERSECTS(geometry, ` + spikes(44, 54, 400, 4, 6) + `)`,
		`S_WITHIN(geometry, ` + spikes(44, 54, 2600, 4, 6) + `)`,
		`S_DISJOINT(geometry, ` + spikes(44, 54, 400, 2, 9) + `)`,
		`NOT S_INTERSECTS(geometry, ` + spikes(40, 52, 60, 8, 9) + `)`,
		manyShapes(200, "S_INTERSECTS(geometry, POLYGON((%[1]f# %[2]f,%[3]f %[2]f,%[3]f %[4]f,%[1]f# %[2]f)))", " OR "),
		manyShapes(200, "S_INTERSECTS(geometry, BBOX(%[1]f#,%[2]f,%[3]f,%[4]f))", " OR "),
		manyShapes(200, "S_DISJOINT(geometry, POLYGON((%[1]f# %[2]f,%[3]f %[2]f,%[3]f %[4]f,%[1]f# %[2]f)))", " AND "),
		"S_INTERSECTS(geometry, MULTIPOLYGON(" + manyShapes(200, "((%[1]f# %[2]f,%[3]f %[2]f,%[3]f %[4]f,%[1]f# %[2]f))", ",") + "))",
		"S_INTERSECTS(geometry, GEOMETRYCOLLECTION(" + manyShapes(200, "POLYGON((%[1]f# %[2]f,%[3]f %[2]f,%[3]f %[4]f,%[1]f# %[2]f))", ",") + "))",
		"S_WITHIN(geometry, GEOMETRYCOLLECTION(POINT(44 54.#),LINESTRING(30 50,60 60.#)," + spikes(44, 54, 100, 4, 6) + "))",
		"S_INTERSECTS(geometry, MULTIPOINT(" + manyShapes(1000, "(%[1]f# %[2]f)", ",") + "))",
		"S_INTERSECTS(geometry, LINESTRING(" + manyShapes(2000, "%[1]f# %[2]f", ",") + "))",
		manyShapes(200, "near(%[1]f#,%[2]f,20000)", " OR "),
		`near(44.#,54,300000)`,
		`near(44.#,54,3000000) AND n > 3`,
		`NOT near(44.#,54,1000000)`,
		`near(44.#,54,300000) OR near(50,54,300000) OR near(44,50.#,300000)`,
		`S_INTERSECTS(geometry, BBOX(170,-10,31.#,60))`,
		`S_WITHIN(geometry, POLYGON((26 45.#,64 45,64 63,26 63,26 45.#),` + outline(44, 54, 300, 3, 6, true) + `))`,
		`S_TOUCHES(geometry, ` + spikes(44, 54, 400, 4, 6) + `)`,
		`S_EQUALS(geometry, POINT(44 54.#))`,
		`S_CONTAINS(POLYGON((26 45.#,64 45,64 63,26 63,26 45.#)), geometry)`,
		`S_CROSSES(geometry, LINESTRING(26 45.#,64 63))`,
		`S_INTERSECTS(geometry, ` + spikes(44, 54, 400, 4, 6) + `) AND S_INTERSECTS(geometry, ` + spikes(46, 55, 400, 4, 6) + `)`,
		`S_INTERSECTS(geometry, ` + spikes(44, 54, 400, 4, 6) + `) OR S_INTERSECTS(geometry, ` + spikes(34, 50, 400, 4, 6) + `)`,
	}
}

func nastyMixtures() []string {
	return []string{
		`A_CONTAINS(tags, ('a','b')) AND n <> #`,
		`A_OVERLAPS(tags, ('b','#')) OR n = #`,
		`NOT A_EQUALS(tags, ('a')) AND m <> #`,
		`A_CONTAINEDBY(tags, ('a','b','c','#'))`,
		`(title LIKE '%@%' OR m % (n + 1) = 1) AND S_INTERSECTS(geometry, BBOX(30,46,55,60.#))`,
		`title LIKE '%@%' AND "from" < "to" AND m > n AND near(44.#,54,500000)`,
		`NOT (NOT (NOT (NOT (n = # OR m IS NULL OR title LIKE '%@%'))))`,
		`region = 'RU-07' AND title LIKE '%@%' AND m % (n + 1) = 1`,
		`region = 'RU-07' AND S_INTERSECTS(geometry, ` + spikes(44, 54, 400, 4, 6) + `)`,
		`class = 'c' AND S_INTERSECTS(geometry, ` + spikes(44, 54, 400, 4, 6) + `) AND m > 100`,
		list(100, `(n = %[1]d AND m > %[1]d.#)`, " OR "),
		list(100, `(m < %[1]d.# OR n <> %[1]d)`, " AND "),
		list(60, `title LIKE '%%a%[1]d%%'`, " OR ") + ` OR m = #`,
		list(60, `CASEI(title) LIKE '%%e %[1]d%%'`, " OR ") + ` OR m = #`,
		list(40, `m + n * %d > #`, " AND "),
		list(40, `m %% (n + %d + 1) = # %% 5`, " OR "),
		strings.Repeat("NOT (", 20) + `title LIKE '%@%' AND m > n` + strings.Repeat(")", 20),
		`(n = 1) = (m > #)`,
	}
}

// list writes a format for each number below n, with a comma between, or with what is given.
func list(n int, format string, between ...string) string {
	all := make([]string, n)
	for i := range all {
		all[i] = fmt.Sprintf(format, i)
	}
	return strings.Join(all, strings.Join(append(between, ",")[:1], ""))
}

func dates(n int) string {
	all := make([]string, n)
	for i := range all {
		all[i] = "DATE('" + day.AddDate(0, 0, -2*i).Format(time.DateOnly) + "')"
	}
	return strings.Join(all, ",")
}

// outline is a ring in spikes; plain, it is the same every time.
func outline(x, y float64, corners int, least, most float64, plain bool) string {
	vary := "#"
	if plain {
		vary = ""
	}
	points := make([]string, corners+1)
	for i := range points {
		angle, radius := 2*math.Pi*float64(i%corners)/float64(corners), least
		if i%2 == 1 {
			radius = most
		}
		points[i] = fmt.Sprintf("%.5f%s %.5f", x+radius*math.Cos(angle), vary, y+radius*math.Sin(angle)*.6)
	}
	return "(" + strings.Join(points, ",") + ")"
}

func spikes(x, y float64, corners int, least, most float64) string {
	return "POLYGON(" + outline(x, y, corners, least, most, false) + ")"
}

// manyShapes writes a format for each of n boxes: west, south, east, north.
func manyShapes(n int, format, between string) string {
	r := rand.New(rand.NewPCG(uint64(n), 5))
	all := make([]string, n)
	for i := range all {
		x, y := 26+36*r.Float64(), 45+17*r.Float64()
		all[i] = strings.Split(fmt.Sprintf(format+"%%!%.0[1]f%.0[2]f%.0[3]f%.0[4]f", x, y, x+.2+r.Float64(), y+.2+r.Float64()), "%!")[0]
	}
	return strings.Join(all, between)
}

// nasty reads a filter, filled in.
func nasty(t testing.TB, table *layer.Table, filter string, i int) *cql2.Expr {
	t.Helper()
	pieces := piecesOf("посёлком Ёлочка intercepted подстанция пострадавших injured обломки village")
	place := len(table.Schema().Columns)
	near := &cql2.Function{Name: "near", Returns: cql2.Boolean, Args: []cql2.Argument{{Name: "lon", Type: cql2.Number}, {Name: "lat", Type: cql2.Number}, {Name: "metres", Type: cql2.Number}}}
	schema := cql2.NewSchema(table.Schema().Queryables(), near)
	near.Expand = func(args []cql2.Value) (*cql2.Expr, error) {
		at := relate.New(orb.Point{args[0].Number, args[1].Number})
		return cql2.Make(cql2.Near, schema.Prop(place), cql2.Const(cql2.GeometryValue(at)), cql2.Const(args[2])), nil
	}
	e, err := cql2.ParseText(strings.NewReplacer("#", fmt.Sprint(i), "@", pieces[i%len(pieces)]).Replace(filter), schema, cql2.Degrees)
	if err != nil {
		t.Fatalf("%.100s: %v", filter, err)
	}
	return e
}

// TestNastyFilters holds each of them, with other numbers, against each row by itself.
func TestNastyFilters(t *testing.T) {
	table := incidents(5000)
	for _, filter := range nastyFilters {
		for i := range 4 {
			q := layer.Query{Filter: nasty(t, table, filter, 7*i+i*i*i), Limit: 60}
			want := rowByRow(table, q)
			page, err := table.Search(t.Context(), q, nil)
			if err != nil || page.Matched != len(want) || !slices.Equal(page.Rows, want[:min(60, len(want))]) {
				t.Errorf("%.100s: %d matched, want %d; %v (%s)", filter, page.Matched, len(want), err, page.Explain)
			}
			all, err := table.Matches(t.Context(), q)
			if err != nil || !slices.Equal(all, want) {
				t.Errorf("%.100s: %d rows, want %d; %v", filter, len(all), len(want), err)
			}
		}
	}
}

// BenchmarkNastyFilters is the time to the first page of 100 with the exact number matched of each filter, its indexes made; the
// slowest ten are listed with their plans.
func BenchmarkNastyFilters(b *testing.B) {
	t := million()
	type result struct {
		micros float64
		line   string
	}
	var all []result
	i := 0
	for number, filter := range nastyFilters {
		b.Run(fmt.Sprintf("%03d", number), func(b *testing.B) {
			b.ReportAllocs()
			var page layer.Page
			ask := func(i int) {
				var err error
				if page, err = t.Search(b.Context(), layer.Query{Filter: nasty(b, t, filter, i), Limit: 100}, nil); err != nil {
					b.Fatal(err)
				}
			}
			for warm := range 2 {
				ask(90 + warm)
			}
			before := measure.Processor(b)
			done := measure.Ops(b)
			for b.Loop() {
				i++
				ask(100 + i%800)
			}
			done()
			micros := float64((measure.Processor(b) - before).Microseconds()) / float64(b.N)
			all = append(all, result{micros, fmt.Sprintf("%8.0f us  %03d %.90s: %d matched, %s; %.120s", micros, number, filter, page.Matched, page.Plan, page.Explain)})
		})
	}
	slices.SortFunc(all, func(a, b result) int { return int(b.micros - a.micros) })
	seen := map[string]bool{}
	for _, r := range all {
		if key := strings.SplitN(r.line, ":", 2)[0][10:]; !seen[key] && len(seen) < 25 {
			seen[key] = true
			b.Log(r.line)
		}
	}
}
