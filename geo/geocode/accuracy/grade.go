package accuracy

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"oblast/geo/fault"
	"oblast/geo/gazetteer"
	"oblast/geo/geocode"
	"oblast/geo/region"
)

// Nothing is what a text that names no place must find.
const Nothing = "-"

// Words before the ids that are expected.
const (
	settlementPrefix = "gn:"
	anyOf            = "any"
	listOf           = "list"
	borderOf         = "border"
	parentOf         = "parent"
)

// unsure is the confidence that the first of several possible places may have at most.
const unsure = .55

// Grade is how an answer does.
type Grade struct {
	Top1, Top3, Region, WrongCountry, Abstained bool

	// The probabilities of the first match, and whether it can be said if they were right.
	Confidence, RegionConfidence float64
	JudgesPlace, JudgesRegion    bool
	Review                       bool // a person is asked to look at it
}

// Grader knows the places that cases expect.
type Grader struct {
	g    *gazetteer.Gazetteer
	byID map[int32]int32 // GeoNames id to settlement
}

// NewGrader makes a grader for answers of a geocoder of g.
func NewGrader(g *gazetteer.Gazetteer) *Grader {
	gr := &Grader{g: g, byID: make(map[int32]int32, len(g.Settlements))}
	for i := range g.Settlements {
		gr.byID[g.Settlements[i].ID] = int32(i)
	}
	return gr
}

// Grade judges an answer by what is expected: ids of units, or gn: and the number of a settlement, one of which must come
// first (they are one place: a city that is a region, or a district, too); any: and ids one of which must come first,
// beside others and without certainty; list: and ids in their order, those of one place with | between; border: and the two ids that a border is between;
// parent: and the id of the unit that must be fallen back to, for it holds no such place; - for nothing. An expectation
// that names an unknown place is a fault.ErrInvalid.
func (gr *Grader) Grade(c *Case, a geocode.Answer) (g Grade, err error) {
	g.Abstained = len(a.Matches) == 0
	if c.Expected == Nothing {
		g.Top1, g.Top3, g.Region, g.JudgesPlace, g.JudgesRegion = g.Abstained, g.Abstained, g.Abstained, !g.Abstained, !g.Abstained
	}
	if !g.Abstained {
		g.Confidence, g.RegionConfidence, g.Review = a.Matches[0].Confidence, a.Matches[0].RegionConfidence, a.Matches[0].NeedsReview
	}
	if c.Expected == Nothing {
		return g, nil
	}
	kind, ids := cutKind(c.Expected)
	want, err := gr.find(each(ids))
	if err != nil || g.Abstained {
		return g, err
	}
	switch kind {
	case anyOf:
		g.Top1 = want.holds(&a.Matches[0]) && len(a.Matches) > 1 && g.Confidence <= unsure
		g.Top3, g.Region = g.Top1, g.Top1
	case listOf:
		g.Top1, err = gr.holdsEach(strings.Fields(ids), firsts(a))
		g.Top3, g.Region = g.Top1, g.Top1
	case borderOf:
		got := slices.Clone(a.Matches[0].Members)
		slices.Sort(got)
		slices.Sort(want.units)
		g.Top1 = slices.Equal(got, want.units)
		g.Top3, g.Region = g.Top1, g.Top1
	case parentOf:
		gr.gradeParent(want.units[0], a, &g)
	default:
		gr.gradePlace(want, a, &g)
	}
	return g, err
}

// each returns all ids that are expected, those of lists, too.
func each(ids string) []string {
	return strings.FieldsFunc(ids, func(c rune) bool { return c == ' ' || c == '|' })
}

// firsts returns the first match of each part of the text.
func firsts(a geocode.Answer) (list []*geocode.Match) {
	for i := range a.Matches {
		if m := &a.Matches[i]; i == 0 || m.From != a.Matches[i-1].From || m.To != a.Matches[i-1].To {
			list = append(list, m)
		}
	}
	return list
}

