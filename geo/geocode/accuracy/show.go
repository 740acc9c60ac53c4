package accuracy

import (
	"fmt"
	"strings"

	"oblast/geo/geocode"
)

// Show writes the matches of an answer on one line: id, name, kind of match, and both probabilities.
func Show(a geocode.Answer) string {
	if len(a.Matches) == 0 {
		return "nothing"
	}
	var b strings.Builder
	for i := range a.Matches {
		m := &a.Matches[i]
		fmt.Fprintf(&b, "%s (%s) %s %.2f/%.2f; ", m.RegionID, m.Name, m.MatchType, m.Confidence, m.RegionConfidence)
	}
	return b.String()
}
