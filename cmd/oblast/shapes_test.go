package main_test

import (
	"encoding/json"
	"math"
	"slices"
	"testing"
)

// TestTopoJSONAndFlatGeobufAreReadOnTheWeb: TopoJSON's own client finds the areas, neighbours and borders that GeoJSON has,
// wound as D3 draws them; the reader of FlatGeobuf takes what a box needs of a file, and little else, by ranges.
func TestTopoJSONAndFlatGeobufAreReadOnTheWeb(t *testing.T) {
	readers(t)
	base := startProgram(t)
	for _, name := range []string{"regions-1", "totals-1"} {
		var got struct {
			Objects, Wrong, Missing, Found     []string
			Topo, Plain, Inner, Outer          int
			Merged                             float64
			Neighbours                         map[string][]string
			Size, Read, Requests, Whole, Count int
		}
		if err := json.Unmarshal([]byte(node(t, "shapes.mjs", base, name, "35,52,38,55")), &got); err != nil {
			t.Fatal(err)
		}
		if len(got.Wrong) > 0 || got.Topo != got.Plain || got.Plain < 8 {
			t.Errorf("%s: %d units in TopoJSON, %d in GeoJSON, %q", name, got.Topo, got.Plain, got.Wrong)
		}
		if n := got.Neighbours["RU-KLU"]; !slices.Contains(n, "RU-TUL") || !slices.Contains(n, "RU-BRY") || slices.Contains(n, "RU-KRS") {
			t.Errorf("%s: Kaluga has the neighbours %v", name, n)
		}
		if math.Abs(got.Merged-1) > 1e-9 || got.Inner == 0 || got.Outer == 0 {
			t.Errorf("%s: merged, the units have %v of their area; %d borders inside, %d outside", name, got.Merged, got.Inner, got.Outer)
		}
		if len(got.Missing) > 0 || got.Whole > 0 || got.Requests < 2 || got.Read*10 > got.Size || len(got.Found) > 2*got.Plain || got.Count < 3000 {
			t.Errorf("%s: without %v; %d of %d features, %d of %d bytes in %d requests, %d of them the whole file", name, got.Missing, len(got.Found), got.Count, got.Read, got.Size, got.Requests, got.Whole)
		}
		t.Logf("%s: %d of %d features by %d of %d bytes", name, len(got.Found), got.Count, got.Read, got.Size)
	}
}
