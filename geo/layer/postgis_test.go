package layer_test

import (
	"bytes"
	"encoding/hex"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/encoding/wkb"

	"oblast/geo/cql2"
	"oblast/geo/decode"
	"oblast/geo/layer"
)

// differentialFilters is how many random filters are asked of both; OBLAST_TEST_FILTERS asks for another number and another
// draw of them.
const differentialFilters = 2000

// TestAgreesWithPostGIS asks random filters of tables and of PostGIS: the same features must come. A filter is drawn once
// and written twice, in CQL2 and in SQL; nothing here reads CQL2 to make SQL.
func TestAgreesWithPostGIS(t *testing.T) {
	db := startPostGIS(t)
	filters, seed := differentialFilters, uint64(827)
	if n, err := strconv.Atoi(os.Getenv("OBLAST_TEST_FILTERS")); err == nil {
		filters, seed = n, uint64(n)
	}
	r := rand.New(rand.NewPCG(2025, seed))
	var layers []*drawnLayer
	for _, name := range []string{"ne_110m_admin_0_countries", "ne_110m_populated_places_simple", "ne_110m_rivers_lake_centerlines"} {
		table, err := decode.File(t.Context(), "../cql2/testdata/"+name+".geojson", name)
		if err != nil {
			t.Fatal(err)
		}
		layers = append(layers, newDrawnLayer(table))
	}
	layers = append(layers, newDrawnLayer(gridTable(t, r)))
	var script strings.Builder
	for _, l := range layers {
		l.load(&script)
	}
	type question struct {
		layer *drawnLayer
		cql   string
	}
	var asked []question
	for i := range filters {
		l := layers[i%len(layers)]
		cql, sql := l.predicate(r, 3+r.IntN(2))
		asked = append(asked, question{l, cql})
		fmt.Fprintf(&script, "SELECT %d || ':' || coalesce(string_agg(id, ',' ORDER BY id COLLATE \"C\"), '') FROM %s WHERE %s;\n", i, l.name, sql)
	}
	answers := strings.Split(strings.TrimSpace(db.ask(t, script.String())), "\n")
	if len(answers) != len(asked) {
		t.Fatalf("PostGIS gave %d answers to %d questions: %.500s", len(answers), len(asked), answers[len(answers)-1])
	}
	selected, wrong := 0, 0
	for i, q := range asked {
		want, ok := strings.CutPrefix(answers[i], strconv.Itoa(i)+":")
		if !ok {
			t.Fatalf("answer %d is %q", i, answers[i])
		}
		e, err := cql2.ParseText(q.cql, q.layer.schema, cql2.Degrees)
		if err != nil {
			t.Fatalf("%s: %v", q.cql, err)
		}
		page, err := q.layer.table.Search(t.Context(), layer.Query{Filter: e, Limit: 10_000}, nil)
		if err != nil {
			t.Fatal(err)
		}
		got := strings.Join(ids(q.layer.table, page.Rows), ",")
		if len(page.Rows) > 0 && len(page.Rows) < q.layer.table.Len() {
			selected++
		}
		if got != want {
			if wrong++; wrong < 10 {
				t.Errorf("%s: %s (%s)\n got %s\nwant %s", q.layer.name, q.cql, page.Explain, got, want)
			}
		}
	}
	if wrong > 0 {
		t.Errorf("%d of %d filters differ", wrong, len(asked))
	}
	if selected < len(asked)/3 {
		t.Errorf("only %d of %d filters chose some features and not all", selected, len(asked))
	}
}

// postGIS is a private database, on a socket in a folder of its own.
type postGIS struct{ bin, dir string }

