package maps

import (
	"fmt"
	"math"

	"oblast/geo/locate"
	"oblast/geo/region"
)

// ReverseQuery is a coordinate and what is asked about it.
type ReverseQuery struct {
	Lon, Lat     float64
	UncertaintyM float64 // 0: the coordinate is exact
	Lang         string
	Geometry     string // polygon, point, bbox or none
}

// reverseProperties say what is at the coordinate, the most specific id first.
type reverseProperties struct {
	Type       string      `json:"type"`
	Label      string      `json:"label"`
	Name       string      `json:"name"`
	Level      string      `json:"level"`
	RegionID   string      `json:"region_id"`
	Admin      admin       `json:"admin"`
	Water      *idName     `json:"water"`
	Settlement *settled    `json:"settlement"`
	Borders    *borders    `json:"distance_to_border_m"`
	Snapped    bool        `json:"snapped"`
	DistanceM  *float64    `json:"distance_m"`
	Land       *nearLand   `json:"nearest_land"`
	Disc       *sharedDisc `json:"uncertainty"`
	Explain    []string    `json:"explain"`
}

// settled is the nearest listed settlement. Bearing is that of the coordinate as seen from it, in degrees from north.
type settled struct {
	GeoNamesID int32   `json:"geonames_id"`
	Name       string  `json:"name"`
	RegionID   *string `json:"region_id"`
	Population *int32  `json:"population"`
	Lon        float64 `json:"lon"`
	Lat        float64 `json:"lat"`
	DistanceM  float64 `json:"distance_m"`
	Bearing    float64 `json:"bearing"`
}

// borders are the metres to the unit's own border, coasts included; null where it has no unit of the level.
type borders struct {
	Country  *float64 `json:"country"`
	Region   *float64 `json:"region"`
	District *float64 `json:"district"`
}

// nearLand is the nearest unit to a coordinate outside all of them.
type nearLand struct {
	RegionID  string  `json:"region_id"`
	Name      string  `json:"name"`
	DistanceM float64 `json:"distance_m"`
}

type sharedDisc struct {
	RadiusM float64 `json:"radius_m"`
	Shares  []share `json:"shares"`
}

// share is the part of a disc in one region, country or water; id and level are null for what nothing covers.
type share struct {
	RegionID *string `json:"region_id"`
	Name     *string `json:"name"`
	Level    *string `json:"level"`
	Share    float64 `json:"share"`
}

// AppendReverse appends what is at a coordinate as a FeatureCollection of one feature; of none where nothing that is held
// covers it, with what is nearest beside the features.
func (s *Service) AppendReverse(dst []byte, l *locate.Locator, q ReverseQuery) ([]byte, error) {
	hit := l.At(q.Lon, q.Lat)
	p := s.around(l, q, hit)
	asked := map[string]any{"lon": q.Lon, "lat": q.Lat}
	if q.UncertaintyM > 0 {
		asked["uncertainty_m"] = q.UncertaintyM
	}
	dst = append(dst, `{"type":"FeatureCollection","geocoding":`...)
	dst, err := appendJSON(dst, s.about(asked))
	if err != nil {
		return dst, err
	}
	unit := hit.Finest()
	if unit == region.None {
		dst = append(dst, `,"features":[],"nearest":`...)
		dst, err = appendJSON(dst, map[string]any{"settlement": p.Settlement, "nearest_land": p.Land, "uncertainty": p.Disc, "explain": p.Explain})
		return append(dst, "}\n"...), err
	}
	dst = append(dst, `,"features":[{"type":"Feature","properties":{"geocoding":`...)
	if dst, err = appendJSON(dst, p); err != nil {
		return dst, err
	}
	dst = append(dst, `},"geometry":`...)
	dst = s.appendGeometry(dst, unit, q.Geometry, region.HalfKm)
	return append(dst, "}]}\n"...), nil
}

