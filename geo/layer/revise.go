package layer

import (
	"fmt"
	"slices"
	"sync/atomic"
)

// Revise returns the table without the rows of some ids and with those of another table of the same schema; where both
// have an id, the other's row stands. It is what a Builder makes of the rows that result, but costs copies of columns
// instead of reading every row anew, and takes over the indexes that are built already. Dictionaries are shared: they
// keep the texts of rows that are gone.
//
// One revision at a time may be made of a table and of those that it came from; reading them meanwhile is safe.
func (t *Table) Revise(gone []string, rows *Table) (*Table, error) {
	return t.ReviseWith(gone, rows, -1, nil)
}

// ReviseWith is Revise with one column of all rows made anew besides: text gives the canonical text of a row of the
// result, "" where it is unknown. Without such a column, below 0, it is Revise.
func (t *Table) ReviseWith(gone []string, rows *Table, column int, text func(row int32) string) (*Table, error) {
	if len(rows.columns) != len(t.columns) || rows.schema.Geometry != t.schema.Geometry {
		return nil, fmt.Errorf("layer %s cannot take rows of layer %s", t.schema.Name, rows.schema.Name)
	}
	e := newEdit(t, gone, rows)
	next := &Table{schema: t.schema, shapes: t.shapes, counts: map[string]int{}, columns: make([]Values, len(t.columns)),
		ids: spliced(e, t.ids, rows.ids), lon: spliced(e, t.lon, rows.lon), lat: spliced(e, t.lat, rows.lat),
		start: spliced(e, t.start, rows.start), end: spliced(e, t.end, rows.end)}
	e.areas(next)
	if t.own != nil {
		next.own = spliced(e, t.own, rows.own)
	}
	work := []func(){func() {
		if s := t.space.Load(); s != nil && s.parts == nil {
			next.space.Store(s.revise(e))
		}
	}}
	for i := range t.columns {
		work = append(work, func() {
			if i == column {
				next.columns[i].recoded(&t.columns[i], e.n, text)
			} else {
				next.columns[i].revise(e, &t.columns[i], &rows.columns[i])
			}
		})
	}
	work = append(work, func() {
		if l := t.time.Load(); l != nil {
			next.time.Store(l.revise(e))
		}
	})
	e.share(work)
	return next, nil
}

// manyRevised is from how many rows on the columns of a table are carried over on all cores.
const manyRevised = 1 << 14

// share does work of which no part needs another.
func (e *edit) share(work []func()) {
	least := 1
	if e.n < manyRevised {
		least = len(work)
	}
	inParts(len(work), least, func(from, to int) {
		for _, do := range work[from:to] {
			do()
		}
	})
}

// edit is how the rows of one table follow from those of two.
type edit struct {
	base, rows *Table
	runs       []run
	n          int     // rows that result
	moved      []int32 // by row of base: its new number, -1 where it is gone
	placed     []int32 // by row of rows: its new number
}

// run is some rows of base and then, unless it is below 0, one of rows.
type run struct{ from, to, then int32 }

func newEdit(t *Table, gone []string, rows *Table) *edit {
	e := &edit{base: t, rows: rows, moved: make([]int32, t.Len()), placed: make([]int32, rows.Len())}
	out := make([]int32, 0, len(gone))
	e.runs = make([]run, 0, len(gone)+rows.Len()+1)
	for _, id := range gone {
		if row, ok := t.Row(id); ok {
			out = append(out, row)
		}
	}
	slices.Sort(out)
	out = slices.Compact(out)
	at := int32(0)
	leave := func(to int32) { // copies base up to a row, but for those taken out
		for len(out) > 0 && out[0] < to {
			e.runs = append(e.runs, run{at, out[0], -1})
			at, out = out[0]+1, out[1:]
		}
		e.runs = append(e.runs, run{at, to, -1})
		at = to
	}
	for row := range int32(rows.Len()) {
		to, replaced := t.Row(rows.ids[row])
		leave(to)
		e.runs[len(e.runs)-1].then = row
		if replaced {
			if at++; len(out) > 0 && out[0] == to {
				out = out[1:]
			}
		}
	}
	leave(int32(t.Len()))
	e.number()
	return e
}

