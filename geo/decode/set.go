package decode

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/paulmach/orb"

	"oblast/geo/layer"
)

// set is a file's features before their columns have types.
type set struct {
	columns []column
	index   map[string]int
	rows    []row
}

type column struct {
	name  string
	title string // as the file has it, where it had to be called something else
	seen  kinds
	fixed bool // the format declares its type, a single one of seen
}

// row is a feature: values by column, shorter where later columns are not there.
type row struct {
	id       string
	numbered bool // the file gives it no id
	values   []value
	geometry orb.Geometry
}

// value is one as the file has it: canonical text, and what it can be.
type value struct {
	kinds kinds
	text  string
}

// kinds is a set of types that a text can be read as. None: null.
type kinds uint8

const (
	isText kinds = 1 << iota
	isInteger
	isNumber
	isBoolean
	isDate
	isInstant
	isList
)

// narrowest are the types, the one that is preferred first.
var narrowest = []struct {
	kinds
	layer.Type
}{{isInteger, layer.Integer}, {isNumber, layer.Number}, {isBoolean, layer.Boolean}, {isDate, layer.Date}, {isInstant, layer.Instant}, {isList, layer.List}, {isText, layer.Text}}

// column returns the number of a column, made where there was none.
func (s *set) column(name string) int {
	if i, ok := s.index[name]; ok {
		return i
	}
	if s.index == nil {
		s.index = map[string]int{}
	}
	i := len(s.columns)
	s.index[name] = i
	s.columns = append(s.columns, column{name: name, seen: ^kinds(0)})
	return i
}

// put sets a value of a row; one that is null may be left out.
func (s *set) put(r *row, column int, v value) {
	for len(r.values) <= column {
		r.values = append(r.values, value{})
	}
	r.values[column] = v
	if v.kinds != 0 && !s.columns[column].fixed {
		s.columns[column].seen &= v.kinds
	}
}

// textValue is a text that may be a time, and where loose, as in CSV, a number or a boolean.
func textValue(text string, loose bool) value {
	k := isText
	if _, kind := moment(text); kind != 0 {
		k |= kind
	}
	if !loose {
		return value{k, text}
	}
	if text == "true" || text == "false" {
		k |= isBoolean
	}
	if n, err := strconv.ParseInt(text, 10, 64); err == nil && strconv.FormatInt(n, 10) == text {
		k |= isInteger | isNumber // 007 is a text
	} else if f, err := strconv.ParseFloat(text, 64); err == nil && !math.IsInf(f, 0) && f == f && strings.Trim(text, "+-.0123456789eE") == "" && !strings.HasPrefix(text, "00") && !strings.HasPrefix(text, "+") {
		k |= isNumber
	}
	return value{k, text}
}

func numberValue(f float64) value {
	if f != f || math.IsInf(f, 0) {
		return value{}
	}
	k := isNumber
	if f == math.Trunc(f) && math.Abs(f) < 1<<53 {
		k |= isInteger
	}
	return value{k, string(layer.AppendNumber(nil, f+0))}
}

func integerValue(n int64) value { return value{isInteger | isNumber, strconv.FormatInt(n, 10)} }
func booleanValue(b bool) value  { return value{isBoolean, strconv.FormatBool(b)} }

// schema gives the columns their types.
func (s *set) schema(name string) layer.Schema {
	schema := layer.Schema{Name: name}
	for _, c := range s.columns {
		kind := layer.Text
		for _, n := range narrowest {
			if c.seen&n.kinds != 0 {
				kind = n.Type
				break
			}
		}
		if c.seen == ^kinds(0) {
			kind = layer.Text // always null
		}
		schema.Columns = append(schema.Columns, layer.Column{Name: c.name, Title: cmp.Or(c.title, c.name), Type: kind})
	}
	schema.Interval = intervalOf(&schema)
	return schema
}

// intervals are names of columns that say when a feature was, in the order in which they are looked for.
var intervals = [][]string{{"time_start", "time_end"}, {"start", "end"}, {"valid_from", "valid_to"}, {"from", "to"},
	{"datetime"}, {"timestamp"}, {"time"}, {"date"}}

// intervalOf finds the columns of time.
func intervalOf(schema *layer.Schema) []string {
	for _, names := range intervals {
		all := true
		for _, name := range names {
			i := schema.Index(name)
			all = all && i >= 0 && (schema.Columns[i].Type == layer.Date || schema.Columns[i].Type == layer.Instant)
		}
		if all {
			return names
		}
	}
	return nil
}

// table makes the set a table.
func (s *set) table(name string) (*layer.Table, error) {
	s.settle()
	schema := s.schema(name)
	if err := s.place(&schema); err != nil {
		return nil, err
	}
	slices.SortFunc(s.rows, func(a, b row) int { return strings.Compare(a.id, b.id) })
	for i := 1; i < len(s.rows); i++ {
		if s.rows[i].id == s.rows[i-1].id {
			return nil, wrong("the id %.60q occurs twice; make them unique, or leave them out: features are then numbered", s.rows[i].id)
		}
	}
	b := layer.NewBuilder(schema, nil, len(s.rows))
	for i := range s.rows {
		r := &s.rows[i]
		b.Row(r.id)
		if p, ok := r.geometry.(orb.Point); ok && schema.Geometry == layer.Points {
			b.Point(p[0], p[1])
		} else if r.geometry != nil {
			b.Shape(r.geometry)
		}
		if err := r.during(b, s, &schema); err != nil {
			return nil, err
		}
		for c := range schema.Columns {
			if c >= len(r.values) || r.values[c].kinds == 0 {
				b.Null()
				continue
			}
			text, err := schema.Columns[c].Canonical(plainly(r.values[c].text, schema.Columns[c].Type))
			if err != nil {
				return nil, wrong("feature %.60q: %v", r.id, err)
			}
			b.Canonical(text)
		}
	}
	return b.Build()
}

// during gives a row the interval of its columns of time; a day lasts to its end.
func (r *row) during(b *layer.Builder, s *set, schema *layer.Schema) error {
	var sides [2]time.Time
	for i, name := range schema.Interval {
		c := s.index[name]
		if c >= len(r.values) || r.values[c].kinds == 0 {
			continue
		}
		form, day := time.RFC3339Nano, schema.Columns[c].Type == layer.Date
		if day {
			form = time.DateOnly
		}
		at, err := time.Parse(form, plainly(r.values[c].text, schema.Columns[c].Type))
		if err != nil {
			return wrong("feature %.60q: %s is no time", r.id, name)
		}
		sides[i] = at
		switch {
		case len(schema.Interval) == 1 && day:
			sides[1] = at.AddDate(0, 0, 1)
		case len(schema.Interval) == 1:
			sides[1] = at
		case i == 1 && day:
			sides[1] = at.AddDate(0, 0, 1)
		}
	}
	b.Interval(sides[0], sides[1])
	return nil
}
