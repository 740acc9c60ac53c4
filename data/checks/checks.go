// Package checks finds statements that their own numbers contradict: a comparison, a date, a sum or a unit that does not
// fit what stands beside it.
//
// In: a statement, when its document came out, and the records that rest on it. Out: findings, each with the words, the numbers and a reason. The
// words are those of the quote, in English, Russian or Ukrainian; where no quote is kept, those of our summary. Whatever
// can be read in two ways is left alone: a finding accuses somebody of a mistake. Nothing is corrected, functions change
// nothing and may be called at the same time.
//
// A remark that a reviewer recorded stands for the same finding, and a recorded result "ok" with a note is a reviewer's
// decision that there is none.
package checks

import (
	"slices"
	"strings"
	"time"

	"oblast/data/record"
)

// Finding is one contradiction, recorded by somebody or computed here.
type Finding struct {
	Of       string `json:"of"` // id of the statement or tally
	Computed bool   `json:"computed"`
	Rule     string `json:"rule"` // what was found, one of Rules; "" where somebody recorded what no rule tells
	record.Check
	Dates []record.Date `json:"dates"` // what the rule compared: said, then meant
	Units []string      `json:"units"` // what the rule compared: said, then meant
}

// The rules of findings that are computed.
const (
	NotMore         = "not_more"          // said to be more, numbers: earlier, later
	NotFewer        = "not_fewer"         // said to be fewer, numbers: earlier, later
	WeekdayOfDate   = "weekday_of_date"   // dates: the date; numbers: weekday said and its own, Sunday 0
	NightElsewhere  = "night_elsewhere"   // dates: said, the record's
	DateElsewhere   = "date_elsewhere"    // dates: said, the record's
	PartsAboveTotal = "parts_above_total" // numbers: total, sum
	PartsBelowTotal = "parts_below_total" // numbers: total, sum
	OtherUnit       = "other_unit"        // units: said, the record's; numbers: the number
	PublishedBefore = "published_before"  // dates: of the incident, of the publication before it
	Relay           = "relay"             // a relay gives a number that its primary does not; numbers: its own, then the primary's
)

// Rules lists them.
var Rules = []string{NotMore, NotFewer, WeekdayOfDate, NightElsewhere, DateElsewhere, PartsAboveTotal, PartsBelowTotal, OtherUnit, PublishedBefore, Relay}

// Of returns what contradicts in a statement: what somebody recorded, then what is computed and is not the same. beside
// are the incidents and tallies that rest on it; published is when its document came out, nil where that is not known.
func Of(st *record.Statement, published *time.Time, beside []record.Record) []Finding {
	found := recorded(st.ID, st.Checks)
	for i := range st.Checks {
		if st.Checks[i].Result != "contradicted" {
			found = add(found, st.Checks, ofFields(&st.Checks[i])...)
		}
	}
	words := st.Quote
	if words == "" && st.Summary != nil {
		words = *st.Summary
	}
	if words != "" {
		x := read(words)
		found = add(found, st.Checks, x.comparisons()...)
		found = add(found, st.Checks, x.dates(timesOf(beside), published)...)
		found = add(found, st.Checks, x.sums()...)
		found = add(found, st.Checks, x.units(measuresOf(beside))...)
	}
	found = add(found, st.Checks, untimely(published, beside)...)
	for i := range found {
		found[i].Of = st.ID
	}
	return found
}

// OfTally returns what contradicts in a tally: what somebody recorded, and parts that do not add up.
func OfTally(t *record.Tally) []Finding {
	found := recorded(t.ID, t.Checks)
	if len(t.Items) > 0 && !slices.ContainsFunc(found, func(f Finding) bool { return f.Check.Check == "sum" }) {
		sum := 0
		for i := range t.Items {
			sum += t.Items[i].Count
		}
		found = add(found, t.Checks, sumOfTally(t, sum)...)
	}
	for i := range found {
		found[i].Of = t.ID
	}
	return found
}

// sumOfTally holds the items of a split against its headline. Items above it contradict it in any split; items below it
// where they are given as all.
func sumOfTally(t *record.Tally, sum int) []Finding {
	whole := t.Split == "complete" || t.Status == "flagged"
	switch {
	case t.Count.Max != nil && sum > *t.Count.Max:
		return []Finding{computed(PartsAboveTotal, "", *t.Count.Max, sum)}
	case whole && t.Count.Min != nil && sum < *t.Count.Min:
		return []Finding{computed(PartsBelowTotal, "", *t.Count.Min, sum)}
	}
	return nil
}

// recorded lists the contradictions among recorded checks.
func recorded(of string, list []record.Check) (out []Finding) {
	for _, c := range list {
		if c.Result == "contradicted" {
			f := Finding{Of: of, Check: c, Dates: []record.Date{}, Units: []string{}}
			if ours := ofFields(&c); len(ours) > 0 {
				f.Rule = ours[0].Rule
			}
			out = append(out, f)
		}
	}
	return out
}

// add adds findings that no recorded remark makes, and that no reviewer decided against.
func add(found []Finding, list []record.Check, more ...Finding) []Finding {
	for _, f := range more {
		known := slices.ContainsFunc(found, func(o Finding) bool { return same(&o.Check, &f.Check) })
		settled := slices.ContainsFunc(list, func(c record.Check) bool {
			return c.Check == f.Check.Check && c.Result == "ok" && c.Note != nil
		})
		if !known && !settled {
			found = append(found, f)
		}
	}
	return found
}

// same reports whether two checks of one kind are about the same: the same numbers, or words that hold each other. One
// that has neither is about all.
func same(a, b *record.Check) bool {
	if a.Check != b.Check {
		return false
	}
	if len(a.Numbers) > 0 && len(b.Numbers) > 0 {
		x, y := slices.Sorted(slices.Values(a.Numbers)), slices.Sorted(slices.Values(b.Numbers))
		if slices.Equal(x, y) {
			return true
		}
	}
	if a.Says == nil || b.Says == nil {
		return len(a.Numbers) == 0 || len(b.Numbers) == 0
	}
	x, y := fold(*a.Says), fold(*b.Says)
	return strings.Contains(x, y) || strings.Contains(y, x)
}

// ofFields judges a recorded comparison by its own numbers, the earlier and the later one: its result may have been left
// open, or be wrong.
func ofFields(c *record.Check) []Finding {
	if c.Check != "comparison" || c.Says == nil || len(c.Numbers) != 2 {
		return nil
	}
	return compared(read(*c.Says).direction(), *c.Says, c.Numbers[0], c.Numbers[1])
}

// kinds are the kinds of check that rules belong to.
var kinds = map[string]string{NotMore: "comparison", NotFewer: "comparison", WeekdayOfDate: "date", NightElsewhere: "date",
	DateElsewhere: "date", PartsAboveTotal: "sum", PartsBelowTotal: "sum", OtherUnit: "unit",
	PublishedBefore: "date"}

// computed is a finding of a rule; an empty says is none.
func computed(rule, says string, numbers ...int) Finding {
	f := Finding{Computed: true, Rule: rule, Check: record.Check{Check: kinds[rule], Result: "contradicted", Numbers: numbers},
		Dates: []record.Date{}, Units: []string{}}
	if f.Numbers == nil {
		f.Numbers = []int{}
	}
	if says = strings.TrimSpace(says); says != "" {
		f.Says = &says
	}
	f.note()
	return f
}

// Relayed is the finding of a relay that gives a number which its primary does not give.
func Relayed(of string, c record.Check) Finding {
	return Finding{Of: of, Computed: true, Rule: Relay, Check: c, Dates: []record.Date{}, Units: []string{}}
}
