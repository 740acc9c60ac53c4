package relate_test

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"oblast/geo/relate"
)

// The two float32 beside a number enclose it, with none between.
func TestNarrowNumbersEnclose(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := rapid.Float64Range(-math.MaxFloat32, math.MaxFloat32).Draw(t, "v")
		low, high := relate.Below(v), relate.Above(v)
		switch {
		case float64(low) > v || float64(high) < v:
			t.Fatalf("%v is not from %v to %v", v, low, high)
		case low != high && math.Nextafter32(low, float32(math.Inf(1))) != high:
			t.Fatalf("something lies between %v and %v", low, high)
		case low == high && float64(low) != v:
			t.Fatalf("%v is no float32", v)
		}
	})
}
