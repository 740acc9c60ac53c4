package maps

import (
	"fmt"
	"net/url"
	"slices"
	"strings"

	"oblast/data/checks"
	"oblast/data/ledger"
	"oblast/data/record"
	"oblast/data/snapshot"
)

// nightWriter writes one account out in English.
type nightWriter struct {
	service *Service
	snap    *snapshot.Snapshot
}

func (w nightWriter) night(n *account, body ledgerBody) nightPage {
	p := nightPage{Scope: scopeOf(w.snap, n.Scope), Sentence: w.sentence(n)}
	tallies := map[string]*record.Tally{}
	for _, t := range body.Tallies {
		tallies[t.ID] = t.Tally
	}
	for _, id := range n.Parts {
		p.Tallies = append(p.Tallies, w.tally(tallies[id], ""))
	}
	for _, x := range n.NotAdded {
		p.Tallies = append(p.Tallies, w.tally(tallies[x.ID], "not added: "+notAddedWords[x.Reason]))
	}
	for _, list := range linkLists(n) {
		for _, x := range list.links {
			p.Reports = append(p.Reports, w.report(x.ID, relationWords[list.relation], testWords(x.Tests)))
		}
	}
	for _, id := range n.Untested {
		p.Reports = append(p.Reports, w.report(id, "No total to hold it against", ""))
	}
	if n.Ladder != nil {
		for _, r := range rungs(n.Ladder) {
			if r.Max == nil || *r.Max > 0 {
				p.Ladder = append(p.Ladder, named{rungWords[r.level], rangeWords(r.Range)})
			}
		}
		p.Ladder = append(p.Ladder, named{"In no report from a place", rangeWords(*n.NotInIncidents)})
	}
	for i := range n.Regions {
		r := &n.Regions[i]
		status := english.missing[r.Status]
		if r.Status == "value" {
			status = "Number given"
		}
		if r.Conflict {
			status += "; in conflict"
		}
		p.Regions = append(p.Regions, regionPart{unitWords(w.snap, r.RegionID), tripleWords(r.Claimed), tripleWords(r.Incidents), tripleWords(r.Reconciled), status})
	}
	p.Disagrees = w.disagreements(n, tallies)
	return p
}

var (
	relationWords = map[string]string{ledger.Contained: "Within the total", ledger.Conflicts: "Contradicts the total", ledger.Outside: "Outside the total",
		ledger.Overlaps: "Partly within the total's hours", ledger.Undetermined: "May be within the total"}
	notAddedWords = map[string]string{ledger.ReasonRelay: "repeats a total that is counted", ledger.ReasonOverlaps: "its hours overlap those of one that is counted",
		ledger.ReasonMayOverlap: "its hours may overlap those of one that is counted", ledger.ReasonTooLong: "its hours are longer than a day", ledger.ReasonContradicts: "it repeats a total that is counted, with another number: what it repeats stands"}
	rungWords = map[string]string{"settlement": "To a settlement", "district": "To a district", "region": "To a region", "water": "To a sea", "composite": "To two regions together", "country": "To the country alone"}
)

// sentence is the night in one breath.
func (w nightWriter) sentence(n *account) string {
	if n.Total == nil {
		return "No official total is kept of this time, so that the reports stand alone."
	}
	s := tripleWords(n.Total) + " claimed"
	if k := len(n.Regions); k > 0 {
		claimed := 0
		for i := range n.Regions {
			if n.Regions[i].Claimed != nil {
				claimed++
			}
		}
		s += " over " + plural(claimed, "region", "regions")
	}
	s += "; " + rangeWords(*n.NotInIncidents) + " of them in no report from a place."
	if len(n.Outside) > 0 {
		s += " " + capitalised(plural(len(n.Outside), "report lies", "reports lie")) + " outside the total: the official split does not name the region."
	}
	if len(n.Conflicts) > 0 {
		s += " " + capitalised(plural(len(n.Conflicts), "report contradicts", "reports contradict")) + " it."
	}
	return s
}

func testWords(t ledger.Tests) string {
	said := func(result ledger.Result) string {
		switch result {
		case ledger.Pass:
			return "fits"
		case ledger.Fail:
			return "does not fit"
		case ledger.Partly:
			return "fits in part"
		}
		return "cannot be told"
	}
	return fmt.Sprintf("time: %s; region: %s; kind of weapon: %s; number: %s", said(t.Window), said(t.Region), said(t.Class), said(t.Figure))
}

