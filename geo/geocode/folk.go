package geocode

import (
	"strings"

	"oblast/geo/gazetteer"
	"oblast/geo/region"
)

// folkName makes of the adjective of an oblast the name in -щина by which its people call it: Рязанская область is
// Рязанщина, Донецька область Донеччина, Воронежская область Воронежчина; of Ukrainian raions, too: Ізюмщина.
func folkName(n *gazetteer.Name, level region.Level) (folk gazetteer.Name, ok bool) {
	adjective, kind, two := strings.Cut(n.Text, " ")
	if n.Kind != "official" || !two || !(level == region.Region && kind == "область" || level == region.District && n.Lang == "uk" && kind == "район") {
		return folk, false
	}
	for _, suffix := range [...]string{"цкая", "цька", "ская", "ська", "цький", "ський"} {
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
