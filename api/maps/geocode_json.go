package maps

import (
	"oblast/geo/encode"
	"oblast/geo/geocode"
	"oblast/geo/region"
)

// matchProperties are a match's members in GeocodeJSON.
type matchProperties struct {
	Type             string   `json:"type"`
	Label            string   `json:"label"`
	Name             string   `json:"name"`
	Level            string   `json:"level"`
	RegionID         *string  `json:"region_id"`
	Admin            admin    `json:"admin"`
	Confidence       float64  `json:"confidence"`
	RegionConfidence float64  `json:"region_confidence"`
	MatchType        string   `json:"match_type"`
	Precision        string   `json:"precision"`
	Explain          []string `json:"explain"`
	NeedsReview      bool     `json:"needs_review"`
}

type suggestion struct {
	RegionID string  `json:"region_id"`
	Name     string  `json:"name"`
	Score    float64 `json:"score"`
	Why      string  `json:"why"`
}

type rejected struct {
	RegionID string `json:"region_id"`
	Name     string `json:"name"`
	Reason   string `json:"reason"`
}

// AppendAnswer appends a GeocodeJSON FeatureCollection with suggestions and rejected beside the features. geometry is
// polygon, point, bbox or none.
func (s *Service) AppendAnswer(dst []byte, a geocode.Answer, lang, geometry string, detail region.Detail) ([]byte, error) {
	dst = append(dst, `{"type":"FeatureCollection","geocoding":`...)
	dst, err := appendJSON(dst, s.about(a.Query))
	if err != nil {
		return dst, err
	}
	dst = append(dst, `,"features":[`...)
	for i := range a.Matches {
		if i > 0 {
			dst = append(dst, ',')
		}
		if dst, err = s.appendMatch(dst, &a.Matches[i], lang, geometry, detail); err != nil {
			return dst, err
		}
	}
	dst = append(dst, `],"suggestions":`...)
	suggestions := make([]suggestion, len(a.Suggestions))
	for i, x := range a.Suggestions {
		suggestions[i] = suggestion{x.RegionID, x.Name, x.Score, x.Why}
	}
	if dst, err = appendJSON(dst, suggestions); err != nil {
		return dst, err
	}
	dst = append(dst, `,"rejected":`...)
	list := make([]rejected, len(a.Rejected))
	for i, x := range a.Rejected {
		list[i] = rejected{x.RegionID, x.Name, x.Reason}
	}
	dst, err = appendJSON(dst, list)
	return append(dst, '}'), err
}

func (s *Service) appendMatch(dst []byte, m *geocode.Match, lang, geometry string, detail region.Detail) ([]byte, error) {
	p := matchProperties{Type: m.Type, Label: m.Label, Name: m.Name, Level: m.Level, Confidence: m.Confidence, RegionConfidence: m.RegionConfidence,
		MatchType: m.MatchType, Precision: m.Precision, Explain: m.Explain, NeedsReview: m.NeedsReview,
		Admin: admin{s.idName(m.Country, lang), s.idName(m.Region, lang), s.idName(m.District, lang)}}
	if m.RegionID != "" {
		p.RegionID = &m.RegionID
	}
	if p.Explain == nil {
		p.Explain = []string{}
	}
	dst = append(dst, `{"type":"Feature","properties":{"geocoding":`...)
	dst, err := appendJSON(dst, p)
	if err != nil {
		return dst, err
	}
	dst = append(dst, `},"geometry":`...)
	switch {
	case geometry == "none":
		dst = append(dst, "null"...)
	case geometry == "point" || m.Settlement != region.None:
		// A settlement has a point and no area of its own: the area around it would say more than is known.
		dst = encode.AppendPoint(dst, m.Point[0], m.Point[1])
	default:
		dst = s.appendGeometry(dst, m.Unit, geometry, detail)
	}
	return append(dst, '}'), nil
}
