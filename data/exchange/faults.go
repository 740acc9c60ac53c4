package exchange

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"slices"
	"sync/atomic"

	"oblast/geo/fault"
)

// sortFaults puts faults in the order of their lines: those of references are found last.
func (m *importer) sortFaults() {
	slices.SortStableFunc(m.report.Faults, func(a, b LineFault) int { return cmp.Compare(a.Line, b.Line) })
}

// below puts the faults of an error below a pointer.
func below(pointer string, err error) error {
	fields := fault.Fields(err)
	if pointer == "" || len(fields) == 0 {
		return err
	}
	out := make([]error, len(fields))
	for i, f := range fields {
		inner := *f
		inner.Field = pointer + f.Field
		out[i] = &inner
	}
	return errors.Join(out...)
}

// Summary says in one sentence what an import did.
func (r Report) Summary() string {
	if r.NFaults > 0 {
		return fmt.Sprintf("%d faults; nothing was imported", r.NFaults)
	}
	return fmt.Sprintf("%d records: %d new, %d updated, %d there already", r.Records, r.Created, r.Updated, r.Unchanged)
}

// countingReader counts what was read; the count may be read meanwhile.
type countingReader struct {
	in io.Reader
	n  atomic.Int64
}

func (c *countingReader) Read(p []byte) (int, error) {
	n, err := c.in.Read(p)
	c.n.Add(int64(n))
	return n, err
}
