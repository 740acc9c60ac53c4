package layer

import (
	"math"
	"slices"
	"sort"

	"oblast/geo/cql2"
)

// jointly finds the rows of which a comparison holds that reckons with the two columns of a joint. Of a value of the one it asks
// what ranks the other may have: where a side rises or falls with them, by looking for where it passes the other side, else by
// reckoning each.
type jointly struct {
	*joint
	terms  []*term
	pairs  []pair
	known  int // ranks of many, but null's
	enough int // matches from which the spans are not asked for
	spans  []span
	count  int
}

// pair is a comparison of two terms, the second of which has many's values, if any has.
type pair struct {
	op     cql2.Op
	a, b   *term
	of     bool // b has them
	steady bool // b rises or falls with them, and a has none
}

// counted returns where the rows lie, in the order of a joint of its columns, of which the comparison is true, and how many
// they are: of more than enough, only that. Ok is false where that is not known without looking at every row.
func (n *reckonNode) counted(s *search, enough int) (rows []int32, spans []span, count int, ok bool) {
	var columns []*Values
	for _, m := range n.terms {
		columns = m.columns(columns)
	}
	if len(columns) != 2 {
		return nil, nil, 0, false
	}
	few, many := columns[0], columns[1]
	if few.Distinct() > many.Distinct() {
		few, many = many, few
	}
	if few.Distinct() > fewValues {
		return nil, nil, 0, false
	}
	all := jointly{terms: n.terms, enough: enough}
	for i, m := range n.terms[1:] {
		op := n.op
		if op == cql2.Between {
			op = [2]cql2.Op{cql2.GreaterEqual, cql2.LessEqual}[i]
		}
		p := newPair(op, n.terms[0], m, many)
		if !p.steady && few.Distinct()*many.Distinct() > n.t.Len() {
			return nil, nil, 0, false
		}
		all.pairs = append(all.pairs, p)
	}
	if all.joint = n.t.joints.of(few, many); all.joint == nil {
		return nil, nil, 0, false
	}
	all.find(s)
	return all.order, all.spans, all.count, s.err == nil
}

// columns appends the columns that a term is reckoned from, each once.
func (m *term) columns(all []*Values) []*Values {
	if m.op == cql2.PropertyRef {
		if slices.Contains(all, m.column) {
			return all
		}
		return append(all, m.column)
	}
	for _, a := range m.args {
		all = a.columns(all)
	}
	return all
}

func newPair(op cql2.Op, a, b *term, many *Values) pair {
	hasA, _ := a.along(many)
	hasB, steady := b.along(many)
	if hasA && !hasB {
		return newPair(op.Flipped(), b, a, many)
	}
	return pair{op, a, b, hasA || hasB, steady && !hasA}
}

// along reports whether a term is reckoned from a column, and whether it rises or falls with its values, whatever those of the
// other column are, where doubles can hold it: it is made of them once, by what never turns round.
func (m *term) along(many *Values) (has, steady bool) {
	switch {
	case m.op == cql2.Literal || m.op == cql2.PropertyRef && m.column != many:
		return false, true
	case m.op == cql2.PropertyRef:
		return true, m.follows(many.order())
	case len(m.args) == 1: // the sign
		return m.args[0].along(many)
	}
	first, steady := m.args[0].along(many)
	second, also := m.args[1].along(many)
	switch m.op {
	case cql2.Add, cql2.Subtract, cql2.Multiply:
	case cql2.Divide, cql2.IntegerDivide:
		also = also && !second
	default:
		also = also && !first && !second
	}
	return first || second, steady && also && !(first && second)
}

// follows reports whether a term of one column rises with its values, or falls; one that can be unknown of a known value does
// neither.
func (m *term) follows(o *order) bool {
	if len(o.codes) == 0 || m.rises {
		return true
	}
	last := m.numbers[o.codes[0]]
	falls := last > m.numbers[o.codes[len(o.codes)-1]]
	for _, code := range o.codes {
		v := m.numbers[code]
		if v != v || math.IsInf(v, 0) || falls && v > last || !falls && v < last {
			return false
		}
		last = v
	}
	return true
}

// find goes through the values of the one column, on several processors where each pair of values is reckoned.
func (j *jointly) find(s *search) {
	j.known = len(j.many.order().codes)
	parts, least := make([]jointly, j.few.Distinct()), fewValues+1
	for _, p := range j.pairs {
		if !p.steady {
			least = 1 + costlyPart*reckonRows/(j.known+1)
		}
	}
	s.inParts(len(parts), least, func(s *search, from, to int) {
		part := *j
		for code := from; code < to && s.tick(); code++ {
			part.value(code)
			s.steps += j.known / 16
		}
		parts[from] = part
	})
	for i := range parts {
		j.count += parts[i].count
	}
	for i := 0; i < len(parts) && j.count <= j.enough; i++ {
		j.spans = append(j.spans, parts[i].spans...)
	}
}

// value looks for the ranks that a code of few asks for.
func (j *jointly) value(code int) {
	var all []ranks
	for i, p := range j.pairs {
		if found := j.true(nil, p, code); i == 0 {
			all = found
		} else {
			all = both(all, found)
		}
	}
	for _, r := range all {
		if from, to := j.within(code, r.lo), j.within(code, r.hi); from < to {
			if j.count += to - from; j.count <= j.enough {
				j.spans = append(j.spans, span{from, to})
			}
		}
	}
}

