package ogc

import (
	"context"
	"io"
	"strconv"
	"time"

	"oblast/geo/encode"
)

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
	buf = append(p.appendLinks(append(buf, `,"links":`...)), `,"features":[`...)
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
