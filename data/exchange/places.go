package exchange

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"oblast/data/record"
	"oblast/geo/fault"
	"oblast/geo/gazetteer"
	"oblast/geo/geocode"
	"oblast/geo/locate"
	"oblast/geo/region"
)

// Places finds the places of rows: by words, by coordinates, by ids. It keeps what was found for words, since tables name
// the same places again and again. Safe for concurrent use.
type Places struct {
	tree    *region.Tree
	coder   func() (Coder, error)
	locator func() (*locate.Locator, error)
	mu      sync.RWMutex
	found   map[string]*foundWords
}

// foundWords is what words were taken as.
type foundWords struct {
	place  record.Place
	review *Review
	unit   int32 // finest unit of the place, or region.None
}

// keptPlaces bounds what is kept.
const keptPlaces = 100_000

// Coder is a geocoder under the decisions of reviewers.
type Coder struct {
	*geocode.Geocoder
	Decided func(alias int) (by, reason string) // who made the decision of a number, and why; nil where there are none
}

// NewPlaces returns a finder on a gazetteer. coder is called when words are first looked for, and its answer kept; the
// point lookup too is built when first needed.
func NewPlaces(g *gazetteer.Gazetteer, coder func() (Coder, error)) *Places {
	return &Places{tree: g.Tree, found: map[string]*foundWords{}, coder: sync.OnceValues(coder),
		locator: sync.OnceValues(func() (*locate.Locator, error) { return locate.New(g) })}
}

// question is what a row says of its place.
type question struct {
	words        []string // finest first
	name         string
	around       [3]string // district, region and country that columns of their own name
	ids          []string
	point        *record.Point
	level        string
	uncertaintyM *float64
}

// decidedBy signs the resolutions that nobody looked at.
const decidedBy = "oblast geocoder"

// find returns the place of a row, and what a person should look at, if anything. Ids count first, then a coordinate,
// then words; words that disagree with a coordinate are for a person.
func (p *Places) find(q question) (record.Place, *Review, error) {
	words := strings.Join(q.words, ", ")
	unknown := record.Place{Level: "unknown", RegionIDs: []string{}, Method: "given", Name: textOrNull(q.name), Verbatim: textOrNull(words)}
	switch {
	case len(q.ids) > 0:
		return p.byID(q, words)
	case p == nil:
		return unknown, nil, &fault.FieldError{Field: "region_ids", Problem: "are not given, and there is nothing here that finds places"}
	case q.point != nil:
		return p.byPoint(q, words)
	case words == "":
		return unknown, nil, nil
	}
	f, err := p.byWords(words)
	if err == nil {
		f, err = p.atLevel(q, f)
	}
	if err != nil {
		return unknown, nil, err
	}
	place := f.place
	place.Name, place.Verbatim, place.UncertaintyM = textOrNull(q.name), &words, q.uncertaintyM
	if f.review == nil {
		return place, nil, nil
	}
	review := *f.review
	return place, &review, nil
}

// levelsAround are the levels of the columns around a place, in their order.
var levelsAround = [3]string{"district", "region", "country"}

// atLevel holds what words were taken as against the level that the row states. One that is known to an area only lies in
// the area that its own columns name, whatever its words are; a settlement of which only the area is known stays one.
func (p *Places) atLevel(q question, f *foundWords) (*foundWords, error) {
	if (q.level == "settlement" || q.level == "locality") && f.place.Method == geocode.ParentFallback {
		named := *f
		named.place.Level = q.level
		return &named, nil
	}
	i := slices.Index(levelsAround[:], q.level)
	if i < 0 || q.around[i] == "" || f.review == nil && f.place.Level == q.level {
		return f, nil
	}
	named := slices.DeleteFunc(slices.Clone(q.around[i:]), func(words string) bool { return words == "" })
	area, err := p.byWords(strings.Join(named, ", "))
	if err != nil || area.review != nil || area.place.Level != q.level {
		return f, err
	}
	return area, nil
}

// byWords asks the geocoder.
func (p *Places) byWords(words string) (*foundWords, error) {
	p.mu.RLock()
	f := p.found[words]
	p.mu.RUnlock()
	if f != nil {
		return f, nil
	}
	coder, err := p.coder()
	if err != nil {
		return nil, err
	}
	f = p.judge(words, coder)
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.found) >= keptPlaces {
		clear(p.found)
	}
	p.found[words] = f
	return f, nil
}

