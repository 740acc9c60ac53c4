package snapshot

import (
	"slices"
	"strconv"
	"strings"

	"oblast/data/record"
)

// incidentTitle says in one line what and where, as far as it is known: "One UAV shot down, Dzerzhinsky district,
// Kaluga region". English; other languages are made from the columns.
func incidentTitle(inc *record.Incident, l located) string {
	var what []string
	if inc.IsInterception {
		what = append(what, downed(inc.Count, inc.WeaponClass))
	}
	if inc.IsDamage {
		what = append(what, harm(inc.Effects))
	}
	if len(what) == 0 {
		what = []string{"report"}
	}
	return capital(strings.Join(what, "; ")) + ", " + whereWords(&inc.Place, l)
}

// tallyTitle: "Russia: 26 UAVs intercepted, night of 2025-08-27".
func tallyTitle(t *record.Tally, scope string) string {
	title := counted(&t.Count, weapon(t.WeaponClass)) + " " + t.Metric
	if t.Metric == "hit" {
		title = counted(&t.Count, [2]string{"hit", "hits"})
	}
	if scope == "" {
		title = capital(title)
	} else {
		title = scope + ": " + title
	}
	if t.NightOf != nil {
		title += ", night to " + t.NightOf.String()
	}
	return title
}

func downed(c *record.Count, class string) string {
	if c == nil || c.Qualifier == "not_given" {
		return weapon(class)[1] + " shot down, number not given"
	}
	return counted(c, weapon(class)) + " shot down"
}

// weapon returns the noun for one and for several.
func weapon(class string) [2]string {
	switch class {
	case "uav", "uav_fixed_wing", "uav_multirotor":
		return [2]string{"UAV", "UAVs"}
	case "missile":
		return [2]string{"missile", "missiles"}
	}
	return [2]string{"aerial target", "aerial targets"}
}

// counted writes a count with its qualifier: "more than 10 UAVs".
func counted(c *record.Count, noun [2]string) string {
	number := func(n *int, lead string, less int) string {
		if n == nil {
			return noun[1]
		}
		v := *n - less
		form := noun[1]
		if v == 1 {
			form = noun[0]
		}
		return lead + numeral(v) + " " + form
	}
	if c == nil {
		return noun[1]
	}
	switch c.Qualifier {
	case "at_least":
		return number(c.Min, "at least ", 0)
	case "more_than":
		return number(c.Min, "more than ", 1)
	case "about":
		return number(c.Best, "about ", 0)
	case "up_to":
		return number(c.Max, "up to ", 0)
	case "exact":
		return number(c.Best, "", 0)
	}
	return noun[1]
}

func numeral(n int) string {
	words := [...]string{"no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"}
	if n >= 0 && n < len(words) {
		return words[n]
	}
	return strconv.Itoa(n)
}

// harm says what was reported hurt or damaged, in the order of the effects.
func harm(effects []record.Effect) string {
	nouns := map[string][2]string{"dwelling": {"dwelling", "dwellings"}, "building": {"building", "buildings"},
		"vehicle": {"vehicle", "vehicles"}, "infrastructure": {"infrastructure object", "infrastructure"}}
	var people, things []string
	for _, e := range effects {
		if e.State != "reported" {
			continue
		}
		if noun, ok := nouns[e.Subject]; ok {
			if said := counted(e.Count, noun); len(things) == 0 || things[len(things)-1] != said {
				things = append(things, said)
			}
		} else if e.Count == nil {
			people = append(people, "people "+e.Subject)
		} else {
			people = append(people, strings.TrimSpace(counted(e.Count, [2]string{"", ""}))+" "+e.Subject)
		}
	}
	said := people
	if len(things) > 0 {
		said = append(said, list(things)+" damaged")
	}
	if len(said) == 0 {
		return "damage reported"
	}
	return strings.Join(said, ", ")
}

func list(parts []string) string {
	if len(parts) < 2 {
		return strings.Join(parts, "")
	}
	return strings.Join(parts[:len(parts)-1], ", ") + " and " + parts[len(parts)-1]
}

func whereWords(p *record.Place, l located) string {
	var parts []string
	switch {
	case p.Name != nil && (finerThanDistrict(p.Level) || len(p.RegionIDs) != 1):
		parts = append(parts, *p.Name)
	case len(p.RegionIDs) > 1 && l.region != nil:
		return numeral(len(p.RegionIDs)) + " places in " + l.region.Names.In("en")
	case len(p.RegionIDs) > 1:
		parts = append(parts, numeral(len(p.RegionIDs))+" places")
	}
	if l.district != nil {
		parts = append(parts, l.district.Names.In("en"))
	}
	switch {
	case l.region != nil:
		parts = append(parts, l.region.Names.In("en"))
	case l.country != nil:
		parts = append(parts, l.country.Names.In("en"))
	case len(parts) == 0:
		return "place not known"
	}
	return strings.Join(slices.Compact(parts), ", ")
}

func finerThanDistrict(level string) bool {
	return level == "settlement" || level == "locality" || level == "exact"
}

// capital puts the first letter of an ASCII word in upper case.
func capital(s string) string {
	if s != "" && s[0] >= 'a' && s[0] <= 'z' {
		return string(s[0]-32) + s[1:]
	}
	return s
}
