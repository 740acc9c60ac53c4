package ogc

import (
	"context"
	"io"

	"github.com/labstack/echo/v4"

	"oblast/api/media"
	"oblast/api/params"
	"oblast/api/respond"
	"oblast/data/snapshot"
	"oblast/geo/encode"
	"oblast/geo/encode/geopackage"
	"oblast/geo/layer"
	"oblast/geo/region"
)

// collectionsOffers are the forms of /collections: the list, and all that is in it as one file.
var collectionsOffers = []media.Offer{media.JSON, media.HTML, media.GeoPackage}

// collectionsParams is what /collections takes.
func (s *Service) collectionsParams(snap *snapshot.Snapshot) params.Table {
	var names []string
	for _, l := range snap.Layers() {
		names = append(names, l.Name)
	}
	box := whereAndWhenParams(nil)
	for i := range box {
		box[i].Description = "With f=gpkg. " + box[i].Description
	}
	detail := detailParam()
	detail.Description = "With f=gpkg. " + detail.Description
	return params.Table{{Name: "collections", Kind: params.List, Enum: names, Example: "interceptions,damage,totals-1", Description: "Only these, in this order; all without it."}}.
		With(box...).With(detail, asOfParam, formatParam(collectionsOffers))
}

// chosen returns the layers that a request for /collections is about.
func chosen(snap *snapshot.Snapshot, v params.Values) []*snapshot.Layer {
	if !v.Given("collections") {
		return snap.Layers()
	}
	var some []*snapshot.Layer
	for _, name := range v.List("collections") {
		if l, ok := snap.Layer(name); ok {
			some = append(some, l)
		}
	}
	return some
}

// inOneFile answers with collections as the layers of one GeoPackage, each with its columns, its metadata and the style that
// QGIS draws it in. Totals are those of the whole kept period.
func (s *Service) inOneFile(c echo.Context, snap *snapshot.Snapshot, v params.Values) error {
	at := s.address(c)
	reply := respond.Reply{MediaType: media.GeoPackage.Type, ETag: s.tag(snap), Modified: snap.ChangedAt(), Key: at.as(media.GeoPackage.Name),
		Attachment: title + ".gpkg", Same: true, Parts: true}
	var all []*page
	reply.Before = func() error {
		for _, l := range chosen(snap, v) {
			p, err := s.whole(c.Request().Context(), at.base, snap, l, v)
			if err != nil {
				return err
			}
			all = append(all, p)
		}
		return nil
	}
	ctx := c.Request().Context()
	reply.Stream = func(w io.Writer) error {
		select {
		case s.files <- struct{}{}:
			defer func() { <-s.files }()
		case <-ctx.Done():
			return ctx.Err()
		}
		return writePackage(ctx, w, all)
	}
	return s.config.Responder.Send(c, reply)
}

// whole returns everything of a layer that meets the box and the time of a request for /collections.
func (s *Service) whole(ctx context.Context, base string, snap *snapshot.Snapshot, l *snapshot.Layer, v params.Values) (*page, error) {
	held := s.collection(l)
	r := &itemRequest{features: l.Features, where: l.Where, system: systems()[0], detail: snapshot.DefaultDetail}
	if err := r.readMeets(held, l, v, nil, nil); err != nil {
		return nil, err
	}
	if l.Totals != nil {
		var err error
		if r.features, err = l.Totals.Features(l.Totals.Default()); err != nil {
			return nil, err
		}
	}
	if d, err := region.ParseDetail(v.String("detail")); err == nil {
		r.detail = d
	}
	r.form = encode.Form{Columns: held.every, Geometry: encode.Footprint, Areas: snap.Boundaries().Areas(r.detail)}
	if l.Schema().Geometry == layer.Points {
		r.form.Geometry = encode.Point
	}
	r.query.Limit = mostInFile
	var err error
	if r.values, err = held.base.Parse(nil); err != nil { // the defaults of its items, by which it is drawn
		return nil, err
	}
	p := &page{itemRequest: r, snap: snap, layer: l, styled: s, offer: media.GeoPackage, about: s.about(snap, l)}
	p.at = address{base: base, path: "/collections/" + l.Name + "/items"}
	p.Page, err = r.search(ctx, l, nil)
	return p, err
}

// writePackage writes pages as the layers of one GeoPackage.
func writePackage(ctx context.Context, w io.Writer, pages []*page) error {
	styles := map[string]string{}
	layers := make([]*encode.Layer, len(pages))
	for i, p := range pages {
		var err error
		layers[i] = p.file()
		if styles[p.layer.Name], err = p.style(); err != nil {
			return err
		}
	}
	return geopackage.Write(ctx, w, layers, styles)
}
