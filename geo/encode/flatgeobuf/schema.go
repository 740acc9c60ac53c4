package flatgeobuf

import (
	flatbuffers "github.com/google/flatbuffers/go"

	"oblast/geo/layer"
)

// Slots of the tables in header.fbs and feature.fbs of FlatGeobuf 3.
const (
	headerName = iota
	headerEnvelope
	headerGeometryType
	_ // has_z
	_ // has_m
	_ // has_t
	_ // has_tm
	headerColumns
	headerFeaturesCount
	headerIndexNodeSize
	headerCRS
	headerTitle
	headerDescription
	headerMetadata
	headerSlots
)

const (
	columnName = iota
	columnType
	columnTitle
	columnDescription
	_ // width
	_ // precision
	_ // scale
	columnNullable
	_ // unique
	columnPrimaryKey
	columnSlots = columnPrimaryKey + 2
)

const (
	crsOrg = iota
	crsCode
	crsName
	crsSlots = crsName + 4
)

const (
	geometryEnds = iota
	geometryXY
	geometryType  = 6
	geometryParts = 7
	geometrySlots = 8
)

const (
	featureGeometry = iota
	featureProperties
	featureSlots = 3
)

// Column types.
const (
	typeBool     = 2
	typeLong     = 7
	typeDouble   = 10
	typeString   = 11
	typeDateTime = 13
)

// Geometry types.
const (
	unknown = iota
	point
	lineString
	polygon
	multiPoint
	multiLineString
	multiPolygon
	collection
)

// typeOf returns the column type that holds a column. There is none for a date alone: it is written as the date of a
// DateTime.
func typeOf(t layer.Type) byte {
	switch t {
	case layer.Integer:
		return typeLong
	case layer.Number:
		return typeDouble
	case layer.Boolean:
		return typeBool
	case layer.Date, layer.Instant:
		return typeDateTime
	default:
		return typeString
	}
}

// strings are made before the table that refers to them is begun.
func text(b *flatbuffers.Builder, s string) flatbuffers.UOffsetT {
	if s == "" {
		return 0
	}
	return b.CreateString(s)
}

func refer(b *flatbuffers.Builder, slot int, at flatbuffers.UOffsetT) {
	if at != 0 {
		b.PrependUOffsetTSlot(slot, at, 0)
	}
}

// offsets makes a vector of what was made before.
func offsets(b *flatbuffers.Builder, all []flatbuffers.UOffsetT) flatbuffers.UOffsetT {
	b.StartVector(flatbuffers.SizeUOffsetT, len(all), flatbuffers.SizeUOffsetT)
	for i := len(all) - 1; i >= 0; i-- {
		b.PrependUOffsetT(all[i])
	}
	return b.EndVector(len(all))
}
