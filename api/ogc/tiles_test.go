package ogc_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/paulmach/orb/encoding/mvt"

	"oblast/api/ogc"
)

func (s *service) layerOfTile(t *testing.T, path string) *mvt.Layer {
	t.Helper()
	a := s.get(t, path)
	if a.status != 200 || a.header.Get("Content-Type") != "application/vnd.mapbox-vector-tile" {
		t.Fatalf("%s: %d %s %.200s", path, a.status, a.header.Get("Content-Type"), a.body)
	}
	layers, err := mvt.Unmarshal(a.body)
	if err != nil || len(layers) != 1 {
		t.Fatalf("%s: %d layers, %v", path, len(layers), err)
	}
	return layers[0]
}

// TestTiles: one tile of the world has every placed feature, row comes before column, and what no set has is not found.
func TestTiles(t *testing.T) {
	s := start(t)
	placed := 0
	for _, f := range s.items(t, "/collections/incidents/items?limit=1000&properties=id").Features {
		if f.Geometry != nil {
			placed++
		}
	}
	for _, path := range []string{"/collections/incidents/tiles/WebMercatorQuad/0/0/0", "/tiles/incidents/0/0/0.mvt"} {
		if l := s.layerOfTile(t, path); len(l.Features) != placed || l.Name != "incidents" || l.Version != 2 {
			t.Errorf("%s: %d features of %d, %s %d", path, len(l.Features), placed, l.Name, l.Version)
		}
	}
	// Europe lies in row 1, columns 2 and 3 of the third zoom: the other order is an ocean.
	if l := s.layerOfTile(t, "/collections/incidents/tiles/WebMercatorQuad/3/2/4"); len(l.Features) == 0 {
		t.Error("no features where row is before column")
	}
	if a := s.get(t, "/tiles/incidents/3/2/4.mvt"); a.status != 200 || len(a.body) != 0 {
		t.Errorf("an ocean: %d, %d bytes", a.status, len(a.body))
	}
	for _, path := range []string{"/collections/none/tiles/WebMercatorQuad/0/0/0", "/collections/incidents/tiles/None/0/0/0", "/collections/incidents/tiles/WebMercatorQuad/0/0/1",
		"/collections/incidents/tiles/WebMercatorQuad/2147483647/2147483647/2147483647", "/collections/incidents/tiles/WebMercatorQuad/-1/0/0", "/tiles/incidents/0/0/0.png", "/tiles/incidents/99999999999999999999/0/0.mvt"} {
		if a := s.get(t, path); a.status != 404 {
			t.Errorf("%s: %d", path, a.status)
		}
	}
	for _, path := range []string{"?zzz=1", "?properties=none", "?cluster=maybe", "?datetime=x"} {
		if a := s.get(t, "/tiles/incidents/0/0/0.mvt"+path); a.status != 400 {
			t.Errorf("%s: %d", path, a.status)
		}
	}
	first, again := s.get(t, "/tiles/regions-1/3/4/2.mvt"), s.get(t, "/tiles/regions-1/3/4/2.mvt")
	if string(first.body) != string(again.body) || len(first.body) == 0 {
		t.Error("the same tile has other bytes")
	}
}

// Tiles of totals carry the numbers of a period, so that a map program draws them by itself.
func TestTilesOfTotals(t *testing.T) {
	s := start(t)
	const night = "from=2025-08-27&to=2025-08-27&part=night&measure=interceptions&basis=claimed"
	got := map[string]any{}
	for _, f := range s.layerOfTile(t, "/tiles/totals-1/0/0/0.mvt?"+night).Features {
		id, _ := f.Properties["region_id"].(string)
		got[id] = f.Properties["min"]
	}
	for id, want := range map[string]any{"RU-ROS": 15., "RU-ORL": 4., "RU-BEL": 3., "RU-BRY": 2., "RU-KRS": 2., "RU-KLU": nil} {
		if got[id] != want {
			t.Errorf("%s: %v, want %v", id, got[id], want)
		}
	}
	countries := map[string]any{}
	for _, f := range s.layerOfTile(t, "/tiles/totals-0/0/0/0.mvt?geometry=point&cluster=false&"+night).Features {
		id, _ := f.Properties["region_id"].(string)
		countries[id] = f.Properties["min"]
	}
	if countries["RU"] != 26. || len(countries) < 150 || countries["FR"] != nil {
		t.Errorf("Russia has %v of %d countries, France %v", countries["RU"], len(countries), countries["FR"])
	}
}

func TestTilesets(t *testing.T) {
	s := start(t)
	var list struct {
		Tilesets []struct {
			DataType, CRS, TileMatrixSetURI string
			Links                           []ogc.Link
		}
	}
	read := func(path string, v any) {
		t.Helper()
		a := s.get(t, path)
		if err := json.Unmarshal(a.body, v); err != nil || a.status != 200 {
			t.Fatalf("%s: %d %v", path, a.status, err)
		}
	}
	read("/collections/damage/tiles", &list)
	if len(list.Tilesets) != 2 {
		t.Fatalf("%d tilesets", len(list.Tilesets))
	}
	for _, set := range list.Tilesets {
		if set.DataType != "vector" || set.CRS == "" || set.TileMatrixSetURI == "" {
			t.Errorf("%+v", set)
		}
		for _, l := range set.Links {
			if at := l.Href; l.Rel == "item" {
				if !strings.Contains(at, "/{tileMatrix}/{tileRow}/{tileCol}") {
					t.Errorf("template %s", at)
				}
				s.layerOfTile(t, strings.NewReplacer("{tileMatrix}", "0", "{tileRow}", "0", "{tileCol}", map[bool]string{true: "1", false: "0"}[strings.Contains(at, "CRS84")]).Replace(at))
			} else if a := s.get(t, at); a.status != 200 {
				t.Errorf("%s %s: %d", l.Rel, at, a.status)
			}
		}
	}
	var scheme struct {
		TileMatrices []struct {
			ID                        string
			ScaleDenominator          float64
			MatrixWidth, MatrixHeight int
		}
	}
	read("/tileMatrixSets/WorldCRS84Quad", &scheme)
	if m := scheme.TileMatrices[1]; m.ID != "1" || m.MatrixWidth != 4 || m.MatrixHeight != 2 || m.ScaleDenominator != 279541132.014358/2 {
		t.Errorf("%+v", m)
	}
	var about struct {
		TileJSON     string
		Tiles        []string
		VectorLayers []struct {
			ID     string
			Fields map[string]string
		} `json:"vector_layers"`
	}
	read("/tiles/totals-1.json?from=2025-08-27&to=2025-08-27&measure=interceptions", &about)
	if about.TileJSON != "3.0.0" || about.VectorLayers[0].Fields["min"] != "Number" || !strings.Contains(about.Tiles[0], "from=2025-08-27") {
		t.Errorf("%+v", about)
	}
	s.layerOfTile(t, strings.NewReplacer("{z}", "0", "{x}", "0", "{y}", "0").Replace(about.Tiles[0]))
}
