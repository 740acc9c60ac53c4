package encode

import (
	"strings"

	"oblast/geo/layer"
)

// AppendCSVHeader appends the header row: id, the columns, and lon and lat where the points are written. The column id
// is not written twice. Lines end with CR LF (RFC 4180).
func AppendCSVHeader(dst []byte, t *layer.Table, columns []int, g Geometry) []byte {
	dst = append(dst, "id"...)
	for _, c := range columns {
		if name := t.Schema().Columns[c].Name; name != "id" {
			dst = appendField(append(dst, ','), name)
		}
	}
	if g != NoGeometry {
		dst = append(dst, ",lon,lat"...)
	}
	return append(dst, "\r\n"...)
}

// AppendCSVRow appends one row. Unknown is an empty field; an empty text is written "".
func AppendCSVRow(dst []byte, t *layer.Table, row int32, columns []int, g Geometry) []byte {
	dst = appendField(dst, t.ID(row))
	for _, c := range columns {
		if t.Schema().Columns[c].Name == "id" {
			continue
		}
		dst = append(dst, ',')
		if text, ok := t.Column(c).At(row); ok {
			dst = appendField(dst, text)
		}
	}
	if g != NoGeometry {
		if lon, lat, ok := t.Point(row); ok {
			dst = AppendNumber(append(dst, ','), lon)
			dst = AppendNumber(append(dst, ','), lat)
		} else {
			dst = append(dst, ",,"...)
		}
	}
	return append(dst, "\r\n"...)
}

// appendField quotes where RFC 4180 asks for it. A text that a spreadsheet would run as a formula gets an apostrophe in
// front, numbers excepted.
func appendField(dst []byte, s string) []byte {
	if s == "" {
		return append(dst, `""`...)
	}
	formula := strings.IndexByte("=+-@\t\r", s[0]) >= 0 && !isNumber(s)
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
