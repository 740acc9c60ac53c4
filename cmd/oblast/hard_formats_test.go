package main_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestGDALReadsHardGeometriesBack: what lies over the antimeridian, at a pole, has a hole, is empty, mixed or not there at all
// comes back from every format that holds geometry as it was, and so does a layer of one feature.
func TestGDALReadsHardGeometriesBack(t *testing.T) {
	ogr2ogr := need(t, "ogr2ogr")
	var all []string
	for id, geometry := range hardFeatures {
		all = append(all, fmt.Sprintf(`{"type":"Feature","id":%q,"properties":{"region_id":%q,"n":%d},"geometry":%s}`, id, id, len(id), geometry))
	}
	slices.Sort(all)
	dir := t.TempDir()
	args := []string{"--starter=false"}
	layers := map[string][]string{"hard": all, "one": all[:1]}
	for name, features := range layers {
		path := filepath.Join(dir, name+".geojson")
		if err := os.WriteFile(path, []byte(`{"type":"FeatureCollection","features":[`+strings.Join(features, ",")+"]}"), 0o600); err != nil {
			t.Fatal(err)
		}
		args = append(args, "--layer", name+"="+path)
	}
	base := startProgram(t, args...)
	for name, features := range layers {
		var want featureFile
		getJSON(t, base+"/collections/"+name+"/items?limit=100&f=json", &want)
		if len(want.Features) != len(features) {
			t.Fatalf("%s: %d features", name, len(want.Features))
		}
		for _, f := range readBack {
			if !f.geometry || f.format == "topojson" {
				continue
			}
			t.Run(name+" "+f.format, func(t *testing.T) {
				path := download(t, base+"/collections/"+name+"/items?limit=100&f="+f.format, f.file)
				args := append([]string{"-f", "GeoJSON", "/vsistdout/", f.source + path, "-lco", "COORDINATE_PRECISION=15"}, f.open...)
				if f.layer != nil {
					args = append(args, f.layer(name))
				}
				var got featureFile
				if err := json.Unmarshal([]byte(run(t, ogr2ogr, args...)), &got); err != nil {
					t.Fatal(err)
				}
				compare(t, &got, &want, true)
			})
		}
	}
}
