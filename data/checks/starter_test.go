package checks_test

import (
	"slices"
	"strings"
	"testing"

	"oblast/data/checks"
	"oblast/data/record"
	"oblast/data/starter"
)

// starterRecords are the starter records, and what rests on each statement.
func starterRecords(t testing.TB) (all []record.Record, rest map[string][]record.Record) {
	t.Helper()
	f, err := starter.Files.Open(starter.Name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rest = map[string][]record.Record{}
	record.DecodeLines(f, func(line int, r record.Record, err error) bool {
		if err != nil {
			t.Fatalf("line %d: %v", line, err)
		}
		all = append(all, r)
		record.References(r, func(_ record.Pointer, id string, kind record.Kind) {
			if kind == record.KindStatement && !slices.Contains(rest[id], r) {
				rest[id] = append(rest[id], r)
			}
		})
		return true
	})
	return all, rest
}

// flags are the findings of the starter records, by statement or tally.
func flags(all []record.Record, rest map[string][]record.Record) []string {
	var out []string
	for _, r := range all {
		var found []checks.Finding
		switch r := r.(type) {
		case *record.Statement:
			found = checks.Of(r, nil, rest[r.ID])
		case *record.Tally:
			found = checks.OfTally(r)
		}
		if len(found) > 0 {
			out = append(out, r.RecordID()+" "+told(found))
		}
	}
	return out
}

// TestStarterRecordsHaveTheFlagsThatAreTheirs and no other: the article's wrong first name of the governor, and its
// increase that was none, both recorded; all dates, sums and units of the records agree.
func TestStarterRecordsHaveTheFlagsThatAreTheirs(t *testing.T) {
	all, rest := starterRecords(t)
	want := []string{"st-2025-08-27-shapsha recorded name []: the governor is Vladislav Shapsha", "st-seed-comparison recorded comparison [43 26]: 26 is fewer than 43"}
	if got := flags(all, rest); !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// TestTheIncreaseThatWasNoneIsFoundWithoutARemark: from the numbers that somebody left open, and from the quote alone.
func TestTheIncreaseThatWasNoneIsFoundWithoutARemark(t *testing.T) {
	all, rest := starterRecords(t)
	i := slices.IndexFunc(all, func(r record.Record) bool { return r.RecordID() == "st-seed-comparison" })
	st, ok := all[i].(*record.Statement)
	if !ok {
		t.Fatalf("%T", all[i])
	}
	open := *st
	open.Checks = slices.Clone(st.Checks)
	open.Checks[0].Result, open.Checks[0].Note = "unknown", nil
	all[i] = &open
	if got := flags(all, rest); len(got) != 2 || got[1] != "st-seed-comparison not_more [43 26]: 26 is fewer than 43" {
		t.Errorf("left open: %q", got)
	}
	bare := *st
	bare.Checks, bare.Quote = []record.Check{}, "The ministry counted 26, a significant increase over the 43 of the night before."
	all[i] = &bare
	if got := flags(all, rest); len(got) != 2 || got[1] != "st-seed-comparison not_more [43 26]: 26 is fewer than 43" {
		t.Errorf("in the quote: %q", got)
	}
}

// TestStarterRecordsWithAWrongNumberAreFlagged: each rule finds its fault where one record of the starter data is made
// wrong.
func TestStarterRecordsWithAWrongNumberAreFlagged(t *testing.T) {
	for name, tc := range map[string]struct {
		id   string
		make func(record.Record) record.Record
		want string
	}{
		"a night": {"st-2025-08-26-air-force", func(r record.Record) record.Record {
			return summed(r, "Night to 29 August: 59 launched, 47 intercepted or suppressed.")
		}, "night_elsewhere []: the words say 29 August 2025, the record is of 26 August 2025"},
		"a unit": {"st-2025-08-27-mod", func(r record.Record) record.Record { return summed(r, "26 missiles intercepted in the night.") },
			"other_unit [26]: the words count missiles, the record drones"},
		"a sum": {"st-2025-08-27-mod", func(r record.Record) record.Record {
			return summed(r, "26 UAVs intercepted: 15 over Rostov, 14 over Oryol.")
		}, "parts_above_total [26 29]: the parts add up to 29, the total is 26"},
		"parts": {"tal-2025-10-28-ru", func(r record.Record) record.Record {
			x, _ := r.(*record.Tally)
			t := *x
			t.Items, t.Checks = slices.Clone(x.Items), nil
			t.Items[0].Count++
			return &t
		}, "parts_above_total [17 18]: the parts add up to 18, the total is 17"},
	} {
		all, rest := starterRecords(t)
		i := slices.IndexFunc(all, func(r record.Record) bool { return r.RecordID() == tc.id })
		all[i] = tc.make(all[i])
		if got := flags(all, rest); len(got) != 3 || !slices.Contains(got, tc.id+" "+tc.want) {
			t.Errorf("%s: %q", name, got)
		}
	}
}

func summed(r record.Record, summary string) record.Record {
	x, _ := r.(*record.Statement)
	st := *x
	st.Summary = &summary
	return &st
}