// holdsEach reports whether the matches are the items of a list, one after another.
func (gr *Grader) holdsEach(items []string, list []*geocode.Match) (bool, error) {
	if len(items) != len(list) {
		return false, nil
	}
	for i, item := range items {
		want, err := gr.find(strings.Split(item, "|"))
		if err != nil || !want.holds(list[i]) {
			return false, err
		}
	}
	return true, nil
}

// gradeParent judges an answer that ought to be a parent. Its region is right when no match is outside.
func (gr *Grader) gradeParent(parent int32, a geocode.Answer, g *Grade) {
	m := &a.Matches[0]
	g.Top1 = m.Unit == parent && m.MatchType == geocode.ParentFallback
	g.Top3, g.Region, g.JudgesRegion = g.Top1, true, true
	g.JudgesPlace = m.MatchType != geocode.ParentFallback // which claims no place
	for i := range a.Matches {
		u := a.Matches[i].Unit
		inside := u != region.None && gr.g.Tree.Within(u, parent)
		g.Region = g.Region && inside
		g.WrongCountry = g.WrongCountry || i == 0 && u != region.None && gr.country(u) != gr.country(parent)
	}
}

// gradePlace judges an answer that ought to be one place.
func (gr *Grader) gradePlace(want wanted, a geocode.Answer, g *Grade) {
	unit := want.units[0]
	g.JudgesPlace, g.JudgesRegion = true, true
	for i := range a.Matches {
		m := &a.Matches[i]
		right := m.MatchType != geocode.ParentFallback && want.holds(m)
		if i == 0 {
			g.Top1 = right
			g.Region = right || gr.sameRegion(m.Unit, unit)
			g.WrongCountry = !right && m.Unit != region.None && unit != region.None && gr.country(m.Unit) != gr.country(unit)
		}
		g.Top3 = g.Top3 || right && i < 3
	}
}

// sameRegion reports whether two units are in one region, or, where the second has none, in one country.
func (gr *Grader) sameRegion(unit, expected int32) bool {
	if unit == region.None || expected == region.None {
		return false
	}
	own, its := gr.g.Tree.Ancestor(unit, region.Region), gr.g.Tree.Ancestor(expected, region.Region)
	return own == its && (its != region.None || gr.country(unit) == gr.country(expected))
}

func (gr *Grader) country(unit int32) string { return gr.g.Tree.At(unit).Country }

// wanted is what is expected: units, and settlements with the finest unit that each is in among the units' place.
type wanted struct {
	units       []int32 // of a settlement, the one that it lies in
	own         []bool  // whether the unit itself is expected
	settlements []int32 // region.None where a unit is expected
}

func (gr *Grader) find(ids []string) (p wanted, err error) {
	for _, id := range ids {
		number, isSettlement := strings.CutPrefix(id, settlementPrefix)
		if !isSettlement {
			unit, ok := gr.g.Tree.Find(id)
			if !ok {
				return p, fmt.Errorf("no unit %s: %w", id, fault.ErrInvalid)
			}
			p.units, p.own, p.settlements = append(p.units, unit), append(p.own, true), append(p.settlements, region.None)
			continue
		}
		n, err := strconv.ParseInt(number, 10, 32)
		s, ok := gr.byID[int32(n)]
		if err != nil || !ok {
			return p, fmt.Errorf("no settlement %s: %w", id, fault.ErrInvalid)
		}
		unit := gr.g.Settlements[s].District
		if unit == region.None {
			unit = gr.g.Settlements[s].Region
		}
		p.units, p.own, p.settlements = append(p.units, unit), append(p.own, false), append(p.settlements, s)
	}
	if len(p.units) == 0 {
		return p, fmt.Errorf("nothing is expected: %w", fault.ErrInvalid)
	}
	return p, nil
}

// holds reports whether a match is one of the places.
func (p *wanted) holds(m *geocode.Match) bool {
	for i := range p.units {
		if m.Settlement != region.None && m.Settlement == p.settlements[i] || m.Settlement == region.None && p.own[i] && m.Unit == p.units[i] {
			return true
		}
	}
	return false
}
