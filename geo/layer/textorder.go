package layer

import (
	"math"
	"sort"
	"strings"

	"oblast/geo/cql2"
)

// textOrder is the order of a column's texts in CASEI and ACCENTI, or as they are: texts that fold alike stand together.
type textOrder struct {
	*order
	of      *Values
	folds   cql2.Folds
	numbers []float64 // by code: where in the order its text begins; NaN for null
	others  []*placed
}

// placed says where among the texts of an order those of another column belong: between two of them half a number below the
// second.
type placed struct {
	of      *textOrder
	numbers []float64 // by code
}

// mostTextOrders is how many orders of texts a column keeps, and how many others each: the oldest goes first.
const mostTextOrders = 3

// textOrder returns the order of the column's texts, made on the first call.
func (v *Values) textOrder(folds cql2.Folds) *textOrder {
	v.textMu.Lock()
	defer v.textMu.Unlock()
	for _, o := range v.textOrders {
		if o.folds == folds {
			return o
		}
	}
	o := &textOrder{of: v, folds: folds, numbers: make([]float64, len(v.texts))}
	texts := v.texts
	if folds == "" {
		o.order = v.order()
	} else {
		texts = make([]string, len(v.texts))
		inParts((len(texts)+63)/64, costlyPart, func(from, to int) {
			var room []byte
			for code := max(1, from*64); code < min(to*64, len(texts)); code++ {
				texts[code] = folds.Fold(v.texts[code], &room)
			}
		})
		codes := v.allCodes()
		sortTexts(texts, codes)
		o.order = orderOf(v, codes)
	}
	o.numbers[0] = math.NaN()
	for r, code := range o.codes {
		if o.numbers[code] = float64(r); r > 0 && texts[code] == texts[o.codes[r-1]] {
			o.numbers[code] = o.numbers[o.codes[r-1]]
		}
	}
	if len(v.textOrders) == mostTextOrders {
		v.textOrders = append(v.textOrders[:0:0], v.textOrders[1:]...)
	}
	v.textOrders = append(v.textOrders, o)
	return o
}

// bounds returns the first rank whose text is not below one, and the first above it.
func (o *textOrder) bounds(text string) (lo, hi int) {
	var room []byte
	at := func(r int) string { return o.folds.Fold(o.of.texts[o.codes[r]], &room) }
	lo = sort.Search(len(o.codes), func(r int) bool { return at(r) >= text })
	hi = lo + sort.Search(len(o.codes)-lo, func(r int) bool { return at(lo+r) > text })
	return lo, hi
}

// number returns where a text belongs.
func (o *textOrder) number(text string) float64 {
	if lo, hi := o.bounds(text); lo < hi {
		return float64(lo)
	} else {
		return float64(lo) - .5
	}
}

// numbersOf returns where the texts of another order belong, by their codes, found out on the first call.
func (o *textOrder) numbersOf(other *textOrder) []float64 {
	if o == other {
		return o.numbers
	}
	o.of.textMu.Lock()
	defer o.of.textMu.Unlock()
	for _, p := range o.others {
		if p.of == other {
			return p.numbers
		}
	}
	p := &placed{other, make([]float64, len(other.numbers))}
	p.numbers[0] = math.NaN()
	var room, otherRoom []byte
	text := func(code uint32) string { return other.folds.Fold(other.of.texts[code], &otherRoom) }
	if len(other.codes) < len(o.codes)/16 {
		for _, code := range other.codes {
			p.numbers[code] = o.number(text(code))
		}
	} else {
		r, mine := 0, ""
		for _, code := range other.codes {
			theirs, c := text(code), -1
			for ; r < len(o.codes); r++ {
				if mine = o.folds.Fold(o.of.texts[o.codes[r]], &room); mine >= theirs {
					c = strings.Compare(mine, theirs)
					break
				}
			}
			if p.numbers[code] = float64(r); c != 0 {
				p.numbers[code] -= .5
			}
		}
	}
	if len(o.others) == mostTextOrders {
		o.others = append(o.others[:0:0], o.others[1:]...)
	}
	o.others = append(o.others, p)
	return p.numbers
}

