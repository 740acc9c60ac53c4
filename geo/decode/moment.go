package decode

import (
	"strings"
	"time"

	"oblast/geo/layer"
)

// moment returns a date or a time as RFC 3339 has it, and which it is: isDate, isInstant, or neither. Besides RFC 3339 it
// reads what databases, spreadsheets and GDAL write: 2025/08/27, 27.08.2025, a space for the T, 3:00, no seconds, a zone of hours
// alone, or none, which is UTC.
func moment(text string) (plain string, kind kinds) {
	const day = len(time.DateOnly)
	if len(text) < day || len(text) > 40 || text[0] < '0' || text[0] > '9' {
		return "", 0
	}
	date, clock := text[:day], text[day:]
	switch {
	case date[4] == '/' && date[7] == '/':
		date = date[:4] + "-" + date[5:7] + "-" + date[8:]
	case date[2] == '.' && date[5] == '.':
		date = date[6:] + "-" + date[3:5] + "-" + date[:2]
	case date[4] != '-':
		return "", 0
	}
	if _, err := time.Parse(time.DateOnly, date); err != nil {
		return "", 0
	}
	if clock == "" {
		return date, isDate
	}
	if clock[0] != 'T' && clock[0] != 't' && clock[0] != ' ' {
		return "", 0
	}
	clock, zone := clock[1:], "Z"
	if at := strings.IndexAny(clock, "Zz+-"); at >= 0 {
		clock, zone = clock[:at], strings.ToUpper(clock[at:])
	}
	if len(clock) > 1 && clock[1] == ':' {
		clock = "0" + clock
	}
	if len(clock) == len("03:00") {
		clock += ":00"
	}
	switch len(zone) {
	case len("+03"):
		zone += ":00"
	case len("+0300"):
		zone = zone[:3] + ":" + zone[3:]
	}
	plain = date + "T" + clock + zone
	if _, err := time.Parse(time.RFC3339Nano, plain); err != nil {
		return "", 0
	}
	return plain, isInstant
}

// plainly is a text as a column of a type has it: a date or a time as RFC 3339 has it, a number with a point.
func plainly(text string, t layer.Type) string {
	switch t {
	case layer.Date, layer.Instant:
		switch at, kind := moment(text); {
		case kind == 0:
		case t == layer.Date:
			return at[:len(time.DateOnly)]
		case kind == isDate:
			return at + "T00:00:00Z"
		default:
			return at
		}
	case layer.Integer, layer.Number:
		return strings.Replace(text, ",", ".", 1)
	}
	return text
}
