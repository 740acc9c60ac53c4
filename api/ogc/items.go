package ogc

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"strconv"
	"sync"
	"time"

	"github.com/labstack/echo/v4"

	"oblast/api/media"
	"oblast/api/respond"
	"oblast/data/snapshot"
	"oblast/geo/encode"
	"oblast/geo/fault"
	"oblast/geo/layer"
	"oblast/geo/region"
	"oblast/geo/topology"
)

// NoticeHeader says in words what was done otherwise than asked; a GeoJSON answer says it as a member too.
const NoticeHeader = "Oblast-Notice"

// PlanHeader says how the answer to a filter was found, and what it was thought to cost; of a box, by which index.
const PlanHeader = "Oblast-Plan"

// How many features meet the conditions, and how many there are in the page, of formats that have no room for that.
const (
	matchedHeader  = "OGC-NumberMatched"
	returnedHeader = "OGC-NumberReturned"
)

// filterTime is how long the search for a filter may take.
const filterTime = 10 * time.Second

// streamFrom is the limit from which an answer with areas is streamed: it may be larger than 2 MB.
const streamFrom = 100

// page is a page of items about to be written.
type page struct {
	*itemRequest
	layer.Page
	snap   *snapshot.Snapshot
	layer  *snapshot.Layer
	about  encode.About
	told   []byte
	shapes func(region.Detail) (*topology.Topology, error)
	styled *Service
	at     address
	offer  media.Offer
	offers []media.Offer
	now    time.Time

	turned   [2]turn
	turnings int // how many of them there are
}

// Items answers /collections/{id}/items (clause 7.15).
func (s *Service) Items(c echo.Context) error {
	snap, l, err := s.asked(c)
	if err != nil {
		return err
	}
	req := c.Request()
	held := s.collection(l)
	p := newPage()
	r := p.itemRequest
	if err := r.read(held, l, req); err != nil {
		return err
	}
	f, err := media.Choose(req, r.format, held.offers)
	if err != nil {
		return err
	}
	if err := r.setForm(snap, f); err != nil {
		return err
	}
	format := formatOf(f)
	r.lower(format.most)
	p.snap, p.layer, p.shapes, p.styled = snap, l, s.config.Topology, s
	p.at, p.offer, p.offers = s.address(c), f, held.offers
	reply := respond.Reply{MediaType: f.Type, ETag: s.tag(snap), Modified: snap.ChangedAt()}
	if format.suffix != "" {
		reply.Attachment = l.Name + format.suffix
	}
	// The time stamp makes every answer its own bytes, though one version is one content.
	reply.Weak = f.Name == media.GeoJSON.Name || f.Name == media.JSONFG.Name
	p.told = s.told(held, snap, l)
	if format.write != nil {
		p.about = s.about(snap, l)
		return s.sendFile(c, p, format, reply)
	}
	c.Response().Header()["Content-Crs"] = r.system.header
	if reply.Weak && r.form.Geometry == encode.Footprint && r.query.Limit >= streamFrom {
		reply.Before = func() error { return p.find(c, nil) }
		reply.Stream = p.stream
		return s.config.Responder.Send(c, reply)
	}
	if f.Name == media.GeoJSON.Name {
		p.keep(&reply)
	}
	// The page is looked for when it is certain to be sent: not where the client holds it.
	reply.Body = func(dst []byte) ([]byte, error) {
		if err := p.find(c, p.Rows); err != nil {
			return dst, err
		}
		if f.Name == media.HTML.Name {
			return s.itemsPage(dst, c, snap, p)
		}
		return p.geoJSON(dst), nil
	}
	err = s.config.Responder.Send(c, reply)
	p.release()
	return err
}

// pagePool holds pages that were sent, for what they were made in.
var pagePool = sync.Pool{New: func() any { return &page{itemRequest: new(itemRequest)} }}

// newPage returns an empty page with an empty request.
func newPage() *page {
	p, _ := pagePool.Get().(*page)
	return p
}

// release gives a page back that nothing holds any more.
func (p *page) release() {
	r, rows := p.itemRequest, p.Rows[:0]
	*r = itemRequest{values: r.values.Emptied()}
	*p = page{itemRequest: r, Page: layer.Page{Rows: rows}}
	pagePool.Put(p)
}

// wholeUpTo is the limit up to which a file without areas is built before it is sent: its length is then known, and a
// fault is an honest answer.
const wholeUpTo = 1000