func recordLink(id string) string { return "/records/" + url.PathEscape(id) }

func (w nightWriter) tally(t *record.Tally, reason string) tallyPart {
	if t == nil {
		return tallyPart{}
	}
	p := tallyPart{Reason: reason}
	p.Href = recordLink(t.ID)
	if e, ok := w.snap.Record(t.ID); ok {
		p.Title = w.snap.Title(e)
	}
	p.Who, p.Said = w.said(t.Statements)
	var items []string
	for _, item := range slices.SortedStableFunc(slices.Values(t.Items), func(a, b record.TallyItem) int { return b.Count - a.Count }) {
		text := fmt.Sprintf("%s %d", unitWords(w.snap, item.RegionID), item.Count)
		if item.Note != nil {
			text += " (" + *item.Note + ")"
		}
		items = append(items, text)
	}
	p.Items = strings.Join(items, ", ")
	return p
}

func (w nightWriter) report(id, relation, tests string) reportPart {
	p := reportPart{Relation: relation, Tests: tests}
	p.pageLink = pageLink{recordLink(id), id}
	if e, ok := w.snap.Record(id); ok {
		p.Title = w.snap.Title(e)
		if inc, ok := e.Record.(*record.Incident); ok {
			p.Who, p.Said = w.said(inc.Statements)
		}
	}
	return p
}

// damage lists the reports of a date that tell of no interception.
func (w nightWriter) damage(p period) (out []reportPart) {
	for _, b := range w.snap.Ledger().Between(p.From, p.To) {
		if p.Part != "all" && p.Part != b.Slot.Part.String() {
			continue
		}
		for i := range b.Cases {
			if inc := b.Cases[i].Incident; !inc.IsInterception {
				out = append(out, w.report(inc.ID, "", ""))
			}
		}
	}
	return out
}

// said lists what statements say, with where it can be read, and names the first speaker of each.
func (w nightWriter) said(ids []string) (who string, out []saidPart) {
	var speakers []string
	for _, id := range ids {
		st := w.snap.Statement(id)
		if st == nil {
			continue
		}
		if name := whoSays(st); !slices.Contains(speakers, name) {
			speakers = append(speakers, name)
		}
		part := saidPart{Quote: st.Quote}
		if st.QuoteLang != nil {
			part.Lang = *st.QuoteLang
		}
		if st.Summary != nil {
			part.Summary = *st.Summary
		}
		if d := w.snap.Document(st.Document); d != nil && d.URL != nil {
			part.Source = &pageLink{*d.URL, *d.URL}
			if d.Publisher != nil {
				part.Source.Title = *d.Publisher
			}
		}
		out = append(out, part)
	}
	return strings.Join(speakers, "; "), out
}

// disagreements lists, in words, reports that contradict the total, totals whose parts do not add up, and statements
// whose words their own numbers contradict.
func (w nightWriter) disagreements(n *account, tallies map[string]*record.Tally) (out []string) {
	for _, x := range n.Conflicts {
		if e, ok := w.snap.Record(x.ID); ok {
			out = append(out, w.snap.Title(e)+": more than the official split gives the region.")
		}
	}
	for _, x := range n.NotAdded {
		if t := tallies[x.ID]; t != nil && x.Reason == ledger.ReasonContradicts {
			out = append(out, fmt.Sprintf("A relay gives %s where what it repeats gives %s; that stands.", tripleWords(&x.Total), tripleWords(n.Total)))
		}
	}
	for i := range n.Checks {
		out = append(out, findingWords(&n.Checks[i]))
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func idsOf(list []ledger.NotAdded) []string {
	ids := make([]string, len(list))
	for i := range list {
		ids[i] = list[i].ID
	}
	return ids
}

// findingWords write out a contradiction.
func findingWords(f *checks.Finding) string {
	text := "Contradicted (" + f.Check.Check + ")"
	if f.Says != nil {
		text += ": “" + *f.Says + "”"
	}
	if f.Note != nil {
		text += ": " + *f.Note
	}
	return text + "."
}
