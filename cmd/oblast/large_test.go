package main_test

import (
	"database/sql"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/encoding/wkb"
	"github.com/paulmach/orb/planar"
	_ "modernc.org/sqlite" // reads what GDAL writes
)

// TestLargeFeatureComesBack: a ring of a million corners, given as a file, comes back from GeoJSON, FlatGeobuf and GeoPackage
// corner by corner to the last bit, and in a vector tile as the shape that it is.
func TestLargeFeatureComesBack(t *testing.T) {
	ogr2ogr := need(t, "ogr2ogr")
	feature := largeFeature()
	var want struct {
		Geometry struct{ Coordinates [][][]float64 }
	}
	if err := json.Unmarshal([]byte(feature), &want); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "large.geojson")
	if err := os.WriteFile(file, []byte(`{"type":"FeatureCollection","features":[`+feature+"]}"), 0o600); err != nil {
		t.Fatal(err)
	}
	base := startProgram(t, "--starter=false", "--layer", "large="+file)
	items := base + "/collections/large/items"
	t.Run("GeoJSON", func(t *testing.T) {
		var got struct {
			Features []struct {
				Geometry struct {
					Type        string
					Coordinates json.RawMessage
				}
			}
		}
		getJSON(t, items+"?f=json", &got)
		if len(got.Features) != 1 {
			t.Fatalf("%d features", len(got.Features))
		}
		var rings [][][]float64
		if err := json.Unmarshal(got.Features[0].Geometry.Coordinates, &rings); err != nil || got.Features[0].Geometry.Type != "Polygon" {
			t.Fatalf("%s, %v", got.Features[0].Geometry.Type, err)
		}
		ring := make(orb.Ring, len(rings[0]))
		for i, p := range rings[0] {
			ring[i] = orb.Point{p[0], p[1]}
		}
		sameRing(t, ring, want.Geometry.Coordinates[0])
	})
	for _, format := range []string{"fgb", "gpkg"} {
		t.Run(format, func(t *testing.T) {
			given := download(t, items+"?f="+format, "large."+format)
			read := filepath.Join(t.TempDir(), "read.gpkg")
			run(t, ogr2ogr, "-f", "GPKG", read, given, "large", "-nln", "read", "-nlt", "GEOMETRY")
			sameRing(t, ringOf(t, read), want.Geometry.Coordinates[0])
		})
	}
	for zoom, tile := range map[int]string{0: "0/0/0", 6: "6/39/21"} { // the world, and the left of the ring
		t.Run(fmt.Sprintf("MVT, zoom %d", zoom), func(t *testing.T) {
			path := download(t, base+"/tiles/large/"+tile+".mvt", "tile.mvt")
			var got struct {
				Features []struct {
					Geometry struct {
						Type        string
						Coordinates [][][]float64
					}
				}
			}
			said := run(t, ogr2ogr, "-f", "GeoJSON", "/vsistdout/", path, "large", "-oo", "CLIP=NO", "-oo", "METADATA_FILE=", "-nlt", "POLYGON")
			if err := json.Unmarshal([]byte(said), &got); err != nil || len(got.Features) != 1 || got.Features[0].Geometry.Type != "Polygon" {
				t.Fatalf("%v: %.500s", err, said)
			}
			corners := len(got.Features[0].Geometry.Coordinates[0])
			t.Logf("%d corners", corners)
			if corners < 8 || corners > 5000 {
				t.Errorf("the ring has %d corners in a tile", corners)
			}
		})
	}
}

func sameRing(t *testing.T, got orb.Ring, want [][]float64) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("%d corners, want %d", len(got), len(want))
	}
	start, n := -1, len(want)-1
	for i := range n {
		if got[i][0] == want[0][0] && got[i][1] == want[0][1] {
			start = i
		}
	}
	if start < 0 {
		t.Fatalf("begins at %v, want %v", got[0], want[0])
	}
	for i := range n {
		if p := got[(start+i)%n]; p[0] != want[i][0] || p[1] != want[i][1] {
			t.Fatalf("corner %d: got %v, want %v", i, p, want[i])
		}
	}
}

// ringOf is the only ring of a GeoPackage's only feature.
func ringOf(t *testing.T, path string) orb.Ring {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var blob []byte
	if err := db.QueryRow("SELECT geom FROM read").Scan(&blob); err != nil {
		t.Fatal(err)
	}
	envelope := []int{0, 32, 48, 48, 64}[blob[3]>>1&7] // GeoPackage, clause 2.1.3
	g, err := wkb.Unmarshal(blob[8+envelope:])
	if err != nil {
		t.Fatal(err)
	}
	if m, ok := g.(orb.MultiPolygon); ok && len(m) == 1 {
		g = m[0]
	}
	p, ok := g.(orb.Polygon)
	if !ok || len(p) != 1 || math.Abs(planar.Area(p)-math.Pi*25) > 1e-3 {
		t.Fatalf("a %s with an area of %v", g.GeoJSONType(), planar.Area(g))
	}
	return p[0]
}
