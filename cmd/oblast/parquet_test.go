package main_test

import (
	"encoding/json"
	"os"
	"os/exec"
	"strings"
	"testing"
)

// python returns an interpreter that can import modules, or skips.
func python(t *testing.T, modules string) string {
	t.Helper()
	for _, candidate := range []string{os.Getenv("OBLAST_TEST_PYTHON"), "python3"} {
		if candidate != "" && exec.Command(candidate, "-c", "import "+modules).Run() == nil {
			return candidate
		}
	}
	if os.Getenv("OBLAST_REQUIRE_ALL") == "1" {
		t.Fatalf("no Python has %s (cmd/oblast/testdata/requirements.txt; OBLAST_TEST_PYTHON names one), and OBLAST_REQUIRE_ALL=1 lets nothing be skipped", modules)
	}
	t.Skipf("no Python has %s: cmd/oblast/testdata/requirements.txt; OBLAST_TEST_PYTHON names one", modules)
	return ""
}

// TestGeopandasReadsGeoParquetBack compares what geopandas finds with the GeoJSON, and what the file says of itself.
func TestGeopandasReadsGeoParquetBack(t *testing.T) {
	python := python(t, "geopandas, pyarrow")
	base := startProgram(t)
	for _, test := range []struct{ collection, query string }{
		{"incidents", "/items?limit=1000&"},
		{"incidents", "/items?limit=1000&geometry=footprint&detail=2km&"},
		{"tallies", "/items?limit=1000&"},
		{"regions-1", "/items?limit=4000&detail=2km&"},
	} {
		t.Run(test.collection, func(t *testing.T) {
			var want featureFile
			getJSON(t, base+"/collections/"+test.collection+test.query+"f=json", &want)
			path := download(t, base+"/collections/"+test.collection+test.query+"f=parquet", "features.parquet")
			var got struct {
				featureFile
				Version, CRS string
				Told         map[string]string
				Boxes        int
				Faults       []string
			}
			if err := json.Unmarshal([]byte(run(t, python, "testdata/read_parquet.py", path)), &got); err != nil {
				t.Fatal(err)
			}
			compare(t, &got.featureFile, &want, true)
			if got.Version != "1.1.0" || len(got.Faults) > 0 {
				t.Errorf("version %s, faults %v", got.Version, got.Faults)
			}
			if want := len(want.Features); test.collection != "tallies" && got.Boxes == 0 || got.Boxes > want {
				t.Errorf("%d boxes of %d features", got.Boxes, want)
			}
			for _, name := range []string{"as_of", "attribution", "licence", "notes", "source"} {
				if strings.TrimSpace(got.Told[name]) == "" {
					t.Errorf("the file does not tell its %s: %v", name, got.Told)
				}
			}
		})
	}
	path := download(t, base+"/collections/incidents/items?limit=10&crs=http://www.opengis.net/def/crs/EPSG/0/3035&f=parquet", "laea.parquet")
	if out := run(t, python, "testdata/read_parquet.py", path); !strings.Contains(out, `"crs": "EPSG:3035"`) {
		t.Errorf("the system is not found: %.300s", out)
	}
}
