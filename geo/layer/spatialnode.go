package layer

import (
	"math"
	"slices"

	"github.com/paulmach/orb"

	"oblast/geo/cql2"
	"oblast/geo/relate"
)

// spatialNode relates the rows' geometries to one shape. Rows without geometry are unknown.
type spatialNode struct {
	t      *Table
	op     cql2.Op // as said of the row's geometry and the shape
	shape  *relate.Shape
	nearM  float64 // of Near: the distance from the shape, a point
	boxes  []orb.Bound
	hits   int // leaves in the boxes, at most
	key    string
	exact  bool    // of points: all that is in the boxes is true
	circle bool    // of points: what is within a distance is found by the tree
	cells  inCells // of points: what the relation holds of is found by the cells; nil: by looking at each
	negate bool    // S_DISJOINT: what does not meet
}

// newSpatialNode returns the node of a relation to a literal; nil for any other part.
func newSpatialNode(t *Table, e *cql2.Expr) node {
	if n := relationOf(t, e); n != nil {
		return n.ready()
	}
	return nil
}

// relationOf reads a relation to a literal; nil for any other part.
func relationOf(t *Table, e *cql2.Expr) *spatialNode {
	place := len(t.schema.Columns)
	if !e.Op.IsSpatial() && e.Op != cql2.Near {
		return nil
	}
	n := &spatialNode{t: t, op: e.Op, key: string(e.AppendKey([]byte{'g'}))}
	row, other := e.Args[0], e.Args[1]
	if row.Op == cql2.Literal {
		n.op, row, other = n.op.Flipped(), other, row
	}
	if row.Op != cql2.PropertyRef || row.Index != place || other.Op != cql2.Literal || other.Value.Geometry == nil {
		return nil
	}
	n.shape = other.Value.Geometry
	if n.negate = n.op == cql2.SDisjoint; n.negate {
		n.op = cql2.SIntersects
	}
	if e.Op == cql2.Near {
		n.nearM = e.Args[2].Value.Number
	}
	return n
}

// within notes the boxes, and how many there are in them.
func (n *spatialNode) within(boxes []orb.Bound) *spatialNode {
	n.boxes, n.hits = boxes, 0
	for _, b := range n.boxes {
		n.hits += n.t.roughly(b)
	}
	return n
}

// ready chooses how the relation is found.
func (n *spatialNode) ready() *spatialNode {
	points := n.t.schema.Geometry == Points
	if n.op == cql2.Near {
		_, at := n.shape.Geometry().(orb.Point)
		n.circle = at && points
		n.within(about(n.shape.Bound().Min, n.nearM))
		if n.circle && float64(n.hits)*costSifted > costSift {
			if c := (&circle{n.t.cells(), n.shape.Bound().Min, n.nearM}); c.cost(n.hits) < float64(n.hits)*costSifted {
				n.cells = c
			}
		}
		return n
	}
	n.within(boxesOf(n.shape.Geometry()))
	n.exact = n.op == cql2.SIntersects && n.shape.IsBox() && points
	if !n.exact && points && float64(n.hits)*costLocate > costRaster {
		if r := n.t.newRaster(n.shape, n.op); r != nil && r.cost(n.hits) < float64(n.hits)*costLocate {
			n.cells = r
		}
	}
	return n
}

// mostBoxes is how many parts of a shape are looked for by themselves.
const mostBoxes = 64

// boxesOf returns the boxes outside which nothing meets the shape: one for each part, as far as they are few.
func boxesOf(g orb.Geometry) (boxes []orb.Bound) {
	switch g := g.(type) {
	case orb.MultiPolygon:
		for _, p := range g {
			boxes = append(boxes, p.Bound())
		}
	case orb.Collection:
		for _, part := range g {
			boxes = append(boxes, boxesOf(part)...)
		}
	default:
		return []orb.Bound{g.Bound()}
	}
	if len(boxes) > mostBoxes {
		return []orb.Bound{g.Bound()}
	}
	return boxes
}

