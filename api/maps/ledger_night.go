package maps

import (
	"fmt"
	"net/url"
	"slices"
	"strings"

	"oblast/data/ledger"
	"oblast/data/record"
	"oblast/data/totals"
	"oblast/geo/region"
)

// nightPage is one account.
type nightPage struct {
	Scope     string
	Figures   []figurePart
	Wrong     string   // what would be wrong to make of the numbers
	Why       []string // and why
	Tallies   []tallyPart
	Reports   []reportPart
	Ladder    []named
	Regions   []regionPart
	Disagrees []string
	Said      string
}

// figurePart is a number of the night with what it is, and what it is not.
type figurePart struct {
	Name, Value, Note string
}

type named struct{ Name, Value string }

type tallyPart struct {
	pageLink
	Who, Reason, Items, Reach string
	Said                      []saidPart
}

type reportPart struct {
	pageLink
	Who, Relation, Tests string
	Said                 []saidPart
}

type regionPart struct{ Name, Claimed, Incidents, Reconciled, Status, Reach string }

type saidPart struct {
	Quote, Lang, Summary string
	Wrong                []string // what contradicts in it
	Source               *pageLink
}

func (w pageWriter) night(n *account, body ledgerBody) nightPage {
	p := nightPage{Scope: w.units(n.Scope), Said: w.reach(n.reach), Figures: w.figures(n, body.Period), Wrong: w.wrong(n), Why: w.why(n)}
	tallies := map[string]*accountTally{}
	for i := range body.Tallies {
		tallies[body.Tallies[i].ID] = &body.Tallies[i]
	}
	for _, id := range n.Parts {
		p.Tallies = append(p.Tallies, w.tally(n, tallies[id], ""))
	}
	for _, x := range n.NotAdded {
		p.Tallies = append(p.Tallies, w.tally(n, tallies[x.ID], w.say.Say("ledger.notadded", "reason", w.say.Say("ledger.notadded."+x.Reason))))
	}
	for _, list := range linkLists(n) {
		for _, x := range list.links {
			r := w.report(n, x.ID)
			r.Relation, r.Tests = w.say.Say("ledger.relation."+list.relation), w.tests(x.Tests)
			p.Reports = append(p.Reports, r)
		}
	}
	for _, id := range n.Untested {
		r := w.report(n, id)
		r.Relation = w.say.Say("ledger.relation.untested")
		p.Reports = append(p.Reports, r)
	}
	if n.Ladder != nil {
		for _, r := range rungs(n.Ladder) {
			if r.Max == nil || *r.Max > 0 {
				p.Ladder = append(p.Ladder, named{w.say.Say("ledger.rung." + r.level), w.bounds(r.Range)})
			}
		}
		p.Ladder = append(p.Ladder, named{w.say.Say("ledger.rung.none"), w.bounds(*n.NotInIncidents)})
	}
	for i := range n.Regions {
		r := &n.Regions[i]
		status := w.say.Word("missing", r.Status)
		if r.Status == "value" {
			status = w.say.Say("ledger.value")
		}
		if r.Conflict {
			status += "; " + w.say.Say("ledger.conflict")
		}
		p.Regions = append(p.Regions, regionPart{w.unit(r.RegionID), w.triple(r.Claimed), w.triple(r.Incidents), w.triple(r.Reconciled), status, w.reach(r.reach)})
	}
	p.Disagrees = w.disagreements(n, tallies)
	return p
}

// figures are the night in one line: what is claimed, how much of it places reported too, what lies outside, and both
// together.
func (w pageWriter) figures(n *account, p period) []figurePart {
	if n.Total == nil {
		return nil
	}
	claimed := 0
	for i := range n.Regions {
		if n.Regions[i].Claimed != nil {
			claimed++
		}
	}
	split := ""
	if claimed > 0 {
		split = w.say.Say("ledger.sum.split", "n", claimed)
	}
	out := []figurePart{{Name: w.say.Say("ledger.sum.claimed"), Value: w.triple(n.Total), Note: w.speakersOf(n.Parts) + split}}
	within := figurePart{Name: w.say.Say("ledger.sum.within"), Value: w.bounds(less(n.Total, n.NotInIncidents)), Note: w.say.Say("ledger.sum.within.none")}
	if k := len(n.Contained) + len(n.Overlaps) + len(n.Conflicts) + len(n.Undetermined); k > 0 {
		within.Note = w.say.Say("ledger.sum.within.n", "n", k)
	}
	out = append(out, within, figurePart{Name: w.say.Say("ledger.sum.notin"), Value: w.bounds(*n.NotInIncidents), Note: w.say.Say("ledger.sum.notin.note")})
	if len(n.Outside) == 0 {
		return out
	}
	out = append(out, figurePart{Name: w.say.Say("ledger.sum.outside"), Value: w.bounds(w.outside(n)), Note: w.say.Say("ledger.sum.outside.note")})
	if whole, ok := w.together(n, p); ok {
		out = append(out, figurePart{Name: w.say.Say("ledger.sum.together"), Value: whole, Note: w.say.Say("ledger.sum.together.note")})
	}
	return out
}

// less is what of a total is in reports.
func less(total *ledger.Triple, rest *ledger.Range) (in ledger.Range) {
	if total.Min != nil && rest.Max != nil {
		n := max(0, *total.Min-*rest.Max)
		in.Min = &n
	}
	if total.Max != nil && rest.Min != nil {
		n := max(0, *total.Max-*rest.Min)
		in.Max = &n
	}
	return in
}

