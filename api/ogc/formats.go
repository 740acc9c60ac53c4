package ogc

import (
	"context"
	"io"

	"oblast/api/media"
	"oblast/data/snapshot"
	"oblast/geo/encode"
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
}

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

// file is the page as the writers of files take it.
func (p *page) file() *encode.Layer {
	l := &encode.Layer{Features: p.features, Rows: p.Rows, Form: p.form, About: p.about}
	l.URL = p.at.as(p.offer.Name)
	if p.notice != "" {
		l.Notes = append(l.Notes[:len(l.Notes):len(l.Notes)], p.notice)
	}
	return l
}
