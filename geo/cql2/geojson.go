package cql2

import "github.com/paulmach/orb"

// coordinates is a nested array of numbers, as GeoJSON has it.
type coordinates struct {
	at      int
	numbers []float64
	parts   []coordinates
}

// coordinates reads a nested array, no deeper than a MultiPolygon's.
func (d *decoder) coordinates(level int) (coordinates, error) {
	c := coordinates{at: d.at()}
	if level > 3 {
		return c, failf(c.at, "coordinates are nested too deep")
	}
	if err := d.open('['); err != nil {
		return c, err
	}
	for d.PeekKind() != ']' {
		if d.PeekKind() == '[' {
			part, err := d.coordinates(level + 1)
			if err != nil {
				return c, err
			}
			c.parts = append(c.parts, part)
			continue
		}
		at := d.at()
		t, err := d.token()
		if err != nil {
			return c, err
		}
		if t.Kind() != '0' {
			return c, failf(at, "%s stands where a coordinate should", kindName(t.Kind()))
		}
		n, err := d.number(t, at)
		if err != nil {
			return c, err
		}
		c.numbers = append(c.numbers, n)
	}
	_, err := d.token()
	if err == nil && (c.numbers != nil && c.parts != nil || len(c.parts) > maxVertices) {
		return c, failf(c.at, "the coordinates are not those of a geometry")
	}
	return c, err
}

// geometries reads the members of a GeometryCollection.
func (d *decoder) geometries() (orb.Collection, error) {
	if d.deep++; d.deep > MaxDepth {
		return nil, failf(d.at(), "the filter is nested more than %d deep", MaxDepth)
	}
	defer func() { d.deep-- }()
	if err := d.open('['); err != nil {
		return nil, err
	}
	all := orb.Collection{}
	for d.PeekKind() != ']' {
		m := members{at: d.at()}
		if err := d.open('{'); err != nil {
			return nil, err
		}
		for d.PeekKind() != '}' {
			at := d.at()
			t, err := d.token()
			if err != nil {
				return nil, err
			}
			if err := d.member(&m, d.said(t, at), at); err != nil {
				return nil, err
			}
		}
		if _, err := d.token(); err != nil {
			return nil, err
		}
		g, err := m.shape()
		if err != nil {
			return nil, err
		}
		all = append(all, g)
	}
	_, err := d.token()
	return all, err
}

// shape makes the members of a GeoJSON geometry one.
func (m *members) shape() (orb.Geometry, error) {
	if m.geometry == "GeometryCollection" {
		if m.parts == nil {
			return nil, failf(m.at, "a GeometryCollection has geometries")
		}
		return m.parts, nil
	}
	read, ok := geometryTypes[m.geometry]
	if !ok {
		return nil, failf(m.at, "`%s` is not a geometry of GeoJSON", shortened(m.geometry))
	}
	if m.coords == nil {
		return nil, failf(m.at, "a %s has coordinates", m.geometry)
	}
	return read(*m.coords)
}

var geometryTypes = map[string]func(coordinates) (orb.Geometry, error){
	"Point":           func(c coordinates) (orb.Geometry, error) { return c.point() },
	"MultiPoint":      func(c coordinates) (orb.Geometry, error) { return each[orb.MultiPoint](c, coordinates.point) },
	"LineString":      func(c coordinates) (orb.Geometry, error) { return c.line() },
	"MultiLineString": func(c coordinates) (orb.Geometry, error) { return each[orb.MultiLineString](c, coordinates.line) },
	"Polygon":         func(c coordinates) (orb.Geometry, error) { return c.polygon() },
	"MultiPolygon":    func(c coordinates) (orb.Geometry, error) { return each[orb.MultiPolygon](c, coordinates.polygon) },
}

// each reads every part; none is a fault.
func each[L ~[]T, T any](c coordinates, part func(coordinates) (T, error)) (L, error) {
	if len(c.parts) == 0 {
		return nil, failf(c.at, "the coordinates are not those of the geometry's type")
	}
	all := make(L, len(c.parts))
	for i := range c.parts {
		var err error
		if all[i], err = part(c.parts[i]); err != nil {
			return nil, err
		}
	}
	return all, nil
}

func (c coordinates) point() (orb.Point, error) {
	if len(c.numbers) < 2 || len(c.numbers) > 3 {
		return orb.Point{}, failf(c.at, "a position has two or three numbers")
	}
	return orb.Point{c.numbers[0], c.numbers[1]}, nil
}

func (c coordinates) line() (orb.LineString, error) {
	return each[orb.LineString](c, coordinates.point)
}

func (c coordinates) polygon() (orb.Polygon, error) {
	return each[orb.Polygon](c, func(c coordinates) (orb.Ring, error) { return each[orb.Ring](c, coordinates.point) })
}
