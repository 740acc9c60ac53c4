package record

import (
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
)

// Difference is one thing that a revision changed.
type Difference struct {
	Field  string `json:"field"`  // JSON pointer, RFC 6901
	Before any    `json:"before"` // as JSON; nil: not known, or not there
	After  any    `json:"after"`
	Words  string `json:"words"` // "count was 10 and is more than 10"
}

// Differences returns what is different in after, field by field in the order of the record; none where both say the
// same. Either may be nil: then there is nothing to compare, and nothing is returned. Numbers with their qualifier, and
// whole parts that come or go, are one difference each.
func Differences(before, after Record) []Difference {
	if before == nil || after == nil || before.RecordKind() != after.RecordKind() {
		return nil
	}
	var d differ
	d.object("", reflect.ValueOf(before).Elem(), reflect.ValueOf(after).Elem())
	return d.found
}

type differ struct{ found []Difference }

func (d *differ) add(pointer string, before, after any, words string) {
	d.found = append(d.found, Difference{pointer, before, after, label(pointer) + " " + words})
}

// label writes a pointer as words: "/place/region_ids" is "place region ids", "/effects/0/state" is "effect 1 state".
func label(pointer string) string {
	parts := strings.Split(pointer[1:], "/")
	for i, part := range parts {
		if n, err := strconv.Atoi(part); err == nil {
			parts[i] = strconv.Itoa(n + 1)
			if i > 0 {
				parts[i-1] = strings.TrimSuffix(parts[i-1], "s")
			}
		} else {
			parts[i] = strings.ReplaceAll(part, "_", " ")
		}
	}
	return strings.Join(parts, " ")
}

// object compares two structs of one type by their fields.
func (d *differ) object(pointer string, a, b reflect.Value) {
	for i := range a.NumField() {
		d.value(pointer+"/"+a.Type().Field(i).Tag.Get("json"), a.Field(i), b.Field(i))
	}
}

func (d *differ) value(pointer string, a, b reflect.Value) {
	if reflect.DeepEqual(a.Interface(), b.Interface()) {
		return
	}
	if a.Kind() == reflect.Pointer && !a.IsNil() && !b.IsNil() {
		a, b = a.Elem(), b.Elem()
	}
	switch {
	case a.Kind() == reflect.Slice && a.Type().Elem().Kind() == reflect.Struct:
		d.parts(pointer, a, b)
	case a.Kind() == reflect.Slice:
		d.members(pointer, a, b)
	case a.Kind() == reflect.Struct && hasFields(a.Type()):
		d.object(pointer, a, b)
	default:
		before, after := plainJSON(a), plainJSON(b)
		x, y := told(a, before), told(b, after)
		if x != y {
			d.add(pointer, before, after, "was "+x+" and is "+y)
		}
	}
}

// hasFields reports whether a struct is compared field by field: not a time, and not a number with its qualifier.
func hasFields(t reflect.Type) bool {
	return t.NumField() > 0 && t.Field(0).Tag.Get("json") != "" && t != reflect.TypeFor[Count]()
}

// members compares lists of words or numbers as sets; only another order is one difference.
func (d *differ) members(pointer string, a, b reflect.Value) {
	has := func(list reflect.Value, v reflect.Value) bool {
		return slices.ContainsFunc(elements(list), func(x reflect.Value) bool { return x.Interface() == v.Interface() })
	}
	var words []string
	for _, v := range elements(b) {
		if !has(a, v) {
			words = append(words, fmt.Sprint("has ", v.Interface(), " too"))
		}
	}
	for _, v := range elements(a) {
		if !has(b, v) {
			words = append(words, fmt.Sprint("lost ", v.Interface()))
		}
	}
	if words == nil {
		words = []string{"has another order"}
	}
	d.add(pointer, plainJSON(a), plainJSON(b), strings.Join(words, ", "))
}

// parts compares lists of objects by their places.
func (d *differ) parts(pointer string, a, b reflect.Value) {
	for i := range max(a.Len(), b.Len()) {
		at := pointer + "/" + strconv.Itoa(i)
		switch {
		case i >= b.Len():
			d.add(at, plainJSON(a.Index(i)), nil, "was taken out: "+outline(a.Index(i)))
		case i >= a.Len():
			d.add(at, nil, plainJSON(b.Index(i)), "was added: "+outline(b.Index(i)))
		default:
			d.value(at, a.Index(i), b.Index(i))
		}
	}
}

func elements(list reflect.Value) []reflect.Value {
	out := make([]reflect.Value, list.Len())
	for i := range out {
		out[i] = list.Index(i)
	}
	return out
}

// outline tells an object by what is known of it: "injured, none reported, by st-1", "RU-ROS, 15".
func outline(v reflect.Value) string {
	var words []string
	for i := range v.NumField() {
		f := v.Field(i)
		if f.Kind() == reflect.Pointer && f.IsNil() || f.Kind() == reflect.Bool || f.Kind() == reflect.Slice {
			continue
		}
		switch text, name := told(f, plainJSON(f)), v.Type().Field(i).Tag.Get("json"); {
		case text == "unknown":
		case name == "statement":
			words = append(words, "by "+text)
		case f.Kind() == reflect.String && name != "id" && name != "region_id":
			words = append(words, strings.ReplaceAll(text, "_", " ")) // a word of an enumeration
		default:
			words = append(words, text)
		}
	}
	return strings.Join(words, ", ")
}

// told writes a value as a sentence says it.
func told(v reflect.Value, asJSON any) string {
	for v.Kind() == reflect.Pointer {
		if v.IsNil() {
			return "not known"
		}
		v = v.Elem()
	}
	switch x := v.Interface().(type) {
	case Count:
		return x.Words()
	case string:
		if x == "" {
			return "empty"
		}
		if strings.ContainsAny(x, " \n") {
			return "«" + shorten(x) + "»"
		}
		return shorten(x)
	}
	b, err := json.Marshal(asJSON)
	if err != nil {
		return fmt.Sprint(v.Interface())
	}
	return strings.Trim(string(b), `"`)
}

func plainJSON(v reflect.Value) any {
	if v.Kind() == reflect.Pointer && v.IsNil() {
		return nil
	}
	return v.Interface()
}

// Words says a count as people do: "10", "at least 10", "more than 10", "about 10", "up to 10", "a number not given".
func (c Count) Words() string {
	n := func(of *int, less int) string {
		if of == nil {
			return "?"
		}
		return strconv.Itoa(*of - less)
	}
	switch c.Qualifier {
	case "exact":
		return n(c.Best, 0)
	case "at_least":
		return "at least " + n(c.Min, 0)
	case "more_than":
		return "more than " + n(c.Min, 1)
	case "about":
		return "about " + n(c.Best, 0)
	case "up_to":
		return "up to " + n(c.Max, 0)
	}
	return "a number not given"
}
