package layer

import "oblast/geo/cql2"

// GeometryName is the queryable that a row's geometry goes by; filters may also say OtherGeometryName.
const (
	GeometryName      = "geometry"
	OtherGeometryName = "geom"
)

// Queryables returns what a filter on a table of the schema may name, each property under its column's number, the
// geometry behind them all.
func (s *Schema) Queryables() []cql2.Property {
	all := make([]cql2.Property, 0, len(s.Columns)+1)
	for i := range s.Columns {
		all = append(all, cql2.Property{Name: s.Columns[i].Name, Type: s.Columns[i].Type.queryable()})
	}
	if s.Geometry != None {
		all = append(all, cql2.Property{Name: GeometryName, Type: cql2.Geometry})
	}
	return all
}

// queryable is the column type as filters have it.
func (t Type) queryable() cql2.Type {
	switch t {
	case Integer, Number:
		return cql2.Number
	case Boolean:
		return cql2.Boolean
	case Date:
		return cql2.Date
	case Instant:
		return cql2.Instant
	case List:
		return cql2.Array
	}
	return cql2.Text
}
