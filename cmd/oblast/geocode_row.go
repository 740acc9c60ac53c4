package main

import (
	"slices"
	"strconv"
	"strings"

	"oblast/geo/geocode"
	"oblast/geo/region"
)

// placeColumns are added to a table of places; where the table has one of the name, all get a prefix.
var placeColumns = [...]string{"region_id", "district_id", "level", "confidence", "match_type", "needs_review", "lon", "lat"}

// addedColumns names the new columns as no column of the table is, in small letters or capitals: one that was found before
// has them, and may have those with a prefix, too.
func addedColumns(header []string) []string {
	names := slices.Clone(placeColumns[:])
	for n := 1; slices.ContainsFunc(names, func(name string) bool {
		return slices.ContainsFunc(header, func(column string) bool { return strings.EqualFold(strings.TrimSpace(column), name) })
	}); n++ {
		prefix := "geocode_"
		if n > 1 {
			prefix += strconv.Itoa(n) + "_"
		}
		for i := range names {
			names[i] = prefix + placeColumns[i]
		}
	}
	return names
}

// finder finds the places of rows. Find may run on several goroutines; the summary belongs to one.
type finder struct {
	g       *geocodeCommand
	coder   *geocode.Geocoder
	tree    *region.Tree
	summary foundSummary
}

// foundRow is what is added to a row.
type foundRow struct {
	columns          [len(placeColumns)]string
	answered, review bool
	empty            bool // there are no words
}

// row finds one place; nothing is added where nothing is found.
func (f *finder) row(text string) (r foundRow) {
	if r.empty = strings.TrimSpace(text) == ""; r.empty {
		return r
	}
	a := f.coder.Geocode(geocode.Query{Text: text, Within: f.g.Within, Lang: f.g.Lang, At: f.g.At, Limit: mostPlaces, Bare: true})
	if len(a.Matches) == 0 {
		return r
	}
	m := &a.Matches[0]
	r.answered, r.review = true, m.NeedsReview || m.Confidence < .7
	r.columns = [...]string{f.regionID(m), f.districtID(m), m.Level, probability(m.Confidence), m.MatchType, "", "", ""}
	members := listed(a.Matches)
	switch {
	case m.Members != nil:
		r.columns[0] = f.ids(m.Members)
	case len(members) > 1:
		f.several(&r, members)
	case m.MatchType != geocode.ParentFallback:
		r.columns[6], r.columns[7] = strconv.FormatFloat(m.Point[0], 'f', -1, 64), strconv.FormatFloat(m.Point[1], 'f', -1, 64)
	}
	r.columns[5] = strconv.FormatBool(r.review)
	return r
}

// listed returns the places of a list («Брянской и Курской областей»), the likeliest of each member; one for any other
// answer.
func listed(matches []geocode.Match) (members []*geocode.Match) {
	for i := range matches {
		if i == 0 || matches[i].From != matches[i-1].From {
			members = append(members, &matches[i])
		}
	}
	return members
}

// several fills in a row that names several places: ids parted by bars, no point, the least of the certainties. It is
// for a person to say what becomes of it.
func (f *finder) several(r *foundRow, members []*geocode.Match) {
	regions, districts, least := make([]string, len(members)), make([]string, len(members)), members[0].Confidence
	for i, m := range members {
		regions[i], districts[i], least = f.regionID(m), f.districtID(m), min(least, m.Confidence)
	}
	r.columns[0], r.columns[1] = strings.Join(regions, "|"), strings.Trim(strings.Join(districts, "|"), "|")
	r.columns[2], r.columns[3], r.review = "multi_region", probability(least), true
}

// regionID is the id of a place's region; of its country, water or composite where it has none.
func (f *finder) regionID(m *geocode.Match) string {
	for _, unit := range [...]int32{m.Region, m.Country, m.Unit} {
		if unit != region.None {
			return f.tree.At(unit).ID
		}
	}
	return ""
}

func (f *finder) districtID(m *geocode.Match) string {
	if m.District == region.None {
		return ""
	}
	return f.tree.At(m.District).ID
}

func (f *finder) ids(units []int32) string {
	ids := make([]string, len(units))
	for i, unit := range units {
		ids[i] = f.tree.At(unit).ID
	}
	return strings.Join(ids, "|")
}

func probability(p float64) string { return strconv.FormatFloat(p, 'f', -1, 64) }
