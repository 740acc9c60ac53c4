// Package params declares the parameters of a request once and reads them by that declaration.
//
// A Table lists what a route takes: names, kinds, bounds, enumerations, defaults. The same table reads a query string
// into typed values and feeds the OpenAPI document, so that the two cannot differ. Unknown, repeated, empty and
// malformed parameters are faults; all faults of a request are reported together, each as a *fault.FieldError that says
// what is allowed. Coordinates are WGS 84 lon, lat in degrees. A Table is immutable after use; Values belong to one
// request.
package params

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"oblast/geo/fault"
)

// Kind is the form of a parameter's value.
type Kind uint8

// The kinds.
const (
	String   Kind = iota // any text up to MaxLength
	Enum                 // one of Enum
	Integer              // whole number in [Min, Max]
	Number               // finite number in [Min, Max]
	Boolean              // true or false
	Date                 // YYYY-MM-DD
	BBox                 // 4 or 6 numbers; west may be above east (antimeridian)
	DateTime             // instant, date, or interval with / (OGC 17-069r4, 7.15.4)
	List                 // values separated by commas, each one of Enum where Enum is given
	Numbers              // finite numbers separated by commas
	Envelope             // 4 or 6 numbers in a reference system that another parameter names
)

// maxLength bounds the text of a parameter that declares no bound of its own, in characters.
const maxLength = 2048

// Param declares one parameter.
type Param struct {
	Name        string
	Description string
	Kind        Kind
	Enum        []string
	Signed      bool    // the values of a List may have + or - in front
	Min, Max    float64 // bounds of Integer and Number, of how many Numbers there are; both 0: none
	MaxLength   int     // characters; 0: 2048
	Pattern     string  // what String takes, for the API description: the handler reads it; of a List the same as Enum, shorter
	Names       bool    // it names something, and what is not there is not found: 404
	Default     string  // as a client would write it; "": none
	Example     string
	Required    bool
}

// Table is what one route takes.
type Table []Param

// With returns a table with more parameters behind those of t; t is not changed.
func (t Table) With(more ...Param) Table { return append(slices.Clip(slices.Clone(t)), more...) }

// Names returns the names in order of declaration.
func (t Table) Names() []string {
	names := make([]string, len(t))
	for i := range t {
		names[i] = t[i].Name
	}
	return names
}

func (t Table) index(name string) int {
	for i := range t {
		if t[i].Name == name {
			return i
		}
	}
	return -1
}

// Parse reads a query by the table. The error joins every fault in the order of the table, unknown names last.
func (t Table) Parse(query url.Values) (Values, error) {
	v := Values{table: t}
	var faults []error
	for i := range t {
		p := &t[i]
		texts, given := query[p.Name]
		switch {
		case len(texts) > 1:
			faults = append(faults, p.fault(strings.Join(texts, " and "), "is given more than once"))
			continue
		case !given && p.Required:
			faults = append(faults, p.fault("", "is required"))
			continue
		case !given && p.Default == "":
			continue
		}
		text := p.Default
		if given {
			text = texts[0]
		}
		parsed, err := p.parse(text)
		if err != nil {
			faults = append(faults, err)
			continue
		}
		v.add(i, given, parsed)
	}
	if unknown := t.unknown(query); unknown != nil {
		faults = append(faults, unknown...)
	}
	return v, errors.Join(faults...)
}

