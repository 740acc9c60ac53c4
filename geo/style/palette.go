package style

import (
	"math"
	"strconv"
)

// Palette is the colours of a theme, #rrggbb: those of the map's style sheet.
type Palette struct {
	Dark                                                                         bool
	Water, Land, None, Zero                                                      string
	Coast, BorderCountry, BorderRegion, BorderUncovered, BorderZero, BorderInner string
	Hatch, HatchGround, Cross                                                    string
	Interception, Damage, Other, Halo, Badge                                     string
	Label, LabelStrong, LabelQuiet, LabelHalo, LabelHaloLand, OnDark             string
}

// Light and Dark are the themes.
var (
	Light = Palette{Water: "#d5e1e9", Land: "#ebe9e4", None: "#faf8f4", Zero: "#ffffff",
		Coast: "#a9bac5", BorderCountry: "#8b959d", BorderRegion: "#c9c6c4", BorderUncovered: "#b3b2ae", BorderZero: "#6b737a", BorderInner: "#d3cfcb",
		Hatch: "#9aa1a7", HatchGround: "#f3f1ed", Cross: "#7d858c",
		Interception: "#14586f", Damage: "#8f4210", Other: "#5f676e", Halo: "#ffffff", Badge: "#ffffff",
		Label: "#4a5158", LabelStrong: "#1c2126", LabelQuiet: "#5f676e", LabelHalo: "#faf8f4", LabelHaloLand: "#ebe9e4", OnDark: "#ffffff"}
	Dark = Palette{Dark: true, Water: "#12161a", Land: "#1b2025", None: "#2a3036", Zero: "#3a4149",
		Coast: "#39434b", BorderCountry: "#66717b", BorderRegion: "#404850", BorderUncovered: "#3b434a", BorderZero: "#aeb7bf", BorderInner: "#3a4149",
		Hatch: "#7b858d", HatchGround: "#242a2f", Cross: "#939da5",
		Interception: "#84cbe4", Damage: "#f2ac6e", Other: "#99a2aa", Halo: "#0e1114", Badge: "#14181c",
		Label: "#c9d0d6", LabelStrong: "#ffffff", LabelQuiet: "#99a2aa", LabelHalo: "#2a3036", LabelHaloLand: "#1b2025", OnDark: "#14181c"}
)

// Theme returns the palette of a theme: "dark", or the light one for any other name.
func Theme(name string) *Palette {
	if name == "dark" {
		return &Dark
	}
	return &Light
}

// ink is the colour of words on a ground: the one of two that stands out more.
func (p *Palette) ink(ground string) string {
	if contrast(ground, p.LabelStrong) >= contrast(ground, p.OnDark) {
		return p.LabelStrong
	}
	return p.OnDark
}

// contrast is WCAG 2.2's ratio of two colours, 1 to 21.
func contrast(a, b string) float64 {
	la, lb := luminance(a), luminance(b)
	return (max(la, lb) + 0.05) / (min(la, lb) + 0.05)
}

// luminance is WCAG 2.2's relative luminance, 0 to 1.
func luminance(hex string) (sum float64) {
	for i, v := range channels(hex) {
		s := float64(v) / 255
		if s <= 0.03928 {
			s /= 12.92
		} else {
			s = math.Pow((s+0.055)/1.055, 2.4)
		}
		sum += [...]float64{0.2126, 0.7152, 0.0722}[i] * s
	}
	return sum
}

// channels are red, green and blue of #rrggbb.
func channels(hex string) (rgb [3]uint8) {
	if len(hex) == 7 {
		n, _ := strconv.ParseUint(hex[1:], 16, 32)
		rgb = [3]uint8{uint8(n >> 16), uint8(n >> 8), uint8(n)}
	}
	return rgb
}