// about returns boxes that hold all within a distance of a point; all longitudes where a pole is within it.
func about(p orb.Point, metres float64) []orb.Bound {
	const slack = 1 + 1e-9
	angle := metres / relate.EarthRadiusM * slack
	dlat := angle * 180 / math.Pi
	if metres < 0 {
		return nil
	}
	south, north := p[1]-dlat, p[1]+dlat
	if s := math.Sin(angle) / math.Cos(p[1]*math.Pi/180); angle < math.Pi/2 && s < 1 && south > -90 && north < 90 {
		dlon := math.Asin(s) * 180 / math.Pi * slack
		west, east := p[0]-dlon, p[0]+dlon
		switch {
		case dlon >= 180:
		case west < -180:
			return Boxes(west+360, south, east, north)
		case east > 180:
			return Boxes(west, south, east-360, north)
		default:
			return Boxes(west, south, east, north)
		}
	}
	return Boxes(-180, max(south, -90), 180, min(north, 90))
}

func (n *spatialNode) test(s *search, row int32) tri {
	if n.exact { // a point in a box
		lon, lat := n.t.lon[row], n.t.lat[row]
		b := &n.boxes[0]
		switch {
		case lon != lon:
			return unknown
		case (lon >= b.Min[0] && lon <= b.Max[0] && lat >= b.Min[1] && lat <= b.Max[1]) != n.negate:
			return yes
		}
		return no
	}
	held, known := n.holds(s, row)
	switch {
	case !known:
		return unknown
	case held != n.negate:
		return yes
	}
	return no
}

// holds decides the relation itself.
func (n *spatialNode) holds(s *search, row int32) (held, known bool) {
	if !s.tick() {
		return false, false
	}
	if n.t.schema.Geometry == Points {
		lon, lat, ok := n.t.Point(row)
		if !ok {
			return false, false
		}
		p := orb.Point{lon, lat}
		if n.op == cql2.Near {
			at, ok := n.shape.Geometry().(orb.Point)
			return ok && relate.DistanceM(at, p) <= n.nearM, ok
		}
		return n.op.Predicate().HoldsOfPoint(p, n.shape), true
	}
	g := n.t.Geometry(row)
	if g == nil {
		return false, false
	}
	shape := relate.Of(g)
	if n.op == cql2.Near {
		at, ok := n.shape.Geometry().(orb.Point)
		return ok && shape.DistanceFromM(at) <= n.nearM, ok
	}
	return n.op.Predicate().Holds(shape, n.shape), true
}

func (n *spatialNode) most() int {
	if n.negate {
		return everything
	}
	return n.hits
}

func (n *spatialNode) rows(s *search, dst []int32) []int32 {
	if n.cells == nil && n.circle {
		return n.t.near(s, n.shape.Bound().Min, n.nearM, n.hits, dst)
	}
	if n.cells != nil {
		found := n.cells.locate(s)
		dst = slices.Grow(dst, found.count)
		n.cells.each(found, func(rows []int32) { dst = append(dst, rows...) })
		return dst
	}
	for _, b := range n.boxes {
		dst, _ = n.t.meet(b, dst, math.MaxInt)
	}
	return dst
}

func (n *spatialNode) set(s *search, want bool) bitset {
	if n.negate {
		want = !want
	}
	key := setKey(n.key, want)
	if b, ok := n.t.held.part(key); ok {
		return b
	}
	b := n.related(s)
	if s.err != nil {
		return b
	}
	if !want {
		rest := full(n.t.Len())
		rest.drop(b)
		for _, row := range n.t.index().nowhere {
			rest[row>>6] &^= 1 << (row & 63)
		}
		b = rest
	}
	n.t.held.keepPart(key, b)
	return b
}

// related returns the rows of which the relation itself holds.
func (n *spatialNode) related(s *search) bitset {
	b := newBitset(n.t.Len())
	if n.exact {
		(&room{set: b}).meet(n.t.boxCuts(n.boxes[0], n.hits, nil), n.t.Len())
		return b
	}
	if n.cells != nil {
		n.cells.set(n.cells.locate(s), b)
		return b
	}
	for _, row := range n.rows(s, nil) {
		b.add(row)
	}
	if n.circle {
		return b
	}
	s.weed(b, areaPart, func(s *search) func(int32) bool {
		return func(row int32) bool {
			held, known := n.holds(s, row)
			return held && known
		}
	})
	return b
}

