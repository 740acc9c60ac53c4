package ogc

import (
	"oblast/data/snapshot"
	"oblast/geo/encode"
)

// notes are what every file says of how exact it is.
var notes = []string{
	"A point stands for its place at the level of place_level and claims nothing finer; uncertainty_m is null where the place is an area.",
	"Where generalised is set the place is shown more coarsely than it is known.",
	"null is not known, never 0.",
}

// about returns what a file of a layer says of itself.
func (s *Service) about(snap *snapshot.Snapshot, l *snapshot.Layer) encode.About {
	a := encode.About{Name: l.Name, Title: l.Title, Description: l.Description, Attribution: s.attribution(), AsOf: snap.RecordedAt(), Notes: notes}
	for _, source := range s.config.Sources {
		a.Licences = append(a.Licences, encode.Licence{Name: source.Name + ": " + source.Licence, URL: source.URL})
	}
	return a
}
