package region

import "github.com/paulmach/orb"

// Unit is one place of the tree.
type Unit struct {
	ID        string // ISO 3166-1 or 3166-2; a region's id, a dot and a code; "water.", "composite." and a name
	Level     Level
	Parent    string // id of the unit that contains it; empty for countries and waters
	Country   string // id of the country that it is or lies in; empty for waters
	Names     Names
	Label     orb.Point // inside the shape, as far from its border as may be
	AreaKM2   float64   // on the sphere
	BBox      BBox
	ValidFrom string   // first date of validity, empty when open
	ValidTo   string   // last date of validity, empty for units of today
	Outline   string   // exact, approximate or coarse
	Source    string   // where the shape came from
	Members   []string // ids of the regions that a composite adds up, sorted
}

// Historical reports whether the unit no longer exists.
func (u *Unit) Historical() bool { return u.ValidTo != "" }

// Names are a unit's or a settlement's official names by language.
type Names struct{ EN, RU, UK string }

// In returns the name in a language (ISO 639-1), or else the English, the Russian, the Ukrainian one; empty when there
// is none at all.
func (n Names) In(lang string) string {
	var own string
	switch lang {
	case "en":
		own = n.EN
	case "ru":
		own = n.RU
	case "uk":
		own = n.UK
	}
	for _, name := range [...]string{own, n.EN, n.RU, n.UK} {
		if name != "" {
			return name
		}
	}
	return ""
}
