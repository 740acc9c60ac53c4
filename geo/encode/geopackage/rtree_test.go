package geopackage_test

import (
	"bytes"
	"database/sql"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"oblast/geo/encode"
	"oblast/geo/encode/geopackage"
	"oblast/geo/layer"

	_ "modernc.org/sqlite"
)

// scattered is a layer of n points over the world, every tenth feature without one, some of them twice at one place.
func scattered(t *testing.T, n int) *encode.Layer {
	t.Helper()
	r := rand.New(rand.NewPCG(uint64(n), 7))
	b := layer.NewBuilder(layer.Schema{Name: "scattered", Geometry: layer.Points, Columns: []layer.Column{{Name: "id", Required: true}}}, nil, n)
	for i := range n {
		id := fmt.Sprintf("p%06d", i)
		b.Row(id)
		switch {
		case i%10 == 3:
		case i%10 == 4:
			b.Point(12.5, -45)
		default:
			b.Point(360*r.Float64()-180, 180*r.Float64()-90)
		}
		b.Text(id)
	}
	table, err := b.Build()
	if err != nil {
		t.Fatal(err)
	}
	l := &encode.Layer{About: encode.About{Name: "scattered"}, Features: encode.NewFeatures(table), Form: encode.Form{Geometry: encode.Point, Columns: []int{0}}}
	for row := range int32(n) {
		l.Rows = append(l.Rows, row)
	}
	return l
}

// written is a layer as a GeoPackage, opened.
func written(t *testing.T, l *encode.Layer) *sql.DB {
	t.Helper()
	path := filepath.Join(t.TempDir(), "layer.gpkg")
	var file bytes.Buffer
	if err := geopackage.Write(t.Context(), &file, []*encode.Layer{l}, nil); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, file.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	return db
}

// The index is written whole, not row by row: SQLite finds it sound, finds by it what lies in a box, and goes on with it when
// rows are put in and taken out.
func TestIndexIsOneOfSQLite(t *testing.T) {
	for _, n := range []int{0, 1, 3, 56, 57, 58, 2_890, 2_891, 20_000} { // with 51 to a node: one leaf, two, two levels, three
		t.Run(fmt.Sprint(n), func(t *testing.T) {
			db := written(t, scattered(t, n))
			sound(t, db)
			for _, box := range [][4]float64{{-180, -90, 180, 90}, {12, -46, 13, -44}, {20, 40, 60, 70}, {-1, -1, 1, 1}, {179, 89, 180, 90}} {
				got, want := idsOf(t, db, `SELECT id FROM rtree_scattered_geom WHERE maxx >= ? AND maxy >= ? AND minx <= ? AND miny <= ?`, box), inBox(n, scattered(t, n).Table(), box)
				if !slices.Equal(got, want) {
					t.Errorf("box %v: got %d rows, want %d", box, len(got), len(want))
				}
			}
			tx, err := db.Begin()
			if err != nil {
				t.Fatal(err)
			}
			if _, err := tx.Exec(`DELETE FROM rtree_scattered_geom WHERE id % 3 = 0`); err != nil {
				t.Fatal(err)
			}
			for i := range 300 {
				if _, err := tx.Exec(`INSERT INTO rtree_scattered_geom VALUES (?, ?, ?, ?, ?)`, 1_000_000+i, i%180, i%180, i%90, i%90); err != nil {
					t.Fatal(err)
				}
			}
			if err := tx.Commit(); err != nil {
				t.Fatal(err)
			}
			sound(t, db)
		})
	}
}

func sound(t *testing.T, db *sql.DB) {
	t.Helper()
	for _, check := range []string{`SELECT rtreecheck('rtree_scattered_geom')`, `PRAGMA integrity_check`} {
		var said string
		if err := db.QueryRow(check).Scan(&said); err != nil || said != "ok" {
			t.Fatalf("%s: %s %v", check, said, err)
		}
	}
}

func idsOf(t *testing.T, db *sql.DB, query string, box [4]float64) (ids []int) {
	t.Helper()
	rows, err := db.Query(query+" ORDER BY id", box[0], box[1], box[2], box[3])
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var id int
		if err := rows.Scan(&id); err != nil {
			t.Fatal(err)
		}
		ids = append(ids, id)
	}
	return ids
}

// inBox looks at every row.
func inBox(n int, table *layer.Table, box [4]float64) (ids []int) {
	for row := range int32(n) {
		if lon, lat, ok := table.Point(row); ok && lon >= box[0] && lon <= box[2] && lat >= box[1] && lat <= box[3] {
			ids = append(ids, int(row)+1)
		}
	}
	return ids
}
