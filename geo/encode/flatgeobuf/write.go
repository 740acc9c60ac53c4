// Package flatgeobuf writes features as FlatGeobuf 3, with its index, so that a reader can take those of a box from a file
// or from the web without reading the rest.
//
// In: an encode.Layer. Out: one file, streamed: a header that says what the file is, the packed Hilbert R-tree, the
// features in Hilbert order. The index stands before the features and holds where each begins, so lengths are reckoned
// first. Memory is 80 bytes a feature. Easting (or longitude) comes first in every reference system.
// A feature without a place has a box of nothing: no box finds it.
package flatgeobuf

import (
	"context"
	"io"

	"oblast/geo/encode"
)

// magic begins every file: the version of the format is 3.0.
var magic = []byte{'f', 'g', 'b', 3, 'f', 'g', 'b', 0}

// pieceBytes is about how much is collected before it is written.
const pieceBytes = 256 << 10

// Write writes a file of the layer's rows. The order of l.Rows is changed.
func Write(ctx context.Context, w io.Writer, l *encode.Layer) error {
	f := newFeatures(l)
	leaves := make([]node, len(l.Rows))
	sizes, err := f.propertySizes(ctx)
	if err != nil {
		return err
	}
	offset := uint64(0)
	f.layer.SortByPlace()
	for i, row := range l.Rows {
		if i&1023 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		n, box := f.size(row, sizes[row])
		leaves[i], leaves[i].offset = box, offset
		offset += uint64(n)
	}
	out := &pieces{to: w, buf: make([]byte, 0, pieceBytes+pieceBytes/4)}
	if err := out.index(f, leaves); err != nil {
		return err
	}
	for i, row := range l.Rows {
		if i&1023 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		out.buf = f.append(out.buf, row)
		if err := out.flush(pieceBytes); err != nil {
			return err
		}
	}
	return out.flush(1)
}

// pieces collects what is written.
type pieces struct {
	to  io.Writer
	buf []byte
}

// flush writes what is collected once it is a number of bytes.
func (p *pieces) flush(least int) error {
	if len(p.buf) < least {
		return nil
	}
	_, err := p.to.Write(p.buf)
	p.buf = p.buf[:0]
	return err
}

// index writes everything before the first feature.
func (p *pieces) index(f *features, leaves []node) error {
	nodeSize := fanout
	if len(leaves) == 0 {
		nodeSize = 0
	}
	p.buf = append(append(p.buf, magic...), header(f.layer, f.columns, leaves, nodeSize)...)
	if len(leaves) == 0 {
		return nil
	}
	for _, n := range packed(leaves) {
		p.buf = appendNode(p.buf, n)
		if err := p.flush(pieceBytes); err != nil {
			return err
		}
	}
	return nil
}

// withID returns the columns, id first where it is not among them.
func withID(l *encode.Layer) []int {
	id := l.Table().Schema().Index("id")
	for _, c := range l.Columns {
		if c == id {
			return l.Columns
		}
	}
	if id < 0 {
		return l.Columns
	}
	return append([]int{id}, l.Columns...)
}
