package maps

import (
	"strconv"

	"oblast/geo/encode"
	"oblast/geo/geocode"
	"oblast/geo/region"

	"github.com/paulmach/orb"
)

// Form is how places are written.
type Form struct {
	Lang     string        // of names: en, ru, uk
	Geometry string        // polygon, point, bbox or none
	Detail   region.Detail // of polygons
}

// AppendAnswer appends a GeocodeJSON FeatureCollection with suggestions and rejected beside the features. decided tells
// of the decisions that aliases in the answer stand for; nil where there are none.
func (s *Service) AppendAnswer(dst []byte, a *geocode.Answer, f Form, decided []Decision) []byte {
	dst = s.openAnswer(dst, a.Query)
	for i := range a.Matches {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = append(dst, `{"type":"Feature","properties":{"geocoding":{`...)
		dst = s.appendMatch(dst, &a.Matches[i], f, decided)
		dst = append(dst, `}},"geometry":`...)
		dst = append(s.appendPlaceGeometry(dst, &a.Matches[i].Place, f), '}')
	}
	dst = append(dst, `],"reason":`...)
	if a.Reason == "" {
		dst = append(dst, "null"...)
	} else {
		dst = encode.AppendString(dst, a.Reason)
	}
	dst = append(dst, `,"suggestions":`...)
	dst = appendSuggestions(dst, a.Suggestions)
	dst = append(dst, `,"rejected":`...)
	return append(appendRejected(dst, a.Rejected), '}')
}

// openAnswer begins a collection, up to the features.
func (s *Service) openAnswer(dst []byte, query string) []byte {
	dst = encode.AppendString(append(dst, s.opening...), query)
	return append(dst, `},"features":[`...)
}

// appendPlace appends what is told of every place.
func (s *Service) appendPlace(dst []byte, p *geocode.Place, lang string) []byte {
	dst = appendMember(dst, `"type":`, p.Type)
	dst = appendMember(dst, `,"label":`, p.Label)
	dst = appendMember(dst, `,"name":`, p.Name)
	dst = appendMember(dst, `,"level":`, p.Level)
	dst = append(dst, `,"region_id":`...)
	if p.RegionID == "" {
		dst = append(dst, "null"...)
	} else {
		dst = encode.AppendString(dst, p.RegionID)
	}
	dst = append(dst, `,"admin":{"country":`...)
	dst = s.appendIDName(dst, p.Country, lang)
	dst = append(dst, `,"region":`...)
	dst = s.appendIDName(dst, p.Region, lang)
	dst = append(dst, `,"district":`...)
	dst = append(s.appendIDName(dst, p.District, lang), '}')
	if p.Members == nil {
		return dst
	}
	dst = append(dst, `,"members":[`...)
	for i, unit := range p.Members {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = s.appendIDName(dst, unit, lang)
	}
	return append(dst, ']')
}

// appendMatch appends the members of a match: the place, how sure it is, why.
func (s *Service) appendMatch(dst []byte, m *geocode.Match, f Form, decided []Decision) []byte {
	dst = s.appendPlace(dst, &m.Place, f.Lang)
	dst = append(dst, `,"confidence":`...)
	dst = encode.AppendNumber(dst, m.Confidence)
	dst = append(dst, `,"region_confidence":`...)
	dst = encode.AppendNumber(dst, m.RegionConfidence)
	dst = appendMember(dst, `,"match_type":`, m.MatchType)
	dst = appendMember(dst, `,"precision":`, m.Precision)
	dst = append(dst, `,"explain":`...)
	dst = appendStrings(dst, m.Explain)
	dst = append(dst, `,"needs_review":`...)
	dst = strconv.AppendBool(dst, m.NeedsReview)
	if m.Alias >= 0 && m.Alias < len(decided) {
		d := &decided[m.Alias]
		dst = appendMember(dst, `,"decided_by":{"record":`, d.Record)
		dst = appendMember(dst, `,"author":`, d.Author)
		dst = append(appendMember(dst, `,"reason":`, d.Reason), '}')
	}
	return dst
}

// appendPlaceGeometry appends a place's geometry. A settlement has a point and no area of its own: the area around it
// would say more than is known. A border between two units has both areas, and no point.
func (s *Service) appendPlaceGeometry(dst []byte, p *geocode.Place, f Form) []byte {
	switch {
	case f.Geometry == "none" || p.Members != nil && f.Geometry == "point":
		return append(dst, "null"...)
	case p.Members != nil:
		var both orb.MultiPolygon
		for _, unit := range p.Members {
			if f.Geometry == "bbox" {
				both = append(both, boxShape(s.Gazetteer.Tree.At(unit).BBox)...)
			} else {
				both = append(both, s.Gazetteer.Tree.Shape(unit, f.Detail)...)
			}
		}
		return encode.AppendMultiPolygon(dst, both)
	case f.Geometry == "point" || p.Settlement != region.None:
		return encode.AppendPoint(dst, p.Point[0], p.Point[1])
	}
	return s.appendGeometry(dst, p.Unit, f.Geometry, f.Detail)
}

func appendSuggestions(dst []byte, list []geocode.Suggestion) []byte {
	dst = append(dst, '[')
	for i := range list {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = appendMember(dst, `{"region_id":`, list[i].RegionID)
		dst = appendMember(dst, `,"name":`, list[i].Name)
		dst = append(dst, `,"score":`...)
		dst = encode.AppendNumber(dst, list[i].Score)
		dst = append(appendMember(dst, `,"why":`, list[i].Why), '}')
	}
	return append(dst, ']')
}

func appendRejected(dst []byte, list []geocode.Rejected) []byte {
	dst = append(dst, '[')
	for i := range list {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = appendMember(dst, `{"region_id":`, list[i].RegionID)
		dst = appendMember(dst, `,"name":`, list[i].Name)
		dst = append(appendMember(dst, `,"reason":`, list[i].Reason), '}')
	}
	return append(dst, ']')
}

// appendIDName appends a unit as {id, name}; null for none.
func (s *Service) appendIDName(dst []byte, unit int32, lang string) []byte {
	if unit == region.None {
		return append(dst, "null"...)
	}
	u := s.Gazetteer.Tree.At(unit)
	dst = appendMember(dst, `{"id":`, u.ID)
	return append(appendMember(dst, `,"name":`, u.Names.In(lang)), '}')
}

// appendMember appends a member whose name is given as it stands in JSON, colon included.
func appendMember(dst []byte, name, value string) []byte {
	return encode.AppendString(append(dst, name...), value)
}

func appendStrings(dst []byte, list []string) []byte {
	dst = append(dst, '[')
	for i, text := range list {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = encode.AppendString(dst, text)
	}
	return append(dst, ']')
}
