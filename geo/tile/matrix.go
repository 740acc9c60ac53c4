package tile

import (
	"math"

	"github.com/paulmach/orb"

	"oblast/geo/projection"
)

// Set is a tile matrix set (OGC 17-083r4, annex D).
type Set struct {
	ID, URI, CRS, Title string
	ScaleSet            string // the well-known set of scales that it has (OGC 17-083r4, annex C)
	// Wide is how many tiles lie side by side at zoom 0; there is one row.
	Wide uint32
	// Scale is the denominator of the scale at zoom 0, for pixels of 0.28 mm; Cell is the size of such a pixel in the units
	// of the system, and Corner is the upper left one in its order of axes.
	Scale, Cell float64
	Corner      [2]float64
	unit        func(lon, lat float64) (x, y float64)
	lonLat      func(x, y float64) (lon, lat float64)
}

// MaxZoom is the finest zoom: a pixel is some centimetres.
const MaxZoom = 22

// WebMercatorQuad is the square of web maps; it ends at 85.05 degrees, and what lies beyond is drawn at no place.
var WebMercatorQuad = &Set{ID: "WebMercatorQuad", URI: "http://www.opengis.net/def/tilematrixset/OGC/1.0/WebMercatorQuad", ScaleSet: "http://www.opengis.net/def/wkss/OGC/1.0/GoogleMapsCompatible",
	CRS: "http://www.opengis.net/def/crs/EPSG/0/3857", Title: "Google Maps Compatible for the World", Wide: 1,
	Scale: 559082264.028717, Cell: 156543.033928041, Corner: [2]float64{-projection.MercatorHalfM, projection.MercatorHalfM},
	unit: func(lon, lat float64) (x, y float64) {
		mx, my := projection.WebMercator{}.Forward(lon, lat)
		return mx/(2*projection.MercatorHalfM) + 0.5, 0.5 - my/(2*projection.MercatorHalfM)
	},
	lonLat: func(x, y float64) (lon, lat float64) {
		return projection.WebMercator{}.Inverse((x-0.5)*2*projection.MercatorHalfM, (0.5-y)*2*projection.MercatorHalfM)
	}}

// WorldCRS84Quad is longitude and latitude as they are: two squares.
var WorldCRS84Quad = &Set{ID: "WorldCRS84Quad", URI: "http://www.opengis.net/def/tilematrixset/OGC/1.0/WorldCRS84Quad", ScaleSet: "http://www.opengis.net/def/wkss/OGC/1.0/GoogleCRS84Quad",
	CRS: "http://www.opengis.net/def/crs/OGC/1.3/CRS84", Title: "CRS84 for the World", Wide: 2,
	Scale: 279541132.014358, Cell: 0.703125, Corner: [2]float64{-180, 90},
	unit:   func(lon, lat float64) (x, y float64) { return (lon + 180) / 180, (90 - lat) / 180 },
	lonLat: func(x, y float64) (lon, lat float64) { return x*180 - 180, 90 - y*180 }}

// Sets are all.
var Sets = []*Set{WebMercatorQuad, WorldCRS84Quad}

// ID is a tile of a set: zoom, column from the west and row from the north.
type ID struct{ Z, X, Y uint32 }

// Holds reports whether the set has the tile.
func (s *Set) Holds(t ID) bool { return t.Z <= MaxZoom && t.X < s.Wide<<t.Z && t.Y < 1<<t.Z }

// Box returns what the tile covers with a margin around it, a share of its side, in degrees.
func (s *Set) Box(t ID, margin float64) orb.Bound {
	n := math.Exp2(float64(t.Z))
	west, north := s.lonLat((float64(t.X)-margin)/n, (float64(t.Y)-margin)/n)
	east, south := s.lonLat((float64(t.X)+1+margin)/n, (float64(t.Y)+1+margin)/n)
	return orb.Bound{Min: orb.Point{max(west, -180), max(south, -90)}, Max: orb.Point{min(east, 180), min(north, 90)}}
}

// within returns a position in the units of a tile's grid, from its upper left corner.
func (s *Set) within(t ID, p orb.Point) orb.Point {
	x, y := s.unit(p[0], p[1])
	n := math.Exp2(float64(t.Z))
	return orb.Point{(x*n - float64(t.X)) * Extent, (y*n - float64(t.Y)) * Extent}
}
