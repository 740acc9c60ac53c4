// Package cql2 reads filters in CQL2 (OGC 21-065r2), as text and as JSON, into one typed expression, and evaluates it.
//
// In: a filter and a Schema that names the queryables. Out: an *Expr whose every node has a type, or a *fault.FieldError
// that says at which column of the filter something is wrong, what, and what was likely meant. Both encodings give equal
// expressions. All classes of the standard are held to: basic CQL2, advanced comparison, case- and accent-insensitive
// comparison, basic spatial, spatial, temporal, array, property-property, functions, arithmetic.
//
// Logic has three values: what is compared with an unknown value is unknown, and only true selects. Texts compare by code
// point. Times are microseconds since 1970, UTC; a date is its whole day, and intervals are closed. Coordinates are WGS 84
// degrees, lon before lat, once a literal is read; BBOX with west above east lies over the antimeridian and becomes two
// boxes; a literal outside the world is refused. Filters are bounded in length, depth and size of geometries, so that
// reading one is quick whatever it says.
//
// Expressions never change after they are read and are safe for concurrent use.
package cql2

import (
	"fmt"

	"oblast/geo/fault"
)

// Bounds of a filter.
const (
	MaxBytes    = 64 << 10
	MaxDepth    = 100
	maxVertices = 20_000
)

// Field is the name under which faults are reported.
const Field = "filter"

// Type is what an expression yields.
type Type uint8

// The types. Unknown is that of a null, and of an empty array's elements.
const (
	Unknown Type = iota
	Boolean
	Text
	Number
	Date
	Instant
	Interval
	Geometry
	Array
)

// String returns the type's name for people.
func (t Type) String() string {
	return [...]string{"nothing", "true or false", "text", "number", "date", "timestamp", "interval", "geometry", "array"}[t]
}

// temporal reports whether values of the type lie in time.
func (t Type) temporal() bool { return t == Date || t == Instant || t == Interval }

// Property is a queryable.
type Property struct {
	Name string
	Type Type
	// Check says what is wrong with a text that the property is held equal to, and what is allowed; nil: any will do.
	Check func(text string) (problem string, allowed []string)
}

// Schema is what a filter may name. It must not change.
type Schema struct {
	Properties []Property
	Functions  []*Function
	index      map[string]int
}

// NewSchema returns a schema that is looked up by name.
func NewSchema(properties []Property, functions ...*Function) *Schema {
	s := &Schema{Properties: properties, Functions: functions, index: make(map[string]int, len(properties))}
	for i := range properties {
		s.index[properties[i].Name] = i
	}
	return s
}

// Alias gives a property another name besides; nothing happens where the other name is taken.
func (s *Schema) Alias(name, other string) {
	i, ok := s.index[name]
	if _, taken := s.index[other]; ok && !taken {
		s.index[other] = i
	}
}

func (s *Schema) names() []string {
	names := make([]string, len(s.Properties))
	for i := range s.Properties {
		names[i] = s.Properties[i].Name
	}
	return names
}

// Function is an own function of a service. It is no more than a shorthand: Expand gives the expression that it stands for.
type Function struct {
	Name        string
	Description string
	Args        []Argument
	Returns     Type
	// Expand returns what a call means. The arguments are literals of the declared types. An error is said about the call.
	Expand func(args []Value) (*Expr, error)
}

// Argument is one argument of a function.
type Argument struct {
	Name        string
	Description string
	Type        Type
}

// Plane is a reference system in which the coordinates of a filter's literals may be written.
type Plane struct {
	// LonLat returns the place of a coordinate pair; ok is false outside the system's area.
	LonLat func(x, y float64) (lon, lat float64, ok bool)
	// Square says that parallels and meridians run along the axes, so that a box is a box in degrees.
	Square bool
}

// Degrees is the default plane: longitude, latitude.
var Degrees = Plane{LonLat: func(x, y float64) (float64, float64, bool) {
	return x, y, x >= -180 && x <= 180 && y >= -90 && y <= 90
}, Square: true}

// fail is a fault at a byte of the source, on its way up.
type fail struct {
	at      int
	problem string
	allowed []string
}

func (f *fail) Error() string { return f.problem }

func failf(at int, format string, args ...any) *fail {
	return &fail{at: at, problem: fmt.Sprintf(format, args...)}
}

// report makes a fault what a client is told: the column counts characters from 1.
func report(source string, f *fail) error {
	at := min(max(f.at, 0), len(source))
	column := 1
	for range source[:at] {
		column++
	}
	return &fault.FieldError{Field: Field, Value: excerpt(source, at), Problem: fmt.Sprintf("column %d: %s", column, f.problem), Allowed: f.allowed}
}

// excerpt is the part of the source about a byte.
func excerpt(source string, at int) string {
	const before, behind = 20, 40
	from, to := max(0, at-before), min(len(source), at+behind)
	for from > 0 && source[from]&0xc0 == 0x80 {
		from--
	}
	for to < len(source) && source[to]&0xc0 == 0x80 {
		to++
	}
	text := source[from:to]
	if from > 0 {
		text = "…" + text
	}
	if to < len(source) {
		text += "…"
	}
	return text
}
