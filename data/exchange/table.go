package exchange

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"oblast/data/record"
	"oblast/geo/decode"
	"oblast/geo/fault"
)

// table is the source of rows: CSV under a mapping, or under the columns of a known data set.
type table struct {
	options *Options
	header  []string
	comma   rune

	encoding string
}

func newTable(o *Options) *table { return &table{options: o, comma: ','} }

func (t *table) frame() frame { return frame{open: string(t.line(t.header)), close: ""} }

// line writes a row as it stood.
func (t *table) line(values []string) []byte {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	w.Comma = t.comma
	if err := w.Write(values); err != nil {
		return nil
	}
	w.Flush()
	return b.Bytes()
}

func (t *table) scan(in io.Reader, yield func(item) bool) error {
	text, encoding, err := decode.Text(in)
	if errors.Is(err, fault.ErrInvalid) {
		yield(item{line: 1, err: err})
		return nil
	}
	if err != nil {
		return fmt.Errorf("read line 1: %w", err)
	}
	t.encoding = encoding
	limit := decode.Bound(text)
	first, err := text.Peek(text.Size())
	if err != nil && !errors.Is(err, io.EOF) {
		return fmt.Errorf("read line 1: %w", err)
	}
	t.comma = t.separator(first)
	r := csv.NewReader(limit)
	r.Comma, r.FieldsPerRecord = t.comma, -1
	header, err := r.Read()
	if errors.Is(err, io.EOF) {
		return nil
	}
	if err != nil {
		return unreadable(err, yield)
	}
	if below := headerBelow(header, first); below > 0 && t.options.Format == CSV {
		yield(item{line: 1, err: &fault.FieldError{Problem: fmt.Sprintf("is no header, line %d seems to be: leave out what stands above it", below)}})
		return nil
	}
	make, err := t.begin(header)
	if err != nil {
		yield(item{line: 1, err: err})
		return nil
	}
	for n := 1; ; n++ {
		limit.Next()
		values, err := r.Read()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return unreadable(err, yield)
		}
		line, _ := r.FieldPos(0)
		it := item{line: line, feature: n}
		if t.options.KeepGoing {
			it.raw = t.line(values)
		}
		switch {
		case len(values) != len(header):
			it.err = &fault.FieldError{Problem: fmt.Sprintf("has %d columns, and the header has %d", len(values), len(header))}
		case t.options.Format == CSV && isTotal(values):
			it.err = &fault.FieldError{Problem: fmt.Sprintf("is a row of totals (%q): leave it out; what the rows come to is counted here", firstSaid(values))}
		case slices.ContainsFunc(values, func(v string) bool { return !utf8.ValidString(v) }):
			it.err = &fault.FieldError{Problem: "is not UTF-8, as the rows before it are; save the whole file as UTF-8"}
		default:
			unguard(values)
			it.make = func() (made, error) { return make(values) }
		}
		if !yield(it) {
			return nil
		}
	}
}

// unreadable yields what is no table as a fault; an error of the input itself is returned.
func unreadable(err error, yield func(item) bool) error {
	var syntax *csv.ParseError
	switch {
	case errors.As(err, &syntax) && errors.Is(syntax.Err, decode.ErrLongRow), errors.Is(err, decode.ErrLongRow):
		yield(item{line: 1, err: &fault.FieldError{Problem: decode.ErrLongRow.Error()}})
	case errors.As(err, &syntax):
		yield(item{line: syntax.Line, err: &fault.FieldError{Problem: "is no row of a table: " + syntax.Err.Error()}})
	default:
		return fmt.Errorf("read the table: %w", err)
	}
	return nil
}

// separator tells what stands between columns: what the mapping says, else what the first line has most of.
func (t *table) separator(first []byte) rune {
	if m := t.options.Mapping; m != nil && m.Separator != "" {
		r, _ := utf8.DecodeRuneInString(m.Separator)
		return r
	}
	return decode.Separator(string(first))
}

// begin reads the header and returns what makes records from a row.
func (t *table) begin(header []string) (func([]string) (made, error), error) {
	t.header = header
	for i, name := range header {
		if slices.Contains(header[:i], name) && name != "" {
			return nil, &fault.FieldError{Field: name, Problem: "is the name of two columns"}
		}
	}
	switch t.options.Format {
	case ACLED:
		return t.known(acledColumns, acledRow)
	case UCDP:
		return t.known(ucdpColumns, ucdpRow)
	}
	given := t.options.Mapping
	if given == nil {
		given = &Mapping{}
	}
	mapping, err := given.complete(header)
	if err != nil {
		return nil, err
	}
	mapping.Separator, mapping.Encoding = string(t.comma), t.encoding
	if t.options.Mapped != nil {
		t.options.Mapped(mapping)
	}
	loc, ok := record.Location(mapping.Zone)
	if !ok {
		return nil, &fault.FieldError{Field: "mapping", Value: mapping.Zone, Problem: "has a zone that is not an IANA time zone"}
	}
	columns, values := mapping.reader(header)
	return func(cells []string) (made, error) {
		said := values
		for f, c := range columns {
			if c >= 0 {
				if text := strings.TrimSpace(cells[c]); text != "" {
					said[f] = text
				}
			}
		}
		b := builder{options: t.options, said: &said, zone: mapping.Zone, loc: loc, named: mapping.Columns}
		return b.build()
	}, nil
}

// known returns what makes records from a row of a data set whose columns are known: turn puts what it says in our fields.
func (t *table) known(columns []string, turn func(cell func(string) string, said *row) error) (func([]string) (made, error), error) {
	at := map[string]int{}
	for i, name := range t.header {
		at[strings.ToLower(strings.TrimSpace(name))] = i
	}
	var missing []string
	for _, name := range columns {
		if _, ok := at[name]; !ok {
			missing = append(missing, name)
		}
	}
	if len(missing) > 0 {
		return nil, &fault.FieldError{Field: missing[0], Problem: fmt.Sprintf("is a column that the format %s needs and the header lacks", t.options.Format), Allowed: columns}
	}
	zone := defaultZone
	if m := t.options.Mapping; m != nil && m.Zone != "" {
		zone = m.Zone
	}
	loc, ok := record.Location(zone)
	if !ok {
		return nil, &fault.FieldError{Field: "mapping", Value: zone, Problem: "has a zone that is not an IANA time zone"}
	}
	return func(cells []string) (made, error) {
		var said row
		if m := t.options.Mapping; m != nil {
			_, said = m.reader(nil)
		}
		cell := func(name string) string {
			if i, ok := at[name]; ok {
				return strings.TrimSpace(cells[i])
			}
			return ""
		}
		if err := turn(cell, &said); err != nil {
			return made{}, err
		}
		b := builder{options: t.options, said: &said, zone: zone, loc: loc}
		return b.build()
	}, nil
}
