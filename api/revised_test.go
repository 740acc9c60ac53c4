package api_test

import (
	"fmt"
	"strings"
	"testing"

	"oblast/data/record"
	"oblast/data/revise"
	"oblast/data/store"
)

// TestRule13EachRevisionIsToldInWords follows two reports through what editors do to them: corrected and taken back twice,
// merged into one that is merged again, both taken back, retracted and recorded again, generalised. Every step stands in
// the record's revisions with what it changed, in the feed, and in the state as of then.
func TestRule13EachRevisionIsToldInWords(t *testing.T) {
	s, desk, now := edited(t)
	const first, second, third = "inc-2025-08-27-kaluga-dzerzhinsky", "inc-2025-10-30-kaluga-zhizdrinsky-day", "inc-2025-09-10-kaluga"
	start := now.Current().Head()
	standing := func(id string) *record.Incident {
		t.Helper()
		e, _ := now.Current().Record(id)
		inc, ok := e.Record.(*record.Incident)
		if !ok {
			t.Fatalf("%s does not stand", id)
		}
		changed := *inc
		return &changed
	}
	do := func(change func(w revise.Wish) ([]revise.Done, error)) {
		t.Helper()
		if _, err := change(revise.Wish{Author: "ann", Reason: "to test"}); err != nil {
			t.Fatal(err)
		}
		if err := now.Refresh(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	put := func(change string, expect int, inc *record.Incident) {
		t.Helper()
		do(func(w revise.Wish) ([]revise.Done, error) {
			w.Expect = expect
			return desk.Put(t.Context(), []record.Record{inc}, change, w)
		})
	}
	undo := func(id string) {
		t.Helper()
		do(func(w revise.Wish) ([]revise.Done, error) { return desk.Undo(t.Context(), id, w) })
	}
	merge := func(into, other string) {
		t.Helper()
		do(func(w revise.Wish) ([]revise.Done, error) {
			w.Anyway = true // they are of several nights
			return desk.Merge(t.Context(), into, []string{other}, w)
		})
	}
	fair := standing(first)
	fair.Grade = "fair"
	put(store.Correction, 1, fair)
	undo(first)
	undo(first)
	undo(first)
	merge(first, second)
	merge(third, first)
	undo(third)
	undo(second)
	gone := standing(second)
	do(func(w revise.Wish) ([]revise.Done, error) { return desk.Retract(t.Context(), second, w) })
	gone.Response = new("evacuation")
	put(store.Update, 4, gone)
	steps := map[string][]string{
		first: {"create", "correction: grade was confirmed and is fair", "undo: grade was fair and is confirmed", "undo: grade was confirmed and is fair", "undo: grade was fair and is confirmed",
			"merge", "merge -", "undo", "undo"},
		second: {"create", "merge -", "undo", "retraction -", "update: response was not known and is evacuation"},
		third:  {"create", "merge", "undo"},
	}
	check := func(generalised bool) {
		t.Helper()
		for id, want := range steps {
			told := fetch[struct {
				Revisions []struct {
					Seq         int64
					Rev         int
					Change      string
					Stands      bool
					Withheld    bool
					Differences []struct{ Words string }
				}
			}](t, s, "/records/"+id+"/revisions")
			if len(told.Revisions) != len(want) {
				t.Errorf("%s: %d revisions, want %d: %+v", id, len(told.Revisions), len(want), told.Revisions)
				continue
			}
			for i, r := range told.Revisions {
				change, words, said := strings.Cut(want[i], ": ")
				change, ended := strings.CutSuffix(change, " -")
				if r.Rev != i+1 || r.Change != change || r.Stands == ended {
					t.Errorf("%s, version %d: %s, stands %v; want %s", id, r.Rev, r.Change, r.Stands, want[i])
				}
				if id == first && generalised && r.Rev < 10 { // a generalisation tells nothing of what was before it
					if r.Rev > 1 && (!r.Withheld || len(r.Differences) > 0) {
						t.Errorf("%s, version %d tells %v after a generalisation", id, r.Rev, r.Differences)
					}
				} else if said && (len(r.Differences) != 1 || r.Differences[0].Words != words) {
					t.Errorf("%s, version %d: %v, want %s", id, r.Rev, r.Differences, words)
				}
				if r.Seq <= start {
					continue
				}
				then := fetch[recordAnswer](t, s, fmt.Sprintf("/records/%s?as_of=%d", id, r.Seq))
				if then.Retracted == r.Stands {
					t.Errorf("as of %d, %s: retracted %v", r.Seq, id, then.Retracted)
				}
				if place := fmt.Sprint(then.Record.Place["region_ids"]); id == first && generalised && r.Stands && place != "[RU-KLU]" {
					t.Errorf("as of %d, %s: the place is %s, which was made coarser since", r.Seq, id, place)
				}
			}
		}
	}
	check(false)
	coarse := standing(first)
	coarse.Place = record.Place{Level: "region", RegionIDs: []string{"RU-KLU"}, Method: "reviewer"}
	put(store.Generalisation, 9, coarse)
	steps[first] = append(steps[first], "generalisation")
	check(true)
	feed := s.ask(t, "GET", fmt.Sprintf("/feed.json?limit=200&since=%d", start), "").body
	for _, words := range []string{"Merged into another report", "response was not known and is evacuation", `"became":[]`} {
		if !strings.Contains(feed, words) {
			t.Errorf("the feed does not say %q", words)
		}
	}
	if strings.Contains(feed, `"became":null`) || strings.Contains(feed, "RU-KLU.563697") {
		t.Error("the feed has a list that is null, or tells what was made coarser")
	}
}
