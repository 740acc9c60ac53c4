package ogc

import (
	"cmp"
	"fmt"
	"net/url"

	"oblast/api/media"
	"oblast/api/params"
	"oblast/api/respond"
	"oblast/data/snapshot"
	"oblast/data/store"
	"oblast/geo/encode"
	"oblast/geo/fault"

	"github.com/labstack/echo/v4"
)

var itemPageOffers = []media.Offer{media.GeoJSON, media.HTML, media.JSONFG}

// oneItemParams is what /items/{fid} of a layer takes.
func oneItemParams(l *snapshot.Layer) params.Table {
	t := formParams(l)
	if holdsAreas(l) {
		t = t.With(detailParam())
	}
	if l.Totals != nil {
		t = t.With(totalsParams()...)
	}
	return t.With(asOfParam, formatParam(itemPageOffers))
}

// Item answers /collections/{id}/items/{fid} (clause 7.16).
func (s *Service) Item(c echo.Context) error {
	snap, l, err := s.asked(c)
	if err != nil {
		return err
	}
	id := c.Param("fid")
	if c.Request().URL.RawPath != "" { // as the router has it where the path has an escaped slash
		if plain, err := url.PathUnescape(id); err == nil {
			id = plain
		}
	}
	row, ok := l.Row(id)
	if !ok {
		return missing(snap, l, id)
	}
	v, err := s.collection(l).one.Read(c.Request())
	if err != nil {
		return err
	}
	r := &itemRequest{features: l.Features}
	r.readForm(s.collection(l), v)
	if l.Totals != nil {
		if err := r.sum(l, v); err != nil {
			return err
		}
	}
	f, err := media.Choose(c.Request(), v.String("f"), itemPageOffers)
	if err != nil {
		return err
	}
	at := s.address(c)
	links := at.alternates(f, itemPageOffers)
	links = append(links, Link{s.base(c) + "/collections/" + l.Name, "collection", media.JSON.Type, l.Title})
	if id := r.features.Table().ID(row); isRecord(snap, id) {
		links = append(links, Link{s.base(c) + "/records/" + string(appendQueryEscape(nil, id)), "related", media.JSON.Type, "The whole record: statements, documents, revisions"})
	}
	if f.Name == media.JSONFG.Name {
		links = append(links, Link{Href: jsonFGProfile, Rel: "profile"})
	}
	if err := r.setForm(snap, f); err != nil {
		return err
	}
	c.Response().Header()["Content-Crs"] = r.system.header
	reply := respond.Reply{MediaType: f.Type, ETag: s.tag(snap), Modified: snap.ChangedAt(), Key: at.as(f.Name)}
	if f.Name == media.HTML.Name {
		page := s.view(c, snap, r.features.Table().ID(row), links)
		page.item(l, r, row)
		reply.Body = func(dst []byte) ([]byte, error) { return s.render(dst, "item", page) }
	} else {
		reply.Body = func(dst []byte) ([]byte, error) {
			return r.feature(dst, l, row, links, f.Name, s.told(s.collection(l), snap, l)), nil
		}
	}
	return s.config.Responder.Send(c, reply)
}

// isRecord reports whether a feature is a record of the log, not a region.
func isRecord(snap *snapshot.Snapshot, id string) bool {
	_, ok := snap.Record(id)
	return ok
}

// feature appends one feature with its links.
func (r *itemRequest) feature(dst []byte, l *snapshot.Layer, row int32, links []Link, format string, told []byte) []byte {
	if format == media.JSONFG.Name {
		dst = encode.AppendJSONFGFeature(dst, r.features, row, &r.form, l.Name)
	} else {
		dst = r.features.AppendFeature(dst, row, &r.form)
	}
	dst = r.appendTold(dst[:len(dst)-1], told)
	dst = append(dst, `,"links":`...)
	return append(appendLinks(dst, links), "}\n"...)
}

// missing says why there is no such feature: retracted is not the same as never known.
func missing(snap *snapshot.Snapshot, l *snapshot.Layer, id string) error {
	if e, ok := snap.Record(id); ok && e.Retracted() {
		last := e.Last()
		done := map[string]string{store.Merge: "merged into another record", store.Split: "split into several records"}[last.Act.Change]
		return fmt.Errorf("%.100q was %s on %s (%s); /records/%.100s tells its history: %w",
			id, cmp.Or(done, "retracted"), last.RecordedAt.Format("2006-01-02"), last.Reason, id, fault.ErrNotFound)
	}
	return fmt.Errorf("%s has no feature %.100q: %w", l.Name, id, fault.ErrNotFound)
}
