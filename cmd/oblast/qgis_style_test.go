package main_test

import (
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"
)

// QGIS reads the styles, puts each region under the rule that the legend has for it, and paints it in its colour; the whole is
// the picture in testdata, which its Debian version drew of the starter data: a fiftieth of the pixels may differ, for a
// lost pattern, mark or class is more.
func TestQGISDrawsTheStyles(t *testing.T) {
	need(t, "qgis_process")
	base := startProgram(t)
	const night = "from=2025-08-27&to=2025-08-27&part=night"
	folder := t.TempDir()
	out := run(t, "/usr/bin/python3", "testdata/render_style.py", folder,
		"totals", base+"/collections/totals-1/items?limit=10000&detail=overview&"+night, base+"/styles/choropleth?f=qml&"+night,
		"incidents", base+"/collections/incidents/items?limit=1000", base+"/styles/incidents?f=qml")
	lines := strings.Split(strings.TrimSpace(out), "\n")
	var drawn map[string]struct {
		Loaded  bool
		Message string
		Rules   map[string]int
		Colours map[string]int
	}
	if err := json.Unmarshal([]byte(lines[len(lines)-1]), &drawn); err != nil {
		t.Fatalf("%v in\n%s", err, out)
	}
	var legend struct {
		Legend struct {
			Classes []struct {
				Label, Colour string
				Count         int
			}
			Missing []struct {
				Status, Label string
				Count         int
			}
		}
	}
	getJSON(t, base+"/choropleth?geometry=none&"+night, &legend)
	totals := drawn["totals"]
	for _, c := range legend.Legend.Classes {
		if got := totals.Rules[c.Label]; got != c.Count {
			t.Errorf("%d regions are drawn as %q, the legend counts %d", got, c.Label, c.Count)
		}
		if (totals.Colours[c.Colour] > 0) != (c.Count > 0) {
			t.Errorf("%d pixels of %s, %d regions", totals.Colours[c.Colour], c.Colour, c.Count)
		}
	}
	for _, m := range legend.Legend.Missing {
		if got := totals.Rules[m.Label]; m.Status != "residual" && got != m.Count {
			t.Errorf("%d regions are drawn as %q, the legend counts %d", got, m.Label, m.Count)
		}
	}
	if rules := drawn["incidents"].Rules; rules["Interception"] == 0 || rules["Damage"] == 0 || drawn["incidents"].Colours["#14586f"] == 0 || drawn["incidents"].Colours["#8f4210"] == 0 {
		t.Errorf("incidents: %v, %v", rules, drawn["incidents"].Colours)
	}
	drawnAs(t, filepath.Join(folder, "map.png"), "testdata/qgis_styles.png", .02)
	for name, d := range drawn {
		if !d.Loaded || d.Message != "" {
			t.Errorf("%s: %v %s", name, d.Loaded, d.Message)
		}
	}
}

// QGIS draws vector tiles by the style that is made for MapLibre, in the same colours.
func TestQGISDrawsTilesByTheStyleOfMapLibre(t *testing.T) {
	need(t, "qgis_process")
	base := startProgram(t)
	const night = "from=2025-08-27&to=2025-08-27&part=night"
	out := run(t, "/usr/bin/python3", "testdata/render_tiles.py", base+"/tiles/totals-1/{z}/{x}/{y}.mvt?"+night, base+"/styles/choropleth?labels=false&"+night, t.TempDir()+"/tiles.png")
	lines := strings.Split(strings.TrimSpace(out), "\n")
	var drawn struct {
		Valid, Loaded  bool
		Message        string
		Faults, Styles []string
		Colours        map[string]int
	}
	if err := json.Unmarshal([]byte(lines[len(lines)-1]), &drawn); err != nil {
		t.Fatalf("%v in\n%s", err, out)
	}
	if !drawn.Valid || !drawn.Loaded || drawn.Message != "" || len(drawn.Faults) > 0 || len(drawn.Styles) < 15 {
		t.Errorf("%+v", drawn)
	}
	for _, colour := range []string{"#eccfe1", "#bb729f", "#faf8f4", "#ebe9e4", "#f3f1ed", "#d5e1e9"} { // two classes, none reported, not covered, no data, the ground
		if drawn.Colours[colour] == 0 {
			t.Errorf("nothing is %s: %v", colour, drawn.Colours)
		}
	}
}
