package main_test

import (
	"encoding/json"
	"strings"
	"testing"
)

// TestKMLAndFeedsAreValid: KML by the OGC's schema, whatever is drawn, and Atom by its standard; readers of either find each
// feature, with its place and its time where it has them.
func TestKMLAndFeedsAreValid(t *testing.T) {
	interpreter := python(t, "fastkml, feedparser, lxml")
	base := startProgram(t)
	var kml, atom []string
	want := map[string][3]int{} // features; of them placed, timed; below 0: any number
	for _, c := range []string{"incidents", "tallies", "regions-1", "totals-1"} {
		for _, geometry := range []string{"point", "footprint", "none"} {
			query := base + "/collections/" + c + "/items?limit=30&detail=overview&geometry=" + geometry
			var page featureFile
			getJSON(t, query+"&f=json", &page)
			var n [3]int
			for _, f := range page.Features {
				n[0]++
				if f.Geometry != nil {
					n[1]++
				}
				if f.Properties["time_start"] != nil || f.Properties["window_start"] != nil || f.Properties["night_of"] != nil {
					n[2]++
				}
			}
			kml, want[query+"&f=kml"] = append(kml, query+"&f=kml"), n
			if geometry == "point" && n[0] > 0 {
				atom, want[query+"&f=atom"] = append(atom, query+"&f=atom"), n
			}
		}
	}
	atom, want[base+"/feed.atom"] = append(atom, base+"/feed.atom"), [3]int{-1, -1, -1}
	said := map[string]struct {
		Wrong            []string
		N, Placed, Timed int
	}{}
	if err := json.Unmarshal([]byte(run(t, interpreter, append(append(append([]string{"testdata/read_xml.py"}, kml...), "--"), atom...)...)), &said); err != nil {
		t.Fatal(err)
	}
	for at, n := range want {
		got := said[at]
		if len(got.Wrong) > 0 || got.N == 0 || n[0] >= 0 && [3]int{got.N, got.Placed, got.Timed} != n {
			t.Errorf("%s: %+v, want %v", strings.TrimPrefix(at, base), got, n)
		}
	}
}