// startPostGIS starts one that ends with the test.
func startPostGIS(t *testing.T) *postGIS {
	t.Helper()
	missing := func(format string, args ...any) {
		t.Helper()
		if os.Getenv("OBLAST_REQUIRE_ALL") != "" {
			t.Fatalf(format, args...)
		}
		t.Skipf(format, args...)
	}
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if len(found) == 0 {
		missing("PostgreSQL is not installed")
	}
	slices.Sort(found)
	db := &postGIS{bin: filepath.Dir(found[len(found)-1])}
	if extensions, _ := filepath.Glob("/usr/share/postgresql/*/extension/postgis.control"); len(extensions) == 0 {
		missing("PostGIS is not installed")
	}
	var err error
	if db.dir, err = os.MkdirTemp("", "oblast-postgis"); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(db.dir) })
	if os.Getuid() == 0 { // PostgreSQL does not run as root
		owner, err := user.Lookup("postgres")
		if err != nil {
			missing("there is no user postgres: %v", err)
		}
		uid, _ := strconv.Atoi(owner.Uid)
		gid, _ := strconv.Atoi(owner.Gid)
		if err := os.Chown(db.dir, uid, gid); err != nil {
			t.Fatal(err)
		}
	}
	db.run(t, nil, "initdb", "-D", db.dir+"/data", "-A", "trust", "-U", "postgres", "--no-sync", "-E", "UTF8", "--locale", "C")
	db.run(t, nil, "pg_ctl", "-D", db.dir+"/data", "-w", "-l", db.dir+"/log", "-o", "-c listen_addresses='' -c fsync=off -k "+db.dir, "start")
	t.Cleanup(func() { db.run(t, nil, "pg_ctl", "-D", db.dir+"/data", "-m", "immediate", "stop") })
	db.ask(t, "CREATE EXTENSION postgis;")
	return db
}

func (db *postGIS) run(t *testing.T, input []byte, program string, args ...string) string {
	t.Helper()
	args = append([]string{filepath.Join(db.bin, program)}, args...)
	if os.Getuid() == 0 {
		args = append([]string{"runuser", "-u", "postgres", "--"}, args...)
	}
	cmd := exec.Command(args[0], args[1:]...)
	cmd.Dir, cmd.Stdin = db.dir, bytes.NewReader(input)
	var out, said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &said
	if program == "pg_ctl" {
		cmd.Stdout, cmd.Stderr = nil, nil // the server would hold them open
	}
	if err := cmd.Run(); err != nil {
		t.Fatalf("%s: %v: %s", program, err, said.String())
	}
	return out.String()
}

func (db *postGIS) ask(t *testing.T, script string) string {
	t.Helper()
	return db.run(t, []byte("SET client_min_messages = warning; SET timezone = 'UTC';\n"+script), "psql", "-h", db.dir, "-U", "postgres", "-d", "postgres", "-X", "-q", "-t", "-A", "-v", "ON_ERROR_STOP=1")
}

// drawnLayer is a table with what filters are drawn from.
type drawnLayer struct {
	table  *layer.Table
	schema *cql2.Schema
	name   string
	shapes []orb.Geometry // of its features
}

func newDrawnLayer(table *layer.Table) *drawnLayer {
	l := &drawnLayer{table: table, schema: cql2.NewSchema(table.Schema().Queryables()), name: "l_" + table.Schema().Name}
	for row := range int32(table.Len()) {
		if g := table.Geometry(row); g != nil {
			l.shapes = append(l.shapes, g)
		}
	}
	return l
}

var sqlTypes = map[layer.Type]string{layer.Text: `text COLLATE "C"`, layer.Integer: "double precision", layer.Number: "double precision", layer.Boolean: "boolean", layer.Date: "date", layer.Instant: "timestamptz", layer.List: "jsonb"}

func quoteName(s string) string { return `"` + s + `"` }
func quoteText(s string) string { return "'" + strings.ReplaceAll(s, "'", "''") + "'" }

// load writes the table as SQL.
func (l *drawnLayer) load(b *strings.Builder) {
	fmt.Fprintf(b, "CREATE TABLE %s (id text, geometry geometry", l.name)
	for _, c := range l.table.Schema().Columns {
		fmt.Fprintf(b, ", %s %s", quoteName("c_"+c.Name), sqlTypes[c.Type])
	}
	b.WriteString(");\n")
	for row := range int32(l.table.Len()) {
		fmt.Fprintf(b, "INSERT INTO %s VALUES (%s, %s", l.name, quoteText(l.table.ID(row)), sqlGeometry(l.table.Geometry(row)))
		for c := range l.table.Schema().Columns {
			if text, ok := l.table.Column(c).At(row); ok {
				b.WriteString(", " + quoteText(text))
			} else {
				b.WriteString(", NULL")
			}
		}
		b.WriteString(");\n")
	}
}

func sqlGeometry(g orb.Geometry) string {
	if g == nil {
		return "NULL"
	}
	raw, err := wkb.Marshal(g)
	if err != nil {
		return "NULL"
	}
	return "'" + hex.EncodeToString(raw) + "'::geometry"
}

