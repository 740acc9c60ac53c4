package snapshot

import (
	"strconv"
	"strings"

	"oblast/data/record"
)

// incidentTitle says in one line what and where, as far as it is known: "One UAV shot down, Dzerzhinsky district,
// Kaluga region". English; other languages are made from the columns.
func incidentTitle(inc *record.Incident, l located) string {
	return string(appendIncidentTitle(nil, inc, l))
}

func appendIncidentTitle(dst []byte, inc *record.Incident, l located) []byte {
	from := len(dst)
	if inc.IsInterception {
		dst = appendDowned(dst, inc.Count, inc.WeaponClass)
	}
	if inc.IsDamage {
		if len(dst) > from {
			dst = append(dst, "; "...)
		}
		dst = append(dst, harm(inc.Effects)...)
	}
	if len(dst) == from {
		dst = append(dst, "report"...)
	}
	capital(dst[from:])
	return appendWhere(append(dst, ", "...), &inc.Place, l)
}

// tallyTitle: "Russia: 26 UAVs intercepted, night of 2025-08-27".
func tallyTitle(t *record.Tally, scope string) string {
	var title []byte
	if scope != "" {
		title = append(append(title, scope...), ": "...)
	}
	if t.Metric == "hit" {
		title = appendCounted(title, &t.Count, [2]string{"hit", "hits"})
	} else {
		title = append(append(appendCounted(title, &t.Count, weapon(t.WeaponClass)), ' '), t.Metric...)
	}
	if scope == "" {
		capital(title)
	}
	if t.NightOf != nil {
		title = append(append(title, ", night to "...), t.NightOf.String()...)
	}
	return string(title)
}

func appendDowned(dst []byte, c *record.Count, class string) []byte {
	if c == nil || c.Qualifier == "not_given" {
		return append(append(dst, weapon(class)[1]...), " shot down, number not given"...)
	}
	return append(appendCounted(dst, c, weapon(class)), " shot down"...)
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

// appendCounted writes a count with its qualifier: "more than 10 UAVs".
func appendCounted(dst []byte, c *record.Count, noun [2]string) []byte {
	number := func(n *int, lead string, less int) []byte {
		if n == nil {
			return append(dst, noun[1]...)
		}
		form := noun[1]
		if *n-less == 1 {
			form = noun[0]
		}
		return append(append(appendNumeral(append(dst, lead...), *n-less), ' '), form...)
	}
	if c == nil {
		return append(dst, noun[1]...)
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
	return append(dst, noun[1]...)
}

func appendNumeral(dst []byte, n int) []byte {
	words := [...]string{"no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"}
	if n >= 0 && n < len(words) {
		return append(dst, words[n]...)
	}
	return strconv.AppendInt(dst, int64(n), 10)
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
			if said := string(appendCounted(nil, e.Count, noun)); len(things) == 0 || things[len(things)-1] != said {
				things = append(things, said)
			}
		} else if e.Count == nil {
			people = append(people, "people "+e.Subject)
		} else {
			people = append(people, strings.TrimSpace(string(appendCounted(nil, e.Count, [2]string{"", ""})))+" "+e.Subject)
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

// appendWhere names a place from its finest known part up; of parts that follow each other and are the same, one.
func appendWhere(dst []byte, p *record.Place, l located) []byte {
	from, last := len(dst), ""
	part := func(name string) {
		if name == last && len(dst) > from {
			return
		}
		if len(dst) > from {
			dst = append(dst, ", "...)
		}
		dst, last = append(dst, name...), name
	}
	several := func() []byte { return append(appendNumeral(dst, len(p.RegionIDs)), " places"...) }
	switch {
	case p.Name != nil && (finerThanDistrict(p.Level) || len(p.RegionIDs) != 1):
		part(*p.Name)
	case len(p.RegionIDs) > 1 && l.region != nil:
		return append(append(several(), " in "...), l.region.Names.In("en")...)
	case len(p.RegionIDs) > 1:
		dst = several()
	}
	if l.district != nil {
		part(l.district.Names.In("en"))
	}
	switch {
	case l.region != nil:
		part(l.region.Names.In("en"))
	case l.country != nil:
		part(l.country.Names.In("en"))
	case len(dst) == from:
		return append(dst, "place not known"...)
	}
	return dst
}

func finerThanDistrict(level string) bool {
	return level == "settlement" || level == "locality" || level == "exact"
}

// capital puts the first letter of an ASCII word in upper case.
func capital(s []byte) {
	if len(s) > 0 && s[0] >= 'a' && s[0] <= 'z' {
		s[0] -= 'a' - 'A'
	}
}
