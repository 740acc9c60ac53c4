package decode_test

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"golang.org/x/text/encoding/charmap"
)

// TestAsWritten reads files as spreadsheets, databases and other programs write them.
func TestAsWritten(t *testing.T) {
	const spreadsheet = "Название;Широта;Долгота;Дата;Время;Доля\nКалуга;54,5;36,2;27.08.2025;27.08.2025 3:00;0,5\nОрёл;52,9;36,1;28.08.2025;28.08.2025 23:15:00;1\n"
	cyrillic, err := charmap.Windows1251.NewEncoder().String(spreadsheet)
	if err != nil {
		t.Fatal(err)
	}
	wide := []byte{0xff, 0xfe}
	for _, u := range utf16.Encode([]rune("name,lat,lon\nКалуга,54.5,36.2\n")) {
		wide = append(wide, byte(u), byte(u>>8))
	}
	const point, kaluga = `{"type":"Point","coordinates":[36.2,54.5]}`, "1: [36.2 54.5]; n=1 true"
	feature := `{"type":"Feature","properties":{"n":1},"geometry":` + point + `}`
	for _, c := range []struct {
		what, name, text string
		want             []string
	}{
		{"a Russian spreadsheet", "a.csv", cyrillic, []string{"1: [36.2 54.5]; Название=Калуга true; Дата=2025-08-27 true; Время=2025-08-27T03:00:00Z true; Доля=0.5 true",
			"2: [36.1 52.9]; Название=Орёл true; Дата=2025-08-28 true; Время=2025-08-28T23:15:00Z true; Доля=1 true"}},
		{"UTF-16", "a.csv", string(wide), []string{"1: [36.2 54.5]; name=Калуга true"}},
		{"times without T, seconds, zone", "a.csv", "lon,lat,t\n1,2,2025-08-27 03:00\n3,4,2025-08-27T03:00:00.5+0300\n5,6,2025/08/27 03:00:00+03\n",
			[]string{"1: [1 2]; t=2025-08-27T03:00:00Z true", "2: [3 4]; t=2025-08-27T00:00:00.5Z true", "3: [5 6]; t=2025-08-27T00:00:00Z true"}},
		{"commas in a file of commas are none", "a.csv", "lon,lat,n\n1,2,\"1,234\"\n", []string{"1: [1 2]; n=1,234 true"}},
		{"well-known text that is empty, beside coordinates", "a.csv", "geometry,lon,lat\n,36.2,54.5\nPOINT(1 2),3,4\n", []string{"1: [36.2 54.5]", "2: [1 2]"}},
		{"a single feature", "a.geojson", feature, []string{kaluga}},
		{"a single geometry", "a.json", point, []string{"1: [36.2 54.5]"}},
		{"a feature a line", "a.geojsonl", feature + "\n" + feature + "\n", []string{kaluga, strings.Replace(kaluga, "1", "2", 1)}},
		{"a text sequence", "a.geojsonseq", "\x1e" + feature + "\n\x1e" + feature + "\n", []string{kaluga, strings.Replace(kaluga, "1", "2", 1)}},
		{"ids as a property", "a.geojson", strings.Replace(`{"features":[`+feature+`]}`, `"n":1`, `"id":17,"n":1`, 1), []string{"17: [36.2 54.5]; id=17 true; n=1 true"}},
		{"another id as a property", "a.geojson", strings.NewReplacer(`"n":1`, `"id":"x","n":1`, `"Feature"`, `"Feature","id":7`).Replace(feature), []string{"7: [36.2 54.5]; id_property=x true; n=1 true"}},
		{"an id twice", "a.csv", "id,lon,lat\nx,1,2\nx,3,4\n", []string{"1: [1 2]; id_property=x true", "2: [3 4]; id_property=x true"}},
		{"names that features have", "a.geojson", strings.Replace(feature, `"n":1`, `"geometry":1,"bbox":2,"":3,"bbox_property":4`, 1), []string{"1: [36.2 54.5]; geometry_property=1 true; bbox_property_=2 true; column_3=3 true; bbox_property=4 true"}},
		{"GeoJSON of 2008 in Web Mercator", "a.geojson", `{"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::3857"}},"features":[{"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[0,0]}}]}`,
			[]string{"1: [0 0]"}},
	} {
		table := read(t, write(t, c.name, c.text))
		if got := dump(table); !slices.Equal(got, c.want) {
			t.Errorf("%s: got %q, want %q", c.what, got, c.want)
		}
	}
}
