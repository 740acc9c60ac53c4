package geocode

import (
	"strconv"
	"strings"

	"oblast/geo/gazetteer"
	"oblast/geo/geocode/fold"
	"oblast/geo/geocode/romanise"
	"oblast/geo/region"
)

// pastNames are the Russian and Ukrainian names of the Ukrainian raions that were dissolved on 2020-07-19, of which the gazetteer
// has only English ones. A raion was named by the adjective of its centre, as the centre's community is today
// (communities.tsv); while the centre had another name, so had the raion (Артемівський район, until 2016).
type pastNames struct {
	x           *index
	former      map[string][]formerName
	communities map[int32][]string
	towns       map[townKey]int32 // number of the largest
}

// townKey is a region and the sound of a name.
type townKey struct {
	region int32
	sound  string
}

// pastName is a name with the last day on which it was the official one, empty for the raion's last one.
type pastName struct {
	gazetteer.Name
	until string
}

func (x *index) newPastNames(former map[string][]formerName) *pastNames {
	p := &pastNames{x: x, former: former, communities: communityNames(), towns: map[townKey]int32{}}
	for i := range x.gazetteer.Settlements {
		s := &x.gazetteer.Settlements[i]
		if s.Region == region.None || x.tree.At(s.Region).Country != "UA" {
			continue
		}
		p.note(s.Region, s.Names.EN, int32(i))
		if s.Population < leastCentre {
			continue
		}
		for name := range s.Alternates.All() {
			p.note(s.Region, name, int32(i))
		}
		for _, f := range former[strconv.Itoa(int(s.ID))] {
			p.note(s.Region, f.text, int32(i))
		}
	}
	return p
}

// leastCentre is the people of the smallest town whose other names are asked for the centre of a raion.
const leastCentre = 3_000

// note enters a town under a name, unless a larger one has it.
func (p *pastNames) note(region int32, name string, town int32) {
	if name == "" || name[0] < 'A' || name[0] > 'Z' {
		return
	}
	k, towns := townKey{region, soundOf(name)}, p.x.gazetteer.Settlements
	if other, ok := p.towns[k]; !ok || towns[other].Population < towns[town].Population {
		p.towns[k] = town
	}
}

func soundOf(name string) string {
	return string(romanise.AppendKey(nil, fold.Code(strings.ToLower(name)), romanise.Ukrainian))
}

// of returns the names of a unit; none of one that is no such raion, or whose centre is not held.
func (p *pastNames) of(unit int32) (names []pastName) {
	u := p.x.tree.At(unit)
	if u.ValidTo == "" || u.Country != "UA" || u.Level != region.District {
		return nil
	}
	for _, n := range p.x.gazetteer.NamesOf(unit) {
		if n.Kind == "official" {
			names = append(names, p.named(unit, u.ValidTo, n.Text)...)
		}
	}
	return names
}

// named returns the names of a raion that was called so in English until a day.
func (p *pastNames) named(unit int32, validTo, english string) (names []pastName) {
	in := p.x.tree.Ancestor(unit, region.Region)
	for _, other := range p.x.tree.Children(in) {
		if o := p.x.tree.At(other); o.ValidTo == "" && o.Names.EN == english && o.Names.RU != "" && o.Names.UK != "" {
			names = append(names, pastName{gazetteer.Name{Unit: unit, Lang: "ru", Kind: "official", Text: o.Names.RU}, ""},
				pastName{gazetteer.Name{Unit: unit, Lang: "uk", Kind: "official", Text: o.Names.UK}, ""})
		}
	}
	town, ok := p.towns[townKey{in, soundOf(strings.TrimSuffix(english, " Raion"))}]
	if !ok {
		return names
	}
	s, renamed := &p.x.gazetteer.Settlements[town], len(names) > 0
	for _, f := range p.former[strconv.Itoa(int(s.ID))] {
		if fold.ScriptOf(fold.Code(strings.ToLower(f.text))[0]) != fold.Cyrillic {
			continue
		}
		until := f.until
		if until >= validTo {
			until, renamed = "", true
		}
		for _, a := range adjectivesOf(f.text, f.text) {
			names = append(names, raionName(unit, a, until))
		}
	}
	if renamed {
		return names
	}
	adjectives := p.communities[s.ID]
	if len(adjectives) == 0 {
		adjectives = adjectivesOf(s.Names.RU, s.Names.UK)
	}
	for _, a := range adjectives {
		names = append(names, raionName(unit, a, ""))
	}
	return names
}

// adjectivesOf makes the adjectives of a town's names in Russian and Ukrainian, in the feminine.
func adjectivesOf(russian, ukrainian string) (list []string) {
	for _, n := range [...]gazetteer.Name{{Lang: "ru", Kind: "official", Text: russian}, {Lang: "uk", Kind: "official", Text: ukrainian}} {
		if a, ok := adjectiveOf(&n); ok {
			list = append(list, a.Text)
		}
	}
	return list
}

// raionName makes of an adjective the name of a raion.
func raionName(unit int32, adjective, until string) pastName {
	lang := "uk"
	base, russian := strings.CutSuffix(adjective, "ая")
	if russian {
		lang = "ru"
	} else {
		base = strings.TrimSuffix(adjective, "а")
	}
	kind := "official"
	if until != "" {
		kind = "historical"
	}
	return pastName{gazetteer.Name{Unit: unit, Lang: lang, Kind: kind, Text: base + "ий район"}, until}
}
