package ogc_test

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/paulmach/orb"

	"oblast/api/ogc"
)

const schemeRel = "http://www.opengis.net/def/rel/ogc/1.0/tiling-scheme"

// TestTilesetSaysWhatItIs: each collection links to its tilesets; each of these says what is in it, where it is and by which
// set, and has a template that is marked as one and names its media type (OGC 20-057, 8.2 and 9.2).
func TestTilesetSaysWhatItIs(t *testing.T) {
	s := start(t)
	type tileset struct {
		Title, DataType, CRS, TileMatrixSetURI string
		Links                                  []struct {
			ogc.Link
			Templated bool
		}
		Layers []struct {
			ID, Title, DataType string
			PropertiesSchema    map[string]any
		}
	}
	for _, c := range s.document(t, "/collections").Collections {
		i := slices.IndexFunc(c.Links, func(l ogcLink) bool { return strings.HasSuffix(l.Rel, "/tilesets-vector") })
		if i < 0 || c.Links[i].Href != s.URL+"/collections/"+c.ID+"/tiles" {
			t.Errorf("%s does not link to its tilesets", c.ID)
			continue
		}
		var list struct{ Tilesets []tileset }
		s.read(t, c.Links[i].Href, &list)
		for _, of := range list.Tilesets {
			var self, scheme string
			for _, l := range of.Links {
				switch l.Rel {
				case "self":
					self = l.Href
				case schemeRel:
					scheme = l.Href
				}
			}
			_, set, _ := strings.Cut(of.TileMatrixSetURI, "/OGC/1.0/")
			if of.DataType != "vector" || of.CRS == "" || !strings.HasPrefix(self, c.Links[i].Href+"/"+set) || scheme != s.URL+"/tileMatrixSets/"+set {
				t.Errorf("%s: %+v", c.ID, of)
			}
			var whole tileset
			s.read(t, self, &whole)
			if whole.DataType != of.DataType || whole.CRS != of.CRS || whole.TileMatrixSetURI != of.TileMatrixSetURI || whole.Title == "" || len(whole.Layers) != 1 || whole.Layers[0].ID != c.ID || whole.Layers[0].PropertiesSchema["properties"] == nil {
				t.Errorf("%s: %+v", self, whole)
			}
			if !slices.ContainsFunc(whole.Links, func(l struct {
				ogc.Link
				Templated bool
			}) bool {
				return l.Rel == "item" && l.Templated && l.Type == "application/vnd.mapbox-vector-tile" && strings.Contains(l.Href, "/"+set+"/{tileMatrix}/{tileRow}/{tileCol}")
			}) {
				t.Errorf("%s: no template in %v", self, whole.Links)
			}
		}
	}
}

// TestTileMatrixSetsByTheModel holds the sets against the model of OGC 17-083r4: each matrix has what is required, halves the
// one before, and covers the whole with its tiles; a pixel is 0.28 mm.
func TestTileMatrixSetsByTheModel(t *testing.T) {
	s := start(t)
	for set, metres := range map[string]float64{"WebMercatorQuad": 1, "WorldCRS84Quad": 6378137 * math.Pi / 180} {
		var doc struct {
			ID, CRS, URI, WellKnownScaleSet string
			OrderedAxes                     []string
			TileMatrices                    []struct {
				ID                         string
				ScaleDenominator, CellSize float64
				CornerOfOrigin             string
				PointOfOrigin              []float64
				TileWidth, TileHeight      int
				MatrixWidth, MatrixHeight  int
			}
		}
		a := s.read(t, "/tileMatrixSets/"+set, &doc)
		if a.header.Get("Content-Type") != "application/json" || doc.ID != set || !strings.HasSuffix(doc.URI, "/"+set) || !strings.HasPrefix(doc.CRS, "http://www.opengis.net/def/crs/") || !strings.Contains(doc.WellKnownScaleSet, "/def/wkss/OGC/1.0/Google") || len(doc.OrderedAxes) != 2 || len(doc.TileMatrices) == 0 {
			t.Fatalf("%s: %+v", set, doc)
		}
		for z, m := range doc.TileMatrices {
			width := m.CellSize * float64(m.TileWidth*m.MatrixWidth)
			if m.ID != strconv.Itoa(z) || m.CornerOfOrigin != "topLeft" || len(m.PointOfOrigin) != 2 || m.TileWidth != m.TileHeight || m.MatrixWidth%m.MatrixHeight != 0 {
				t.Errorf("%s: %+v", set, m)
			} else if math.Abs(m.PointOfOrigin[0]+width/2) > 1e-6*width { // as far west of 0 as it is wide
				t.Errorf("%s %d: starts at %v, %v wide", set, z, m.PointOfOrigin, width)
			}
			if scale := m.CellSize * metres / 0.28e-3; math.Abs(scale/m.ScaleDenominator-1) > 1e-9 {
				t.Errorf("%s %d: a scale of 1:%v, by its cells 1:%v", set, z, m.ScaleDenominator, scale)
			}
			if z > 0 && math.Abs(doc.TileMatrices[z-1].CellSize/m.CellSize-2) > 1e-12 {
				t.Errorf("%s %d: cells of %v after %v", set, z, m.CellSize, doc.TileMatrices[z-1].CellSize)
			}
		}
	}
}

// TestTileGridIsLinear: a point lies in a tile where it lies in the tile's extent, 0,0 the upper left corner, in both sets;
// every feature has a type and a geometry.
func TestTileGridIsLinear(t *testing.T) {
	s := start(t, spot("kondrovo", &kondrovo))
	const z, extent = 9, 4096.0
	at := orb.Point{kondrovo[0], kondrovo[1]}
	mercator := kondrovoIn[epsg+"3857"]
	half := 6378137 * math.Pi
	for _, test := range []struct {
		set  string
		x, y float64 // of the whole, in tiles from its upper left corner
	}{
		{"WebMercatorQuad", (mercator[0] + half) / (2 * half) * (1 << z), (half - mercator[1]) / (2 * half) * (1 << z)},
		{"WorldCRS84Quad", (at[0] + 180) / 180 * (1 << z), (90 - at[1]) / 180 * (1 << z)},
	} {
		row, col := math.Floor(test.y), math.Floor(test.x)
		l := s.layerOfTile(t, "/collections/incidents/tiles/"+test.set+"/9/"+strconv.Itoa(int(row))+"/"+strconv.Itoa(int(col))+"?cluster=false")
		found := false
		for _, f := range l.Features {
			p, ok := f.Geometry.(orb.Point)
			if !ok {
				t.Fatalf("%s: %T", test.set, f.Geometry)
			}
			if f.Properties["id"] == "kondrovo" {
				found = true
				if want := (orb.Point{(test.x - col) * extent, (test.y - row) * extent}); math.Abs(p[0]-want[0]) > 1 || math.Abs(p[1]-want[1]) > 1 {
					t.Errorf("%s: at %v, want %v", test.set, p, want)
				}
			}
		}
		if !found || float64(l.Extent) != extent {
			t.Errorf("%s: %d features, extent %d", test.set, len(l.Features), l.Extent)
		}
	}
}
