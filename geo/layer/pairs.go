package layer

import (
	"slices"

	"oblast/geo/cql2"
)

// pairs decides what filters say of two columns once a pair of their values: for each value of the one, which has few, there is a bit
// for each rank of the other, and one for its null.
type pairs struct {
	*joint
	t     *Table
	words int // of a value of few
	known int // ranks of many, but null's
}

// truths are the pairs of which something is true, and those of which it is false; of the others it is unknown.
type truths struct{ is, not bitset }

// fewPairs is up to how many pairs any expression is evaluated for each.
const fewPairs = 1 << 12

// pairsOf returns the pairs of two columns: nil where they are more than rows, or the joint of the two is not made yet.
func (t *Table) pairsOf(a, b int) *pairs {
	few, many := &t.columns[a], &t.columns[b]
	if few.Distinct() > many.Distinct() {
		few, many = many, few
	}
	if few.Distinct() > fewValues || few.Distinct()*many.Distinct() > t.Len() {
		return nil
	}
	j := t.joints.of(few, many)
	if j == nil {
		return nil
	}
	return &pairs{j, t, (many.Distinct() + 63) / 64, len(many.order().codes)}
}

func (p *pairs) none() truths {
	n := p.words * p.few.Distinct()
	return truths{make(bitset, n), make(bitset, n)}
}

// row is the bits of a value of few.
func (p *pairs) row(b bitset, code int) bitset { return b[code*p.words : (code+1)*p.words] }

// of decides an expression; ok is false where it cannot.
func (p *pairs) of(s *search, e *cql2.Expr) (all truths, ok bool) {
	switch e.Op {
	case cql2.Not:
		all, ok = p.of(s, e.Args[0])
		return truths{all.not, all.is}, ok
	case cql2.And, cql2.Or:
		for i, a := range e.Args {
			one, ok := p.of(s, a)
			switch {
			case !ok || s.err != nil:
				return truths{}, false
			case i == 0:
				all = one
			case e.Op == cql2.And:
				all.is.keep(one.is)
				all.not.join(one.not)
			default:
				all.is.join(one.is)
				all.not.keep(one.not)
			}
		}
		return all, true
	}
	if columns := e.Properties(nil); len(columns) == 1 {
		return p.ofOne(e, columns[0])
	}
	if n, is := newReckonNode(p.t, e).(*reckonNode); is {
		return p.reckoned(s, n), s.err == nil
	}
	if p.few.Distinct()*p.many.Distinct() > fewPairs {
		return truths{}, false
	}
	all = p.none()
	row := &pairRow{t: p.t, pairs: p}
	for row.few = range p.few.Distinct() {
		for row.rank = range p.many.Distinct() {
			p.set(&all, row.few, row.rank, row.rank+1, triOf(e.Eval(row)))
		}
	}
	return all, true
}

// set notes what is so of some ranks of a value of few.
func (p *pairs) set(all *truths, code, from, to int, is tri) {
	switch is {
	case yes:
		p.row(all.is, code).addRange(from, to)
	case no:
		p.row(all.not, code).addRange(from, to)
	}
}

// ofOne decides what looks at one of the columns alone.
func (p *pairs) ofOne(e *cql2.Expr, column int) (all truths, ok bool) {
	v := &p.t.columns[column]
	truth, ok := v.truthByCode(newColumnNode(p.t, e, column))
	if !ok {
		return truths{}, false
	}
	all = p.none()
	if v == p.few {
		for code := range v.Distinct() {
			p.set(&all, code, 0, p.known+1, truth[code])
		}
		return all, true
	}
	codes := p.many.order().codes
	for rank := range p.many.Distinct() {
		code := uint32(0)
		if rank < p.known {
			code = codes[rank]
		}
		p.set(&all, 0, rank, rank+1, truth[code])
	}
	for code := 1; code < p.few.Distinct(); code++ {
		copy(p.row(all.is, code), p.row(all.is, 0))
		copy(p.row(all.not, code), p.row(all.not, 0))
	}
	return all, true
}

