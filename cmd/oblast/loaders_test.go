package main_test

import (
	"encoding/json"
	"math"
	"slices"
	"testing"
)

// TestLoadersOfDeckReadTheService: the loaders that maps of deck.gl are made with read FlatGeobuf as GeoJSON has it, TileJSON
// with its fields, and a tile where it lies.
func TestLoadersOfDeckReadTheService(t *testing.T) {
	base := startProgram(t)
	var said struct {
		Files map[string]struct {
			JSON, FGB    int
			Bounds, Read [4]float64
			Columns      []string
		}
		About struct {
			Name, Layer string
			Zooms       [2]int
			Fields      int
			Box         [2][2]float64
		}
		Tile struct {
			Features      int
			Kinds, Layers []string
			Bounds        [4]float64
		}
	}
	if err := json.Unmarshal([]byte(node(t, "loaders.mjs", base, "damage", "regions-0", "3/4/2")), &said); err != nil {
		t.Fatal(err)
	}
	for name, f := range said.Files {
		if f.FGB != f.JSON || f.JSON == 0 || f.FGB != min(1000, matched(t, base, name, "")) || f.Read != f.Bounds || !slices.Contains(f.Columns, "id") {
			t.Errorf("%s: %+v", name, f)
		}
	}
	if a := said.About; a.Name != "Countries" || a.Layer != "regions-0" || a.Zooms != [2]int{0, 14} || a.Fields < 5 || a.Box[0][0] != -180 {
		t.Errorf("TileJSON: %+v", a)
	}
	// The tile is 45 degrees wide, from 0 east; it ends at 66.5 degrees north and begins at 41.
	tile := said.Tile
	if tile.Features < 20 || !slices.Equal(tile.Layers, []string{"regions-0"}) || slices.ContainsFunc(tile.Kinds, func(k string) bool { return k != "Polygon" && k != "MultiPolygon" }) {
		t.Errorf("tile: %+v", tile)
	}
	for i, want := range []float64{0, 40.98, 45, 66.51} {
		if math.Abs(tile.Bounds[i]-want) > 1.5 { // a tile draws a little beyond its edges
			t.Errorf("the tile lies in %v", tile.Bounds)
		}
	}
}
