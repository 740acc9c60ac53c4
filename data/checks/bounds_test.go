package checks_test

import (
	"testing"

	"oblast/data/checks"
	"oblast/data/record"
)

// Which number is that of the time before, at each distance at which a word may say so, and one further.
func TestComparisonsAtTheirBounds(t *testing.T) {
	for _, tc := range []struct{ quote, want string }{
		// Words that come before the number: one, two, three of them.
		{"26 drones, an increase against 43.", "not_more [43 26]: 26 is fewer than 43"},
		{"26 drones, an increase compared with 43.", "not_more [43 26]: 26 is fewer than 43"},
		{"26 drones, an increase compared with the 43.", "not_more [43 26]: 26 is fewer than 43"},
		{"Сбито 26 дронов, рост по сравнению с 43.", "not_more [43 26]: 26 is fewer than 43"},
		{"26 drones, an increase compared with some 43.", ""},
		// Words that come after it, up to the fourth.
		{"26 дронов, это рост: 43 накануне.", "not_more [43 26]: 26 is fewer than 43"},
		{"26 drones, an increase after 43 drones shot down the night before.", "not_more [43 26]: 26 is fewer than 43"},
		{"26 drones, an increase after 43 drones were shot down the night before.", ""},
		// A sign before a number says nothing by itself.
		{"An increase: 43 over 26 regions.", ""},
		// From one to the other, up to three words between.
		{"The number rose from 43 drones shot to 26.", "not_more [43 26]: 26 is fewer than 43"},
		{"The number rose from 43 drones and missiles to 26.", ""},
		// More than before, or more than something else.
		{"It was 26, more than the night before, against 43.", "not_more [43 26]: 26 is fewer than 43"},
		{"There were more than enough, 26 drones against 43.", ""},
		{"There were more than ever. The night before 26 drones against 43.", ""},
		// One is no number that is compared; two is.
		{"Two drones, an increase over the three the night before.", "not_more [3 2]: 2 is fewer than 3"},
		{"One drone more, an increase against 43: 26.", "not_more [43 26]: 26 is fewer than 43"},
		// Two numbers of the time before.
		{"43 the night before, 50 the day before: an increase.", ""},
		{"43 the night before: an increase.", ""},
	} {
		if got := told(checks.Of(said(tc.quote), nil, nil)); got != tc.want {
			t.Errorf("%s\n got %s\nwant %s", tc.quote, got, tc.want)
		}
	}
}

