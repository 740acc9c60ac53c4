package geocode

import (
	_ "embed"
	"strconv"
	"strings"

	"oblast/geo/gazetteer"
	"oblast/geo/geocode/romanise"
	"oblast/geo/region"
)

// communities lists the adjectives by which the communities of Ukraine are called, one a line: the GeoNames id of the
// centre, its name (for the reader), the adjective. The Ukrainian ones are those of KATOTTG; the Russian ones, of towns from
// 5,000 people, are made by rule of their Russian names. News calls directions by them, too: на Покровському напрямку.
//
//go:embed communities.tsv
var communities string

// communitiesOfRaions lists the adjectives of the communities whose centre the gazetteer lacks, one a line: the raion that the
// community lies in, which is the answer then, as that of a parent; the adjective, of KATOTTG.
//
//go:embed communities_raions.tsv
var communitiesOfRaions string

// addCommunities gives each raion the adjectives of its communities without a centre.
func addCommunities(tree *region.Tree, names map[int32][]gazetteer.Name) {
	for line := range strings.Lines(communitiesOfRaions) {
		id, name, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		if raion, ok := tree.Find(id); ok {
			names[raion] = append(names[raion], gazetteer.Name{Unit: raion, Lang: "uk", Kind: communityKind, Text: name})
		}
	}
}

// communityNames reads the list into adjectives by settlement.
func communityNames() map[int32][]string {
	list := map[int32][]string{}
	for line := range strings.Lines(communities) {
		id, rest, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		_, name, ok := strings.Cut(rest, "\t")
		if n, err := strconv.ParseInt(id, 10, 32); ok && err == nil {
			list[int32(n)] = append(list[int32(n)], name)
		}
	}
	return list
}

// alphabetOfAdjective tells Марганецька from Марганецкая.
func alphabetOfAdjective(name string) romanise.Alphabet {
	if strings.HasSuffix(name, "ая") {
		return romanise.Russian
	}
	return romanise.Ukrainian
}