// sendFile sends a page in a form that is written feature by feature.
func (s *Service) sendFile(c echo.Context, p *page, format *itemFormat, reply respond.Reply) error {
	c.Response().Header()["Content-Crs"] = p.system.header
	ctx := c.Request().Context()
	if p.query.Limit <= wholeUpTo && (p.form.Geometry != encode.Footprint || p.query.Limit < streamFrom) {
		p.keep(&reply)
		reply.Body = func(dst []byte) ([]byte, error) {
			if err := p.find(c, nil); err != nil {
				return dst, err
			}
			b := bytes.NewBuffer(dst)
			err := format.write(ctx, b, p)
			return b.Bytes(), err
		}
		return s.config.Responder.Send(c, reply)
	}
	// A file is the same bytes each time: a download that broke off goes on where it did.
	// Programs ask how long such a file is before they read it, and then read parts of it.
	reply.Same, reply.Parts, reply.Key = true, format.heavy, p.at.as(p.offer.Name)
	reply.Before = func() error { return p.find(c, nil) }
	reply.Stream = func(w io.Writer) error {
		if format.heavy {
			select {
			case s.files <- struct{}{}:
				defer func() { <-s.files }()
			case <-ctx.Done():
				return ctx.Err()
			}
		}
		return format.write(ctx, w, p)
	}
	return s.config.Responder.Send(c, reply)
}

// foundFields are those that find sets, as a header has them.
var foundFields = []string{PlanHeader, "Link", AsOfHeader, NoticeHeader, http.CanonicalHeaderKey(matchedHeader), http.CanonicalHeaderKey(returnedHeader)}

// keep lets a page be kept that is asked for again and again, as first pages are.
func (p *page) keep(reply *respond.Reply) {
	reply.Popular, reply.Told, reply.Key = true, foundFields, p.at.base+p.at.path+"?"+p.at.query
}

// find looks for the page and sets the headers that tell of it.
func (p *page) find(c echo.Context, dst []int32) (err error) {
	if p.Page, err = p.itemRequest.search(c.Request().Context(), p.layer, dst); err != nil {
		return err
	}
	p.now = time.Now()
	h := c.Response().Header()
	if p.Explain != "" {
		h.Set(PlanHeader, p.Plan.String()+"; "+p.Explain)
	} else if p.query.Boxes != nil {
		h.Set(PlanHeader, p.Plan.String())
	}
	p.turn()
	for i := range p.turns() {
		h["Link"] = append(h["Link"], p.turned[i].field)
	}
	h["Link"] = p.choosing(h["Link"])
	if p.about.Name != "" {
		p.tellInHeaders(h) // behind next: some clients look at the first link alone
	}
	if p.notice != "" {
		h.Set(NoticeHeader, p.notice)
	}
	if p.offer.Name != media.GeoJSON.Name && p.offer.Name != media.HTML.Name {
		h.Set(matchedHeader, strconv.Itoa(p.Matched))
		h.Set(returnedHeader, strconv.Itoa(len(p.Rows)))
	}
	return nil
}

// search answers the request's query on the layer, or on the table of totals that it asks for.
func (r *itemRequest) search(ctx context.Context, l *snapshot.Layer, dst []int32) (page layer.Page, err error) {
	if r.query.Filter != nil {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, filterTime)
		defer cancel()
	}
	if l.Totals != nil {
		page, err = r.features.Table().Search(ctx, r.query, dst)
	} else {
		page, err = l.Search(ctx, r.query, dst)
	}
	for _, f := range fault.Fields(err) {
		// A cursor is an opaque name of a place in the order: what is none names a page that is not there.
		f.Missing = f.Field == "after" || f.Field == "before"
	}
	return page, err
}

// geoJSON appends the page as a FeatureCollection.
func (p *page) geoJSON(dst []byte) []byte {
	dst = p.head(dst)
	dst = p.features.AppendFeatures(dst, p.Rows, &p.form)
	return append(dst, "]}\n"...)
}

// stream writes the same, feature by feature.
func (p *page) stream(w io.Writer) error {
	buf := p.head(make([]byte, 0, 64<<10))
	for i, row := range p.Rows {
		if i > 0 {
			buf = append(buf, ',')
		}
		buf = p.features.AppendFeature(buf, row, &p.form)
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
	dst = p.appendTold(dst, p.told)
	dst = p.appendLinks(append(dst, `,"links":`...))
	return append(dst, `,"features":[`...)
}
