package snapshot_test

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"oblast/data/record"
	"oblast/data/snapshot"
)

// TestActsInAnyOrderAreBuilding: merges, splits, undone changes and generalisations in whatever order, under several
// restrictions that overlap, begin and end: after each step the snapshot that followed says what one built of the whole
// log says, and so does every earlier state under the restrictions of today.
func TestActsInAnyOrderAreBuilding(t *testing.T) {
	empty := build(t, nil)
	rapid.Check(t, func(rt *rapid.T) {
		w := &actor{writer: writer{t: rt, rev: map[string]int{}, limited: true}, kept: map[string][][]byte{}}
		w.records(said()...)
		w.records(incident("inc-a", "RU-KLU.563697"), incident("inc-b", "RU-BRY"), incident("inc-c", "RU-KLU"))
		w.keep()
		log := newLog(slices.Clone(w.revs))
		live, err := snapshot.Open(t.Context(), log, areas(t), slog.New(slog.DiscardHandler))
		if err != nil {
			rt.Fatal(err)
		}
		for acts := 0; acts < 30; {
			from := len(w.revs)
			for range rapid.IntRange(1, 20).Draw(rt, "acts together") {
				w.act()
				acts++
			}
			log.append(w.revs[from:]...)
			if err := live.Refresh(t.Context()); err != nil {
				rt.Fatal(err)
			}
			built, err := snapshot.BuildBeside(t.Context(), empty, recorded, w.revs)
			if err != nil {
				rt.Fatal(err)
			}
			w.same(fmt.Sprintf("after revision %d", len(w.revs)), live.Current(), built)
			if got, want := snapshot.Due(live.Current()), snapshot.Due(built); !got.Equal(want) {
				rt.Fatalf("after revision %d the next becomes public at %v, want %v", len(w.revs), got, want)
			}
			seq := rapid.Int64Range(0, int64(len(w.revs)-1)).Draw(rt, "as of")
			past, err := live.AsOf(t.Context(), fmt.Sprint(seq))
			if err != nil {
				rt.Fatal(err)
			}
			was, err := snapshot.BuildPast(t.Context(), empty, recorded, w.revs, seq)
			if err != nil {
				rt.Fatal(err)
			}
			w.same(fmt.Sprintf("as of %d, after revision %d", seq, len(w.revs)), past, was)
		}
	})
}

// actor is a writer that also merges, splits, undoes and generalises, and sets rules that begin and end.
type actor struct {
	writer
	kept map[string][][]byte // the bodies of a record's revisions
	read int                 // revisions that are kept
}

// keep remembers what was written.
func (w *actor) keep() {
	for ; w.read < len(w.revs); w.read++ {
		r := &w.revs[w.read]
		w.kept[r.RecordID] = append(w.kept[r.RecordID], r.Body)
	}
}

// standing returns the ids of incidents that are not retracted.
func (w *actor) standing() (ids []string) {
	for _, id := range w.known("inc-") {
		if bodies := w.kept[id]; bodies[len(bodies)-1] != nil {
			ids = append(ids, id)
		}
	}
	return ids
}

// body returns an incident as it stands, for change by the caller.
func (w *actor) body(id string) *record.Incident {
	bodies := w.kept[id]
	r, err := record.Decode(bodies[len(bodies)-1])
	if err != nil {
		w.t.Fatal(err)
	}
	return r.(*record.Incident)
}

// revised records an incident with a change.
func (w *actor) revised(inc *record.Incident, change string) {
	body, err := record.Encode(inc)
	if err != nil {
		w.t.Fatal(err)
	}
	w.put(inc.ID, change, body)
}

func (w *actor) act() {
	defer w.keep()
	ids := w.standing()
	kind := w.pick("act", "merge", "split", "undo", "undo", "generalise", "rule", "rule", "end of a rule", "change", "change", "change")
	switch {
	case kind == "merge" && len(ids) > 1:
		into, gone := w.pick("into", ids...), w.pick("merged", ids...)
		if into == gone {
			return
		}
		whole := w.body(into)
		for _, st := range w.body(gone).Statements {
			if !slices.Contains(whole.Statements, st) {
				whole.Statements = append(whole.Statements, st)
			}
		}
		w.revised(whole, "merge")
		w.put(gone, "merge", nil)
	case kind == "split" && len(ids) > 0:
		of := w.pick("split", ids...)
		for _, unit := range []string{"RU-KLU.563697", w.pick("other part", "RU-BRY", "RU-KLU", "UA-53")} {
			part := w.body(of)
			part.ID, part.Place = fmt.Sprintf("inc-%d", len(w.revs)), incident("", unit).Place
			w.revised(part, "create")
		}
		w.put(of, "split", nil)
	case kind == "undo":
		of := w.pick("undone", slices.Concat(w.known("inc-"), w.known("tal-"), w.known("st-"), w.known("doc-"), w.known("res"), w.known("alias-"))...)
		var before []byte
		if bodies := w.kept[of]; len(bodies) > 1 {
			before = bodies[len(bodies)-2]
		}
		w.put(of, "undo", before)
	case kind == "generalise" && len(ids) > 0:
		coarse := w.body(w.pick("generalised", ids...))
		coarse.Place = incident("", w.pick("told as", "", "RU-KLU")).Place
		w.revised(coarse, "generalisation")
	case kind == "rule":
		x := limitOn(w.pick("coarsest", "", "country", "region", "district"), w.pick("delay", "", "1h", "2000000h"))
		x.ID, x.RegionID = "res-"+w.pick("rule", "a", "b", "c", "d"), w.pick("in", "RU", "RU-KLU", "RU-KLU.563697", "RU-BRY")
		night := *incident("x", "").When.NightOf
		if w.pick("begins", "always", "at a date") != "always" {
			from := night + record.Date(rapid.IntRange(-1, 1).Draw(w.t, "from"))
			x.InForceFrom = &from
		}
		if w.pick("ends", "never", "at a date") != "never" {
			to := night + record.Date(rapid.IntRange(0, 1).Draw(w.t, "to"))
			if x.InForceFrom == nil || *x.InForceFrom <= to {
				x.InForceTo = &to
			}
		}
		if by := w.pick("rule said by", append(w.known("st-"), "", "")...); by != "" {
			x.Statements = []string{by}
		}
		w.records(x)
	case kind == "end of a rule" && len(w.known("res-")) > 0:
		w.put(w.pick("ended", w.known("res-")...), "retraction", nil)
	default:
		w.change()
	}
}

// same fails where two snapshots say something else, down to the byte.
func (w *actor) same(when string, got, want *snapshot.Snapshot) {
	w.t.Helper()
	if got, want := everything(got), everything(want); got != want {
		w.t.Fatalf("%s:\n%s", when, firstDifference(got, want))
	}
	if q := unlikeTotals(got, want); q != nil {
		w.t.Fatalf("%s the totals differ for %+v", when, *q)
	}
	if got, want := allNews(got), allNews(want); got != want {
		w.t.Fatalf("%s the news differ:\n%s", when, firstDifference(got, want))
	}
}

// allNews writes out every revision that is told, what it changed, and what became of incidents that it ended.
func allNews(s *snapshot.Snapshot) string {
	var out strings.Builder
	news, _ := s.News(nil, 0, 0, 1<<20)
	for _, n := range news {
		text, _ := json.Marshal(n.Step)
		fmt.Fprintf(&out, "%s %s %s %v\n", n.Entry.ID, s.Title(n.Entry), text, s.Became(n.Step.Change))
	}
	return out.String()
}
