package maps

import (
	"fmt"
	"net/url"
	"slices"
	"strings"

	"oblast/api/wording"
	"oblast/data/ledger"
	"oblast/data/record"
	"oblast/data/totals"
	"oblast/geo/region"
)

// nightPage is one account.
type nightPage struct {
	Scope     string
	Short     string // who said what, in a sentence
	Figures   []figurePart
	Wrong     string // what would be wrong to make of the numbers
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
	Said                      saidParts
}

type reportPart struct {
	pageLink
	Who, Relation, Tests, Graded string
	Said                         saidParts
}

// regionPart is a region's line: claimed, in reports, both.
type regionPart struct {
	Name, Reach string
	Conflict    bool
	Cells       [3]cell
}

// cell is a number, or in words why there is none.
type cell struct {
	Label, Text string
	Missing     bool
}

// saidParts is what statements say; folded is what repeats another of them or was replaced by it, and so does not count.
type saidParts struct {
	Own, Folded []saidPart
	Fold        string // how many are folded
}

type saidPart struct {
	Why                  string // it does not count; "" where it does
	Quote, Lang, Summary string
	Wrong                []string // what contradicts in it
	Source               *pageLink
}

func (w pageWriter) night(n *account, body ledgerBody) nightPage {
	p := nightPage{Scope: w.units(n.Scope), Said: w.reach(n.reach), Short: w.short(n), Figures: w.figures(n, body.Period), Wrong: w.wrong(n)}
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
	for _, t := range n.others {
		part := w.tally(n, tallies[t.ID], w.say.Say("ledger.other"))
		if slices.ContainsFunc(n.Parts, func(id string) bool {
			return tallies[id] != nil && slices.Equal(tallies[id].Tally.Statements, t.Statements)
		}) {
			part.Said, part.Reach = saidParts{}, "" // the same words stand above
		}
		p.Tallies = append(p.Tallies, part)
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
	p.Regions = w.regions(n)
	p.Disagrees = w.disagreements(n, tallies)
	return p
}

// regions writes the regions' lines out. Why a number is missing is told on each basis apart: the split may name none where
// a report tells of one.
func (w pageWriter) regions(n *account) []regionPart {
	status := [3]map[int32]string{}
	for i, basis := range []string{totals.Claimed, totals.Incidents, totals.Reconciled} {
		status[i] = map[int32]string{}
		if n.Date == nil || len(n.Regions) == 0 {
			continue
		}
		q := totals.Query{Level: region.Region, Measure: "interceptions", Basis: basis, From: *n.Date, To: *n.Date, Part: n.Part, Within: region.None}
		for _, r := range w.snap.Totals().Rows(q) {
			status[i][r.Unit] = r.Status
		}
	}
	labels := [3]string{w.say.Say("ledger.col.claimed"), w.say.Say("ledger.col.inreports"), w.say.Say("ledger.col.reconciled")}
	out := make([]regionPart, len(n.Regions))
	for i := range n.Regions {
		r := &n.Regions[i]
		out[i] = regionPart{Name: w.unit(r.RegionID), Reach: w.reach(r.reach), Conflict: r.Conflict}
		unit, known := w.snap.Tree().Find(r.RegionID)
		for at, number := range []*ledger.Triple{r.Claimed, r.Incidents, r.Reconciled} {
			out[i].Cells[at] = cell{labels[at], w.triple(number), number == nil}
			if s := status[at][unit]; number == nil && known && s != "" && s != "value" {
				out[i].Cells[at].Text = w.say.Word("missing", s)
			}
		}
	}
	return out
}

func (w pageWriter) recordLink(id string) string { return w.link("/records/" + url.PathEscape(id)) }

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
			p.Graded = w.graded(inc.ID)
		}
	}
	return p
}

// graded says how far a report may be believed, and why: the rule's reason, or a reviewer's beside what the rules give.
func (w pageWriter) graded(id string) string {
	g, ok := w.snap.Grading(id)
	if !ok {
		return ""
	}
	if !g.Overridden && w.say.Code != wording.Codes[0] {
		g.Reason = g.RuleReason // a reviewer's own words are in no language of the site but the first
	}
	grade, reason := w.say.Say("grade."+g.Grade), w.gradeReason(g.Reason)
	if !strings.EqualFold(grade, reason) {
		grade += ": " + reason
	}
	if g.Overridden {
		grade += " (" + w.say.Say("grade.overridden", "grade", w.say.Say("grade."+g.Rule), "reason", w.gradeReason(g.RuleReason)) + ")"
	}
	return grade
}

// gradeReason writes the reason of a rule in words; a reviewer's stays as it was given.
func (w pageWriter) gradeReason(reason string) string {
	if w.say.Has("role." + reason) {
		return w.say.Say("role." + reason)
	}
	key := "grade.reason." + strings.ReplaceAll(strings.Replace(reason, firstNumber(reason), "n", 1), " ", "_")
	if w.say.Has(key) {
		return w.say.Say(key)
	}
	return reason
}

// firstNumber returns the digits that a text begins with, and with none something that it does not have.
func firstNumber(text string) string {
	if n := len(text) - len(strings.TrimLeft(text, "0123456789")); n > 0 {
		return text[:n]
	}
	return "\x00"
}

// damage lists the reports of a date, in a unit or everywhere, that tell of no interception.
func (w pageWriter) damage(p period, within int32) (out []reportPart) {
	for _, b := range w.snap.Ledger().Between(p.From, p.To) {
		if p.Part != "all" && p.Part != b.Slot.Part.String() {
			continue
		}
		for i := range b.Cases {
			home := b.Cases[i].Home
			inside := within == region.None || home != region.None && (w.snap.Tree().Within(home, within) || w.snap.Tree().Within(within, home))
			if inc := b.Cases[i].Incident; !inc.IsInterception && inside {
				out = append(out, w.report(nil, inc.ID))
			}
		}
	}
	return out
}

// discounted lists the reports of a date, in a unit or everywhere, that were withdrawn or disproved and so count nowhere.
func (w pageWriter) discounted(p period, within int32) (out []reportPart) {
	for _, inc := range w.service.remarks.of(w.snap).discounted {
		slot := ledger.SlotOf(inc)
		if slot.Part == ledger.PartUndated || slot.Date < p.From || slot.Date > p.To || p.Part != "all" && p.Part != slot.Part.String() {
			continue
		}
		if within == region.None || slices.ContainsFunc(inc.Place.RegionIDs, func(id string) bool {
			unit, ok := w.snap.Tree().Find(id)
			return ok && (w.snap.Tree().Within(unit, within) || w.snap.Tree().Within(within, unit))
		}) {
			out = append(out, w.report(nil, inc.ID))
		}
	}
	return out
}
