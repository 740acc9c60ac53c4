package main_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// collection is what a client must be able to read back.
type collection struct {
	ID      string
	Matched int
	Valid   bool
}

// getJSON decodes the answer to a GET into v.
func getJSON(t testing.TB, url string, v any) {
	t.Helper()
	res, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	if res.StatusCode != http.StatusOK {
		t.Fatalf("GET %s: status %d: %s", url, res.StatusCode, body)
	}
	if err := json.Unmarshal(body, v); err != nil {
		t.Fatalf("GET %s: %v in %.200s", url, err, body)
	}
}

// collections lists what the server offers and how many features each holds.
func collections(t *testing.T, base string) []collection {
	t.Helper()
	var list struct {
		Collections []struct{ ID string }
	}
	getJSON(t, base+"/collections?f=json", &list)
	all := make([]collection, 0, len(list.Collections))
	for _, c := range list.Collections {
		var page struct{ NumberMatched int }
		getJSON(t, fmt.Sprintf("%s/collections/%s/items?f=json&limit=1&geometry=none", base, c.ID), &page)
		all = append(all, collection{ID: c.ID, Matched: page.NumberMatched})
	}
	if len(all) < 9 {
		t.Fatalf("%d collections, want at least 9: %v", len(all), all)
	}
	return all
}

// run returns what a program wrote to standard output, or fails with all that it said.
func run(t *testing.T, name string, args ...string) string {
	t.Helper()
	cmd := exec.Command(name, args...)
	cmd.Env = append(cmd.Environ(), "QT_QPA_PLATFORM=offscreen", "XDG_RUNTIME_DIR="+t.TempDir())
	var said strings.Builder
	cmd.Stderr = &said
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s %s: %v\n%s%s", name, strings.Join(args, " "), err, out, &said)
	}
	return string(out)
}

func TestGDALReadsEveryCollectionCompletely(t *testing.T) {
	ogrinfo, ogr2ogr := need(t, "ogrinfo"), need(t, "ogr2ogr")
	base := startProgram(t)
	featureCount := regexp.MustCompile(`Feature Count: (\d+)`)
	for _, c := range collections(t, base) {
		t.Run(c.ID, func(t *testing.T) {
			said := run(t, ogrinfo, "-ro", "-so", "OAPIF:"+base, c.ID)
			m := featureCount.FindStringSubmatch(said)
			if m == nil {
				t.Fatalf("ogrinfo gives no feature count:\n%s", said)
			}
			if got, _ := strconv.Atoi(m[1]); got != c.Matched {
				t.Errorf("ogrinfo counts %d features, numberMatched is %d", got, c.Matched)
			}
			rows := strings.Count(run(t, ogr2ogr, "-f", "GeoJSONSeq", "/vsistdout/", "OAPIF:"+base, c.ID), "\n")
			if rows != c.Matched {
				t.Errorf("ogr2ogr reads %d features, numberMatched is %d", rows, c.Matched)
			}
		})
	}
}

func TestGDALKnowsTheTypesOfColumns(t *testing.T) {
	ogrinfo := need(t, "ogrinfo")
	base := startProgram(t)
	said := run(t, ogrinfo, "-ro", "-so", "OAPIF:"+base, "incidents")
	for column, want := range map[string]string{
		"night_of":        "Date",
		"time_start":      "DateTime",
		"is_interception": "Integer(Boolean)",
		"count_min":       "Integer",
		"uncertainty_m":   "Real",
		"region_id":       "String",
	} {
		if !strings.Contains(said, column+": "+want) {
			t.Errorf("column %s is not %s in:\n%s", column, want, said)
		}
	}
}
