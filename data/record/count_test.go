package record_test

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"oblast/data/record"
)

func show(min int, best, max *int, known bool) string {
	n := func(p *int) string {
		if p == nil {
			return "-"
		}
		return fmt.Sprint(*p)
	}
	if !known {
		return "nothing"
	}
	return fmt.Sprintf("{%d %s %s}", min, n(best), n(max))
}

func TestSum(t *testing.T) {
	for _, tc := range []struct {
		name   string
		counts []record.Count
		want   string
	}{
		{"nothing", nil, "nothing"},
		{"exact", []record.Count{record.Exact(2), record.Exact(3)}, "{5 5 5}"},
		{"zero is a number", []record.Count{record.Exact(0)}, "{0 0 0}"},
		{"more than 10 and 1", []record.Count{record.MoreThan(10), record.Exact(1)}, "{12 - -}"},
		{"about has no min", []record.Count{record.About(7), record.Exact(1)}, "{1 8 -}"},
		{"up to has a max", []record.Count{record.UpTo(7), record.Exact(1)}, "{1 - 8}"},
		{"at least", []record.Count{record.AtLeast(4)}, "{4 - -}"},
		{"not given", []record.Count{record.NotGiven(), record.NotGiven()}, "{2 - -}"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if got := show(record.Sum(tc.counts...)); got != tc.want {
				t.Errorf("got %s, want %s", got, tc.want)
			}
		})
	}
}

func TestDamagedObjects(t *testing.T) {
	three, one := record.Exact(3), record.Exact(1)
	effect := func(subject, state string, c *record.Count) record.Effect {
		return record.Effect{Subject: subject, State: state, Count: c}
	}
	for _, tc := range []struct {
		name    string
		effects []record.Effect
		want    string
	}{
		{"none", nil, "nothing"},
		{"people are no objects", []record.Effect{effect("injured", "reported", &three)}, "nothing"},
		{"silence and denial add nothing", []record.Effect{effect("dwelling", "none_reported", nil), effect("vehicle", "denied", nil)}, "nothing"},
		{"Zagorye", []record.Effect{effect("dwelling", "reported", &three), effect("vehicle", "reported", &one)}, "{4 4 4}"},
		{"Novoshakhtinsk", []record.Effect{effect("dwelling", "reported", nil), effect("vehicle", "reported", &one), effect("infrastructure", "reported", &one)}, "{3 - -}"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			i := record.Incident{Effects: tc.effects}
			if got := show(i.DamagedObjects()); got != tc.want {
				t.Errorf("got %s, want %s", got, tc.want)
			}
		})
	}
}

// anyCount draws a count of any qualifier.
func anyCount(t *rapid.T) record.Count {
	n := rapid.IntRange(0, 1000).Draw(t, "n")
	switch rapid.SampledFrom(record.Qualifiers).Draw(t, "qualifier") {
	case "exact":
		return record.Exact(n)
	case "at_least":
		return record.AtLeast(n)
	case "more_than":
		return record.MoreThan(n)
	case "about":
		return record.About(n)
	case "up_to":
		return record.UpTo(n)
	}
	return record.NotGiven()
}

func TestSumIsTheSameInAnyOrderAndGrouping(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		counts := rapid.SliceOfN(rapid.Custom(anyCount), 1, 8).Draw(t, "counts")
		want := show(record.Sum(counts...))
		shuffled := rapid.Permutation(counts).Draw(t, "shuffled")
		if got := show(record.Sum(shuffled...)); got != want {
			t.Fatalf("got %s, want %s", got, want)
		}
		min, best, max, _ := record.Sum(counts[1:]...)
		if len(counts) > 1 {
			rest := record.Count{Min: &min, Best: best, Max: max}
			if got := show(record.Sum(counts[0], rest)); got != want {
				t.Fatalf("grouped: got %s, want %s", got, want)
			}
		}
		if min, best, max, _ := record.Sum(counts...); best != nil && max != nil && (*best < min || *best > *max) {
			t.Fatalf("best outside: %s", show(min, best, max, true))
		}
	})
}

// Every count of the constructors has the shape of its qualifier.
func TestConstructorsAreValid(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tally := record.Tally{Kind: record.KindTally, ID: "t", Metric: "hit", Count: anyCount(t), WindowBasis: "phrase_only",
			Zone: "Europe/Kyiv", WeaponClass: "unknown", Scope: []string{"UA"}, Split: "none", Items: []record.TallyItem{},
			Statements: []string{"s"}, Checks: []record.Check{}, Status: "ok"}
		if err := tally.Validate(); err != nil {
			t.Fatal(err)
		}
	})
}