// number says which row becomes which.
func (e *edit) number() {
	for i := range e.moved {
		e.moved[i] = -1
	}
	n := int32(0)
	for _, r := range e.runs {
		for row := r.from; row < r.to; row++ {
			e.moved[row] = n
			n++
		}
		if r.then >= 0 {
			e.placed[r.then] = n
			n++
		}
	}
	e.n = int(n)
}

// spliced carries a value a row over.
func spliced[T any](e *edit, base, rows []T) []T {
	out := make([]T, 0, e.n)
	for _, r := range e.runs {
		out = append(out, base[r.from:r.to]...)
		if r.then >= 0 {
			out = append(out, rows[r.then])
		}
	}
	return out
}

// areas carries the areas over.
func (e *edit) areas(next *Table) {
	next.refs, next.refEnds = make([]int32, 0, len(e.base.refs)+len(e.rows.refs)), make([]int32, 0, e.n)
	take := func(t *Table, from, to int32) {
		if from == to {
			return
		}
		first := int32(0)
		if from > 0 {
			first = t.refEnds[from-1]
		}
		shift := int32(len(next.refs)) - first
		next.refs = append(next.refs, t.refs[first:t.refEnds[to-1]]...)
		for _, end := range t.refEnds[from:to] {
			next.refEnds = append(next.refEnds, end+shift)
		}
	}
	for _, r := range e.runs {
		take(e.base, r.from, r.to)
		if r.then >= 0 {
			take(e.rows, r.then, r.then+1)
		}
	}
}

// revise makes v the column that follows from one of each table. Texts that base lacks are appended: in the room behind
// base's where nothing stands there yet.
func (v *Values) revise(e *edit, base, rows *Values) {
	d := v.extend(base)
	codes := make([]uint32, len(rows.texts))
	for c, text := range rows.texts {
		if c > 0 {
			codes[c] = d.code(text)
		}
	}
	v.codes = base.codes.revise(e, &rows.codes, codes, len(v.texts))
}

// recoded makes v a column of n rows with the texts given, which keep base's codes.
func (v *Values) recoded(base *Values, n int, text func(row int32) string) {
	d := v.extend(base)
	wide := make([]uint32, n)
	for row := range wide {
		if t := text(int32(row)); t != "" {
			wide[row] = d.code(t)
		}
	}
	v.codes = narrow(wide, len(v.texts))
}

// dictionary is that of a column in the making.
type dictionary struct {
	v    *Values
	base *Values
	own  bool // nothing of base is written to any more
}

// extend gives v base's dictionary, to which texts may be added.
func (v *Values) extend(base *Values) *dictionary {
	v.kind, v.texts, v.lexicon, v.taken = base.kind, base.texts, base.lexicon, base.taken
	v.parts.Store(base.parts.Load()) // of the texts that the two have in common
	return &dictionary{v: v, base: base}
}

// code returns the code of a text, which is added where base lacks it.
func (d *dictionary) code(text string) uint32 {
	v := d.v
	if code := v.lexicon.find(v.texts, text); code != 0 {
		return code
	}
	if !d.own {
		d.own = true
		v.lexicon = d.base.lexicon.clone()
		if !d.base.taken.CompareAndSwap(int64(len(d.base.texts)), -1) {
			v.texts = slices.Clip(v.texts)
		}
		v.taken = &atomic.Int64{}
	}
	code, _ := v.lexicon.findOrAddText(v.texts, text)
	v.texts = append(v.texts, text)
	v.taken.Store(int64(len(v.texts)))
	return code
}

// revise splices codes in the width that suits the number of texts; to says what rows' codes become.
func (c *codes) revise(e *edit, rows *codes, to []uint32, distinct int) codes {
	switch {
	case c.b != nil && distinct <= 1<<8:
		return codes{b: splicedCodes(e, c.b, rows, to)}
	case c.h != nil && distinct <= 1<<16:
		return codes{h: splicedCodes(e, c.h, rows, to)}
	case c.w != nil:
		return codes{w: splicedCodes(e, c.w, rows, to)}
	}
	wide := make([]uint32, c.len())
	for row := range wide {
		wide[row] = c.at(int32(row))
	}
	return narrow(splicedCodes(e, wide, rows, to), distinct)
}

// splicedCodes is spliced of codes that become others.
func splicedCodes[T uint8 | uint16 | uint32](e *edit, base []T, rows *codes, to []uint32) []T {
	out := make([]T, 0, e.n)
	for _, r := range e.runs {
		out = append(out, base[r.from:r.to]...)
		if r.then >= 0 {
			out = append(out, T(to[rows.at(r.then)]))
		}
	}
	return out
}

