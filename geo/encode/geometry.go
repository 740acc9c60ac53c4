package encode

import "github.com/paulmach/orb"

// AppendGeometry appends a geometry of CRS84 as GeoJSON in the form's reference system; null for none.
func (f *Form) AppendGeometry(dst []byte, g orb.Geometry) []byte {
	switch g := g.(type) {
	case orb.Point:
		return append(f.position(append(typed(dst, g), '['), g), "]}"...)
	case orb.MultiPoint:
		return append(f.line(typed(dst, g), g), "}"...)
	case orb.LineString:
		return append(f.line(typed(dst, g), g), "}"...)
	case orb.MultiLineString:
		dst = append(typed(dst, g), '[')
		for i, line := range g {
			dst = f.line(comma(dst, i), line)
		}
		return append(dst, "]}"...)
	case orb.Polygon:
		return append(f.rings(append(typed(dst, g), '['), g), "]}"...)
	case orb.MultiPolygon:
		if len(g) > 0 {
			return append(f.polygons(append(typed(dst, g), '['), g), "]}"...)
		}
	case orb.Collection:
		dst = append(dst, `{"type":"GeometryCollection","geometries":[`...)
		for i, part := range g {
			dst = f.AppendGeometry(comma(dst, i), part)
		}
		return append(dst, "]}"...)
	}
	return append(dst, "null"...)
}

func typed(dst []byte, g orb.Geometry) []byte {
	dst = append(append(dst, `{"type":"`...), g.GeoJSONType()...)
	return append(dst, `","coordinates":`...)
}

func comma(dst []byte, i int) []byte {
	if i > 0 {
		return append(dst, ',')
	}
	return dst
}

func (f *Form) line(dst []byte, line []orb.Point) []byte {
	dst = append(dst, '[')
	for i, p := range line {
		dst = append(f.position(open(dst, i), p), ']')
	}
	return append(dst, ']')
}

func (f *Form) rings(dst []byte, p orb.Polygon) []byte {
	for i, ring := range p {
		dst = f.line(comma(dst, i), ring)
	}
	return dst
}

func (f *Form) polygons(dst []byte, m orb.MultiPolygon) []byte {
	for i, p := range m {
		dst = append(f.rings(open(dst, i), p), ']')
	}
	return dst
}
