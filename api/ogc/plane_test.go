package ogc_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"oblast/data/record"
)

// TestBoxesOfPlanesAreExact: what a box of a plane selects is what lies in it there, by the coordinates of the answer in
// that plane, and what has no place; not what lies in the box of degrees around it.
func TestBoxesOfPlanesAreExact(t *testing.T) {
	more := []record.Record{spot("chukotka-east", &record.Point{-172.5, 65}), spot("chukotka-west", &record.Point{178, 67}), spot("pole", &record.Point{12, 89.5})}
	s := start(t, more...)
	for _, test := range []struct {
		system string
		box    [4]float64 // as the authority orders its axes
	}{
		{"3857", [4]float64{3.5e6, 6.4e6, 4.2e6, 7.6e6}},
		{"3035", [4]float64{2.4e6, 5.0e6, 3.9e6, 6.2e6}},
		{"3035", [4]float64{3.1e6, 5.55e6, 3.6e6, 6.6e6}},
		{"6933", [4]float64{3e6, 5.5e6, 3.7e6, 6.1e6}},
		{"3035", [4]float64{7e6, 4e6, 7.6e6, 4.6e6}},   // around the pole
		{"3035", [4]float64{9.5e6, 4.4e6, 1e7, 5e6}},   // over the antimeridian
		{"3035", [4]float64{5.5e6, 3.5e6, 1e7, 5.5e6}}, // both
	} {
		system := "crs=" + epsg + test.system
		all := s.items(t, "/collections/incidents/items?limit=1000&properties=id&"+system)
		var want []string
		for _, f := range all.Features {
			if f.Geometry != nil {
				at, _ := f.Geometry.Coordinates.([]any)
				x, _ := at[0].(float64)
				y, _ := at[1].(float64)
				if x < test.box[0] || x > test.box[2] || y < test.box[1] || y > test.box[3] {
					continue
				}
			}
			want = append(want, f.ID)
		}
		box := fmt.Sprintf("%.0f,%.0f,%.0f,%.0f", test.box[0], test.box[1], test.box[2], test.box[3])
		page := s.items(t, "/collections/incidents/items?limit=1000&properties=id&bbox="+box+"&bbox-crs="+epsg+test.system)
		if !slices.Equal(page.ids(), want) || page.NumberMatched != len(want) || len(want) == len(all.Features) {
			t.Errorf("EPSG:%s %v of %d: got %d matched\n%v, want %d\n%v", test.system, test.box, len(all.Features), page.NumberMatched, page.ids(), len(want), want)
		}
		some := s.items(t, "/collections/incidents/items?limit=1000&properties=id&filter=count_max%20%3E%202&bbox="+box+"&bbox-crs="+epsg+test.system)
		if some.NumberMatched > len(want) {
			t.Errorf("EPSG:%s %v with a filter: %d of %d", test.system, test.box, some.NumberMatched, len(want))
		}
	}
}

// TestUnitsThatAreNotThere: an unknown unit is an error with a suggestion wherever it is asked for, never nothing found.
func TestUnitsThatAreNotThere(t *testing.T) {
	s := start(t)
	for query, want := range map[string]struct {
		status int
		says   string
	}{
		"region_id=RU-KLY":               {404, "lists the regions"}, // near to several
		"region_id=RU-KLUU":              {404, "did you mean RU-KLU?"},
		"region_id=Kaluga":               {404, "did you mean RU-KLU?"},
		"country=RUS":                    {404, "country"},
		"district_id=RU-KLU.1":           {404, "district_id"},
		"filter=region_id%3D'Kaluga'":    {400, "did you mean RU-KLU?"},
		"region_id=KZ":                   {200, `"numberMatched":0`}, // a unit that there is
		"region_id=Kaluga&count_min=few": {400, "did you mean RU-KLU?"},
	} {
		a := s.get(t, "/collections/incidents/items?"+query)
		if a.status != want.status || !strings.Contains(string(a.body), want.says) {
			t.Errorf("%s: %d %.300s, want %d that says %s", query, a.status, a.body, want.status, want.says)
		}
	}
}
