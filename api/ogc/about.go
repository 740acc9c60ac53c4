package ogc

import (
	"net/http"
	"time"

	"oblast/api/media"
	"oblast/data/snapshot"
	"oblast/geo/encode"
	"oblast/geo/layer"
)

// AsOfHeader says when the state was recorded that a file was made from.
const AsOfHeader = "Oblast-As-Of"

// notes are what every file says of how exact it is.
var notes = []string{
	"A point stands for its place at the level of place_level and claims nothing finer; uncertainty_m is null where the place is an area.",
	"Where generalised is set the place is shown more coarsely than it is known.",
	"null is not known, never 0.",
}

// ownNotes are those that hold for an operator's own file.
var ownNotes = notes[2:]

// about returns what a file of a layer says of itself.
func (s *Service) about(snap *snapshot.Snapshot, l *snapshot.Layer) encode.About {
	a := encode.About{Name: l.Name, Title: l.Title, Description: l.Description, Attribution: attribution(s.sources(l)), AsOf: snap.RecordedAt(), Notes: notes}
	if l.Foreign {
		a.Notes = ownNotes
	}
	for _, source := range s.sources(l) {
		a.Licences = append(a.Licences, encode.Licence{Name: source.Name + ": " + source.Licence, URL: source.URL})
	}
	return a
}

// detailNote says how exact areas are in an answer; "" where there are none.
func (r *itemRequest) detailNote() string {
	if r.form.Geometry != encode.Footprint || r.features.Table().Schema().Geometry == layer.Own {
		return ""
	}
	return "Borders are drawn at the detail " + r.detail.String() + "; 100m is the finest."
}

// told is what a JSON document of features says of itself, made once a state of the log: the members, up to the notes, whose
// list is left open.
type told struct {
	at      time.Time
	members []byte
}

// told returns it for a layer.
func (s *Service) told(held *collection, snap *snapshot.Snapshot, l *snapshot.Layer) []byte {
	if t := held.told.Load(); t != nil && t.at.Equal(snap.RecordedAt()) {
		return t.members
	}
	a := s.about(snap, l)
	var b []byte
	if !a.AsOf.IsZero() {
		b = encode.AppendString(append(b, `,"as_of":`...), a.AsOf.UTC().Format(time.RFC3339))
	}
	b = encode.AppendString(append(b, `,"attribution":`...), a.Attribution)
	b = append(b, `,"licences":[`...)
	for i, licence := range a.Licences {
		if i > 0 {
			b = append(b, ',')
		}
		b = encode.AppendString(append(b, `{"name":`...), licence.Name)
		if licence.URL != "" {
			b = encode.AppendString(append(b, `,"url":`...), licence.URL)
		}
		b = append(b, '}')
	}
	b = append(b, `],"notes":[`...)
	for i, note := range a.Notes {
		if i > 0 {
			b = append(b, ',')
		}
		b = encode.AppendString(b, note)
	}
	held.told.Store(&told{snap.RecordedAt(), b})
	return b
}

// appendTold appends it.
func (r *itemRequest) appendTold(dst, members []byte) []byte {
	dst = append(dst, members...)
	if note := r.detailNote(); note != "" {
		dst = encode.AppendString(append(dst, ','), note)
	}
	return append(dst, ']')
}

// tellInHeaders says the same in the fields of the answer, for formats that have no room for it, and of all files whose
// they are.
func (p *page) tellInHeaders(h http.Header) {
	if !p.about.AsOf.IsZero() {
		h.Set(AsOfHeader, p.about.AsOf.UTC().Format(time.RFC3339))
	}
	at := p.at.base + "/collections/" + p.layer.Name
	links := []string{"<" + at + `>; rel="collection"; type="application/json"`}
	described := schemaOffer
	if formatOf(p.offer).suffix == ".csv" {
		described = csvwOffer
	}
	links = append(links, "<"+at+"/schema?f="+described.Name+`>; rel="describedby"; type="`+described.Type+`"`)
	if p.offer.Name == media.JSONFG.Name {
		links = append(links, "<"+jsonFGProfile+`>; rel="profile"`)
	}
	seen := map[string]bool{}
	for _, licence := range p.about.Licences {
		if licence.URL != "" && !seen[licence.URL] {
			links, seen[licence.URL] = append(links, "<"+clean(licence.URL)+`>; rel="license"`), true
		}
	}
	h["Link"] = append(h["Link"], links...)
}