// both returns the ranks that are in two lists, each ascending.
func both(a, b []ranks) (out []ranks) {
	for len(a) > 0 && len(b) > 0 {
		if lo, hi := max(a[0].lo, b[0].lo), min(a[0].hi, b[0].hi); lo < hi {
			out = append(out, ranks{lo, hi})
		}
		if a[0].hi < b[0].hi {
			a = a[1:]
		} else {
			b = b[1:]
		}
	}
	return out
}

// true appends the ranks of many of which a comparison is true of a code of few.
func (j *jointly) true(dst []ranks, p pair, code int) []ranks {
	if p.a.unknown(j.few, code) || p.b.unknown(j.few, code) || j.known == 0 {
		return dst
	}
	if !p.of {
		if comparedOf(p.op, p.a.of(j.few, code, 0), p.b.of(j.few, code, 0)) == yes {
			dst = append(dst, ranks{0, j.known})
		}
		return dst
	}
	if !p.steady {
		return j.each(dst, p, code)
	}
	f, codes := p.a.of(j.few, code, 0), j.many.order().codes
	g := func(r int) float64 { return p.b.of(j.few, code, codes[r]) }
	first, last := g(0), g(j.known-1)
	switch {
	case f != f:
		return dst
	case first-first != 0 || last-last != 0: // what lies between may be known
		return j.each(dst, p, code)
	}
	falls := first > last
	// at returns the first rank whose number is not below (not above, where they fall) f, or the first that is beyond it.
	at := func(beyond bool) int {
		return sort.Search(j.known, func(r int) bool {
			v := g(r)
			if falls {
				return v < f || v == f && !beyond
			}
			return v > f || v == f && !beyond
		})
	}
	lo, hi := at(false), at(true)
	below, above := ranks{0, lo}, ranks{hi, j.known} // of what is less than f, and more
	if falls {
		below, above = above, below
	}
	start := len(dst)
	for _, r := range fits(p.op, below, above, ranks{lo, hi}) {
		if r.lo < r.hi {
			dst = append(dst, r)
		}
	}
	if found := dst[start:]; len(found) == 2 && found[0].lo > found[1].lo {
		found[0], found[1] = found[1], found[0]
	}
	return dst
}

// fits returns the ranks of the values v for which "f op v" is true, given those that are below f, above it and equal.
func fits(op cql2.Op, below, above, equal ranks) []ranks {
	switch op {
	case cql2.Less:
		return []ranks{above}
	case cql2.LessEqual:
		return []ranks{equal, above}
	case cql2.Greater:
		return []ranks{below}
	case cql2.GreaterEqual:
		return []ranks{below, equal}
	case cql2.Equal:
		return []ranks{equal}
	}
	return []ranks{below, above}
}

// sides yields both sides of the comparison for all known ranks of many, beside a code of few: as many at a time as are reckoned
// together, from a rank on.
func (j *joint) sides(p pair, code int, yield func(from int, a, b []float64)) {
	held, room := [2][]float64{make([]float64, reckonRows), make([]float64, reckonRows)}, make([]float64, max(p.a.room(reckonRows), p.b.room(reckonRows)))
	codes := j.many.order().codes
	for from := 0; from < len(codes); from += reckonRows {
		some := codes[from:min(from+reckonRows, len(codes))]
		column := func(of *term, out []float64) {
			if of.column == j.few {
				for i := range out {
					out[i] = of.numbers[code]
				}
				return
			}
			looked(out, some, of.numbers)
		}
		a, b := held[0][:len(some)], held[1][:len(some)]
		p.a.reckon(a, room, column)
		p.b.reckon(b, room, column)
		yield(from, a, b)
	}
}

// each reckons every rank.
func (j *jointly) each(dst []ranks, p pair, code int) []ranks {
	var word [reckonRows / 64]uint64
	j.sides(p, code, func(from int, a, b []float64) {
		words := bitset(word[:(len(a)+63)/64])
		compared(words, p.op, a, b, true)
		for r := words.next(0); r >= 0; {
			end := r + 1
			for int(end) < len(a) && words.has(end) {
				end++
			}
			dst = append(dst, ranks{from + int(r), from + int(end)})
			if int(end) >= len(a) {
				break
			}
			r = words.next(end)
		}
	})
	return dst
}

// unknown reports whether a term is unknown whatever the other column holds.
func (m *term) unknown(few *Values, code int) bool {
	switch m.op {
	case cql2.Literal:
		return m.value != m.value
	case cql2.PropertyRef:
		return m.column == few && m.numbers[code] != m.numbers[code]
	}
	for _, a := range m.args {
		if a.unknown(few, code) {
			return true
		}
	}
	return false
}

// of is the term of a code of either column.
func (m *term) of(few *Values, code int, other uint32) float64 {
	switch {
	case m.op == cql2.Literal:
		return m.value
	case m.op == cql2.PropertyRef && m.column == few:
		return m.numbers[code]
	case m.op == cql2.PropertyRef:
		return m.numbers[other]
	}
	a := m.args[0].of(few, code, other)
	if len(m.args) == 1 {
		return -a
	}
	return reckoned(m.op, a, m.args[1].of(few, code, other))
}
