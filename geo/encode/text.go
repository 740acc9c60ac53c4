// Package encode writes features as bytes, appended straight from the columns of a layer.Table.
//
// In: a table and row numbers. Out: GeoJSON (RFC 7946) or CSV (RFC 4180), appended to a slice that the caller owns and
// reuses; nothing is built as maps or values in between, and nothing is allocated once the slice has grown. Coordinates
// are WGS 84 lon, lat; doubles are written as the shortest decimal that reads back the same. Unknown is null in GeoJSON
// and an empty field in CSV, never 0.
//
// Encoders are immutable and safe for concurrent use.
package encode

import (
	"unicode/utf8"

	"oblast/geo/layer"
)

const hexDigits = "0123456789abcdef"

// AppendString appends s as a JSON string. Invalid UTF-8 becomes U+FFFD; < and > are escaped, so that the result may also
// stand inside an HTML script element.
func AppendString(dst []byte, s string) []byte {
	dst = append(dst, '"')
	from := 0
	for i := 0; i < len(s); {
		c := s[i]
		if c >= utf8.RuneSelf {
			if c >= 0xC2 && c < 0xE0 && i+1 < len(s) && s[i+1]&0xC0 == 0x80 {
				i += 2 // a letter of two bytes, as most are that are no ASCII
				continue
			}
			r, size := utf8.DecodeRuneInString(s[i:])
			if r == utf8.RuneError && size == 1 {
				dst = append(append(dst, s[from:i]...), `\ufffd`...)
				from = i + 1
			} else if r == '\u2028' || r == '\u2029' {
				dst = append(append(dst, s[from:i]...), `\u202`...)
				dst = append(dst, hexDigits[r&0xf])
				from = i + size
			}
			i += size
			continue
		}
		if c >= ' ' && c != '"' && c != '\\' && c != '<' && c != '>' {
			i++
			continue
		}
		dst = append(dst, s[from:i]...)
		switch c {
		case '"', '\\':
			dst = append(dst, '\\', c)
		case '\n':
			dst = append(dst, '\\', 'n')
		case '\r':
			dst = append(dst, '\\', 'r')
		case '\t':
			dst = append(dst, '\\', 't')
		default:
			dst = append(dst, '\\', 'u', '0', '0', hexDigits[c>>4], hexDigits[c&0xf])
		}
		i++
		from = i
	}
	return append(append(dst, s[from:]...), '"')
}

// AppendNumber appends the shortest decimal that reads back as v; what is not finite is null.
func AppendNumber(dst []byte, v float64) []byte {
	if v-v != 0 {
		return append(dst, "null"...)
	}
	return layer.AppendNumber(dst, v)
}
