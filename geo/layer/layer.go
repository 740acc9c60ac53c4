// Package layer holds feature tables: typed columns, one geometry a row, an optional time interval, and the indexes
// that answer a page of a filtered table without reading all of it.
//
// In: rows in ascending order of their ids, through a Builder. Out: a Table, which never changes; pages of row numbers.
// A row's number is the rank of its id, so ascending rows are ascending ids and a cursor is just an id. Coordinates are
// WGS 84 degrees, lon before lat; a box never crosses the antimeridian (Boxes cuts one that does). Times are UTC
// milliseconds since 1970; a row's interval is half open. Unknown is null and never 0.
//
// A page says how many rows match on all pages, exactly, and what was found is kept for the pages behind it. Indexes count
// without looking at rows where they can; what no index knows, such as two texts compared, is decided once for every row.
//
// A Table is safe for concurrent use; indexes are built on first use, once.
package layer

import "github.com/paulmach/orb"

// Type is what the values of a column are.
type Type uint8

// The column types and the canonical text of their values.
const (
	Text    Type = iota // any UTF-8
	Integer             // 64 bit, decimal
	Number              // double, shortest text that reads back the same
	Boolean             // true, false
	Date                // RFC 3339 full-date; no zone
	Instant             // RFC 3339 date-time, UTC, with Z
	List                // JSON array, without white space
)

// String returns the type's name in JSON Schema terms ("string", "integer", "number", "boolean", "array").
func (t Type) String() string {
	switch t {
	case Integer:
		return "integer"
	case Number:
		return "number"
	case Boolean:
		return "boolean"
	case List:
		return "array"
	default:
		return "string"
	}
}

// Format returns the JSON Schema format of the type: "date", "date-time" or "".
func (t Type) Format() string {
	switch t {
	case Date:
		return "date"
	case Instant:
		return "date-time"
	default:
		return ""
	}
}

// Column describes one property of every row.
type Column struct {
	Name        string
	Title       string
	Description string
	Type        Type
	Unit        string   // as UCUM writes it, case sensitive: "m", "km2", "/(1000.km2)"; empty where there is none
	Enum        []string // all values a Text column may have; nil: any
	Required    bool     // never null
}

// Geometry is what a table's rows are by default. A row's geometry may always be null.
type Geometry uint8

// The geometries. A table of areas also has points (a label point a row); a table of points may also have footprints. In
// one of own geometries each row has its own, of any type, and nothing else.
const (
	None Geometry = iota
	Points
	Areas
	Own
)

// String returns the GeoJSON type that the default geometry is written as, or "" for None and Own.
func (g Geometry) String() string {
	switch g {
	case Points:
		return "Point"
	case Areas:
		return "MultiPolygon"
	default:
		return ""
	}
}

// Schema describes a table.
type Schema struct {
	Name        string
	Title       string
	Description string
	Columns     []Column
	Geometry    Geometry
	OwnType     string // of Own: the GeoJSON type of all geometries; "" where there are several
	// Interval names the columns that the time interval is taken from, for people and clients; nil: a table without
	// time. The interval itself is set row by row.
	Interval []string
}

// Index returns the position of the column of that name, or -1.
func (s *Schema) Index(name string) int {
	for i := range s.Columns {
		if s.Columns[i].Name == name {
			return i
		}
	}
	return -1
}

// Shapes gives the areas that rows refer to by number. Implementations are safe for concurrent use; shapes are shared
// and never changed.
type Shapes interface {
	// Shape returns the area; empty where none is held.
	Shape(ref int32) orb.MultiPolygon
	// Extent returns west, south, east, north as in RFC 7946 (west above east: over the antimeridian) without
	// decoding the area; ok is false where none is held.
	Extent(ref int32) (box [4]float64, ok bool)
}