// outside adds up the reports outside the total.
func (w pageWriter) outside(n *account) ledger.Range {
	var sum ledger.Sum
	for _, x := range n.Outside {
		if e, ok := w.snap.Record(x.ID); ok {
			if inc, ok := e.Record.(*record.Incident); ok {
				sum = sum.Plus(ledger.SumOf(inc.Count))
			}
		}
	}
	return sum.Span().Range()
}

// together is the country's reconciled number, where the account is all of the country's.
func (w pageWriter) together(n *account, p period) (string, bool) {
	if len(n.Scope) != 1 {
		return "", false
	}
	unit, ok := w.snap.Tree().Find(n.Scope[0])
	if !ok || w.snap.Tree().At(unit).Level != region.Country {
		return "", false
	}
	part := p.Part
	if part == "all" {
		part = n.Part
	}
	for _, r := range w.snap.Totals().Rows(totals.Query{Level: region.Country, Measure: "interceptions", Basis: totals.Reconciled, From: p.From, To: p.To, Part: part, Within: unit}) {
		if r.Unit == unit && r.Status == "value" {
			return w.bounds(ledger.Range{Min: known(r.Min), Max: known(r.Max)}), true
		}
	}
	return "", false
}

func known(n totals.Number) *int64 {
	if !n.Known {
		return nil
	}
	return &n.N
}

// why says of each report outside the total why it is not among it.
func (w pageWriter) why(n *account) (out []string) {
	if n.Total == nil {
		return []string{w.say.Say("ledger.why.none")}
	}
	for _, x := range n.Outside {
		e, ok := w.snap.Record(x.ID)
		if !ok {
			continue
		}
		inc, ok := e.Record.(*record.Incident)
		if !ok {
			continue
		}
		if x.Tests.Region == ledger.Fail {
			out = append(out, w.say.Say("ledger.why.outside", "report", w.title(e), "total", w.triple(n.Total), "where", w.regionOf(inc)))
		} else {
			out = append(out, w.say.Say("ledger.why.outside.other", "report", w.title(e), "total", w.triple(n.Total), "tests", w.tests(x.Tests)))
		}
	}
	return out
}

// wrong says that what lies outside a total must not be taken from it.
func (w pageWriter) wrong(n *account) string {
	if n.Total == nil || len(n.Outside) == 0 {
		return ""
	}
	total, outside := n.Total, w.outside(n)
	values := []any{"total", w.triple(total), "outside", w.bounds(outside)}
	exact := total.Best != nil && outside.Min != nil && outside.Max != nil && *outside.Min == *outside.Max && *outside.Min <= *total.Best
	if exact {
		return w.say.Say("ledger.why.naive", append(values, "naive", *total.Best-*outside.Min)...)
	}
	return w.say.Say("ledger.why.not", values...)
}

// regionOf names the region of an incident.
func (w pageWriter) regionOf(inc *record.Incident) string {
	for _, id := range inc.Place.RegionIDs {
		if unit, ok := w.snap.Tree().Find(id); ok {
			if r := w.snap.Tree().Ancestor(unit, region.Region); r != region.None {
				return w.snap.Tree().At(r).Names.In(w.say.Code)
			}
		}
	}
	return w.units(inc.Place.RegionIDs)
}

func (w pageWriter) tests(t ledger.Tests) string {
	said := func(r ledger.Result) string { return w.say.Say("ledger.test." + r.String()) }
	return w.say.Say("ledger.tests", "window", said(t.Window), "region", said(t.Region), "class", said(t.Class), "figure", said(t.Figure))
}

func (w pageWriter) recordLink(id string) string { return w.link("/records/" + url.PathEscape(id)) }

// speakersOf names the roles of those who state some tallies.
func (w pageWriter) speakersOf(tallies []string) string {
	var out []string
	for _, id := range tallies {
		if t := tallyOf(w.snap, id); t != nil {
			for _, st := range newHeld(w.snap, t.Statements...).list {
				if name := w.say.Word("role", st.SpeakerRole); !slices.Contains(out, name) {
					out = append(out, name)
				}
			}
		}
	}
	return strings.Join(out, "; ")
}

func (w pageWriter) tally(n *account, t *accountTally, reason string) tallyPart {
	if t == nil {
		return tallyPart{}
	}
	p := tallyPart{Reason: reason, Reach: w.reach(t.reach)}
	p.Href = w.recordLink(t.ID)
	if e, ok := w.snap.Record(t.ID); ok {
		p.Title = w.title(e)
	}
	p.Who, p.Said = w.said(n, t.Tally.Statements)
	var items []string
	for _, item := range slices.SortedStableFunc(slices.Values(t.Items), func(a, b record.TallyItem) int { return b.Count - a.Count }) {
		text := fmt.Sprintf("%s %d", w.unit(item.RegionID), item.Count)
		if item.Note != nil {
			text += " (" + *item.Note + ")"
		}
		items = append(items, text)
	}
	p.Items = strings.Join(items, ", ")
	return p
}

func (w pageWriter) report(n *account, id string) reportPart {
	p := reportPart{pageLink: pageLink{Href: w.recordLink(id), Title: id}}
	if e, ok := w.snap.Record(id); ok {
		p.Title = w.title(e)
		if inc, ok := e.Record.(*record.Incident); ok {
			p.Who, p.Said = w.said(n, inc.Statements)
		}
	}
	return p
}

// damage lists the reports of a date that tell of no interception.
func (w pageWriter) damage(p period) (out []reportPart) {
	for _, b := range w.snap.Ledger().Between(p.From, p.To) {
		if p.Part != "all" && p.Part != b.Slot.Part.String() {
			continue
		}
		for i := range b.Cases {
			if inc := b.Cases[i].Incident; !inc.IsInterception {
				out = append(out, w.report(nil, inc.ID))
			}
		}
	}
	return out
}
