package ogc

import (
	"bytes"
	"encoding/json"

	"github.com/labstack/echo/v4"

	"oblast/api/media"
	"oblast/api/params"
	"oblast/api/respond"
	"oblast/data/snapshot"
)

// plainOffers are the forms of every page that is not items.
var plainOffers = []media.Offer{media.JSON, media.HTML}

// plainParams is what such a page takes.
var plainParams = params.Table{formatParam(plainOffers)}

// document is a JSON document that has a page for people too.
type document struct {
	offers []media.Offer
	json   func(links []Link) any
	body   func(dst []byte, f media.Offer, links []Link) ([]byte, error) // in place of json, where it has several forms; it is kept, for it is long work
	page   string                                                        // template
	title  string
	data   func(v *view) error // completes what the template is given
	params params.Table        // what it takes besides; nil: f alone
	asOf   bool                // it tells of records, so that an older state may be asked for
}

// send writes a document in the form that the request asks for. Whatever it is made from must be named by the tag of
// the snapshot.
func (s *Service) send(c echo.Context, snap *snapshot.Snapshot, d document) error {
	table := d.params
	if table == nil {
		table = params.Table{formatParam(d.offers)}
	}
	if d.asOf {
		table = table.With(asOfParam)
	}
	v, err := table.Read(c.Request())
	if err != nil {
		return err
	}
	f, err := media.Choose(c.Request(), v.String("f"), d.offers)
	if err != nil {
		return err
	}
	at := s.address(c)
	links := at.alternates(f, d.offers)
	reply := respond.Reply{MediaType: f.Type, ETag: s.tag(snap), Modified: snap.ChangedAt(), Key: at.as(f.Name), KeepPlain: d.body != nil}
	if f.Name == media.HTML.Name {
		page := s.view(c, snap, d.title, links)
		if d.data != nil {
			if err := d.data(page); err != nil {
				return err
			}
		}
		reply.Body = func(dst []byte) ([]byte, error) { return s.render(dst, d.page, page) }
	} else if d.body != nil {
		reply.Body = func(dst []byte) ([]byte, error) { return d.body(dst, f, links) }
	} else {
		reply.Body = func(dst []byte) ([]byte, error) { return appendJSON(dst, d.json(links)) }
	}
	return s.config.Responder.Send(c, reply)
}

// appendJSON appends a value for people to read: indented, HTML not escaped, a line end behind it.
func appendJSON(dst []byte, v any) ([]byte, error) {
	b := bytes.NewBuffer(dst)
	e := json.NewEncoder(b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	err := e.Encode(v)
	return b.Bytes(), err
}
