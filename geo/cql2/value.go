package cql2

import (
	"cmp"
	"encoding/json"
	"math"
	"strings"
	"time"

	"oblast/geo/relate"
)

// Value is what an expression yields for a feature. The zero Value is unknown (null).
type Value struct {
	Type     Type
	Text     string
	Number   float64 // of a Boolean: 1 for true
	From, To Moment  // of a Date or Instant: both the same
	Geometry *relate.Shape
	List     []Value
}

// Moment is a time in microseconds since 1970, UTC. A day stands for all of itself. The ends of time are open sides.
type Moment struct {
	Micros int64
	Day    bool
}

// The open sides of intervals.
var (
	Always = Moment{Micros: math.MinInt64}
	Never  = Moment{Micros: math.MaxInt64}
)

const microsADay = 24 * 60 * 60 * 1_000_000

// True, False, and the makers of values.
func truth(b bool) Value {
	if b {
		return Value{Type: Boolean, Number: 1}
	}
	return Value{Type: Boolean}
}

// TextValue returns a text.
func TextValue(s string) Value { return Value{Type: Text, Text: s} }

// NumberValue returns a number; what is not finite is unknown.
func NumberValue(n float64) Value {
	if n != n || math.IsInf(n, 0) {
		return Value{}
	}
	return Value{Type: Number, Number: n}
}

// BooleanValue returns true or false.
func BooleanValue(b bool) Value { return truth(b) }

// DateValue returns the day of a time, as the time's own zone has it.
func DateValue(t time.Time) Value {
	y, m, d := t.Date()
	at := Moment{time.Date(y, m, d, 0, 0, 0, 0, time.UTC).UnixMicro(), true}
	return Value{Type: Date, From: at, To: at}
}

// InstantValue returns an instant.
func InstantValue(t time.Time) Value {
	at := Moment{Micros: t.UnixMicro()}
	return Value{Type: Instant, From: at, To: at}
}

// GeometryValue returns a geometry; nil is unknown.
func GeometryValue(s *relate.Shape) Value {
	if s == nil {
		return Value{}
	}
	return Value{Type: Geometry, Geometry: s}
}

// IsTrue reports whether the value selects.
func (v Value) IsTrue() bool { return v.Type == Boolean && v.Number != 0 }

// IsFalse reports whether the value is known to be false.
func (v Value) IsFalse() bool { return v.Type == Boolean && v.Number == 0 }

func (v Value) null() bool { return v.Type == Unknown }

// Compare orders two known values of one type, or of two that lie in time. A day and an instant are compared by their days.
func Compare(a, b Value) int { return compare(a, b) }

// ListValue returns the array that JSON writes; unknown where it is none. Elements that are objects are unknown.
func ListValue(text string) Value {
	var raw any
	if err := json.Unmarshal([]byte(text), &raw); err != nil {
		return Value{}
	}
	if v := jsonValue(raw); v.Type == Array {
		return v
	}
	return Value{}
}

func jsonValue(raw any) Value {
	switch raw := raw.(type) {
	case string:
		return TextValue(raw)
	case float64:
		return NumberValue(raw)
	case bool:
		return BooleanValue(raw)
	case []any:
		list := make([]Value, len(raw))
		for i := range raw {
			list[i] = jsonValue(raw[i])
		}
		return Value{Type: Array, List: list}
	}
	return Value{}
}

// compare orders two known values of types that the checker lets meet.
func compare(a, b Value) int {
	switch a.Type {
	case Text:
		return strings.Compare(a.Text, b.Text)
	case Date, Instant:
		return compareMoments(a.From, b.From)
	case Interval:
		return cmp.Or(compareMoments(a.From, b.From), compareMoments(a.To, b.To))
	}
	return cmp.Compare(a.Number, b.Number)
}

// compareMoments orders two moments; a day and an instant by their days.
func compareMoments(a, b Moment) int {
	if a.Day != b.Day {
		return cmp.Compare(a.day(), b.day())
	}
	return cmp.Compare(a.Micros, b.Micros)
}

// day returns the start of the moment's day.
func (m Moment) day() int64 {
	if m == Always || m == Never {
		return m.Micros
	}
	d := m.Micros / microsADay
	if m.Micros%microsADay < 0 {
		d--
	}
	return d * microsADay
}

// same reports whether two known values are equal; values of different types are not.
func same(a, b Value) bool {
	switch {
	case a.null() || b.null():
		return false
	case a.Type == Array && b.Type == Array:
		return within(a.List, b.List) && within(b.List, a.List)
	case a.Type == Geometry && b.Type == Geometry:
		return relate.Equals.Holds(a.Geometry, b.Geometry)
	case a.Type != b.Type && !(a.Type.temporal() && b.Type.temporal()):
		return false
	}
	return compare(a, b) == 0
}

// within reports whether every element of a is one of b.
func within(a, b []Value) bool {
	for _, v := range a {
		if !holds(b, v) {
			return false
		}
	}
	return true
}

func holds(list []Value, v Value) bool {
	for _, w := range list {
		if same(v, w) {
			return true
		}
	}
	return false
}
