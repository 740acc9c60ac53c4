package maps

import (
	"slices"
	"strings"

	"oblast/data/ledger"
	"oblast/data/record"
	"oblast/data/totals"
	"oblast/geo/region"
)

// short is the night in a sentence: who claimed how many, how many of these places report too, and how many more they
// report beside them.
func (w pageWriter) short(n *account) string {
	if n.Total == nil {
		return w.say.Say("ledger.why.none")
	}
	out := w.say.Say("ledger.short.claimed", "total", w.triple(n.Total), "who", w.speakersOf(n.Parts)+w.split(n))
	if within := w.places(n.Contained, n.Overlaps, n.Conflicts, n.Undetermined); len(within) > 0 {
		out += w.say.Say("ledger.short.within", "n", w.bounds(less(n.Total, n.NotInIncidents)), "where", strings.Join(within, ", "))
	} else {
		out += w.say.Say("ledger.short.within.none")
	}
	if conflicts := w.places(n.Conflicts); len(conflicts) > 0 {
		out += w.say.Say("ledger.short.conflict", "where", strings.Join(conflicts, ", "))
	}
	if outside := w.places(n.Outside); len(outside) > 0 {
		out += w.say.Say("ledger.short.outside", "n", w.bounds(w.outside(n)), "where", strings.Join(outside, ", "))
	}
	return out + "."
}

// places names the regions of some incidents, each once.
func (w pageWriter) places(lists ...[]ledger.Linked) (out []string) {
	for _, x := range slices.Concat(lists...) {
		e, ok := w.snap.Record(x.ID)
		if !ok {
			continue
		}
		if inc, ok := e.Record.(*record.Incident); ok {
			if name := w.regionOf(inc); !slices.Contains(out, name) {
				out = append(out, name)
			}
		}
	}
	return out
}

// split says over how many regions the total is split, and how much of it that is where it is not all: the rest may be
// over waters, over regions together, or anywhere in the whole.
func (w pageWriter) split(n *account) string {
	claimed, sum := 0, int64(0)
	for i := range n.Regions {
		if c := n.Regions[i].Claimed; c != nil && c.Min != nil {
			claimed++
			sum += *c.Min
		}
	}
	switch {
	case claimed == 0:
		return ""
	case n.Total.Best != nil && *n.Total.Best == sum:
		return w.say.Say("ledger.sum.split", "n", claimed)
	}
	return w.say.Say("ledger.sum.split.part", "n", claimed, "known", sum)
}

// figures are the night in one line: what is claimed, how much of it places reported too, what lies outside, and both
// together.
func (w pageWriter) figures(n *account, p period) []figurePart {
	if n.Total == nil {
		return nil
	}
	out := []figurePart{{Name: w.say.Say("ledger.sum.claimed"), Value: w.triple(n.Total), Note: w.speakersOf(n.Parts) + w.split(n)}}
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
		return nil
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
