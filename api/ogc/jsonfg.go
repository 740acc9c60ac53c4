package ogc

import (
	"context"
	"io"
	"strconv"
	"time"

	"oblast/geo/encode"
)

// jsonFGProfile names the profile that JSON-FG answers keep to: one with a geometry for readers of GeoJSON in every feature
// whose place is in another system (OGC 21-045r1, "GeoJSON Profiles"). The standard's media type is that of GeoJSON, and the
// profile tells the two apart; application/fg+json, that of its drafts, which it lets servers keep, does so here too.
const jsonFGProfile = "http://www.opengis.net/def/profile/OGC/0/jsonfg-plus"

// writeJSONFG writes a page as JSON-FG: a GeoJSON FeatureCollection whose features have time, place and a type too.
func writeJSONFG(_ context.Context, w io.Writer, p *page) error {
	buf := make([]byte, 0, 64<<10)
	buf = append(buf, `{"type":"FeatureCollection",`...)
	buf = encode.AppendJSONFGHead(buf, p.layer.Name, &p.form)
	buf = append(buf, `,"numberMatched":`...)
	buf = strconv.AppendInt(buf, int64(p.Matched), 10)
	buf = append(buf, `,"numberReturned":`...)
	buf = strconv.AppendInt(buf, int64(len(p.Rows)), 10)
	buf = append(buf, `,"timeStamp":"`...)
	buf = append(p.now.UTC().AppendFormat(buf, time.RFC3339), '"')
	if p.notice != "" {
		buf = encode.AppendString(append(buf, `,"notice":`...), p.notice)
	}
	buf = p.appendTold(buf, p.told)
	buf = p.appendLinks(append(buf, `,"links":`...))
	buf = append(buf[:len(buf)-1], `,{"href":"`+jsonFGProfile+`","rel":"profile"}],"features":[`...)
	for i, row := range p.Rows {
		if i > 0 {
			buf = append(buf, ',')
		}
		if buf = encode.AppendJSONFG(buf, p.features, row, &p.form); len(buf) < 64<<10 {
			continue
		}
		if _, err := w.Write(buf); err != nil {
			return err
		}
		buf = buf[:0]
	}
	_, err := w.Write(append(buf, "]}\n"...))
	return err
}
