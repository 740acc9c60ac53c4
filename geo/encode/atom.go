package encode

import (
	"cmp"
	"context"
	"io"
	"time"

	"github.com/paulmach/orb"
)

// WriteAtom writes the features as an Atom feed (RFC 4287) whose entries say where they are in GeoRSS (OGC 17-002r1): the
// point of a row, or the box about its areas. Coordinates are WGS 84, latitude before longitude, as GeoRSS has them. link
// appends the address of a row.
func WriteAtom(ctx context.Context, w io.Writer, l *Layer, link func(dst []byte, row int32) []byte) error {
	updated := l.AsOf
	if updated.IsZero() {
		updated = time.Unix(0, 0)
	}
	head := append([]byte(nil), `<?xml version="1.0" encoding="UTF-8"?>`+"\n"+`<feed xmlns="http://www.w3.org/2005/Atom" xmlns:georss="http://www.georss.org/georss">`...)
	head = element(element(element(head, "id", l.URL), "title", l.Title), "subtitle", l.Description)
	head = element(element(head, "updated", xmlTime(updated)), "rights", l.telling())
	head = append(AppendXML(append(head, `<link rel="self" type="application/atom+xml" href="`...), l.URL), `"/>`...)
	for _, licence := range l.Licences {
		if licence.URL != "" {
			head = append(AppendXML(append(head, `<link rel="license" href="`...), licence.URL), `" title="`...)
			head = append(AppendXML(head, licence.Name), `"/>`...)
		}
	}
	head = append(element(append(head, "<author>"...), "name", cmp.Or(l.Attribution, l.Title)), "</author>\n"...)
	err := l.lines(ctx, w, head, func(dst []byte, row int32) []byte { return l.entry(dst, row, updated, link) })
	if err != nil {
		return err
	}
	_, err = io.WriteString(w, "</feed>\n")
	return err
}

func (l *Layer) entry(dst []byte, row int32, updated time.Time, link func([]byte, int32) []byte) []byte {
	at := string(link(nil, row))
	title := l.first(row, "title", "name")
	if title == "" {
		title = l.table.ID(row)
	}
	dst = element(element(append(dst, "<entry>"...), "id", at), "title", title)
	if revised, err := time.Parse(time.RFC3339Nano, l.first(row, "revised_at")); err == nil {
		updated = revised
	}
	dst = element(dst, "updated", xmlTime(updated))
	if start, _, ok := l.table.Interval(row); ok && !start.IsZero() {
		dst = element(dst, "published", xmlTime(start))
	}
	dst = append(AppendXML(append(dst, `<link rel="alternate" href="`...), at), `"/>`...)
	dst = append(dst, `<summary>`...)
	for _, c := range l.Columns {
		if text, ok := l.table.Column(c).At(row); ok {
			dst = AppendXML(append(AppendXML(dst, l.table.Schema().Columns[c].Name), ": "...), text)
			dst = append(dst, '\n')
		}
	}
	dst = append(dst, `</summary>`...)
	dst = l.where(dst, l.GeometryOf(row, &l.Form))
	return append(dst, "</entry>\n"...)
}

// where appends a place: nothing for none.
func (f *Form) where(dst []byte, g orb.Geometry) []byte {
	switch g := g.(type) {
	case orb.Point:
		return append(f.latLon(append(dst, "<georss:point>"...), []orb.Point{g}), "</georss:point>"...)
	case orb.LineString:
		return append(f.latLon(append(dst, "<georss:line>"...), g), "</georss:line>"...)
	case nil:
		return dst
	}
	b := g.Bound()
	return append(f.latLon(append(dst, "<georss:box>"...), []orb.Point{b.Min, b.Max}), "</georss:box>"...)
}

func (f *Form) latLon(dst []byte, line []orb.Point) []byte {
	for i, p := range line {
		if i > 0 {
			dst = append(dst, ' ')
		}
		dst = f.coordinate(dst, p[1])
		dst = f.coordinate(append(dst, ' '), p[0])
	}
	return dst
}
