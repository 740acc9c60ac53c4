package decode

import (
	"os"
	"strings"
	"testing"
)

// The fuzz targets hold that any bytes are either refused or become a table.

func FuzzGeoJSON(f *testing.F) {
	f.Add(`{"type":"FeatureCollection","features":[{"type":"Feature","id":"a","properties":{"n":1,"s":"2025-08-27","l":[1]},"geometry":{"type":"Point","coordinates":[1,2]}}]}`)
	f.Add(`{"features":[{"type":"Feature","geometry":{"type":"GeometryCollection","geometries":[{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]]]}]}}]}`)
	f.Fuzz(func(t *testing.T, text string) {
		s := &set{}
		if geoJSON(t.Context(), strings.NewReader(text), s) == nil {
			_, _ = s.table("fuzz")
		}
	})
}

func FuzzCSV(f *testing.F) {
	f.Add("id,n,wkt\na,1,POINT(1 2)\n")
	f.Add("lon;lat;t\n1;2;2025-08-27T00:00:00Z\n")
	f.Fuzz(func(t *testing.T, text string) {
		s := &set{}
		if readValues(t.Context(), strings.NewReader(text), s) == nil {
			_, _ = s.table("fuzz")
		}
	})
}

func FuzzGeoPackageGeometry(f *testing.F) {
	f.Add([]byte("GP\x00\x01\xe6\x10\x00\x00\x01\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\xf0?\x00\x00\x00\x00\x00\x00\x00@"))
	f.Add([]byte("GP\x00\x00\xe6\x10\x00\x00\x01\x06\x00\x00\x00\x01\x00\x00\x00\x01\x03\x00\x00\x00\x00\x00\x00\x00"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		if g, err := geoPackageGeometry(raw); err == nil && g != nil {
			g.Bound()
		}
	})
}

func FuzzFlatGeobuf(f *testing.F) {
	if raw, err := os.ReadFile("testdata/places.fgb"); err == nil {
		f.Add(raw)
	}
	f.Add([]byte("fgb\x03fgb\x00\x04\x00\x00\x00\x00\x00\x00\x00"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		s := &set{}
		if flatGeobuf(t.Context(), raw, s) == nil {
			_, _ = s.table("fuzz")
		}
	})
}
