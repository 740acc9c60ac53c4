package ogc_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/paulmach/orb/encoding/mvt"
)

// ground reads a tile of the ground: the names of waters and settlements on it.
func (s *service) ground(t *testing.T, path string) map[string]map[string]bool {
	t.Helper()
	a := s.get(t, path)
	layers, err := mvt.Unmarshal(a.body)
	if a.status != 200 || err != nil {
		t.Fatalf("%s: %d %v", path, a.status, err)
	}
	names := map[string]map[string]bool{}
	for _, l := range layers {
		names[l.Name] = map[string]bool{}
		for _, f := range l.Features {
			if name, ok := f.Properties["name"].(string); ok {
				names[l.Name][name] = true
			}
		}
	}
	return names
}

// Styles draw waters and settlements from tiles of their own: small zooms have the large ones alone, and every style leads there.
func TestGround(t *testing.T) {
	s := start(t)
	world := s.ground(t, "/tiles/ground/0/0/0.mvt")
	if !world["waters"]["Black Sea"] || !world["settlements"]["Moscow"] || world["settlements"]["Kaluga"] || len(world["settlements"]) > 400 {
		t.Errorf("world: %d waters, %d settlements", len(world["waters"]), len(world["settlements"]))
	}
	if near := s.ground(t, "/tiles/ground/6/38/20.mvt"); !near["settlements"]["Kaluga"] || near["settlements"]["Kirov"] {
		t.Errorf("zoom 6: %v", near["settlements"])
	}
	if lakes := s.ground(t, "/tiles/ground/5/18/9.mvt"); !lakes["waters"]["Lake Ladoga"] {
		t.Errorf("zoom 5: %v", lakes["waters"])
	}
	for _, form := range []string{"", "?f=json"} {
		var about struct {
			Tiles  []string
			Layers []struct{ ID string } `json:"vector_layers"`
		}
		if err := json.Unmarshal(s.get(t, "/tiles/ground.json"+form).body, &about); err != nil || len(about.Layers) != 2 || !strings.HasSuffix(about.Tiles[0], "/tiles/ground/{z}/{x}/{y}.mvt") {
			t.Errorf("%+v %v", about, err)
		}
	}
	for path, want := range map[string]int{"/tiles/ground/6/64/0.mvt": 404, "/tiles/ground/x/0/0.mvt": 404, "/tiles/ground/0/0/0.mvt?filter=1": 400, "/tiles/ground/0/0/0.mvt?f=png": 400, "/tiles/ground.json?f=mvt": 400, "/collections/ground": 404} {
		if a := s.get(t, path); a.status != want {
			t.Errorf("%s: %d, want %d", path, a.status, want)
		}
	}
	for _, path := range []string{"/styles/incidents", "/styles/choropleth?theme=dark", "/styles/regions-0"} {
		d := s.stylesheet(t, path)
		drawn := map[string]bool{}
		for _, l := range d.Layers {
			if l.Source == "ground" {
				drawn[l.Layer] = true
			}
		}
		if !strings.HasSuffix(d.Sources["ground"].URL, "/tiles/ground.json") || !drawn["waters"] || !drawn["settlements"] {
			t.Errorf("%s: %v, %v", path, d.Sources, drawn)
		}
	}
}