// truthByCode returns what a condition on the column is of each value; ok is false where that is not known of all together.
func (v *Values) truthByCode(n node) (truth []tri, ok bool) {
	switch n := n.(type) {
	case *tableNode:
		return n.table(), true
	case *nullNode:
		truth = slices.Repeat([]tri{no}, v.Distinct())
		truth[0] = yes
		return truth, true
	case *rangeNode:
		truth = make([]tri, v.Distinct())
		for rank, code := range n.order.codes {
			if truth[code] = no; rank >= n.lo && rank < n.hi {
				truth[code] = yes
			}
		}
		return truth, true
	case notNode:
		of, ok := v.truthByCode(n.of)
		truth = make([]tri, len(of))
		for code, is := range of {
			if is != unknown {
				truth[code] = opposite(is)
			}
		}
		return truth, ok
	}
	return nil, false
}

// reckoned decides a comparison of what is reckoned from both columns, on several processors where each pair is reckoned.
func (p *pairs) reckoned(s *search, n *reckonNode) (all truths) {
	if n.op != cql2.Between {
		return p.compared(s, n.op, n.terms[0], n.terms[1])
	}
	all = p.compared(s, cql2.GreaterEqual, n.terms[0], n.terms[1])
	other := p.compared(s, cql2.LessEqual, n.terms[0], n.terms[2])
	all.is.keep(other.is)
	all.not.join(other.not)
	return all
}

func (p *pairs) compared(s *search, op cql2.Op, a, b *term) truths {
	all := p.none()
	least, j := fewValues+1, &jointly{joint: p.joint, known: p.known}
	is := newPair(op, a, b, p.many)
	other, turned := settled(op, false)
	if turned {
		a, b = b, a
	}
	not := newPair(other, a, b, p.many)
	if is.of && !is.steady {
		least = 1 + costlyPart*reckonRows/(p.known+1)
	}
	s.inParts(p.few.Distinct(), least, func(s *search, from, to int) {
		for code := from; code < to && s.tick(); code++ {
			switch {
			case !is.of:
				if a, b := is.a.of(p.few, code, 0), is.b.of(p.few, code, 0); a == a && b == b {
					p.set(&all, code, 0, p.known+1, comparedOf(is.op, a, b))
				}
			case !is.steady:
				p.each(&all, is, code)
			default:
				for _, r := range j.true(nil, is, code) {
					p.set(&all, code, r.lo, r.hi, yes)
				}
				for _, r := range j.true(nil, not, code) {
					p.set(&all, code, r.lo, r.hi, no)
				}
			}
		}
	})
	return all
}

// each reckons every rank of a value of few.
func (p *pairs) each(all *truths, of pair, code int) {
	if of.a.unknown(p.few, code) || of.b.unknown(p.few, code) {
		return
	}
	p.sides(of, code, func(from int, a, b []float64) {
		words := (len(a) + 63) / 64
		compared(p.row(all.is, code)[from/64:from/64+words], of.op, a, b, true)
		compared(p.row(all.not, code)[from/64:from/64+words], of.op, a, b, false)
	})
}

// spans calls yield with the positions in the order of the joint of the rows whose pairs are in a set.
func (p *pairs) spans(b bitset, yield func(from, to int)) {
	for code := range p.few.Distinct() {
		row := p.row(b, code)
		for from := row.next(0); from >= 0 && int(from) <= p.known; {
			to := from + 1
			for int(to) <= p.known && row.has(to) {
				to++
			}
			if first, last := p.within(code, int(from)), p.end(code, int(to)); first < last {
				yield(first, last)
			}
			if int(to) > p.known {
				break
			}
			from = row.next(to)
		}
	}
}

// end returns the position at which, among the rows of a code of few, those below a rank of many end; behind null's, all do.
func (p *pairs) end(code, rank int) int {
	if rank <= p.known {
		return p.within(code, rank)
	}
	return int(p.ends[code])
}

// pairRow is any row that holds a pair of values.
type pairRow struct {
	t *Table
	*pairs
	few, rank int
}

func (r *pairRow) Value(property int) cql2.Value {
	v := &r.t.columns[property]
	switch {
	case v == r.pairs.few:
		return v.Value(uint32(r.few))
	case r.rank < r.known:
		return v.Value(r.many.order().codes[r.rank])
	}
	return cql2.Value{}
}