// textSide is a column in CASEI and ACCENTI or not, or a literal text, as an operand of a comparison; ok is false for any
// other.
func (t *Table) textSide(e *cql2.Expr) (of *Values, folds cql2.Folds, literal string, ok bool) {
	prop, folds := e.Folded()
	switch {
	case e.Type != cql2.Text:
		return nil, "", "", false
	case prop.Op == cql2.PropertyRef && t.columns[prop.Index].kind == Text:
		return &t.columns[prop.Index], folds, "", true
	case e.Op == cql2.Literal && e.Value.Type == cql2.Text:
		return nil, "", e.Value.Text, true
	}
	return nil, "", "", false
}

// newTextReckonNode compares two columns of texts by where each text belongs among those of the one that has more; nil for any
// other part.
func newTextReckonNode(t *Table, e *cql2.Expr) node {
	if !e.Op.IsComparison() {
		return nil
	}
	left, leftFolds, _, ok := t.textSide(e.Args[0])
	right, rightFolds, _, also := t.textSide(e.Args[1])
	if !ok || !also || left == nil || right == nil {
		return nil
	}
	a, b := left.textOrder(leftFolds), right.textOrder(rightFolds)
	lead := a
	if left.Distinct() < right.Distinct() {
		lead = b
	}
	side := func(o *textOrder) *term {
		return &term{op: cql2.PropertyRef, kind: cql2.Text, column: o.of, numbers: lead.numbersOf(o), rises: o.folds == ""}
	}
	return &reckonNode{rowNode: rowNode{t: t, expr: e}, op: e.Op, terms: []*term{side(a), side(b)}}
}

// newTextRangeNode decides a comparison of a column of many texts, in CASEI and ACCENTI, with literals by their order; nil
// for any other part.
func newTextRangeNode(t *Table, e *cql2.Expr, column int) node {
	v := &t.columns[column]
	if v.kind != Text || v.Distinct() < wordsFrom || !e.Op.IsComparison() && e.Op != cql2.Between && e.Op != cql2.In && e.Op != cql2.Like {
		return nil
	}
	op, args := e.Op, e.Args
	if op.IsComparison() && args[0].Op == cql2.Literal {
		op, args = op.Flipped(), []*cql2.Expr{args[1], args[0]}
	}
	_, folds := args[0].Folded()
	if of, _, _, ok := t.textSide(args[0]); !ok || of == nil || folds == "" {
		return nil
	}
	literals := make([]string, len(args)-1)
	for i, a := range args[1:] {
		if a.Op != cql2.Literal || a.Value.Type != cql2.Text {
			return nil
		}
		literals[i] = a.Value.Text
	}
	var prefix string
	if op == cql2.Like {
		var whole bool
		if prefix, _, whole = cql2.LikePrefix(literals[0]); !whole || prefix == "" {
			return nil
		}
	}
	o, key := v.textOrder(folds), string(e.AppendKey([]byte{'c'}))
	if op == cql2.In {
		n := &tableNode{t: t, column: column, values: v, key: key, listed: yes}
		for _, text := range literals {
			lo, hi := o.bounds(text)
			n.codes = append(n.codes, o.codes[lo:hi]...)
		}
		n.codes = distinct(n.codes)
		return n
	}
	lo, hi := 0, len(o.codes)
	first, last := o.bounds(literals[0])
	switch op {
	case cql2.Less:
		hi = first
	case cql2.LessEqual:
		hi = last
	case cql2.Greater:
		lo = last
	case cql2.GreaterEqual:
		lo = first
	case cql2.Between:
		lo = first
		_, hi = o.bounds(literals[1])
	case cql2.Like: // no UTF-8 text has a byte 0xff: all that begin with the prefix are below it
		lo, _ = o.bounds(prefix)
		hi, _ = o.bounds(prefix + "\xff")
	default:
		lo, hi = first, last
	}
	var n node = &rangeNode{t, column, v, o.order, lo, max(lo, hi), key}
	if op == cql2.NotEqual {
		n = notNode{n}
	}
	return n
}