// judge takes the best match as the place. The others, and why this one, are kept in its resolution.
func (p *Places) judge(words string, coder Coder) *foundWords {
	a := coder.Geocode(geocode.Query{Text: words, Limit: 3})
	res := &record.Resolution{Query: &words, Answer: []string{}, Suggested: []string{}, Rejected: []record.Rejection{}}
	by := decidedBy
	res.DecidedBy = &by
	f := &foundWords{unit: region.None, place: record.Place{Level: "unknown", RegionIDs: []string{}, Method: "given", Resolution: res}}
	review := &Review{Words: words}
	for _, s := range a.Suggestions {
		res.Suggested = appendNew(res.Suggested, s.RegionID)
	}
	for _, r := range a.Rejected {
		if r.RegionID != "" && !hasRejection(res.Rejected, r.RegionID) {
			res.Rejected = append(res.Rejected, record.Rejection{ID: r.RegionID, Reason: r.Reason})
		}
	}
	if len(a.Matches) == 0 || a.Matches[0].Unit == region.None {
		why := "no place of that name is known here"
		res.Reason, review.Why, review.Suggestions, f.review = &why, why, res.Suggested, review
		return f
	}
	m := &a.Matches[0]
	why := strings.Join(m.Explain, "; ")
	if m.Alias >= 0 && coder.Decided != nil {
		by, why = coder.Decided(m.Alias)
	}
	res.Answer, res.Reason = []string{m.RegionID}, textOrNull(why)
	f.unit, f.place.RegionIDs, f.place.Method, f.place.Level = m.Unit, []string{m.RegionID}, m.MatchType, placeLevel(p.tree, m)
	if f.place.Level == "settlement" {
		f.place.Point = &record.Point{m.Point[0], m.Point[1]}
	}
	for _, other := range a.Matches[1:] {
		if other.RegionID != "" && other.RegionID != m.RegionID {
			res.Suggested = appendNew(res.Suggested, other.RegionID)
		}
	}
	if m.NeedsReview || m.MatchType == geocode.ParentFallback {
		review.RegionID, review.Label, review.Method, review.Confidence, review.Why, review.Suggestions = m.RegionID, m.Label, m.MatchType, m.Confidence, why, res.Suggested
		f.review = review
	}
	return f
}

func appendNew(ids []string, id string) []string {
	for _, have := range ids {
		if have == id {
			return ids
		}
	}
	if id == "" {
		return ids
	}
	return append(ids, id)
}

func hasRejection(list []record.Rejection, id string) bool {
	for _, r := range list {
		if r.ID == id {
			return true
		}
	}
	return false
}

// placeLevel names the level of a match in the words of records.
func placeLevel(tree *region.Tree, m *geocode.Match) string {
	if m.Settlement != region.None {
		return "settlement"
	}
	return unitLevel(tree.At(m.Unit))
}

func unitLevel(u *region.Unit) string {
	switch u.Level {
	case region.Country:
		return "country"
	case region.District:
		return "district"
	case region.Water:
		return "water_area"
	case region.Composite:
		return "composite_region"
	}
	return "region"
}

// byPoint takes a coordinate as it is given, with the finest unit that it lies in.
func (p *Places) byPoint(q question, words string) (record.Place, *Review, error) {
	place := record.Place{Level: "exact", RegionIDs: []string{}, Name: textOrNull(q.name), Verbatim: textOrNull(words), Point: q.point, UncertaintyM: q.uncertaintyM, Method: "given"}
	if q.name != "" {
		place.Level = "settlement"
	}
	if q.level != "" {
		place.Level = q.level
	}
	locator, err := p.locator()
	if err != nil {
		return place, nil, err
	}
	unit := locator.At(q.point[0], q.point[1]).Finest()
	if unit != region.None {
		place.RegionIDs = []string{p.tree.At(unit).ID}
	}
	switch place.Level {
	case "settlement", "locality", "exact", "water_area", "border_between":
	default: // known to an area only: the coordinate stands for it, and is no point
		place.Point = nil
		if unit != region.None {
			unit = p.ancestor(unit, place.Level)
			place.RegionIDs, place.Level = []string{p.tree.At(unit).ID}, unitLevel(p.tree.At(unit))
		} else {
			place.Level = "unknown"
		}
	}
	if words == "" || unit == region.None {
		return place, nil, nil
	}
	f, err := p.byWords(words)
	if err != nil || f.unit == region.None || p.agree(f.unit, unit) {
		return place, nil, err
	}
	return place, &Review{Words: words, RegionID: p.tree.At(unit).ID, Label: p.tree.At(unit).Names.In("en"), Method: "given", Confidence: 0.5,
		Why: fmt.Sprintf("the coordinate lies in %s, and the words mean %s", p.tree.At(unit).ID, p.tree.At(f.unit).ID), Suggestions: []string{p.tree.At(f.unit).ID}}, nil
}

// ancestor returns the unit of a level around a unit, or the unit itself where it has none.
func (p *Places) ancestor(unit int32, level string) int32 {
	for _, l := range []region.Level{region.Country, region.Region, region.District} {
		if i := p.tree.Ancestor(unit, l); i != region.None && unitLevel(p.tree.At(i)) == level {
			return i
		}
	}
	return unit
}

// agree reports whether one unit lies in the other, or both in one region.
func (p *Places) agree(a, b int32) bool {
	if p.tree.Within(a, b) || p.tree.Within(b, a) {
		return true
	}
	r := p.tree.Ancestor(a, region.Region)
	return r != region.None && r == p.tree.Ancestor(b, region.Region)
}

// byID takes ids as they are given.
func (p *Places) byID(q question, words string) (record.Place, *Review, error) {
	place := record.Place{Level: q.level, RegionIDs: q.ids, Name: textOrNull(q.name), Verbatim: textOrNull(words), Point: q.point, UncertaintyM: q.uncertaintyM, Method: "given"}
	if place.Level == "" {
		place.Level = "region"
		switch {
		case q.point != nil:
			place.Level = "settlement"
		case p != nil:
			if u, ok := p.tree.Unit(q.ids[0]); ok {
				place.Level = unitLevel(u)
			}
		case strings.Contains(q.ids[0], "."):
			place.Level = "district"
		case !strings.Contains(q.ids[0], "-"):
			place.Level = "country"
		}
	}
	return place, nil, nil
}
