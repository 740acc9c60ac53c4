package layer

// nullNode is true of the rows that have no value in a column, and false of all others.
type nullNode struct {
	t      *Table
	column int
	values *Values
}

func (n *nullNode) test(_ *search, row int32) tri {
	if n.values.codes.at(row) == 0 {
		return yes
	}
	return no
}

func (n *nullNode) set(_ *search, want bool) bitset {
	b, rows := newBitset(n.t.Len()), n.values.Rows(0)
	if !want {
		b = full(n.t.Len())
	}
	for _, row := range rows {
		b[row>>6] ^= 1 << (row & 63)
	}
	return b
}

func (n *nullNode) most() int                           { return len(n.values.Rows(0)) }
func (n *nullNode) rows(_ *search, dst []int32) []int32 { return append(dst, n.values.Rows(0)...) }
func (n *nullNode) testCost() float64                   { return costCode }
func (n *nullNode) setCost() float64 {
	return costEntry*float64(n.most()) + costWord*float64(n.t.Len())/64
}
func (n *nullNode) label() string { return n.t.schema.Columns[n.column].Name }
