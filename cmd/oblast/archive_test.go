package main_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
)

// archiveReport is what the readers found in a layer's archive.
type archiveReport struct {
	Tiles, Features, Compared int
	Wrong, Layers             []string
	Header                    struct {
		Spec, Type, Addressed, Entries, Contents, MaxZoom int
		Clustered                                         bool
	}
}

// PMTiles' own reader finds in the archive of every layer what /tiles serves, and the vector tile reference reader reads all
// of it, down to zoom 6.
func TestOtherReadersReadEveryTile(t *testing.T) {
	readers(t)
	base := startProgram(t)
	var names []string
	for _, c := range collections(t, base) {
		names = append(names, c.ID)
	}
	said := map[string]archiveReport{}
	if err := json.Unmarshal([]byte(node(t, "archive.mjs", append([]string{base, "4", "6"}, names...)...)), &said); err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		got := said[name]
		if len(got.Wrong) > 0 {
			t.Errorf("%s: %q", name, got.Wrong)
		}
		h := got.Header
		if h.Spec != 3 || h.Type != 1 || !h.Clustered || h.MaxZoom != 6 || h.Addressed != got.Tiles || h.Contents > h.Entries || h.Entries > h.Addressed {
			t.Errorf("%s: %d tiles, header %+v", name, got.Tiles, h)
		}
		if got.Tiles == 0 || got.Features == 0 || got.Compared != 341 || len(got.Layers) != 1 || got.Layers[0] != name {
			t.Errorf("%s: %d tiles, %d features, %d compared, layers %v", name, got.Tiles, got.Features, got.Compared, got.Layers)
		}
		t.Logf("%s: %d tiles, %d entries, %d contents, %d features", name, got.Tiles, h.Entries, h.Contents, got.Features)
	}
}

// GDAL's vector tile driver reads one tile, and a whole zoom, with the types of the columns.
func TestGDALReadsTiles(t *testing.T) {
	ogrinfo := need(t, "ogrinfo")
	base := startProgram(t)
	var page struct {
		Features []struct{ Geometry any }
	}
	getJSON(t, base+"/collections/incidents/items?limit=1000", &page)
	placed := 0
	for _, f := range page.Features {
		if f.Geometry != nil {
			placed++
		}
	}
	// Of a zoom it goes by the TileJSON beside it, which knows numbers of one kind.
	for source, number := range map[string]string{"MVT:" + base + "/tiles/incidents/0/0/0.mvt": "Integer", "MVT:" + base + "/tiles/incidents/3": "Real"} {
		said := run(t, ogrinfo, "-ro", "-so", "-al", "-oo", "TILE_EXTENSION=mvt", source)
		for _, want := range []string{fmt.Sprintf("Feature Count: %d\n", placed), "Pseudo-Mercator", "count_min: " + number, "is_damage: Integer(Boolean)", "title: String"} {
			if !strings.Contains(said, want) {
				t.Errorf("%s: no %q in\n%s", source, want, said)
			}
		}
	}
	said := run(t, ogrinfo, "-ro", "-al", "-geom=SUMMARY", "-where", "id = 'RU-KLU'", "MVT:"+base+"/tiles/regions-1/5/18/10.mvt")
	if !strings.Contains(said, "Feature Count: 1\n") || !strings.Contains(said, "name (String) = Kaluga Oblast") || !strings.Contains(said, "POLYGON") {
		t.Errorf("Kaluga:\n%s", said)
	}
}
