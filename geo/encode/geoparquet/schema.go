package geoparquet

import (
	"github.com/parquet-go/parquet-go"

	"oblast/geo/encode"
	"oblast/geo/layer"
)

// Names of the two columns that a file has besides the layer's.
const (
	geometryColumn = "geometry"
	boxColumn      = "bbox"
)

// group is a parquet.Group whose fields keep an order of their own; the library's are sorted by name.
type group struct {
	parquet.Group
	order []string
}

// Fields returns the fields in order.
func (g group) Fields() []parquet.Field {
	byName := map[string]parquet.Field{}
	for _, f := range g.Group.Fields() {
		byName[f.Name()] = f
	}
	fields := make([]parquet.Field, len(g.order))
	for i, name := range g.order {
		fields[i] = byName[name]
	}
	return fields
}

func (g *group) add(name string, n parquet.Node) {
	if _, ok := g.Group[name]; !ok {
		g.order = append(g.order, name)
	}
	g.Group[name] = n
}

// schemaOf describes a file: the layer's columns, the geometry, and its box where there is a geometry.
func schemaOf(l *encode.Layer, columns []int) *parquet.Schema {
	root := group{Group: parquet.Group{}}
	for _, c := range columns {
		column := &l.Table().Schema().Columns[c]
		n := typed(column.Type, l.Table().Column(c).Distinct() <= l.Table().Len()/2)
		if !column.Required {
			n = parquet.Optional(n)
		}
		root.add(column.Name, n)
	}
	if l.Geometry != encode.NoGeometry {
		root.add(geometryColumn, parquet.Optional(parquet.Leaf(parquet.ByteArrayType)))
		box := group{Group: parquet.Group{}}
		for _, name := range []string{"xmin", "ymin", "xmax", "ymax"} {
			box.add(name, parquet.Leaf(parquet.DoubleType))
		}
		root.add(boxColumn, parquet.Optional(box))
	}
	return parquet.NewSchema(l.Name, root)
}

// typed is a column of a type; texts that come again are held as a dictionary and numbers.
func typed(t layer.Type, again bool) parquet.Node {
	switch t {
	case layer.Integer:
		return parquet.Int(64)
	case layer.Number:
		return parquet.Leaf(parquet.DoubleType)
	case layer.Boolean:
		return parquet.Leaf(parquet.BooleanType)
	case layer.Date:
		return parquet.Encoded(parquet.Date(), &parquet.RLEDictionary)
	case layer.Instant:
		return parquet.Timestamp(parquet.Microsecond)
	default:
		if !again {
			return parquet.String()
		}
		return parquet.Encoded(parquet.String(), &parquet.RLEDictionary)
	}
}
