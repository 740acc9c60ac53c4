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
	"oblast/data/totals"
	"oblast/geo/encode"
	"oblast/geo/region"
)

// TestFollowingIsBuilding: a snapshot that followed the log through random changes says what one built of the whole log
// says, whatever it was asked meanwhile.
func TestFollowingIsBuilding(t *testing.T) {
	empty := build(t, nil)
	rapid.Check(t, func(rt *rapid.T) {
		w := &writer{t: rt, rev: map[string]int{}}
		w.records(said()...)
		if rapid.Bool().Draw(rt, "limits") {
			w.limited = true
			w.records(limitOn("region", ""))
			w.records(incident("inc-a", "RU-KLU.563697"), incident("inc-b", "RU-BRY"))
		}
		log := newLog(nil)
		live, err := snapshot.Open(t.Context(), log, areas(t), slog.New(slog.DiscardHandler))
		if err != nil {
			rt.Fatal(err)
		}
		log.append(w.revs...)
		for range rapid.IntRange(1, 5).Draw(rt, "steps") {
			if rapid.Bool().Draw(rt, "read meanwhile") {
				everything(live.Current())
			}
			from := len(w.revs)
			for range rapid.IntRange(1, 4).Draw(rt, "changes") {
				w.change()
			}
			log.append(w.revs[from:]...)
			if err := live.Refresh(t.Context()); err != nil {
				rt.Fatal(err)
			}
			built, err := snapshot.BuildBeside(t.Context(), empty, recorded, w.revs)
			if err != nil {
				rt.Fatal(err)
			}
			if got, want := everything(live.Current()), everything(built); got != want {
				rt.Fatalf("after revision %d:\n%s", len(w.revs), firstDifference(got, want))
			}
			if q := unlikeTotals(live.Current(), built); q != nil {
				rt.Fatalf("after revision %d the totals differ for %+v", len(w.revs), *q)
			}
			seq := rapid.Int64Range(0, int64(len(w.revs))).Draw(rt, "as of")
			past, err := live.AsOf(t.Context(), fmt.Sprint(seq))
			if err != nil || past.Head() != seq {
				rt.Fatalf("as of %d: %v", seq, err)
			}
			was, err := snapshot.BuildBeside(t.Context(), empty, recorded, w.revs[:seq])
			if w.limited { // under the restrictions of today
				was, err = snapshot.BuildPast(t.Context(), empty, recorded, w.revs, seq)
			}
			if err != nil {
				rt.Fatal(err)
			}
			if got, want := everything(past), everything(was); got != want {
				rt.Fatalf("as of %d:\n%s", seq, firstDifference(got, want))
			}
			if q := unlikeTotals(past, was); q != nil {
				rt.Fatalf("as of %d the totals differ for %+v", seq, *q)
			}
		}
	})
}

// writer makes revisions at random. What a record refers to is in the log before it.
type writer struct {
	t       *rapid.T
	revs    []record.Revision
	rev     map[string]int
	limited bool // restrictions with limits come too
}

func (w *writer) pick(label string, from ...string) string {
	return rapid.SampledFrom(from).Draw(w.t, label)
}

func (w *writer) records(records ...record.Record) {
	for _, r := range records {
		body, err := record.Encode(r)
		if err != nil {
			w.t.Fatal(err)
		}
		w.put(r.RecordID(), "create", body)
	}
}

func (w *writer) put(id, change string, body []byte) {
	w.rev[id]++
	if w.rev[id] > 1 && change == "create" {
		change = "correction"
	}
	w.revs = append(w.revs, record.Revision{Seq: int64(len(w.revs) + 1), RecordID: id, Rev: w.rev[id], Change: change,
		RecordedAt: recorded, Author: "test", Body: body, SHA256: fmt.Sprintf("%064x", len(w.revs)+1)})
}

