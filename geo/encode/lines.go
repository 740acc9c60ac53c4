package encode

import (
	"context"
	"io"
)

// recordSeparator begins each text of a sequence (RFC 8142, 2).
const recordSeparator = 0x1e

// pieceBytes is about how much is collected before it is written.
const pieceBytes = 64 << 10

// WriteSequence writes the features as GeoJSON text sequences (RFC 8142): each feature between a record separator and a
// line feed, so that a reader can begin with the first and skip one that is damaged.
func WriteSequence(ctx context.Context, w io.Writer, l *Layer) error {
	return l.lines(ctx, w, nil, func(dst []byte, row int32) []byte {
		return append(l.AppendFeature(append(dst, recordSeparator), row, &l.Form), '\n')
	})
}

// WriteCSV writes the features as CSV (RFC 4180).
func WriteCSV(ctx context.Context, w io.Writer, l *Layer, where Located) error {
	return l.lines(ctx, w, AppendCSVHeader(nil, l.table, &l.Form, where), func(dst []byte, row int32) []byte {
		return l.AppendCSVRow(dst, row, &l.Form, where)
	})
}

// lines writes a head and every row behind it, in pieces.
func (l *Layer) lines(ctx context.Context, w io.Writer, head []byte, line func(dst []byte, row int32) []byte) error {
	buf := append(make([]byte, 0, pieceBytes+pieceBytes/4), head...)
	err := l.each(ctx, func(row int32) error {
		if buf = line(buf, row); len(buf) < pieceBytes {
			return nil
		}
		_, err := w.Write(buf)
		buf = buf[:0]
		return err
	})
	if err == nil && len(buf) > 0 {
		_, err = w.Write(buf)
	}
	return err
}
