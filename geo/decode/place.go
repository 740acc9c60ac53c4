package decode

import (
	"slices"

	"github.com/paulmach/orb"

	"oblast/geo/layer"
	"oblast/geo/projection"
)

// beyond is how far past the edge of the world a coordinate may lie to be taken for a rounding.
const beyond = 1e-6

// place brings the geometries into one form and says which it is: points alone are a layer of points; polygons among
// multipolygons become such, lines likewise.
func (s *set) place(schema *layer.Schema) error {
	seen := map[string]bool{}
	for i := range s.rows {
		r := &s.rows[i]
		if r.geometry == nil {
			continue
		}
		b := r.geometry.Bound()
		if b.IsEmpty() {
			r.geometry = nil
			continue
		}
		if b.Min[0] < -180-beyond || b.Max[0] > 180+beyond || b.Min[1] < -90-beyond || b.Max[1] > 90+beyond {
			return wrong("feature %.60q lies outside -180 to 180 and -90 to 90 degrees: the file is not in WGS 84, longitude before latitude; ogr2ogr -t_srs EPSG:4326 makes it so", r.id)
		}
		r.geometry = turned(layer.Clamp(r.geometry))
		seen[r.geometry.GeoJSONType()] = true
	}
	switch {
	case len(seen) == 0:
		schema.Geometry = layer.None
		return nil
	case len(seen) == 1 && seen["Point"]:
		schema.Geometry = layer.Points
		return nil
	}
	schema.Geometry = layer.Own
	multi := len(seen) == 2 && (seen["Polygon"] && seen["MultiPolygon"] || seen["LineString"] && seen["MultiLineString"])
	for i := range s.rows {
		if multi {
			s.rows[i].geometry = several(s.rows[i].geometry)
		}
		if g := s.rows[i].geometry; g != nil && (multi || len(seen) == 1) {
			schema.OwnType = g.GeoJSONType()
		}
	}
	return nil
}

// several makes a single part a geometry of several.
func several(g orb.Geometry) orb.Geometry {
	switch g := g.(type) {
	case orb.Polygon:
		return orb.MultiPolygon{g}
	case orb.LineString:
		return orb.MultiLineString{g}
	}
	return g
}

// turned returns the geometry with its outer rings counter-clockwise and its holes clockwise; g may be changed.
func turned(g orb.Geometry) orb.Geometry {
	switch g := g.(type) {
	case orb.Polygon:
		for i, ring := range g {
			want := orb.CCW
			if i > 0 {
				want = orb.CW
			}
			if len(ring) > 0 && ring.Orientation() == -want {
				slices.Reverse(ring)
			}
		}
	case orb.MultiPolygon:
		for _, p := range g {
			turned(p)
		}
	case orb.Collection:
		for _, part := range g {
			turned(part)
		}
	}
	return g
}

// systemOf returns what brings coordinates of an EPSG code to degrees, easting or longitude first as files have them; nil
// where they are degrees.
func systemOf(code int) (func(orb.Point) orb.Point, error) {
	if code == 0 || code == 4326 || code == 4979 {
		return nil, nil
	}
	for _, c := range projection.Systems() {
		if c.EPSG == code {
			return func(p orb.Point) orb.Point {
				if c.NorthFirst {
					p[0], p[1] = p[1], p[0]
				}
				return c.LonLat(p)
			}, nil
		}
	}
	return nil, wrong("the reference system EPSG:%d is not known here; ogr2ogr -t_srs EPSG:4326 brings the file to WGS 84", code)
}

// degrees returns the geometry in degrees.
func degrees(g orb.Geometry, system func(orb.Point) orb.Point) orb.Geometry {
	if system == nil || g == nil {
		return g
	}
	return projection.Geometry(g, system)
}
