package layer

import "context"

// Warm builds the indexes that first requests would wait for longest, those of the words of columns of many texts and, of a table that
// has such a column, of its places and times, until the context is over. A request that needs one meanwhile waits for no more than
// it would without. Tables of fewer texts are left as they are: theirs take no time.
func (t *Table) Warm(ctx context.Context) {
	long := false
	for i := range t.columns {
		if v := &t.columns[i]; v.kind == Text && v.Distinct() >= wordsFrom && ctx.Err() == nil {
			v.words()
			long = true
		}
	}
	if long && ctx.Err() == nil {
		t.index()
	}
	if long && ctx.Err() == nil {
		t.timeline()
	}
}