// What a person recorded stands; a rule adds what is about something else, and judges by the record's own numbers what was
// left open.
func TestRecordedBesideComputed(t *testing.T) {
	words := func(s string) *string { return &s }
	check := func(kind, result string, says *string, numbers ...int) record.Check {
		return record.Check{Check: kind, Result: result, Says: says, Numbers: append([]int{}, numbers...), Note: words("a note")}
	}
	const quote, found = "26 drones, an increase over the 43 the night before.", "not_more [43 26]: 26 is fewer than 43"
	for _, tc := range []struct {
		name  string
		quote string
		list  []record.Check
		want  string
	}{
		{"the same numbers", quote, []record.Check{check("comparison", "contradicted", nil, 43, 26)}, "recorded comparison [43 26]: a note"},
		{"the same numbers, the other way round", quote, []record.Check{check("comparison", "contradicted", nil, 26, 43)}, "recorded comparison [26 43]: a note"},
		{"the same numbers, other words", quote, []record.Check{check("comparison", "contradicted", words("a rise"), 26, 43)}, "recorded comparison [26 43]: a note"},
		{"other numbers, no words", quote, []record.Check{check("comparison", "contradicted", nil, 12, 9)}, "recorded comparison [12 9]: a note; " + found},
		{"one number, no words", quote, []record.Check{check("comparison", "contradicted", nil, 43)}, "recorded comparison [43]: a note; " + found},
		{"no numbers, no words: about all", quote, []record.Check{check("comparison", "contradicted", nil)}, "recorded comparison []: a note"},
		{"no numbers, words within", quote, []record.Check{check("comparison", "contradicted", words("an increase"))}, "recorded comparison []: a note"},
		{"other numbers, words within", quote, []record.Check{check("comparison", "contradicted", words("An Increase over the 43"), 12, 9)}, "recorded comparison [12 9]: a note"},
		{"other numbers, other words", quote, []record.Check{check("comparison", "contradicted", words("a decline"), 12, 9)}, "recorded comparison [12 9]: a note; " + found},
		{"another kind", quote, []record.Check{check("unit", "contradicted", nil)}, "recorded unit []: a note; " + found},
		{"settled by a reviewer", quote, []record.Check{check("comparison", "ok", nil)}, ""},
		{"another kind settled", quote, []record.Check{check("sum", "ok", nil)}, found},
		{"left open with a note", quote, []record.Check{check("comparison", "unknown", nil)}, found},
		// By the numbers of the record itself, where the words are not kept.
		{"left open", "", []record.Check{check("comparison", "unknown", words("a significant increase"), 43, 26)}, found},
		{"left open, and it fits", "", []record.Check{check("comparison", "unknown", words("a significant increase"), 26, 43)}, ""},
		{"left open, fewer that are more", "", []record.Check{check("comparison", "unknown", words("a decline"), 26, 43)}, "not_fewer [26 43]: 43 is more than 26"},
		{"left open, as many", "", []record.Check{check("comparison", "unknown", words("a decline"), 26, 26)}, "not_fewer [26 26]: 26 is as many as 26"},
		{"no direction, fewer", "", []record.Check{check("comparison", "unknown", words("a change"), 43, 26)}, ""},
		{"no direction, more", "", []record.Check{check("comparison", "unknown", words("a change"), 26, 43)}, ""},
		{"no words", "", []record.Check{check("comparison", "unknown", nil, 43, 26)}, ""},
		{"one number", "", []record.Check{check("comparison", "unknown", words("an increase"), 43)}, ""},
		{"three numbers", "", []record.Check{check("comparison", "unknown", words("an increase"), 43, 26, 20)}, ""},
		{"a date with two numbers", "", []record.Check{check("date", "unknown", words("an increase"), 43, 26)}, ""},
	} {
		if got := told(checks.Of(said(tc.quote, tc.list...), nil, nil)); got != tc.want {
			t.Errorf("%s\n got %s\nwant %s", tc.name, got, tc.want)
		}
	}
	for _, tc := range []struct {
		check record.Check
		rule  string
	}{
		{check("comparison", "contradicted", words("a significant increase"), 43, 26), checks.NotMore},
		{check("comparison", "contradicted", words("a decline"), 26, 43), checks.NotFewer},
		{check("comparison", "contradicted", words("a change"), 43, 26), ""},
		{check("date", "contradicted", words("an increase"), 43, 26), ""},
	} {
		if found := checks.Of(said("", tc.check), nil, nil); len(found) != 1 || found[0].Rule != tc.rule || found[0].Computed || found[0].Of != "st" {
			t.Errorf("%s %v: got %+v, want the rule %q", tc.check.Check, tc.check.Numbers, found, tc.rule)
		}
	}
}

// A split without items says nothing, whatever it is called; what a relay gives otherwise is a finding of a rule.
func TestNothingToAddUp(t *testing.T) {
	tally := &record.Tally{Kind: record.KindTally, ID: "tal", Count: record.Exact(9), Split: "complete", Status: "flagged", Items: []record.TallyItem{}}
	if got := told(checks.OfTally(tally)); got != "" {
		t.Errorf("no items: %q", got)
	}
	tally.Items = []record.TallyItem{{RegionID: "RU-BRY", Count: 0}}
	if got := told(checks.OfTally(tally)); got != "parts_below_total [9 0]: the parts add up to 0, the total is 9" {
		t.Errorf("one item of nothing: %q", got)
	}
	if f := checks.Relayed("st", record.Check{Check: "relay", Result: "contradicted", Numbers: []int{1, 2}}); !f.Computed || f.Rule != checks.Relay || f.Of != "st" {
		t.Errorf("of a relay: %+v", f)
	}
}