// gridTable has points, lines and squares on a small grid, where touching is common, with nulls in all columns.
func gridTable(t *testing.T, r *rand.Rand) *layer.Table {
	b := layer.NewBuilder(layer.Schema{Name: "grid", Geometry: layer.Own, Columns: []layer.Column{{Name: "name", Type: layer.Text}, {Name: "n", Type: layer.Integer},
		{Name: "m", Type: layer.Number}, {Name: "day", Type: layer.Date}, {Name: "from", Type: layer.Instant}, {Name: "to", Type: layer.Instant}, {Name: "sure", Type: layer.Boolean}, {Name: "tags", Type: layer.List}}}, nil, 0)
	for i := range 240 {
		b.Row(fmt.Sprintf("g%03d", i))
		if r.IntN(12) > 0 {
			b.Shape(gridShape(r))
		}
		unless := func(set func()) {
			if r.IntN(5) == 0 {
				b.Null()
			} else {
				set()
			}
		}
		start := day.Add(time.Duration(r.IntN(200)) * time.Hour)
		unless(func() {
			b.Text([]string{"Kaluga", "kaluga", "Калуга", "Ёлка", "ёлка", "100%", "a_b", "", "Łódź", "Chișinău"}[r.IntN(10)])
		})
		unless(func() { b.Integer(int64(r.IntN(20) - 5)) })
		unless(func() { b.Number(float64(r.IntN(40)) / 4) })
		unless(func() { b.Date(start) })
		unless(func() { b.Instant(start) })
		unless(func() { b.Instant(start.Add(time.Duration(r.IntN(30)) * time.Hour)) })
		unless(func() { b.Boolean(r.IntN(2) == 0) })
		unless(func() {
			b.List([]string{"[]", `["a"]`, `["b","a"]`, `["a","b","c"]`, `["a","a"]`, `["Ёж","x'y"]`}[r.IntN(6)])
		})
	}
	table, err := b.Build()
	if err != nil {
		t.Fatal(err)
	}
	return table
}

// gridShape is a geometry with corners on whole numbers from 0 to 9.
func gridShape(r *rand.Rand) orb.Geometry {
	at := func() orb.Point { return orb.Point{float64(r.IntN(10)), float64(r.IntN(10))} }
	square := func() orb.Polygon {
		p, w, h := at(), float64(1+r.IntN(4)), float64(1+r.IntN(4))
		ring := orb.Ring{p, {p[0] + w, p[1]}, {p[0] + w, p[1] + h}, {p[0], p[1] + h}, p}
		if w > 2 && h > 2 && r.IntN(2) == 0 {
			q := orb.Point{p[0] + 1, p[1] + 1}
			return orb.Polygon{ring, {q, {q[0], q[1] + 1}, {q[0] + 1, q[1] + 1}, {q[0] + 1, q[1]}, q}}
		}
		return orb.Polygon{ring}
	}
	switch r.IntN(8) {
	case 6: // two squares apart, one with a hole
		q := orb.Point{float64(r.IntN(3)), float64(r.IntN(3))}
		return orb.MultiPolygon{{{{q[0], q[1]}, {q[0] + 4, q[1]}, {q[0] + 4, q[1] + 4}, {q[0], q[1] + 4}, {q[0], q[1]}}, {{q[0] + 1, q[1] + 1}, {q[0] + 1, q[1] + 3}, {q[0] + 3, q[1] + 3}, {q[0] + 3, q[1] + 1}, {q[0] + 1, q[1] + 1}}},
			{{{q[0] + 5, q[1]}, {q[0] + 7, q[1]}, {q[0] + 7, q[1] + 2}, {q[0] + 5, q[1] + 2}, {q[0] + 5, q[1]}}}}
	case 7:
		q := at()
		return orb.MultiLineString{{q, {q[0] + 2, q[1]}, {q[0] + 2, q[1] + 2}}, {{q[0] + 3, q[1] + 3}, {q[0] + 4, q[1] + 3}}}
	case 0:
		return at()
	case 1:
		return orb.MultiPoint{at(), at()}
	case 2:
		a, b := at(), at()
		for a == b {
			b = at()
		}
		return orb.LineString{a, b}
	case 3:
		p := at()
		return orb.Polygon{{p, {p[0] + 3, p[1]}, {p[0], p[1] + 3}, p}}
	}
	return square()
}
