package main_test

import (
	"encoding/json"
	"strings"
	"testing"
)

func TestQGISReadsEveryCollectionCompletely(t *testing.T) {
	need(t, "qgis_process")
	base := startProgram(t)
	all := collections(t, base)
	args := []string{"testdata/read_all.py", base}
	for _, c := range all {
		args = append(args, c.ID)
	}
	// Debian's Python is the one that QGIS is built for.
	out := run(t, "/usr/bin/python3", args...)
	var read map[string]struct {
		Valid   bool
		Error   string
		Count   int
		Null    int `json:"null_geometries"`
		Invalid int
		Fields  map[string]string
	}
	lines := strings.Split(strings.TrimSpace(out), "\n")
	if err := json.Unmarshal([]byte(lines[len(lines)-1]), &read); err != nil {
		t.Fatalf("%v in\n%s", err, out)
	}
	for _, c := range all {
		got := read[c.ID]
		switch {
		case !got.Valid:
			t.Errorf("%s: QGIS finds no valid layer: %s", c.ID, got.Error)
		case got.Count != c.Matched:
			t.Errorf("%s: QGIS reads %d features, numberMatched is %d", c.ID, got.Count, c.Matched)
		case got.Invalid != 0:
			t.Errorf("%s: %d geometries are not valid in QGIS", c.ID, got.Invalid)
		case len(got.Fields) == 0:
			t.Errorf("%s: QGIS knows no field", c.ID)
		}
	}
}