// around says all about a coordinate.
func (s *Service) around(l *locate.Locator, q ReverseQuery, hit locate.Hit) reverseProperties {
	tree, unit := s.Gazetteer.Tree, hit.Finest()
	p := reverseProperties{Snapped: hit.Snapped, Settlement: s.settled(l.Nearest(q.Lon, q.Lat), q.Lang)}
	if unit != region.None {
		u := tree.At(unit)
		p.Type, p.Level, p.RegionID, p.Name = u.Level.String(), u.Level.String(), u.ID, u.Names.In(q.Lang)
		p.Label, p.Admin = label(tree, unit, q.Lang), s.admin(unit, q.Lang)
	}
	p.Water = s.idName(hit.Water, q.Lang)
	switch {
	case hit.Snapped:
		p.DistanceM = metres(hit.DistanceM)
	case hit.Country != region.None:
		p.Borders = bordersOf(l.Borders(q.Lon, q.Lat), hit)
	default:
		if land, distM := l.NearestLand(q.Lon, q.Lat); land != region.None {
			p.Land = &nearLand{tree.At(land).ID, tree.At(land).Names.In(q.Lang), math.Round(distM)}
		}
	}
	if q.UncertaintyM > 0 {
		p.Disc = s.disc(l, q)
	}
	p.Explain = explainReverse(&p)
	return p
}

// explainReverse says in words what kind of answer this is.
func explainReverse(p *reverseProperties) []string {
	why := []string{}
	switch {
	case p.Snapped:
		why = append(why, fmt.Sprintf("outside every border, and given to the nearest unit, %.0f m away: up to %d m are put down to the coarseness of coasts", *p.DistanceM, locate.SnapDistanceM))
	case p.Borders != nil:
		why = append(why, "inside "+p.Name)
	case p.Water != nil:
		why = append(why, "on water, in no country that is held here")
	default:
		why = append(why, "no country, region or water that is held here covers this coordinate")
	}
	if p.Land != nil {
		why = append(why, fmt.Sprintf("the nearest land, %.0f km away, is %s", p.Land.DistanceM/1000, p.Land.Name))
	}
	return why
}

func (s *Service) settled(near locate.Near, lang string) *settled {
	if near.Settlement == region.None {
		return nil
	}
	at := &s.Gazetteer.Settlements[near.Settlement]
	out := &settled{GeoNamesID: at.ID, Name: at.Names.In(lang), Lon: at.Point[0], Lat: at.Point[1], DistanceM: math.Round(near.DistanceM), Bearing: math.Mod(math.Round(near.Bearing), 360)}
	if at.Population > 0 {
		out.Population = &at.Population
	}
	unit := at.District
	if unit == region.None {
		unit = at.Region
	}
	if unit != region.None {
		out.RegionID = &s.Gazetteer.Tree.At(unit).ID
	}
	return out
}

func bordersOf(b locate.Borders, hit locate.Hit) *borders {
	held := func(unit int32, distM float64) *float64 {
		if unit == region.None || math.IsInf(distM, 1) {
			return nil
		}
		return metres(distM)
	}
	return &borders{held(hit.Country, b.CountryM), held(hit.Region, b.RegionM), held(hit.District, b.DistrictM)}
}

// metres rounds to whole ones: borders are not known more finely.
func metres(distM float64) *float64 {
	m := math.Round(distM)
	return &m
}

func (s *Service) disc(l *locate.Locator, q ReverseQuery) *sharedDisc {
	disc := &sharedDisc{RadiusM: q.UncertaintyM, Shares: []share{}}
	for _, part := range l.Disc(q.Lon, q.Lat, q.UncertaintyM) {
		x := share{Share: math.Round(part.Part*1000) / 1000}
		if part.Unit != region.None {
			u := s.Gazetteer.Tree.At(part.Unit)
			name, level := u.Names.In(q.Lang), u.Level.String()
			x.RegionID, x.Name, x.Level = &u.ID, &name, &level
		}
		disc.Shares = append(disc.Shares, x)
	}
	return disc
}
