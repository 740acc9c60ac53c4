package layer

// Split returns a builder for each column, in the schema's order, so that goroutines may fill them side by side, one each.
// b keeps the rows with their places, areas and times; in each of the others Row begins each row too, and one call gives its
// value. A column is filled faster by itself: its dictionary stays at hand. Build of b joins them. It must be called before
// the first row.
func (b *Builder) Split() []*Builder {
	b.split = make([]*Builder, len(b.columns))
	for i := range b.split {
		b.split[i] = &Builder{schema: Schema{Name: b.schema.Name, Columns: b.schema.Columns[i : i+1]}, ids: b.ids[:0],
			columns: b.columns[i : i+1], next: 1, alone: true}
	}
	b.columns = nil
	b.next = 0
	return b.split
}

// begin begins the row of a column alone.
func (b *Builder) begin(id string) {
	if b.next != 1 {
		b.fail("column %s has no value in row %d", b.schema.Columns[0].Name, b.rows)
	}
	b.next, b.rows, b.id = 0, b.rows+1, id
}

// join puts the columns together again.
func (b *Builder) join() {
	for _, c := range b.split {
		if c.next != 1 || c.rows != len(b.ids) {
			c.fail("column %s has %d values in %d rows", c.schema.Columns[0].Name, c.columns[0].codes.len(), len(b.ids))
		}
		if b.err == nil {
			b.err = c.err
		}
		b.columns = append(b.columns, c.columns...)
	}
	b.next = len(b.columns)
}