func (n *spatialNode) testCost() float64 {
	switch {
	case n.t.schema.Geometry != Points:
		return costRelate
	case n.exact:
		return costCode
	}
	return costLocate
}

func (n *spatialNode) setCost() float64 {
	words := costWord * float64(n.t.Len()) / 64
	if _, ok := n.t.held.part(setKey(n.key, !n.negate)); ok {
		return words
	}
	switch {
	case n.exact:
		return n.t.boxCost(n.hits) + words
	case n.circle && n.cells == nil:
		return costSift + float64(n.hits)*costSifted + words
	case n.cells != nil:
		return n.cells.cost(n.hits) + float64(n.hits)*costEntry + words
	}
	return float64(n.hits)*(costFetch+n.testCost()) + words
}

func (n *spatialNode) label() string { return "place" }

// boxNode is a query's bbox: rows without geometry meet it too.
type boxNode struct {
	t     *Table
	boxes []orb.Bound
	hits  int
}

func newBoxNode(t *Table, boxes []orb.Bound) node {
	n := &boxNode{t: t, boxes: boxes, hits: len(t.index().nowhere)}
	for _, b := range boxes {
		n.hits += t.roughly(b)
	}
	return n
}

func (n *boxNode) test(_ *search, row int32) tri {
	if n.t.rowMeets(row, n.boxes) {
		return yes
	}
	return no
}

func (n *boxNode) set(s *search, want bool) bitset {
	b := newBitset(n.t.Len())
	if n.t.schema.Geometry == Points {
		for _, box := range n.boxes {
			s.meeting(n.t.boxCuts(box, n.hits, nil), func(one bitset) { b.join(one) })
		}
		for _, row := range n.t.index().nowhere {
			b.add(row)
		}
	} else {
		for _, row := range n.rows(s, nil) {
			b.add(row)
		}
	}
	if !want {
		rest := full(n.t.Len())
		rest.drop(b)
		return rest
	}
	return b
}

func (n *boxNode) rows(_ *search, dst []int32) []int32 {
	for _, b := range n.boxes {
		dst, _ = n.t.meet(b, dst, math.MaxInt)
	}
	return append(dst, n.t.index().nowhere...)
}

func (n *boxNode) most() int { return n.hits }

func (n *boxNode) testCost() float64 {
	if n.t.schema.Geometry == Points {
		return costCode
	}
	return costTestArea
}

func (n *boxNode) setCost() float64 {
	if words := costWord * float64(n.t.Len()) / 64; n.t.schema.Geometry == Points {
		return n.t.boxCost(n.hits) + words
	} else {
		return float64(n.hits)*costFetch + words
	}
}

func (n *boxNode) label() string { return "bbox" }

// Geometry returns what a row's geometry of the table's default kind is; nil where it has none. Shared, not to be changed.
func (t *Table) Geometry(row int32) orb.Geometry {
	switch t.schema.Geometry {
	case Points:
		if lon, lat, ok := t.Point(row); ok {
			return orb.Point{lon, lat}
		}
	case Own:
		return t.own[row]
	case Areas:
		if m := t.area(row); len(m) > 0 {
			return m
		}
	}
	return nil
}

// area joins a row's areas, without the borders between them where that can be had.
func (t *Table) area(row int32) orb.MultiPolygon {
	refs := t.Areas(row)
	if len(refs) == 1 {
		return t.shapes.Shape(refs[0])
	}
	if unions, ok := t.shapes.(interface {
		Union([]int32) (orb.MultiPolygon, bool)
	}); ok && len(refs) > 1 {
		if m, ok := unions.Union(refs); ok {
			return m
		}
	}
	var m orb.MultiPolygon
	for _, ref := range refs {
		m = append(m, t.shapes.Shape(ref)...)
	}
	return m
}
