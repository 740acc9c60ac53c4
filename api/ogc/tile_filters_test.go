package ogc_test

import (
	"fmt"
	"net/url"
	"slices"
	"testing"
)

// Tiles take the conditions of items, in every address of theirs, and hold the same features.
func TestTilesTakeTheConditionsOfItems(t *testing.T) {
	s := start(t)
	for _, condition := range []string{
		"is_damage=true", "region_id=RU-KLU", "datetime=2025-08-26/2025-08-27", "bbox=34,52,38,56", "bbox=170,-80,-170,80",
		"bbox-crs=" + url.QueryEscape("http://www.opengis.net/def/crs/EPSG/0/3857") + "&bbox=3900000,7100000,4200000,7500000",
		"filter=" + url.QueryEscape("region_id IN ('RU-KLU','RU-BRY') AND night_of >= DATE('2025-08-01')"),
		"filter=" + url.QueryEscape("S_INTERSECTS(geometry,BBOX(30,50,40,60))") + "&is_interception=true",
		"filter-lang=cql2-json&filter=" + url.QueryEscape(`{"op":"=","args":[{"property":"region_id"},"RU-KLU"]}`),
		"filter=" + url.QueryEscape("title = 'no such thing'"),
	} {
		var want []string
		for _, f := range s.items(t, "/collections/incidents/items?limit=1000&properties=id&"+condition).Features {
			if f.Geometry != nil {
				want = append(want, f.ID)
			}
		}
		slices.Sort(want)
		for _, at := range []string{"/collections/incidents/tiles/WebMercatorQuad/0/0/0", "/tiles/incidents/0/0/0.mvt"} {
			got := []string{}
			if a := s.get(t, at+"?properties=id&"+condition); a.status != 200 {
				t.Errorf("%s?%s: %d %.200s", at, condition, a.status, a.body)
			} else if len(a.body) > 0 {
				for _, f := range s.layerOfTile(t, at+"?properties=id&"+condition).Features {
					got = append(got, fmt.Sprint(f.Properties["id"]))
				}
			}
			slices.Sort(got)
			if !slices.Equal(got, want) && len(got)+len(want) > 0 {
				t.Errorf("%s?%s:\n%v, items have\n%v", at, condition, got, want)
			}
		}
	}
}

// What is wrong with a condition is said by the tiles and by the document about them, whose addresses carry it.
func TestWrongConditionsOfTiles(t *testing.T) {
	s := start(t)
	for _, query := range []string{"filter=region_id%3D", "region_id=RU-KLU&region_id=RU-BRY", "bbox=1,2,3", "count_min=x", "geometry=none", "exclude-properties=none", "class=1"} {
		for _, at := range []string{"/tiles/incidents/0/0/0.mvt?", "/collections/incidents/tiles/WorldCRS84Quad/0/0/1?", "/tiles/incidents.json?"} {
			if a := s.get(t, at+query); a.status != 400 {
				t.Errorf("%s%s: %d %.200s", at, query, a.status, a.body)
			}
		}
	}
}

// A box is a condition on features, not a window: an area that meets it is drawn whole, and in every tile that it reaches.
func TestABoxOfTilesChoosesFeatures(t *testing.T) {
	s := start(t)
	const inKaluga = "bbox=35.5,54.2,35.6,54.3"
	for _, tile := range []string{"0/0/0", "5/18/10", "6/38/20"} {
		l := s.layerOfTile(t, "/tiles/regions-1/"+tile+".mvt?"+inKaluga)
		if len(l.Features) != 1 || l.Features[0].Properties["region_id"] != "RU-KLU" && l.Features[0].Properties["id"] != "RU-KLU" {
			t.Errorf("%s: %d features, %v", tile, len(l.Features), l.Features[0].Properties)
		}
	}
	whole, boxed := s.get(t, "/tiles/regions-1/6/38/20.mvt?filter="+url.QueryEscape("id = 'RU-KLU'")), s.get(t, "/tiles/regions-1/6/38/20.mvt?"+inKaluga)
	if string(whole.body) != string(boxed.body) {
		t.Error("the area is drawn otherwise where a box chose it")
	}
}

// Label points of areas come as points, each in one tile.
func TestTilesOfLabelPoints(t *testing.T) {
	s := start(t)
	seen := map[string]int{}
	for x := range 4 {
		for y := range 4 {
			at := fmt.Sprintf("/tiles/totals-1/2/%d/%d.mvt?geometry=point&properties=region_id,min", x, y)
			if a := s.get(t, at); len(a.body) > 0 {
				for _, f := range s.layerOfTile(t, at).Features {
					if f.Geometry.GeoJSONType() != "Point" {
						t.Fatalf("%s: %s", at, f.Geometry.GeoJSONType())
					}
					seen[fmt.Sprint(f.Properties["region_id"])]++
				}
			}
		}
	}
	if seen["RU-KLU"] != 1 || len(seen) < 100 {
		t.Errorf("%d regions, Kaluga %d times", len(seen), seen["RU-KLU"])
	}
}