// known returns the ids of a prefix that were written, retracted ones too.
func (w *writer) known(prefix string) (ids []string) {
	for id := range w.rev {
		if strings.HasPrefix(id, prefix) {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	return ids
}

func (w *writer) change() {
	switch kind := w.pick("kind", "incident", "incident", "incident", "tally", "statement", "document", "retract", "restriction", "alias", "report", "report"); kind {
	case "report": // all of it new
		n := len(w.revs)
		d := &record.Document{Kind: record.KindDocument, ID: fmt.Sprintf("doc-%d", n), PublisherRole: "other", DerivedFrom: []string{}}
		if from := w.pick("repeats", append(w.known("doc-"), "", "")...); from != "" {
			d.DerivedFrom = append(d.DerivedFrom, from)
		}
		st := &record.Statement{Kind: record.KindStatement, ID: fmt.Sprintf("st-%d", n), Document: d.ID, SpeakerRole: "governor", Quote: "three", Checks: []record.Check{}}
		inc := incident(fmt.Sprintf("inc-%d", n), w.pick("unit", "RU-KLU", "RU-KLU.563697", "RU-BRY"))
		inc.Statements = []string{st.ID, w.pick("rests on", w.known("st-")...)}
		w.records(d, st, inc)
	case "incident":
		inc := incident("inc-"+w.pick("incident", "a", "b", "c", "d", "e"), w.pick("unit", "", "RU-KLU", "RU-KLU.563697", "RU-BRY", "UA-53"))
		inc.Statements = []string{w.pick("rests on", w.known("st-")...)}
		count := record.Exact(rapid.IntRange(0, 9).Draw(w.t, "count"))
		inc.Count = &count
		if w.pick("night", "one", "other") == "other" {
			*inc.When.NightOf++
			*inc.When.Start, *inc.When.End = inc.When.Start.AddDate(0, 0, 1), inc.When.End.AddDate(0, 0, 1)
		}
		if w.pick("damage", "no", "yes") == "yes" {
			inc.IsDamage, inc.Effects = true, []record.Effect{{Subject: "injured", State: "none_reported", Cause: "unknown", Statement: &inc.Statements[0]}}
		}
		w.records(inc)
	case "tally":
		night := *incident("x", "").When.NightOf
		t := &record.Tally{Kind: record.KindTally, ID: "tal-" + w.pick("tally", "a", "b"), Metric: "intercepted", Count: record.Exact(rapid.IntRange(1, 30).Draw(w.t, "total")),
			WindowBasis: "phrase_only", Zone: "Europe/Moscow", NightOf: &night, WeaponClass: "uav", Scope: []string{w.pick("scope", "RU", "UA")}, Split: w.pick("split", "complete", "partial"),
			Items: []record.TallyItem{{RegionID: "RU-KLU", Count: rapid.IntRange(0, 9).Draw(w.t, "item")}}, Statements: []string{w.pick("rests on", w.known("st-")...)}, Checks: []record.Check{}, Status: "ok"}
		if t.Split == "complete" {
			t.Count = record.Exact(t.Items[0].Count)
		} else if *t.Count.Max < t.Items[0].Count {
			t.Items, t.Split = []record.TallyItem{}, "none"
		}
		w.records(t)
	case "statement":
		st := &record.Statement{Kind: record.KindStatement, ID: "st-" + w.pick("statement", "test", "b", "c"), Document: w.pick("stands in", w.known("doc-")...),
			SpeakerRole: w.pick("role", "governor", "media", "defence_ministry"), Quote: w.pick("quote", "", "one", "two"), Checks: []record.Check{}}
		w.records(st)
	case "document":
		url := "https://example.org/" + w.pick("url", "1", "2")
		d := &record.Document{Kind: record.KindDocument, ID: "doc-" + w.pick("document", "test", "b", "c"), PublisherRole: w.pick("publisher", "other", "official_primary"), DerivedFrom: []string{}}
		if w.pick("addressed", "no", "yes") == "yes" {
			d.URL = &url
		}
		if from := w.pick("derived from", append(w.known("doc-"), "")...); from != "" && from != d.ID {
			d.DerivedFrom = append(d.DerivedFrom, from)
		}
		w.records(d)
	case "retract":
		w.put(w.pick("retracted", slices.Concat(w.known("inc-"), w.known("tal-"), w.known("st-"), w.known("res"))...), "retraction", nil)
	case "alias":
		from := w.pick("found in", w.known("doc-")...)
		w.records(&record.Alias{Kind: record.KindAlias, ID: "alias-" + w.pick("alias", "a", "b"), Words: "Dzhezkazgan", ScopeSource: &from,
			RegionID: w.pick("stands for", "RU-KLU", "RU-KLU.563697", "RU-BRY"), Author: "a", Reason: "r"})
	case "restriction":
		x := limitOn("", "")
		x.ID = "res-" + w.pick("restriction", "a", "b")
		if w.limited {
			x = limitOn(w.pick("coarsest", "", "region", "country"), w.pick("delay", "", "1h", "2000000h"))
			x.ID, x.RegionID = "res-"+w.pick("rule", "a", "b"), w.pick("in", "RU-KLU", "RU-BRY")
		}
		if known := append(w.known("st-"), ""); w.limited {
			if by := w.pick("instrument said by", known...); by != "" {
				x.Statements = []string{by}
			}
		}
		w.records(x)
	}
}

// everything writes out all that a snapshot says.
func everything(s *snapshot.Snapshot) string {
	var out strings.Builder
	for _, name := range []string{"incidents", "tallies"} {
		l, _ := s.Layer(name)
		for r := range int32(l.Table.Len()) {
			lon, lat, ok := l.Table.Point(r)
			fmt.Fprint(&out, name, " ", l.Table.ID(r), lon, lat, ok, l.Table.Areas(r))
			out.Write(l.Features.AppendFeature(nil, r, formOf(l)))
			out.WriteByte('\n')
		}
	}
	for _, b := range s.Ledger().Books() {
		nights, _ := json.Marshal(b.Nights())
		fmt.Fprintf(&out, "%v %s\n", b.Slot, nights)
	}
	for _, kind := range record.Kinds {
		for _, e := range s.Records(record.Kind(kind)) {
			text, _ := json.Marshal(e)
			fmt.Fprintf(&out, "%s\n", text)
		}
	}
	fmt.Fprintln(&out, s.Withheld(), s.Generalised(), s.Len())
	return out.String()
}

// unlikeTotals returns a query to which two snapshots have different answers.
func unlikeTotals(a, b *snapshot.Snapshot) *totals.Query {
	for _, q := range []totals.Query{{Measure: "interceptions"}, {Measure: "interceptions", Basis: totals.Claimed}, {Measure: "injured"}, {Measure: "nights"}} {
		for q.Level = region.Country; q.Level <= region.District; q.Level++ {
			q.Whole, q.Within = true, region.None
			if !slices.Equal(a.Totals().Rows(q), b.Totals().Rows(q)) {
				return &q
			}
		}
	}
	return nil
}

func formOf(l *snapshot.Layer) *encode.Form {
	f := &encode.Form{Geometry: encode.Point}
	for i := range l.Schema().Columns {
		f.Columns = append(f.Columns, i)
	}
	return f
}

func firstDifference(got, want string) string {
	a, b := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range a {
		if i >= len(b) || a[i] != b[i] {
			other := ""
			if i < len(b) {
				other = b[i]
			}
			return " got " + a[i] + "\nwant " + other
		}
	}
	return "the other says more: " + b[len(a)]
}
