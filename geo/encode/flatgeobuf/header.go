package flatgeobuf

import (
	"encoding/json"

	flatbuffers "github.com/google/flatbuffers/go"

	"oblast/geo/encode"
	"oblast/geo/layer"
	"oblast/geo/projection"
)

// header returns the size-prefixed header of a file.
func header(l *encode.Layer, columns []int, nodes []node, nodeSize int) []byte {
	b := flatbuffers.NewBuilder(16 << 10)
	schema := l.Table().Schema()
	all := make([]flatbuffers.UOffsetT, len(columns))
	for i, c := range columns {
		all[i] = column(b, &schema.Columns[c])
	}
	described := offsets(b, all)
	name, title, description, metadata := text(b, l.Name), text(b, l.Title), text(b, l.Description), text(b, metadata(&l.About))
	crs := system(b, l.CRS)
	var envelope flatbuffers.UOffsetT
	if box := extent(nodes); box.minX <= box.maxX {
		envelope = numbers(b, []float64{box.minX, box.minY, box.maxX, box.maxY})
	}
	b.StartObject(headerSlots)
	refer(b, headerName, name)
	refer(b, headerEnvelope, envelope)
	b.PrependByteSlot(headerGeometryType, kindOf(l), 0)
	refer(b, headerColumns, described)
	b.PrependUint64Slot(headerFeaturesCount, uint64(len(l.Rows)), 0)
	b.PrependUint16Slot(headerIndexNodeSize, uint16(nodeSize), 16)
	refer(b, headerCRS, crs)
	refer(b, headerTitle, title)
	refer(b, headerDescription, description)
	refer(b, headerMetadata, metadata)
	b.FinishSizePrefixed(b.EndObject())
	return b.FinishedBytes()
}

func column(b *flatbuffers.Builder, c *layer.Column) flatbuffers.UOffsetT {
	name, title, description := text(b, c.Name), text(b, c.Title), text(b, c.Description)
	b.StartObject(columnSlots)
	refer(b, columnName, name)
	b.PrependByteSlot(columnType, typeOf(c.Type), 0)
	refer(b, columnTitle, title)
	refer(b, columnDescription, description)
	b.PrependBoolSlot(columnNullable, !c.Required, true)
	return b.EndObject()
}

// system names the reference system; easting is first whatever the authority says, as the format has it.
func system(b *flatbuffers.Builder, c *projection.CRS) flatbuffers.UOffsetT {
	code, title := 4326, "WGS 84"
	if c != nil && c.EPSG != 0 {
		code, title = c.EPSG, c.Title
	}
	org, name := text(b, "EPSG"), text(b, title)
	b.StartObject(crsSlots)
	refer(b, crsOrg, org)
	b.PrependInt32Slot(crsCode, int32(code), 0)
	refer(b, crsName, name)
	return b.EndObject()
}

// metadata is what the file says of itself, as a JSON object.
func metadata(a *encode.About) string {
	text, err := json.Marshal(a.Told())
	if err != nil {
		return "" // strings can always be written
	}
	return string(text)
}

// kindOf is the type of all geometries, unknown where rows may differ.
func kindOf(l *encode.Layer) byte {
	switch {
	case l.Geometry == encode.Point:
		return point
	case l.Geometry == encode.Footprint && l.Table().Schema().Geometry == layer.Areas:
		return multiPolygon
	}
	return unknown
}

func numbers(b *flatbuffers.Builder, all []float64) flatbuffers.UOffsetT {
	b.StartVector(flatbuffers.SizeFloat64, len(all), flatbuffers.SizeFloat64)
	for i := len(all) - 1; i >= 0; i-- {
		b.PrependFloat64(all[i])
	}
	return b.EndVector(len(all))
}
