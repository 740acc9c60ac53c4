package maps

import (
	"strconv"
	"strings"

	"oblast/api/wording"
	"oblast/data/ledger"
	"oblast/data/record"
	"oblast/data/snapshot"
	"oblast/geo/region"
)

// teller writes records in one language.
type teller struct {
	snap *snapshot.Snapshot
	say  *wording.Language
}

// title says in one line what a record is; of one that is retracted only its id.
func (t teller) title(e *snapshot.Entry) string {
	switch r := e.Record.(type) {
	case *record.Incident:
		if t.say.Code == wording.Codes[0] {
			return t.snap.Title(e)
		}
		return t.what(r) + ", " + t.where(&r.Place)
	case *record.Tally:
		n := countOf(&r.Count)
		return t.say.Say("title.tally."+r.Metric, "scope", t.units(r.Scope), "count", t.count(&r.Count), "weapon", t.say.Say("weapon."+r.WeaponClass, "n", n), "when", t.tallyTime(r))
	case *record.Restriction:
		return t.say.Say("title.restriction", "where", t.unit(r.RegionID))
	}
	if t.say.Code == wording.Codes[0] {
		return t.snap.Title(e)
	}
	return e.ID
}

func (t teller) tallyTime(r *record.Tally) string {
	w := wordsOf(t.say.Code)
	if r.NightOf != nil {
		return w.period(period{From: *r.NightOf, To: *r.NightOf, Part: "night"})
	}
	if r.Window != nil {
		zone, ok := record.Location(r.Zone)
		if ok {
			day := record.DateOf(r.Window.Start.In(zone))
			return w.period(period{From: day, To: day, Part: "day"})
		}
	}
	return t.say.Say("ledger.undated")
}

// what says what happened, as the map does.
func (t teller) what(inc *record.Incident) string {
	shot := ""
	if inc.IsInterception {
		n := countOf(inc.Count)
		switch {
		case inc.Count == nil || inc.Count.Qualifier == "not_given":
			shot = t.say.Say("what.interception.unknown", "weapon", t.say.Say("weapon."+inc.WeaponClass, "n", 5))
		case inc.Count.Qualifier == "exact":
			shot = t.say.Say("what.interception", "n", n, "weapon", t.say.Say("weapon."+inc.WeaponClass, "n", n))
		default:
			shot = t.say.Say("what.interception.about", "count", t.count(inc.Count), "weapon", t.say.Say("weapon."+inc.WeaponClass, "n", max(5, n)))
		}
	}
	switch {
	case inc.IsInterception && inc.IsDamage:
		return t.say.Say("what.both", "shot", shot)
	case inc.IsInterception:
		return shot
	}
	return t.harm(inc.Effects)
}

func (t teller) harm(effects []record.Effect) string {
	people, objects := map[string]int{}, 0
	for i := range effects {
		e := &effects[i]
		if e.State != "reported" {
			continue
		}
		n := 1
		if e.Count != nil {
			n = countOf(e.Count)
		}
		if e.Subject == "injured" || e.Subject == "killed" {
			people[e.Subject] += n
		} else {
			objects += n
		}
	}
	var parts []string
	for _, subject := range []string{"killed", "injured"} {
		if n := people[subject]; n > 0 {
			parts = append(parts, t.say.Say("what."+subject, "n", n))
		}
	}
	switch {
	case len(parts) > 0:
		return t.say.Say("what.damage.harm", "harm", strings.Join(parts, ", "))
	case objects > 0:
		return t.say.Say("what.damage.objects", "n", objects)
	}
	return t.say.Say("what.damage")
}

// where names a place, finest first.
func (t teller) where(p *record.Place) string {
	var units []int32
	for _, id := range p.RegionIDs {
		if unit, ok := t.snap.Tree().Find(id); ok {
			units = append(units, unit)
		}
	}
	common := t.snap.Tree().CommonAncestor(units...)
	if common == region.None {
		return t.say.Say("where.unknown")
	}
	var names []string
	for at := common; at != region.None && t.snap.Tree().At(at).Level != region.Country; at = t.snap.Tree().Parent(at) {
		names = append(names, t.snap.Tree().At(at).Names.In(t.say.Code))
	}
	if len(names) == 0 {
		names = []string{t.snap.Tree().At(common).Names.In(t.say.Code)}
	}
	whole := strings.Join(names, ", ")
	if len(units) > 1 {
		return t.say.Say("title.places", "n", len(units), "where", whole)
	}
	return whole
}

// unit names a unit of the tree.
func (t teller) unit(id string) string {
	if u, ok := t.snap.Tree().Unit(id); ok {
		return u.Names.In(t.say.Code)
	}
	return id
}

// units names the units of a scope.
func (t teller) units(ids []string) string {
	if len(ids) == 0 {
		return t.say.Say("ledger.scope.none")
	}
	out := make([]string, len(ids))
	for i, id := range ids {
		out[i] = t.unit(id)
	}
	return strings.Join(out, ", ")
}

// count writes a count as it was given.
func (t teller) count(c *record.Count) string {
	if c == nil {
		return t.say.Say("count.not_given")
	}
	switch n := countOf(c); c.Qualifier {
	case "exact":
		return strconv.Itoa(n)
	case "at_least", "about", "up_to":
		return t.say.Say("count."+c.Qualifier, "n", n)
	case "more_than":
		return t.say.Say("count.more_than", "n", n-1)
	}
	return t.say.Say("count.not_given")
}

// countOf is the one number of a count.
func countOf(c *record.Count) int {
	if c == nil {
		return 0
	}
	for _, n := range []*int{c.Best, c.Min, c.Max} {
		if n != nil {
			return *n
		}
	}
	return 0
}

// bounds writes bounds: "5", "1 to 15", "11 or more".
func (t teller) bounds(r ledger.Range) string {
	switch {
	case r.Min == nil && r.Max == nil:
		return t.say.Say("range.unknown")
	case r.Max == nil:
		return t.say.Say("range.more", "n", number(r.Min))
	case r.Min == nil:
		return t.say.Say("range.upto", "n", number(r.Max))
	case *r.Min == *r.Max:
		return number(r.Min)
	}
	return t.say.Say("range.between", "min", number(r.Min), "max", number(r.Max))
}

func (t teller) triple(x *ledger.Triple) string {
	if x == nil {
		return "–"
	}
	return t.bounds(ledger.Range{Min: x.Min, Max: x.Max})
}

// who names a speaker.
func (t teller) who(st *record.Statement) string {
	role := t.say.Word("role", st.SpeakerRole)
	if st.Speaker == nil {
		return role
	}
	return *st.Speaker + " (" + role + ")"
}

// reach writes how widely something is reported.
func (t teller) reach(r reach) string {
	return strings.Join([]string{t.say.Say("reach.statements", "n", r.Statements), t.say.Say("card.sources", "n", r.Documents), t.say.Say("reach.independent", "n", r.Independent)}, ", ")
}

// capitalised puts the first letter in upper case.
func capitalised(s string) string {
	for i, r := range s {
		if i == 0 {
			return strings.ToUpper(string(r)) + s[len(string(r)):]
		}
	}
	return s
}
