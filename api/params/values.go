package params

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"oblast/geo/fault"
)

// Values are the parameters of one request, read and checked. The getters take the name of a declared parameter and
// return its value, its default, or the zero value where it has neither; an undeclared name returns the zero value too.
type Values struct {
	table Table
	set   []value // of the parameters that have a value, in the order of the table
}

// value is small, and there is none of a parameter that has neither been given nor a default: a table may declare twenty,
// and most requests give three.
type value struct {
	index  int32 // in the table
	given  bool
	set    bool
	yes    bool
	text   string
	number float64 // also seconds since 1970 of a date
	parts  *parts  // of what has more than one; nil else
}

type parts struct {
	list    []string
	numbers []float64
	span    Interval
}

func (v value) more() parts {
	if v.parts == nil {
		return parts{}
	}
	return *v.parts
}

func (v Values) of(name string) value {
	for i := range v.set {
		if v.table[v.set[i].index].Name == name {
			return v.set[i]
		}
	}
	return value{}
}

// has reports whether the parameter at an index of the table has a value.
func (v Values) has(index int) bool {
	for i := range v.set {
		if int(v.set[i].index) == index {
			return true
		}
	}
	return false
}

// add keeps the value of the parameter at an index of the table.
func (v *Values) add(index int, given bool, parsed value) {
	parsed.index, parsed.given = int32(index), given
	v.set = append(v.set, parsed)
	for i := len(v.set) - 1; i > 0 && v.set[i-1].index > v.set[i].index; i-- {
		v.set[i-1], v.set[i] = v.set[i], v.set[i-1]
	}
}

// Emptied returns the room of values that nobody reads any more, for Take.
func (v Values) Emptied() Values {
	clear(v.set)
	return Values{set: v.set[:0]}
}

// Given reports whether the request carried the parameter.
func (v Values) Given(name string) bool { return v.of(name).given }

// Set reports whether the parameter has a value, the request's or its default.
func (v Values) Set(name string) bool { return v.of(name).set }

// String returns a text or enumeration; of every kind the text as it was given.
func (v Values) String(name string) string { return v.of(name).text }

// Int returns a whole number.
func (v Values) Int(name string) int { return int(v.of(name).number) }

// Float returns a number.
func (v Values) Float(name string) float64 { return v.of(name).number }

// Bool returns a truth value.
func (v Values) Bool(name string) bool { return v.of(name).yes }

// Date returns midnight UTC of a date.
func (v Values) Date(name string) time.Time {
	d := v.of(name)
	if !d.set {
		return time.Time{}
	}
	return time.Unix(int64(d.number), 0).UTC()
}

// List returns the parts of a list, in order.
func (v Values) List(name string) []string { return v.of(name).more().list }

// Numbers returns the numbers of a list.
func (v Values) Numbers(name string) []float64 { return v.of(name).more().numbers }

// BBox returns west, south, east, north; west is above east over the antimeridian.
func (v Values) BBox(name string) [4]float64 {
	n := v.of(name).more().numbers
	if len(n) != 4 {
		return [4]float64{}
	}
	return [4]float64(n)
}

// Interval returns the times of a DateTime.
func (v Values) Interval(name string) Interval { return v.of(name).more().span }

// parse reads one text by the declaration.
func (p *Param) parse(text string) (value, error) {
	v := value{set: true, text: text}
	switch {
	case text == "":
		return v, p.fault(text, "is empty")
	case TooLong(text, p.maxLength()):
		return v, p.fault(text, "is longer than "+strconv.Itoa(p.maxLength())+" characters")
	case !utf8.ValidString(text):
		return v, p.fault(text, "is not UTF-8")
	}
	var problem string
	switch p.Kind {
	case Enum:
		if !slices.Contains(p.Enum, text) {
			problem = fault.OrNearest("is not one of the allowed values", text, p.Enum)
		}
	case Integer, Number:
		v.number, problem = p.number(text)
	case Boolean:
		v.yes = text == "true"
		if !v.yes && text != "false" {
			problem = "is neither true nor false"
		}
	case Date:
		day, err := time.Parse(time.DateOnly, text)
		if v.number = float64(day.Unix()); err != nil {
			problem = "is not a date"
		}
	case BBox, Envelope:
		v.parts = new(parts)
		v.parts.numbers, problem = parseBBox(text)
		if p.Kind == BBox && problem == "" {
			problem = BoxProblem([4]float64(v.parts.numbers))
		}
	case DateTime:
		v.parts = new(parts)
		v.parts.span, problem = parseInterval(text)
	case List:
		v.parts = new(parts)
		v.parts.list, problem = p.list(text)
	case Numbers:
		v.parts = new(parts)
		v.parts.numbers, problem = parseNumbers(text)
		if n := float64(len(v.parts.numbers)); problem == "" && p.Max > 0 && (n < p.Min || n > p.Max) {
			problem = "has " + strconv.Itoa(len(v.parts.numbers)) + " numbers"
		}
	}
	if problem != "" {
		return v, p.fault(text, problem)
	}
	return v, nil
}

