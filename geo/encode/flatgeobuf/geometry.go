package flatgeobuf

import (
	flatbuffers "github.com/google/flatbuffers/go"
	"github.com/paulmach/orb"
)

// geometry makes a geometry, and returns 0 for none.
func geometry(b *flatbuffers.Builder, g orb.Geometry) flatbuffers.UOffsetT {
	switch g := g.(type) {
	case orb.Point:
		return flat(b, point, 0, positions(b, []orb.Point{g}))
	case orb.MultiPoint:
		return flat(b, multiPoint, 0, positions(b, g))
	case orb.LineString:
		return flat(b, lineString, 0, positions(b, g))
	case orb.MultiLineString:
		lines := make([][]orb.Point, len(g))
		for i := range g {
			lines[i] = g[i]
		}
		return ended(b, multiLineString, lines)
	case orb.Polygon:
		return rings(b, g)
	case orb.MultiPolygon:
		all := make([]flatbuffers.UOffsetT, len(g))
		for i := range g {
			all[i] = rings(b, g[i])
		}
		return parts(b, multiPolygon, offsets(b, all))
	case orb.Collection:
		all := make([]flatbuffers.UOffsetT, len(g))
		for i := range g {
			all[i] = geometry(b, g[i])
		}
		return parts(b, collection, offsets(b, all))
	}
	return 0
}

func rings(b *flatbuffers.Builder, p orb.Polygon) flatbuffers.UOffsetT {
	lines := make([][]orb.Point, len(p))
	for i := range p {
		lines[i] = p[i]
	}
	return ended(b, polygon, lines)
}

// ended makes a geometry of several lines: where each ends is told unless there is one alone.
func ended(b *flatbuffers.Builder, kind byte, lines [][]orb.Point) flatbuffers.UOffsetT {
	n := 0
	for _, line := range lines {
		n += len(line)
	}
	var ends flatbuffers.UOffsetT
	if len(lines) > 1 {
		b.StartVector(flatbuffers.SizeUint32, len(lines), flatbuffers.SizeUint32)
		end := n
		for i := len(lines) - 1; i >= 0; i-- {
			b.PrependUint32(uint32(end))
			end -= len(lines[i])
		}
		ends = b.EndVector(len(lines))
	}
	b.StartVector(flatbuffers.SizeFloat64, 2*n, flatbuffers.SizeFloat64)
	for i := len(lines) - 1; i >= 0; i-- {
		prepend(b, lines[i])
	}
	return flat(b, kind, ends, b.EndVector(2*n))
}

func positions(b *flatbuffers.Builder, line []orb.Point) flatbuffers.UOffsetT {
	b.StartVector(flatbuffers.SizeFloat64, 2*len(line), flatbuffers.SizeFloat64)
	prepend(b, line)
	return b.EndVector(2 * len(line))
}

func prepend(b *flatbuffers.Builder, line []orb.Point) {
	for i := len(line) - 1; i >= 0; i-- {
		b.PrependFloat64(line[i][1])
		b.PrependFloat64(line[i][0])
	}
}

func flat(b *flatbuffers.Builder, kind byte, ends, xy flatbuffers.UOffsetT) flatbuffers.UOffsetT {
	b.StartObject(geometrySlots)
	refer(b, geometryEnds, ends)
	refer(b, geometryXY, xy)
	b.PrependByteSlot(geometryType, kind, 0)
	return b.EndObject()
}

func parts(b *flatbuffers.Builder, kind byte, all flatbuffers.UOffsetT) flatbuffers.UOffsetT {
	b.StartObject(geometrySlots)
	b.PrependByteSlot(geometryType, kind, 0)
	refer(b, geometryParts, all)
	return b.EndObject()
}
