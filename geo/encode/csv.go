package encode

import (
	"strings"

	"github.com/paulmach/orb"

	"oblast/geo/layer"
)

// Located is how a CSV row says where it is.
type Located uint8

// The ways: two columns lon and lat (x and y in a system whose coordinates are no degrees), or one column geometry with
// well-known text.
const (
	InColumns Located = iota
	InText
)

// AppendCSVHeader appends the header row: id, the columns, and those of the geometry unless the form has none. The column
// id is not written twice. Lines end with CR LF (RFC 4180).
func AppendCSVHeader(dst []byte, t *layer.Table, form *Form, where Located) []byte {
	dst = append(dst, "id"...)
	for _, c := range form.Columns {
		if name := t.Schema().Columns[c].Name; name != "id" {
			dst = appendField(append(dst, ','), name)
		}
	}
	switch {
	case form.Geometry == NoGeometry:
	case where == InText:
		dst = append(dst, ",geometry"...)
	case form.CRS != nil && !form.CRS.Degrees:
		dst = append(dst, ",x,y"...)
	default:
		dst = append(dst, ",lon,lat"...)
	}
	return append(dst, "\r\n"...)
}

// AppendCSVRow appends one row. Unknown is an empty field; an empty text is written "". The columns say what they are, so
// that lon comes before lat in every reference system; the text has the order of the system.
func (f *Features) AppendCSVRow(dst []byte, row int32, form *Form, where Located) []byte {
	t := f.table
	dst = appendField(dst, t.ID(row))
	for _, c := range form.Columns {
		if t.Schema().Columns[c].Name == "id" {
			continue
		}
		dst = append(dst, ',')
		if text, ok := t.Column(c).At(row); ok {
			dst = appendField(dst, text)
		}
	}
	switch {
	case form.Geometry == NoGeometry:
	case where == InText:
		from := len(dst) + 1
		dst = form.AppendWKT(append(dst, ",\""...), f.GeometryOf(row, form))
		if len(dst) == from+1 {
			dst = dst[:from]
		} else {
			dst = append(dst, '"')
		}
	default:
		dst = form.appendXY(dst, t, row)
	}
	return append(dst, "\r\n"...)
}

// appendXY appends ",x,y" of a row's point.
func (f *Form) appendXY(dst []byte, t *layer.Table, row int32) []byte {
	lon, lat, ok := t.Point(row)
	if !ok {
		return append(dst, ",,"...)
	}
	p := orb.Point{lon, lat}
	if f.CRS != nil {
		p = f.CRS.Project(p)
	}
	dst = f.coordinate(append(dst, ','), p[0])
	return f.coordinate(append(dst, ','), p[1])
}

// appendField quotes where RFC 4180 asks for it. A text that a spreadsheet would run as a formula gets an apostrophe in
// front, numbers excepted.
func appendField(dst []byte, s string) []byte {
	if s == "" {
		return append(dst, `""`...)
	}
	formula := IsFormula(s)
	if !formula && !strings.ContainsAny(s, ",\"\r\n") && s[0] != ' ' && s[len(s)-1] != ' ' {
		return append(dst, s...)
	}
	dst = append(dst, '"')
	if formula {
		dst = append(dst, '\'')
	}
	for i := range len(s) {
		if s[i] == '"' {
			dst = append(dst, '"')
		}
		dst = append(dst, s[i])
	}
	return append(dst, '"')
}

// IsFormula reports whether a spreadsheet that opens a table would run a text instead of showing it: it begins with =, +, -,
// @, a tab or a carriage return, and is no number.
func IsFormula(s string) bool {
	return s != "" && strings.IndexByte("=+-@\t\r", s[0]) >= 0 && !isNumber(s)
}

func isNumber(s string) bool {
	digits := false
	for i := range len(s) {
		switch c := s[i]; {
		case c >= '0' && c <= '9':
			digits = true
		case c == '-' && i == 0, c == '.', c == 'e' && digits, c == '-' && s[i-1] == 'e', c == '+' && i > 0 && s[i-1] == 'e':
		default:
			return false
		}
	}
	return digits
}
