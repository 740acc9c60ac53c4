package layer

// cut is a condition as it narrows or widens a set where that lies, without a set of its own: its rows are those of more that are
// not in less, or all others, but for a few at its edges.
type cut struct {
	more, less bitset    // less nil: no rows; more nil: no rows before those added
	others     bool      // the rows that are not in more, or are in less
	add, take  [][]int32 // rows that are its besides, and rows that are not: no row in both
}

// listOf is the cut of some rows.
func listOf(rows ...[]int32) cut { return cut{add: rows} }

// opposite is the cut of all rows that are not its.
func (c cut) opposite() cut { return cut{c.more, c.less, !c.others, c.take, c.add} }

// isList reports whether it is but the rows added.
func (c *cut) isList() bool { return c.more == nil && !c.others }

// edges is how many rows lie at its edges.
func (c *cut) edges() (n int) {
	for _, rows := range c.add {
		n += len(rows)
	}
	for _, rows := range c.take {
		n += len(rows)
	}
	return n
}

// cut returns the rows at the positions from up to to.
func (l *ladder) cut(from, to int) cut {
	if from >= to {
		return cut{}
	}
	first, last := l.rung(from), l.rung(to)
	if first >= last {
		return listOf(l.order[from:to])
	}
	c := cut{more: l.rungs[last]}
	if l.at[first] > 0 {
		c.less = l.rungs[first]
	}
	below, above := l.at[first], l.at[last]
	switch {
	case from < below:
		c.add = append(c.add, l.order[from:below])
	case from > below:
		c.take = append(c.take, l.order[below:from])
	}
	switch {
	case to > above:
		c.add = append(c.add, l.order[above:to])
	case to < above:
		c.take = append(c.take, l.order[to:above])
	}
	return c
}

// fill makes a set of n rows what a cut is.
func (b bitset) fill(c *cut, n int) {
	switch {
	case c.more == nil:
		clear(b)
	case c.less == nil:
		copy(b, c.more)
	default:
		less := c.less[:len(b)]
		for i, w := range c.more[:len(b)] {
			b[i] = w &^ less[i]
		}
	}
	if c.others {
		for i, w := range b {
			b[i] = ^w
		}
	}
	for _, rows := range c.add {
		for _, row := range rows {
			b.add(row)
		}
	}
	for _, rows := range c.take {
		for _, row := range rows {
			b.take(row)
		}
	}
	b.trim(n)
}

// trim takes out what is behind the last of n rows.
func (b bitset) trim(n int) {
	if rest := n & 63; rest != 0 {
		b[len(b)-1] &= 1<<rest - 1
	}
}

// narrow leaves in the set what is in a cut. Room is overwritten.
func (b bitset) narrow(c *cut, room []int32) []int32 {
	room = room[:0]
	for _, rows := range c.add {
		room = b.among(rows, room)
	}
	switch {
	case c.more == nil && !c.others:
		clear(b)
	case c.more != nil && !c.others && c.less == nil:
		b.keep(c.more)
	case c.more != nil && !c.others:
		less := c.less[:len(b)]
		for i, w := range c.more[:len(b)] {
			b[i] &= w &^ less[i]
		}
	case c.more != nil && c.less == nil:
		b.drop(c.more)
	case c.more != nil:
		less := c.less[:len(b)]
		for i, w := range c.more[:len(b)] {
			b[i] &= less[i] | ^w
		}
	}
	for _, row := range room {
		b.add(row)
	}
	for _, rows := range c.take {
		for _, row := range rows {
			b.take(row)
		}
	}
	return room
}

// widen adds to the set, of n rows, what is in a cut. Room is overwritten.
func (b bitset) widen(c *cut, n int, room []int32) []int32 {
	room = room[:0]
	for _, rows := range c.take {
		for _, row := range rows {
			if !b.has(row) {
				room = append(room, row)
			}
		}
	}
	switch {
	case c.isList():
	case !c.others && c.less == nil:
		b.join(c.more)
	case !c.others:
		less := c.less[:len(b)]
		for i, w := range c.more[:len(b)] {
			b[i] |= w &^ less[i]
		}
	case c.more == nil:
		for i := range b {
			b[i] = ^uint64(0)
		}
	default:
		for i, w := range c.more[:len(b)] {
			if b[i] |= ^w; c.less != nil {
				b[i] |= c.less[i]
			}
		}
	}
	b.trim(n)
	for _, rows := range c.add {
		for _, row := range rows {
			b.add(row)
		}
	}
	for _, row := range room {
		b.take(row)
	}
	return room
}

// among appends the rows that are in the set.
func (b bitset) among(rows, dst []int32) []int32 {
	at := len(dst)
	dst = growTo(dst, at+len(rows))
	for _, row := range rows { // each is written, and the next one over it where it is not in the set
		dst[at] = row
		at += int(b[row>>6] >> (row & 63) & 1)
	}
	return dst[:at]
}

// growTo returns a slice of a length, with what it had.
func growTo(rows []int32, n int) []int32 {
	if n <= cap(rows) {
		return rows[:n]
	}
	grown := make([]int32, n, n+n/2)
	copy(grown, rows)
	return grown
}

// among leaves of rows those that are in a cut that has no edges. Rows is changed.
func (c *cut) among(rows []int32) []int32 {
	n, less := 0, c.less
	if less == nil {
		return c.more.among(rows, rows[:0])
	}
	for _, row := range rows { // each is kept, and the next one over it where it is none
		rows[n] = row
		n += int((c.more[row>>6] &^ less[row>>6]) >> (row & 63) & 1)
	}
	return rows[:n]
}
