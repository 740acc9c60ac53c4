package maps

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"oblast/api/wording"
	"oblast/data/checks"
	"oblast/data/ledger"
	"oblast/data/record"
)

// said lists what statements say, with what contradicts in it and where it can be read, and names the speakers. n is the
// account that holds the contradictions; nil where they are looked for.
func (w pageWriter) said(n *account, ids []string) (who string, out saidParts) {
	var speakers []string
	held := newHeld(w.snap, ids...).list
	folded := w.folded(held)
	for _, st := range held {
		if name := w.who(st); !slices.Contains(speakers, name) {
			speakers = append(speakers, name)
		}
		part := saidPart{Quote: st.Quote, Why: folded[st]}
		if st.QuoteLang != nil {
			part.Lang = *st.QuoteLang
		}
		if st.Summary != nil {
			part.Summary = *st.Summary
		}
		var found []checks.Finding
		if n != nil {
			found = n.Checks
		} else {
			found = w.service.remarks.of(w.snap).contradictions([]*record.Statement{st})
		}
		for i := range found {
			if found[i].Of == st.ID {
				part.Wrong = append(part.Wrong, w.finding(&found[i]))
			}
		}
		part.Source = w.source(st)
		if part.Why == "" {
			out.Own = append(out.Own, part)
		} else {
			out.Folded = append(out.Folded, part)
		}
	}
	if n := len(out.Folded); n > 0 {
		out.Fold = w.say.Say("ledger.folded", "n", n)
	}
	return strings.Join(speakers, "; "), out
}

// folded says of the statements that do not count beside the others why they do not.
func (w pageWriter) folded(held []*record.Statement) map[*record.Statement]string {
	why := map[*record.Statement]string{}
	for _, v := range w.snap.Voices(held) {
		for _, st := range v.Superseded {
			why[st] = w.say.Say("ledger.folded.superseded")
		}
		for _, st := range v.Relays {
			why[st] = w.say.Say("ledger.folded.relay")
			if source := w.source(v.Primary); source != nil {
				why[st] = w.say.Say("ledger.folded.relayof", "source", source.Title)
			}
		}
	}
	return why
}

// source leads to where a statement can be read; nil where that is not known.
func (w pageWriter) source(st *record.Statement) *pageLink {
	d := w.snap.Document(st.Document)
	if d == nil || d.URL == nil && d.Publisher == nil {
		return nil
	}
	link := &pageLink{}
	if d.URL != nil {
		link.Href, link.Title = *d.URL, *d.URL
	}
	if d.Publisher != nil {
		link.Title = *d.Publisher
	}
	return link
}

// disagreements lists, in words, reports that the total does not hold or that contradict it, totals whose parts do not add up, and statements
// whose words their own numbers contradict.
func (w pageWriter) disagreements(n *account, tallies map[string]*accountTally) (out []string) {
	first := w.why(n)
	for _, x := range n.Conflicts {
		if e, ok := w.snap.Record(x.ID); ok {
			out = append(out, w.say.Say("ledger.why.conflict", "report", w.title(e)))
		}
	}
	for _, x := range slices.Concat(n.Overlaps, n.Undetermined) {
		if e, ok := w.snap.Record(x.ID); ok && x.Tests.Figure == ledger.Fail {
			out = append(out, w.say.Say("ledger.why.perhaps", "report", w.title(e)))
		}
	}
	for _, x := range n.NotAdded {
		if tallies[x.ID] != nil && x.Reason == ledger.ReasonContradicts {
			out = append(out, w.say.Say("ledger.why.relay", "other", w.triple(&x.Total), "total", w.triple(n.Total)))
		}
	}
	for i := range n.Checks {
		f := &n.Checks[i]
		if t := tallies[f.Of]; t != nil && f.Computed {
			out = append(out, w.say.Say("ledger.sum."+ledger.StandingOf(t.Tally).Status, "total", f.Numbers[0], "sum", f.Numbers[1]))
			continue
		}
		out = append(out, w.finding(f))
	}
	slices.Sort(out)
	return append(first, slices.Compact(out)...)
}

// finding writes out a contradiction: the words, and the reason with its numbers.
func (w pageWriter) finding(f *checks.Finding) string {
	what := w.say.Word("check", f.Check.Check)
	if f.Says != nil {
		what = w.say.Say("check.says", "check", what, "says", *f.Says)
	}
	return w.say.Say("ledger.contradicted", "what", what, "why", w.reason(f)) + "."
}

// reason says why, as the map does: a rule's words, somebody's note, or at least the numbers.
func (w pageWriter) reason(f *checks.Finding) string {
	key := "rule." + f.Rule
	if f.Rule == checks.DateElsewhere && len(f.Dates) < 2 {
		key = "rule.weekday_elsewhere"
	}
	if ours := w.say.Code == wording.Codes[0] && !f.Computed; ours || !w.say.Has(key) {
		if f.Note != nil {
			return *f.Note
		}
		return numbersOf(f.Numbers)
	}
	number := func(i int) int {
		if i < len(f.Numbers) {
			return f.Numbers[i]
		}
		return 0
	}
	weekday, date, unit := number(0), "", ""
	if f.Rule == checks.WeekdayOfDate {
		weekday = number(1)
	}
	if n := len(f.Dates); n > 0 {
		date = wordsOf(w.say.Code).dateOf(f.Dates[n-1])
	}
	if len(f.Units) > 1 {
		unit = w.say.Word("unit", f.Units[1])
	}
	return w.say.Say(key, "a", number(0), "b", number(1), "date", date, "weekday", weekdayIn(w.say.Code, time.Weekday(weekday%7)), "unit", unit)
}

func numbersOf(list []int) string {
	out := make([]string, len(list))
	for i, n := range list {
		out[i] = strconv.Itoa(n)
	}
	return strings.Join(out, ", ")
}

// weekdayIn names a day of the week.
func weekdayIn(code string, d time.Weekday) string {
	switch code {
	case "ru":
		return [...]string{"воскресенье", "понедельник", "вторник", "среда", "четверг", "пятница", "суббота"}[d]
	case "uk":
		return [...]string{"неділя", "понеділок", "вівторок", "середа", "четвер", "п’ятниця", "субота"}[d]
	}
	return d.String()
}
