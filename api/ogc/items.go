package ogc

import (
	"io"
	"strconv"
	"sync"
	"time"

	"github.com/labstack/echo/v4"

	"oblast/api/media"
	"oblast/api/respond"
	"oblast/data/snapshot"
	"oblast/geo/encode"
	"oblast/geo/layer"
)

// NoticeHeader says in words what was done otherwise than asked; a GeoJSON answer says it as a member too.
const NoticeHeader = "Oblast-Notice"

// streamFrom is the number of features with areas from which an answer is streamed: it may be larger than 2 MB.
const streamFrom = 100

// page is a page of items about to be written.
type page struct {
	*itemRequest
	layer.Page
	layer *snapshot.Layer
	areas *encode.Areas
	links []Link
	now   time.Time
}

// Items answers /collections/{id}/items (clause 7.15).
func (s *Service) Items(c echo.Context) error {
	snap := s.config.Snapshots.Current()
	l, err := layerOf(c, snap)
	if err != nil {
		return err
	}
	req := c.Request()
	r, err := readItems(s.collection(l), l, req)
	if err != nil {
		return err
	}
	f, err := media.Choose(req, r.format, itemOffers)
	if err != nil {
		return err
	}
	rows, _ := rowPool.Get().(*[]int32)
	defer rowPool.Put(rows)
	p := page{itemRequest: r, layer: l, areas: snap.Boundaries().Areas(r.detail), now: time.Now()}
	p.Page = r.find(l, (*rows)[:0])
	*rows = p.Rows
	p.links = s.pageLinks(c, f, &p)
	reply := respond.Reply{MediaType: f.Type, ETag: s.tag(snap)}
	h := c.Response().Header()
	h.Set("OGC-NumberMatched", strconv.Itoa(p.Matched))
	h.Set("OGC-NumberReturned", strconv.Itoa(len(p.Rows)))
	if r.notice != "" {
		h.Set(NoticeHeader, r.notice)
	}
	for _, link := range p.links {
		if link.Rel == "next" || link.Rel == "prev" {
			reply.Links = append(reply.Links, link.header())
		}
	}
	switch f.Name {
	case media.HTML.Name:
		reply.Body = s.itemsPage(c, snap, &p)
	case media.CSV.Name:
		reply.Attachment = l.Name + ".csv"
		reply.Body = p.csv
	default:
		h.Set("Content-Crs", "<"+crs84+">")
		// The time stamp makes every answer its own bytes, though one version is one content.
		reply.Weak = true
		reply.Body = p.geoJSON
		if p.geometry == encode.Footprint && len(p.Rows) >= streamFrom {
			p.Rows = append([]int32(nil), p.Rows...)
			reply.Stream = p.stream
		}
	}
	return s.config.Responder.Send(c, reply)
}

// rowPool holds row numbers of pages.
var rowPool = sync.Pool{New: func() any { return new([]int32) }}

// find answers the request's query on the layer, or on the table of totals that it asks for.
func (r *itemRequest) find(l *snapshot.Layer, dst []int32) layer.Page {
	if r.features == l.Features {
		return l.Find(r.query, dst)
	}
	return r.features.Table().Find(r.query, dst)
}

// pageLinks returns self, alternates, collection, next and prev.
func (s *Service) pageLinks(c echo.Context, f media.Offer, p *page) []Link {
	links := s.alternates(c, f, itemOffers)
	links = append(links, Link{Href: s.base(c) + "/collections/" + p.layer.Name, Rel: "collection", Type: media.JSON.Type, Title: p.layer.Title})
	path, raw := s.base(c)+c.Request().URL.EscapedPath(), c.Request().URL.RawQuery
	table := p.features.Table()
	if p.Next && len(p.Rows) > 0 {
		q := withParam(raw, "after", table.ID(p.Rows[len(p.Rows)-1]), "before")
		links = append(links, Link{Href: path + q, Rel: "next", Type: f.Type, Title: "Next page"})
	}
	if p.Prev && len(p.Rows) > 0 {
		q := withParam(raw, "before", table.ID(p.Rows[0]), "after")
		links = append(links, Link{Href: path + q, Rel: "prev", Type: f.Type, Title: "Page before"})
	}
	return links
}

// geoJSON appends the page as a FeatureCollection.
func (p *page) geoJSON(dst []byte) ([]byte, error) {
	dst = p.head(dst)
	dst = p.features.AppendFeatures(dst, p.Rows, p.columns, p.geometry, p.areas)
	return append(dst, "]}\n"...), nil
}

// stream writes the same, feature by feature.
func (p *page) stream(w io.Writer) error {
	buf := p.head(make([]byte, 0, 64<<10))
	for i, row := range p.Rows {
		if i > 0 {
			buf = append(buf, ',')
		}
		buf = p.features.AppendFeature(buf, row, p.columns, p.geometry, p.areas)
		if _, err := w.Write(buf); err != nil {
			return err
		}
		buf = buf[:0]
	}
	_, err := w.Write(append(buf, "]}\n"...))
	return err
}

// head appends everything before the first feature, so that a reader knows early what there is and where it goes on.
func (p *page) head(dst []byte) []byte {
	dst = append(dst, `{"type":"FeatureCollection","numberMatched":`...)
	dst = strconv.AppendInt(dst, int64(p.Matched), 10)
	dst = append(dst, `,"numberReturned":`...)
	dst = strconv.AppendInt(dst, int64(len(p.Rows)), 10)
	dst = append(dst, `,"timeStamp":"`...)
	dst = p.now.UTC().AppendFormat(dst, time.RFC3339Nano)
	dst = append(dst, '"')
	if p.notice != "" {
		dst = encode.AppendString(append(dst, `,"notice":`...), p.notice)
	}
	dst = append(dst, `,"links":`...)
	dst = appendLinks(dst, p.links)
	return append(dst, `,"features":[`...)
}

func appendLinks(dst []byte, links []Link) []byte {
	dst = append(dst, '[')
	for i, l := range links {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = encode.AppendString(append(dst, `{"href":`...), l.Href)
		dst = encode.AppendString(append(dst, `,"rel":`...), l.Rel)
		dst = encode.AppendString(append(dst, `,"type":`...), l.Type)
		dst = append(encode.AppendString(append(dst, `,"title":`...), l.Title), '}')
	}
	return append(dst, ']')
}

func (p *page) csv(dst []byte) ([]byte, error) {
	t := p.features.Table()
	dst = encode.AppendCSVHeader(dst, t, p.columns, p.geometry)
	for _, row := range p.Rows {
		dst = encode.AppendCSVRow(dst, t, row, p.columns, p.geometry)
	}
	return dst, nil
}