// TooLong reports whether a text has more than most characters, as JSON Schema counts them; below 1 is the bound of a
// parameter that declares none.
func TooLong(text string, most int) bool {
	if most < 1 {
		most = maxLength
	}
	return len(text) > most && utf8.RuneCountInString(text) > most
}

func (p *Param) number(text string) (n float64, problem string) {
	if p.Kind == Integer {
		i, err := strconv.ParseInt(text, 10, 64)
		if err != nil {
			return 0, "is not a whole number"
		}
		if n = float64(i); (p.Min != 0 || p.Max != 0) && (i < int64(p.Min) || i > int64(p.Max)) { // floats may round into the range
			return n, "is out of range"
		}
	} else {
		var ok bool
		if n, ok = finite(text); !ok {
			return 0, "is not a number"
		}
	}
	if (p.Min != 0 || p.Max != 0) && (n < p.Min || n > p.Max) {
		return n, "is out of range"
	}
	return n, ""
}

// finite reads a decimal number; words such as inf and hexadecimal forms are not numbers here.
func finite(text string) (float64, bool) {
	if strings.Trim(text, "+-.0123456789eE") != "" {
		return 0, false
	}
	n, err := strconv.ParseFloat(text, 64)
	return n, err == nil && !math.IsInf(n, 0)
}

func (p *Param) list(text string) (parts []string, problem string) {
	parts = strings.Split(text, ",")
	for i, part := range parts {
		if p.Signed && part != "" && part[0] == ' ' {
			part = "+" + part[1:] // a plus that was not escaped is a space in a query
			parts[i] = part
		}
		name := part
		if p.Signed && part != "" && (part[0] == '+' || part[0] == '-') {
			name = part[1:]
		}
		switch {
		case part == "":
			return nil, "has an empty part"
		case slices.Contains(parts[:i], part):
			return nil, "names " + shorten(part) + " twice"
		case len(p.Enum) > 0 && !slices.Contains(p.Enum, name):
			return nil, fault.OrNearest(shorten(part)+" is not one of the allowed values", name, p.Enum)
		}
	}
	return parts, ""
}

func parseNumbers(text string) (numbers []float64, problem string) {
	for part := range strings.SplitSeq(text, ",") {
		n, ok := finite(part)
		if !ok {
			return nil, shorten(part) + " is not a number"
		}
		numbers = append(numbers, n)
	}
	return numbers, ""
}

// parseBBox reads 4 or 6 numbers (OGC 17-069r4, 7.15.3), whatever they are, and returns the four horizontal ones.
func parseBBox(text string) (box []float64, problem string) {
	n, problem := parseNumbers(text)
	switch {
	case problem != "":
		return nil, problem
	case len(n) == 6:
		n = []float64{n[0], n[1], n[3], n[4]}
	case len(n) != 4:
		return nil, "has " + strconv.Itoa(len(n)) + " numbers"
	}
	return n, ""
}

// BoxProblem says what is wrong with west, south, east, north in degrees; "" where nothing is.
func BoxProblem(n [4]float64) string {
	switch {
	case n[0] < -180 || n[0] > 180 || n[2] < -180 || n[2] > 180:
		return "has a longitude outside -180 to 180 (over the antimeridian the west is above the east: 170,40,-170,80)"
	case n[1] < -90 || n[1] > 90 || n[3] < -90 || n[3] > 90:
		return "has a latitude outside -90 to 90"
	case n[1] > n[3]:
		return "has its south above its north"
	}
	return ""
}

// Fault is for what only the handler can see is wrong with a parameter.
func (v Values) Fault(name, problem string, allowed ...string) error {
	return &fault.FieldError{Field: name, Value: shorten(v.String(name)), Problem: problem, Allowed: allowed}
}

// Missing is a Fault of a parameter that names nothing that there is, such as an id that does not exist.
func (v Values) Missing(name, problem string, allowed ...string) error {
	return &fault.FieldError{Field: name, Value: shorten(v.String(name)), Problem: problem, Allowed: allowed, Missing: true}
}
