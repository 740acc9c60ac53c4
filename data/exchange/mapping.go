package exchange

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"oblast/data/record"
	"oblast/geo/fault"
)

// Mapping says what the columns of a table are taken as. It is a small JSON file.
type Mapping struct {
	Columns   map[string]string `json:"columns"`   // field -> header
	Values    map[string]string `json:"values"`    // field -> what every row says that has no column, or nothing in it, for it
	Zone      string            `json:"zone"`      // IANA zone of times that do not say theirs
	Separator string            `json:"separator"` // between columns
	Unused    []string          `json:"unused"`    // headers that are taken as nothing
	Encoding  string            `json:"-"`         // of the file, as it was found
}

// ReadMapping reads a mapping file and reports all faults.
func ReadMapping(in io.Reader) (*Mapping, error) {
	d := json.NewDecoder(in)
	d.DisallowUnknownFields()
	var m Mapping
	if err := d.Decode(&m); err != nil {
		return nil, &fault.FieldError{Field: "mapping", Problem: `is not a mapping such as {"columns": {"place": "Town"}, "values": {"speaker_role": "media"}, "zone": "Europe/Moscow"}: ` + err.Error()}
	}
	var faults []error
	for _, part := range []map[string]string{m.Columns, m.Values} {
		for _, name := range slices.Sorted(maps.Keys(part)) {
			if _, ok := fieldOf(name); !ok {
				faults = append(faults, &fault.FieldError{Field: "mapping", Value: name, Problem: fmt.Sprintf("speaks of %q, which is no field", name), Allowed: FieldNames()})
			}
		}
	}
	if _, ok := record.Location(m.Zone); m.Zone != "" && !ok {
		faults = append(faults, &fault.FieldError{Field: "mapping", Value: m.Zone, Problem: fmt.Sprintf("has the zone %q, which is not an IANA time zone such as Europe/Moscow", m.Zone)})
	}
	if r, n := utf8.DecodeRuneInString(m.Separator); n != len(m.Separator) || strings.ContainsRune("\"\r\n\x00\uFFFD", r) && n > 0 {
		faults = append(faults, &fault.FieldError{Field: "mapping", Value: m.Separator, Problem: "has a separator that is not one character, or one that cannot part columns", Allowed: []string{",", ";", "|", "a tab"}})
	}
	return &m, errors.Join(faults...)
}

// Write writes the mapping as ReadMapping reads it.
func (m *Mapping) Write(out io.Writer) error {
	e := json.NewEncoder(out)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	return e.Encode(m)
}

// String shows the mapping in a line a column.
func (m *Mapping) String() string {
	var b strings.Builder
	for f := range fieldNames {
		name := fieldNames[f].name
		if header, ok := m.Columns[name]; ok {
			fmt.Fprintf(&b, "  %-15s from column %q\n", name, header)
		} else if value, ok := m.Values[name]; ok {
			fmt.Fprintf(&b, "  %-15s is always %q\n", name, value)
		}
	}
	if len(m.Unused) > 0 {
		fmt.Fprintf(&b, "  %-15s %s\n", "not used", strings.Join(m.Unused, ", "))
	}
	fmt.Fprintf(&b, "  %-15s %s\n", "times are in", m.Zone)
	if m.Encoding != "" && !strings.HasPrefix(m.Encoding, "UTF-8") {
		fmt.Fprintf(&b, "  %-15s %s\n", "is written in", m.Encoding)
	}
	return b.String()
}

// complete guesses what the mapping leaves open from a header: a column is taken as the first free field that has its
// name. Columns that the mapping names and the header lacks are faults.
func (m *Mapping) complete(header []string) (Mapping, error) {
	out := Mapping{Columns: map[string]string{}, Values: map[string]string{}, Zone: m.Zone, Separator: m.Separator, Unused: []string{}}
	maps.Copy(out.Columns, m.Columns)
	maps.Copy(out.Values, m.Values)
	if out.Zone == "" {
		out.Zone = zoneOf(header)
	}
	var faults []error
	taken := map[string]bool{}
	for _, name := range slices.Sorted(maps.Keys(m.Columns)) {
		column := m.Columns[name]
		taken[column] = true
		if !slices.Contains(header, column) {
			faults = append(faults, &fault.FieldError{Field: "mapping", Value: column, Problem: fmt.Sprintf("takes %s from a column %q that is not there", name, column), Allowed: header})
		}
	}
	// The surest guesses come first, whatever the order of the columns.
	for _, guess := range []func(string) []field{byName, byHeader, byWords} {
		for _, column := range header {
			if taken[column] {
				continue
			}
			for _, f := range guess(column) {
				if name := fieldNames[f].name; out.Columns[name] == "" {
					out.Columns[name], taken[column] = column, true
					break
				}
			}
		}
	}
	for _, column := range header {
		if !taken[column] && !slices.Contains(out.Unused, column) {
			out.Unused = append(out.Unused, column)
		}
	}
	if len(faults) == 0 {
		faults = append(faults, out.tellsNothing())
	}
	return out, errors.Join(faults...)
}

// reader returns for each field the column that it is read from, -1 for none, and what it says where that is empty.
func (m *Mapping) reader(header []string) (columns [nFields]int, values row) {
	for f := range columns {
		columns[f] = -1
		name := fieldNames[f].name
		if column, ok := m.Columns[name]; ok {
			columns[f] = slices.Index(header, column)
		}
		values[f] = m.Values[name]
	}
	return columns, values
}