func (t Table) unknown(query url.Values) []error {
	var names []string
	for name := range query {
		if t.index(name) < 0 {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	faults := make([]error, len(names))
	for i, name := range names {
		faults[i] = &fault.FieldError{Field: shorten(name), Problem: t.meant(name), Allowed: t.Names()}
	}
	if len(faults) == 0 {
		return nil
	}
	return faults
}

func (p *Param) fault(given, problem string) error {
	return &fault.FieldError{Field: p.Name, Value: shorten(given), Problem: problem, Allowed: p.allowed()}
}

// allowed says in words or values what the parameter takes.
func (p *Param) allowed() []string {
	switch p.Kind {
	case Enum:
		return p.Enum
	case List:
		if len(p.Enum) > 0 {
			return p.Enum
		}
		return []string{"values separated by commas"}
	case Integer, Number:
		what := "a number"
		if p.Kind == Integer {
			what = "a whole number"
		}
		if p.Min != 0 || p.Max != 0 {
			what += " from " + decimal(p.Min) + " to " + decimal(p.Max)
		}
		return []string{what}
	case Numbers:
		return []string{"numbers separated by commas"}
	case Boolean:
		return []string{"true", "false"}
	case Date:
		return []string{"a date as YYYY-MM-DD"}
	case Envelope:
		return []string{"west,south,east,north in degrees, or the lower and the upper corner as the reference system orders its axes (or with heights as the third and sixth of six numbers)"}
	case BBox:
		return []string{"west,south,east,north in degrees (or with heights as the third and sixth of six numbers)"}
	case DateTime:
		return []string{"an RFC 3339 time or date", "start/end", "../end", "start/.."}
	}
	return []string{fmt.Sprintf("text of 1 to %d characters", p.maxLength())}
}

// decimal writes a bound as people write it, without an exponent.
func decimal(n float64) string { return strconv.FormatFloat(n, 'f', -1, 64) }

func (p *Param) maxLength() int {
	if p.MaxLength > 0 {
		return p.MaxLength
	}
	return maxLength
}

// shorten keeps a client's text short enough to be said back.
func shorten(s string) string {
	const most = 80
	whole := len(s) <= most
	s = strings.ToValidUTF8(s[:min(len(s), most)], "\uFFFD") // which may lengthen it
	if whole && len(s) <= most {
		return s
	}
	for len(s) > most-1 || !utf8.ValidString(s) {
		s = s[:len(s)-1]
	}
	return s + "…"
}

// Read parses a request's query. Escapes that cannot be read are a fault too.
func (t Table) Read(r *http.Request) (Values, error) {
	if v, ok := t.Take(r.URL.RawQuery, Values{}, nil); ok {
		return v, nil
	}
	query, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		return Values{}, &fault.FieldError{Field: "query", Value: shorten(r.URL.RawQuery), Problem: "cannot be read: " + shorten(err.Error()),
			Allowed: []string{"name=value pairs joined by &, percent-encoded UTF-8"}}
	}
	return t.Parse(query)
}

// Take reads a query that has nothing wrong with it, without a map. Names that are not in the table go to other, which
// says whether they are right too; nil takes none. Ok is false for any query but a right one, which Read or Parse then
// explains, and for one that escapes a name. The values take the room of used, which must not be read any more.
func (t Table) Take(query string, used Values, other func(name, text string) bool) (v Values, ok bool) {
	v = Values{table: t, set: used.set[:0]}
	if v.set == nil {
		v.set = make([]value, 0, usual)
	}
	for query != "" {
		var part string
		part, query, _ = strings.Cut(query, "&")
		name, text, _ := strings.Cut(part, "=")
		if strings.IndexByte(text, ';') >= 0 {
			return v, false
		}
		if strings.IndexByte(text, '%') >= 0 || strings.IndexByte(text, '+') >= 0 {
			var err error
			if text, err = url.QueryUnescape(text); err != nil {
				return v, false
			}
		}
		i := t.index(name)
		if i < 0 && other != nil && other(name, text) {
			continue
		}
		if i < 0 || v.has(i) {
			return v, false
		}
		parsed, err := t[i].parse(text)
		if err != nil {
			return v, false
		}
		v.add(i, true, parsed)
	}
	return v, v.fill()
}

// usual is how many parameters of a request have a value, as a rule.
const usual = 8

// fill gives parameters that were not given their defaults; false where one is required.
func (v *Values) fill() bool {
	for i := range v.table {
		p := &v.table[i]
		if p.Default == "" && !p.Required || v.has(i) {
			continue
		}
		parsed, err := p.parse(p.Default)
		if err != nil || p.Required {
			return false
		}
		v.add(i, false, parsed)
	}
	return true
}
