package relate

// dimension is that of a shape whose parts are all alike: 0 points, 1 lines, 2 areas; -1 for a mixture.
func (s *Shape) dimension() int {
	kinds, dimension := 0, -1
	for d, n := range [3]int{len(s.points), len(s.lines), len(s.areas)} {
		if n > 0 {
			kinds, dimension = kinds+1, d
		}
	}
	if kinds != 1 || len(s.areas) > 1 {
		return -1
	}
	return dimension
}

// relation is what of the intersection matrix the predicates need: do the interiors meet, in more than points, does each
// reach outside the other, do they touch at all.
type relation struct {
	interiors, lengthwise    bool
	aOutside, bOutside, meet bool
}

// decide reads a predicate from the relation of two shapes of known dimensions (OGC 06-103r4, 6.1.15.3).
func (p Predicate) decide(r relation, a, b int) bool {
	switch p {
	case Intersects:
		return r.meet
	case Equals:
		return a == b && r.interiors && !r.aOutside && !r.bOutside
	case Touches:
		return r.meet && !r.interiors
	case Within:
		return a <= b && r.interiors && !r.aOutside
	case Contains:
		return b <= a && r.interiors && !r.bOutside
	case Overlaps:
		return a == b && r.interiors && r.aOutside && r.bOutside && (a != 1 || r.lengthwise)
	case Crosses:
		switch {
		case a < b:
			return r.interiors && r.aOutside
		case a > b:
			return r.interiors && r.bOutside
		}
		return a == 1 && r.interiors && !r.lengthwise
	}
	return false
}

// relate finds the relation of shapes of dimensions da and db.
func relate(a, b *Shape, da, db int) relation {
	switch {
	case da > db:
		r := relate(b, a, db, da)
		r.aOutside, r.bOutside = r.bOutside, r.aOutside
		return r
	case da == 0:
		return ofPoints(a, b, db)
	case da == 1 && db == 1:
		ab, ba := traced(a, b), traced(b, a)
		return relation{interiors: ab.along || ab.cross || ba.cross, lengthwise: ab.along, aOutside: ab.outside, bOutside: ba.outside, meet: ab.contact}
	case da == 1:
		ab := traced(a, b)
		return relation{interiors: ab.inside, lengthwise: ab.inside, aOutside: ab.outside, bOutside: true, meet: ab.contact || ab.inside}
	}
	ab, ba := traced(a, b), traced(b, a)
	return relation{
		interiors: ab.inside || ba.inside || ab.same,
		aOutside:  ab.outside || ba.inside || ab.opposite,
		bOutside:  ba.outside || ab.inside || ab.opposite,
		meet:      ab.contact || ab.inside || ba.inside,
	}
}

// ofPoints relates points to any shape.
func ofPoints(a, b *Shape, db int) relation {
	r := relation{bOutside: db > 0}
	for _, p := range a.points {
		switch b.Locate(p) {
		case Inside:
			r.interiors, r.meet = true, true
		case Edge:
			r.meet = true
		case Outside:
			r.aOutside = true
		}
	}
	if db == 0 {
		for _, p := range b.points {
			r.bOutside = r.bOutside || a.Locate(p) == Outside
		}
	}
	return r
}
