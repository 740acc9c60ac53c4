package ogc

import (
	"context"
	"io"
	"slices"

	"oblast/api/media"
	"oblast/data/snapshot"
	"oblast/geo/encode"
	"oblast/geo/encode/flatgeobuf"
	"oblast/geo/encode/geoparquet"
	"oblast/geo/encode/xlsx"
	"oblast/geo/layer"
)

// Most features of an answer: of one that is read whole by a page or a script, and of a file.
const (
	mostInPage = 10_000
	mostInFile = 10_000_000
)

// itemFormat is a form that items can be had in.
type itemFormat struct {
	media.Offer
	suffix string // of the file that a browser should save; "": shown in place
	most   int    // features in an answer
	lonLat bool   // the format knows CRS84 alone
	heavy  bool   // costs so much that only a few are made at a time
	only   func(l *snapshot.Layer) bool
	// write writes the page as a file; nil for the forms that are pages of the service: GeoJSON and HTML.
	write func(ctx context.Context, w io.Writer, p *page) error
}

// itemFormats are all, the one for clients without a wish first.
var itemFormats = []itemFormat{
	{Offer: media.GeoJSON, most: mostInPage},
	{Offer: media.HTML, most: mostInPage, lonLat: true},
	{Offer: media.CSV, suffix: ".csv", most: mostInFile, write: func(ctx context.Context, w io.Writer, p *page) error {
		return encode.WriteCSV(ctx, w, p.file(), encode.InColumns)
	}},
	{Offer: media.WKT, suffix: ".csv", most: mostInFile, write: func(ctx context.Context, w io.Writer, p *page) error {
		return encode.WriteCSV(ctx, w, p.file(), encode.InText)
	}},
	{Offer: media.Sequence, suffix: ".geojsons", most: mostInFile, write: func(ctx context.Context, w io.Writer, p *page) error {
		return encode.WriteSequence(ctx, w, p.file())
	}},
	{Offer: media.JSONFG, most: mostInPage, write: writeJSONFG},
	{Offer: media.KML, suffix: ".kml", most: mostInFile, lonLat: true, write: func(ctx context.Context, w io.Writer, p *page) error {
		return encode.WriteKML(ctx, w, p.file(), kindsOf(p.layer))
	}},
	{Offer: media.Atom, most: mostInPage, lonLat: true, write: func(ctx context.Context, w io.Writer, p *page) error {
		return encode.WriteAtom(ctx, w, p.file(), p.appendItem)
	}},
	{Offer: media.GeoPackage, suffix: ".gpkg", most: mostInFile, heavy: true, write: func(ctx context.Context, w io.Writer, p *page) error {
		return writePackage(ctx, w, []*page{p})
	}},
	{Offer: media.FlatGeobuf, suffix: ".fgb", most: mostInFile, heavy: true, write: func(ctx context.Context, w io.Writer, p *page) error {
		return flatgeobuf.Write(ctx, w, p.file())
	}},
	{Offer: media.GeoParquet, suffix: ".parquet", most: mostInFile, heavy: true, write: func(ctx context.Context, w io.Writer, p *page) error {
		return geoparquet.Write(ctx, w, p.file())
	}},
	{Offer: media.XLSX, suffix: ".xlsx", most: xlsx.MostRows, heavy: true, write: func(ctx context.Context, w io.Writer, p *page) error {
		return xlsx.Write(ctx, w, p.file())
	}},
	{Offer: media.TopoJSON, suffix: ".topojson", most: mostInPage, lonLat: true, only: ofRegions, write: writeTopology},
}

// ofRegions reports whether a layer's features are units of the region tree.
func ofRegions(l *snapshot.Layer) bool { return l.Schema().Geometry == layer.Areas && holdsAreas(l) }

// itemOffers are the forms of a layer's items.
func itemOffers(l *snapshot.Layer) []media.Offer {
	var offers []media.Offer
	for i := range itemFormats {
		if f := &itemFormats[i]; f.only == nil || f.only(l) {
			offers = append(offers, f.Offer)
		}
	}
	return offers
}

// formatOf returns the format of an offer; nil where it is none of items.
func formatOf(o media.Offer) *itemFormat {
	for i := range itemFormats {
		if itemFormats[i].Name == o.Name {
			return &itemFormats[i]
		}
	}
	return nil
}

// appendItem appends the address of a row's feature.
func (p *page) appendItem(dst []byte, row int32) []byte {
	dst = append(append(append(append(dst, p.at.base...), "/collections/"...), p.layer.Name...), "/items/"...)
	return appendQueryEscape(dst, p.features.Table().ID(row))
}

// file is the page as the writers of files take it.
func (p *page) file() *encode.Layer {
	l := &encode.Layer{Features: p.features, Rows: slices.Clone(p.Rows), Form: p.form, About: p.about} // some formats have an order of their own
	l.URL, l.System = p.at.as(p.offer.Name), p.system.crs.URI
	if note := p.detailNote(); note != "" {
		l.Notes = append(l.Notes[:len(l.Notes):len(l.Notes)], note)
	}
	if p.notice != "" {
		l.Notes = append(l.Notes[:len(l.Notes):len(l.Notes)], p.notice)
	}
	return l
}
