package encode_test

import (
	"context"
	"io"
	"testing"

	"oblast/geo/encode"
	"oblast/geo/encode/encodetest"
	"oblast/geo/encode/flatgeobuf"
	"oblast/geo/encode/geopackage"
	"oblast/geo/encode/geoparquet"
	"oblast/geo/encode/xlsx"
	"oblast/geo/measure"
)

// BenchmarkMillion writes a million incidents with the service's 55 columns in every format of files: processor time, bytes,
// and by how much the heap rose above the table.
func BenchmarkMillion(b *testing.B) {
	l := encodetest.Million(b)
	for _, c := range []struct {
		name  string
		write func(ctx context.Context, w io.Writer) error
	}{
		{"CSV", func(ctx context.Context, w io.Writer) error { return encode.WriteCSV(ctx, w, l, encode.InColumns) }},
		{"GeoJSON sequence", func(ctx context.Context, w io.Writer) error { return encode.WriteSequence(ctx, w, l) }},
		{"FlatGeobuf", func(ctx context.Context, w io.Writer) error { return flatgeobuf.Write(ctx, w, l) }},
		{"GeoParquet", func(ctx context.Context, w io.Writer) error { return geoparquet.Write(ctx, w, l) }},
		{"KML", func(ctx context.Context, w io.Writer) error { return encode.WriteKML(ctx, w, l, nil) }},
		{"GeoPackage", func(ctx context.Context, w io.Writer) error {
			return geopackage.Write(ctx, w, []*encode.Layer{l}, nil)
		}},
		{"XLSX", func(ctx context.Context, w io.Writer) error { return xlsx.Write(ctx, w, l) }},
	} {
		b.Run(c.name, func(b *testing.B) {
			done := measure.Ops(b)
			for b.Loop() {
				out := &counted{}
				peak := encodetest.Peak(b, func() error { return c.write(b.Context(), out) })
				b.ReportMetric(peak, "peak-MB")
				b.ReportMetric(float64(out.n)/1e6, "MB")
			}
			done()
		})
	}
}

// counted counts the bytes written to it.
type counted struct{ n int64 }

func (c *counted) Write(p []byte) (int, error) {
	c.n += int64(len(p))
	return len(p), nil
}
