package cql2

import (
	"strings"

	"github.com/paulmach/orb"
)

// geometryWord reports whether a word in lower case begins a literal of space.
func geometryWord(word string) bool {
	switch word {
	case "point", "linestring", "polygon", "multipoint", "multilinestring", "multipolygon", "geometrycollection", "bbox":
		return true
	}
	return false
}

// geometry reads a literal behind its word.
func (p *parser) geometry(word string, at int) (*Expr, error) {
	if word == "bbox" {
		n, err := p.numbers()
		if err != nil {
			return nil, err
		}
		return p.plane.box(n, at)
	}
	g, err := p.body(word)
	if err != nil {
		return nil, err
	}
	return p.plane.literal(g, at)
}

func (p *parser) body(word string) (orb.Geometry, error) {
	if err := p.deeper(); err != nil {
		return nil, err
	}
	defer func() { p.deep-- }()
	if _, err := p.take("z"); err != nil {
		return nil, err
	}
	switch word {
	case "point":
		return p.pointText()
	case "linestring":
		return p.lineText()
	case "polygon":
		return p.polygonText()
	case "multipoint":
		return collect[orb.MultiPoint](p, p.looseText)
	case "multilinestring":
		return collect[orb.MultiLineString](p, p.lineText)
	case "multipolygon":
		return collect[orb.MultiPolygon](p, p.polygonText)
	}
	return collect[orb.Collection](p, p.tagged)
}

// tagged reads a geometry with its word, inside a collection.
func (p *parser) tagged() (orb.Geometry, error) {
	word := strings.ToLower(p.now.text)
	if p.now.kind != wordToken || !geometryWord(word) || word == "bbox" {
		return nil, p.unexpected("a geometry such as POINT(36 55)")
	}
	if err := p.advance(); err != nil {
		return nil, err
	}
	return p.body(word)
}

// collect reads parts in parentheses with commas.
func collect[L ~[]T, T any](p *parser, part func() (T, error)) (L, error) {
	var all L
	if err := p.need("("); err != nil {
		return nil, err
	}
	for {
		one, err := part()
		if err != nil {
			return nil, err
		}
		if all = append(all, one); len(all) > maxVertices {
			return nil, failf(p.now.at, "the geometry has more than %d coordinates", maxVertices)
		}
		if ok, err := p.take(","); err != nil {
			return nil, err
		} else if !ok {
			return all, p.need(")")
		}
	}
}

func (p *parser) pointText() (orb.Point, error) {
	if err := p.need("("); err != nil {
		return orb.Point{}, err
	}
	at, err := p.coordinates()
	if err != nil {
		return at, err
	}
	return at, p.need(")")
}

// looseText reads a point of a MULTIPOINT, whose parentheses older writers leave out.
func (p *parser) looseText() (orb.Point, error) {
	if p.now.is("(") {
		return p.pointText()
	}
	return p.coordinates()
}

func (p *parser) lineText() (orb.LineString, error) {
	return collect[orb.LineString](p, p.coordinates)
}

func (p *parser) polygonText() (orb.Polygon, error) {
	return collect[orb.Polygon](p, func() (orb.Ring, error) { return collect[orb.Ring](p, p.coordinates) })
}

// coordinates reads x and y, and a height that is passed over.
func (p *parser) coordinates() (at orb.Point, err error) {
	for i := range at {
		if at[i], err = p.signed(); err != nil {
			return at, err
		}
	}
	if p.now.kind == numberToken || p.now.is("-") || p.now.is("+") {
		_, err = p.signed()
	}
	return at, err
}

func (p *parser) signed() (float64, error) {
	minus := p.now.is("-")
	if minus || p.now.is("+") {
		if err := p.advance(); err != nil {
			return 0, err
		}
	}
	n := p.now.number
	if p.now.kind != numberToken {
		if p.now.is(",") {
			return 0, p.unexpected("a coordinate", "; the numbers of a position stand apart by a space: POINT(36.2 54.5)")
		}
		return 0, p.unexpected("a coordinate")
	}
	if minus {
		n = -n
	}
	return n, p.advance()
}

// numbers reads numbers in parentheses with commas.
func (p *parser) numbers() ([]float64, error) { return collect[[]float64](p, p.signed) }
