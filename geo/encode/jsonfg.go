package encode

import (
	"strconv"
	"time"
)

// jsonFGClasses are the classes of OGC Features and Geometries JSON 1.0 that features hold to.
const jsonFGClasses = `"conformsTo":["http://www.opengis.net/spec/json-fg-1/1.0/conf/core","http://www.opengis.net/spec/json-fg-1/1.0/conf/types-schemas"]`

// AppendJSONFGHead appends the members that a JSON-FG document has once: its classes, the type of its features, the kind
// of their geometry and the reference system of their places.
func AppendJSONFGHead(dst []byte, featureType string, form *Form) []byte {
	dst = AppendString(append(append(dst, jsonFGClasses...), `,"featureType":`...), featureType)
	uri := "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
	if form.CRS != nil {
		uri = form.CRS.URI
	}
	return AppendString(append(dst, `,"coordRefSys":`...), uri)
}

// AppendJSONFG appends one feature of a collection as JSON-FG: GeoJSON with time, and with place where the reference system
// is another than GeoJSON's; geometry is then the same place in CRS84, for readers of GeoJSON.
func AppendJSONFG(dst []byte, f *Features, row int32, form *Form) []byte {
	dst = AppendString(append(dst, `{"type":"Feature","id":`...), f.table.ID(row))
	dst = f.appendTime(append(dst, `,"time":`...), row)
	dst = append(dst, `,"place":`...)
	if form.CRS == nil || form.CRS.IsLonLat() {
		dst = append(dst, "null"...)
	} else {
		dst = form.AppendGeometry(dst, f.GeometryOf(row, form))
	}
	lonLat := *form
	if lonLat.CRS != nil {
		lonLat.CRS, lonLat.Decimals = nil, 0
	}
	dst = f.appendGeometry(append(dst, `,"geometry":`...), row, &lonLat)
	return append(f.AppendProperties(append(dst, `,"properties":`...), row, form), '}')
}

// AppendJSONFGFeature appends one feature as a document of its own.
func AppendJSONFGFeature(dst []byte, f *Features, row int32, form *Form, featureType string) []byte {
	dst = append(AppendJSONFGHead(append(dst, '{'), featureType, form), ',')
	at := len(dst)
	dst = AppendJSONFG(dst, f, row, form)
	copy(dst[at:], dst[at+1:]) // the second {
	return dst[:len(dst)-1]
}

// appendTime appends the time member: an instant for a row that has one, else an interval with ".." for an open side.
func (f *Features) appendTime(dst []byte, row int32) []byte {
	start, end, ok := f.table.Interval(row)
	if !ok {
		return append(dst, "null"...)
	}
	if !start.IsZero() && end.Sub(start) <= time.Millisecond {
		return append(appendInstant(append(dst, `{"timestamp":`...), start), '}')
	}
	dst = appendInstant(append(dst, `{"interval":[`...), start)
	return append(appendInstant(append(dst, ','), end), `]}`...)
}

// appendInstant appends an RFC 3339 time in UTC; ".." for an open side.
func appendInstant(dst []byte, t time.Time) []byte {
	if t.IsZero() {
		return strconv.AppendQuote(dst, "..")
	}
	return append(t.UTC().AppendFormat(append(dst, '"'), "2006-01-02T15:04:05.999Z"), '"')
}
