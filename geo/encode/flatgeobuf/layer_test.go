package flatgeobuf

import (
	"testing"

	"oblast/geo/encode"
	"oblast/geo/encode/encodetest"
)

func testLayer(t testing.TB) *encode.Layer { return encodetest.Layer(t, encode.Point) }
