package geocode

import (
	"strings"

	"oblast/geo/gazetteer"
	"oblast/geo/region"
)

// folkName makes of the adjective of an oblast the name in -щина by which its people call it: Рязанская область is
// Рязанщина, Донецька область Донеччина, Воронежская область Воронежчина.
func folkName(n *gazetteer.Name, level region.Level) (folk gazetteer.Name, ok bool) {
	adjective, kind, two := strings.Cut(n.Text, " ")
	if level != region.Region || n.Kind != "official" || !two || kind != "область" {
		return folk, false
	}
	for _, suffix := range [...]string{"цкая", "цька", "ская", "ська"} {
		stem, cut := strings.CutSuffix(adjective, suffix)
		if !cut {
			continue
		}
		if strings.HasPrefix(suffix, "ц") {
			stem += "ч"
		}
		folk = *n
		folk.Kind, folk.Text = "alternate", stem+"щина"
		return folk, true
	}
	return folk, false
}
