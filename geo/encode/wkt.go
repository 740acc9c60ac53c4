package encode

import "github.com/paulmach/orb"

// AppendWKT appends a geometry of CRS84 as well-known text (OGC 06-103r4, 7) in the form's reference system; nothing for
// none.
func (f *Form) AppendWKT(dst []byte, g orb.Geometry) []byte {
	switch g := g.(type) {
	case orb.Point:
		return append(f.spaced(append(dst, "POINT ("...), g), ')')
	case orb.MultiPoint:
		return f.listed(append(dst, "MULTIPOINT "...), g)
	case orb.LineString:
		return f.listed(append(dst, "LINESTRING "...), g)
	case orb.MultiLineString:
		dst = append(dst, "MULTILINESTRING ("...)
		for i, line := range g {
			dst = f.listed(comma(dst, i), line)
		}
		return append(dst, ')')
	case orb.Polygon:
		return f.ringsWKT(append(dst, "POLYGON "...), g)
	case orb.MultiPolygon:
		if len(g) == 0 {
			return dst
		}
		dst = append(dst, "MULTIPOLYGON ("...)
		for i, p := range g {
			dst = f.ringsWKT(comma(dst, i), p)
		}
		return append(dst, ')')
	case orb.Collection:
		dst = append(dst, "GEOMETRYCOLLECTION ("...)
		for i, part := range g {
			dst = f.AppendWKT(comma(dst, i), part)
		}
		return append(dst, ')')
	}
	return dst
}

func (f *Form) spaced(dst []byte, p orb.Point) []byte {
	from := len(dst)
	dst = f.position(dst, p)
	for i := from; i < len(dst); i++ {
		if dst[i] == ',' {
			dst[i] = ' '
		}
	}
	return dst
}

func (f *Form) listed(dst []byte, line []orb.Point) []byte {
	dst = append(dst, '(')
	for i, p := range line {
		dst = f.spaced(comma(dst, i), p)
	}
	return append(dst, ')')
}

func (f *Form) ringsWKT(dst []byte, p orb.Polygon) []byte {
	dst = append(dst, '(')
	for i, ring := range p {
		dst = f.listed(comma(dst, i), ring)
	}
	return append(dst, ')')
}
