package projection

import "github.com/paulmach/orb"

// CRS is a reference system that features are written in and boxes are read in.
type CRS struct {
	URI   string // as OGC API Features part 2 names it
	EPSG  int    // 0: none (CRS84)
	Title string
	// NorthFirst says that the authority's definition has northing or latitude before easting or longitude.
	NorthFirst bool
	Degrees    bool // coordinates are degrees, not metres
	// Regional says that the map is made for a part of the world: what goes round it has no box there.
	Regional bool

	plane    Projection // nil: longitude and latitude themselves
	straight bool       // meridians and parallels are straight and upright, so that boxes are boxes of degrees
}

// europe is EPSG:3035: equal-area about the middle of Europe.
func europe() Projection {
	return NewLambertAzimuthal(GRS80InverseFlattening, 10, 52, 4321000, 3210000)
}

// world is EPSG:6933: equal-area, the whole world.
func world() Projection { return NewEqualAreaCylinder(WGS84InverseFlattening, 30) }

// Systems returns all reference systems; the first is CRS84, in which everything is stored.
func Systems() []*CRS {
	const epsg = "http://www.opengis.net/def/crs/EPSG/0/"
	return []*CRS{
		{URI: "http://www.opengis.net/def/crs/OGC/1.3/CRS84", Title: "WGS 84, longitude before latitude", Degrees: true, straight: true},
		{URI: epsg + "4326", EPSG: 4326, Title: "WGS 84, latitude before longitude", NorthFirst: true, Degrees: true, straight: true},
		{URI: epsg + "3857", EPSG: 3857, Title: "WGS 84 / Pseudo-Mercator", plane: WebMercator{}, straight: true},
		{URI: epsg + "6933", EPSG: 6933, Title: "WGS 84 / NSIDC EASE-Grid 2.0 Global (equal-area)", plane: world(), straight: true},
		{URI: epsg + "3035", EPSG: 3035, Title: "ETRS89-extended / LAEA Europe (equal-area), northing before easting", NorthFirst: true, Regional: true, plane: europe()},
	}
}

// IsLonLat reports whether coordinates are those of CRS84, unchanged.
func (c *CRS) IsLonLat() bool { return c.plane == nil && !c.NorthFirst }

// Project returns a position of CRS84 with easting or longitude first, whatever the authority's order: as files have it
// whose format fixes the order.
func (c *CRS) Project(p orb.Point) orb.Point {
	if c.plane == nil {
		return p
	}
	x, y := c.plane.Forward(p[0], p[1])
	return orb.Point{x, y}
}

// Point returns a position of CRS84 in the authority's order of axes: as GeoJSON of OGC API Features part 2 has it.
func (c *CRS) Point(p orb.Point) orb.Point {
	p = c.Project(p)
	if c.NorthFirst {
		p[0], p[1] = p[1], p[0]
	}
	return p
}

// LonLat returns the position in CRS84 of one in the authority's order; not finite where there is none.
func (c *CRS) LonLat(p orb.Point) orb.Point {
	if c.NorthFirst {
		p[0], p[1] = p[1], p[0]
	}
	if c.plane == nil {
		return p
	}
	lon, lat := c.plane.Inverse(p[0], p[1])
	return orb.Point{lon, lat}
}
