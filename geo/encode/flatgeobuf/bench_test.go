package flatgeobuf_test

import (
	"io"
	"testing"

	"oblast/geo/encode/encodetest"
	"oblast/geo/encode/flatgeobuf"
)

// BenchmarkWrite writes a million incidents with the service's 55 columns.
func BenchmarkWrite(b *testing.B) {
	l := encodetest.Million(b)
	for b.Loop() {
		peak := encodetest.Peak(b, func() error { return flatgeobuf.Write(b.Context(), io.Discard, l) })
		b.ReportMetric(peak, "peak-MB")
	}
}