// revise returns the tree with the leaves of rows that are gone taken out, and those of new rows put in where they
// belong in Hilbert order.
func (s *space) revise(e *edit) *space {
	next := &space{}
	type leaf struct {
		at  uint32
		row int32
		box box32
	}
	var added []leaf
	for row := range int32(e.rows.Len()) {
		to := e.placed[row]
		if !e.rows.HasPlace(row) {
			next.nowhere = append(next.nowhere, to)
			continue
		}
		box := pointBox(e.rows.lon[row], e.rows.lat[row])
		added = append(added, leaf{box.hilbert(), to, box})
	}
	for _, row := range s.nowhere {
		if to := e.moved[row]; to >= 0 {
			next.nowhere = append(next.nowhere, to)
		}
	}
	slices.Sort(next.nowhere)
	slices.SortFunc(added, func(a, b leaf) int { return int(int64(a.at) - int64(b.at)) })
	var held []box32
	if len(s.levels) > 0 {
		held = s.levels[0]
	}
	boxes := make([]box32, 0, len(held)+len(added))
	next.rows = make([]int32, 0, len(held)+len(added))
	at := 0
	take := func(to int) {
		for ; at < to; at++ {
			if row := e.moved[s.rows[at]]; row >= 0 {
				boxes, next.rows = append(boxes, held[at]), append(next.rows, row)
			}
		}
	}
	for _, l := range added {
		n, _ := slices.BinarySearchFunc(held, l.at, func(b box32, at uint32) int { return int(int64(b.hilbert()) - int64(at)) })
		take(max(n, at))
		boxes, next.rows = append(boxes, l.box), append(next.rows, l.row)
	}
	take(len(held))
	if len(boxes) > 0 {
		next.stack(boxes)
	}
	return next
}

// revise returns the order with the rows that are gone taken out and the new ones put in.
func (l *timeline) revise(e *edit) *timeline {
	next := &timeline{rows: make([]int32, 0, len(l.rows)+e.rows.Len())}
	var added, ended []int32 // rows of e.rows that have a time
	var gone []int64
	for row := range int32(e.rows.Len()) {
		if e.rows.start[row] == noTime {
			next.never = append(next.never, e.placed[row])
		} else {
			added = append(added, row)
		}
	}
	for _, row := range l.never {
		if to := e.moved[row]; to >= 0 {
			next.never = append(next.never, to)
		}
	}
	slices.Sort(next.never)
	slices.SortFunc(added, func(a, b int32) int { return compareStarts(e.rows.start[a], e.rows.start[b], a, b) })
	ended = slices.Clone(added)
	slices.SortFunc(ended, func(a, b int32) int { return compareStarts(e.rows.end[a], e.rows.end[b], a, b) })
	put := func(row int32, start, end int64) {
		last := end
		if n := len(next.lastEnds); n > 0 {
			last = max(last, next.lastEnds[n-1])
		}
		next.rows, next.starts, next.lastEnds = append(next.rows, row), append(next.starts, start), append(next.lastEnds, last)
	}
	next.starts, next.lastEnds = make([]int64, 0, cap(next.rows)), make([]int64, 0, cap(next.rows))
	for i, row := range l.rows {
		to := e.moved[row]
		if to < 0 {
			gone = append(gone, e.base.end[row])
			continue
		}
		for len(added) > 0 && compareStarts(e.rows.start[added[0]], l.starts[i], e.placed[added[0]], to) < 0 {
			put(e.placed[added[0]], e.rows.start[added[0]], e.rows.end[added[0]])
			added = added[1:]
		}
		put(to, l.starts[i], e.base.end[row])
	}
	for _, row := range added {
		put(e.placed[row], e.rows.start[row], e.rows.end[row])
	}
	slices.Sort(gone)
	next.ends = make([]int64, 0, len(next.rows))
	for _, end := range l.ends {
		for len(ended) > 0 && e.rows.end[ended[0]] < end {
			next.ends, ended = append(next.ends, e.rows.end[ended[0]]), ended[1:]
		}
		if len(gone) > 0 && gone[0] == end {
			gone = gone[1:]
			continue
		}
		next.ends = append(next.ends, end)
	}
	for _, row := range ended {
		next.ends = append(next.ends, e.rows.end[row])
	}
	return next
}
