package geocode_test

import (
	"fmt"
	"testing"

	"oblast/geo/geocode"
	"oblast/geo/region"
)

// namesakes returns the settlements of each region of the three countries that share a Russian name with another there.
func namesakes(t *testing.T) map[[2]string][]int32 {
	g := embedded(t)
	groups := map[[2]string][]int32{}
	for i := range g.Settlements {
		s := &g.Settlements[i]
		if s.Region == region.None || s.Names.RU == "" {
			continue
		}
		switch u := g.Tree.At(s.Region); u.Country {
		case "RU", "UA", "BY":
			k := [2]string{s.Names.RU, u.Names.RU}
			groups[k] = append(groups[k], int32(i))
		}
	}
	for k, list := range groups {
		if len(list) < 2 {
			delete(groups, k)
		}
	}
	return groups
}

// Settlements of one name in one region share the probability: as they are called, and misspelt. All are told, as far as
// the limit goes, and none has more than its share.
func TestNamesakesInARegionShareTheProbability(t *testing.T) {
	c := embeddedGeocoder(t)
	groups := namesakes(t)
	if len(groups) < 100 {
		t.Fatalf("only %d groups", len(groups))
	}
	told := 0
	for k, list := range groups {
		name := []rune(k[0])
		misspelt := string(append(name[:len(name)/2:len(name)/2], name[len(name)/2+1:]...))
		for _, text := range []string{k[0] + ", " + k[1], misspelt + ", " + k[1]} {
			a := c.Geocode(geocode.Query{Text: text})
			if problem := sharesFault(a); problem != "" {
				t.Errorf("%s: %s", text, problem)
			}
			if text[:len(k[0])] != k[0] || len(a.Matches) == 0 || a.Matches[0].Settlement == region.None {
				continue
			}
			found := map[int32]bool{}
			for i := range a.Matches {
				found[a.Matches[i].Settlement] = true
			}
			for _, s := range list {
				if found[s] {
					told++
				}
			}
			if first := a.Matches[0]; first.MatchType == geocode.Exact && len(found) < 2 && first.Confidence > .95 {
				t.Errorf("%s: one of %d of that name alone, with %.3f", text, len(list), first.Confidence)
			}
		}
	}
	if told < len(groups) {
		t.Errorf("%d groups, and only %d of their places are told", len(groups), told)
	}
}

// sharesFault says what is wrong with the probabilities of an answer that means one place, if anything is.
func sharesFault(a geocode.Answer) string {
	const rounding = .0006
	sum := 0.
	for i := range a.Matches {
		m := &a.Matches[i]
		sum += m.Confidence
		if m.Confidence > m.Evidence.Share+rounding {
			return fmt.Sprintf("%s has %.3f of a share of %.3f", m.Label, m.Confidence, m.Evidence.Share)
		}
	}
	if sum > 1+rounding*float64(len(a.Matches)) {
		return fmt.Sprintf("the probabilities add up to %.3f", sum)
	}
	return ""
}
