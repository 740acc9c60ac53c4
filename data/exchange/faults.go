package exchange

import (
	"cmp"
	"io"
	"slices"
	"sync/atomic"
)

// sortFaults puts faults in the order of their lines: those of references are found last.
func (m *importer) sortFaults() {
	slices.SortStableFunc(m.report.Faults, func(a, b LineFault) int { return cmp.Compare(a.Line, b.Line) })
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
