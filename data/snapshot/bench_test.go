package snapshot_test

import (
	"fmt"
	"log/slog"
	"runtime"
	"testing"
	"time"

	"oblast/data/record"
	"oblast/data/snapshot"
	"oblast/geo/layer"
)

// BenchmarkAppend is one appended revision until it is visible, at the size of the starter data and at larger ones.
func BenchmarkAppend(b *testing.B) {
	for _, n := range []int{0, 20_000} {
		b.Run(fmt.Sprintf("starter and %d", n), func(b *testing.B) {
			b.ReportAllocs()
			revs := first(b)
			for _, rev := range many(b, n) {
				rev.Seq = int64(len(revs) + 1)
				revs = append(revs, rev)
			}
			log := newLog(revs)
			live, err := snapshot.Open(b.Context(), log, areas(b), slog.New(slog.DiscardHandler))
			if err != nil {
				b.Fatal(err)
			}
			head := int64(len(revs))
			for b.Loop() {
				head = log.append(revise(b, head, incident(fmt.Sprintf("inc-new-%d", head), "RU-KLU.563697"))...)
				if err := live.Refresh(b.Context()); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkBuild is the whole replay.
func BenchmarkBuild(b *testing.B) {
	for _, n := range []int{0, 20_000, 200_000} {
		b.Run(fmt.Sprintf("%d", n), func(b *testing.B) {
			b.ReportAllocs()
			revs := many(b, n)
			if n == 0 {
				revs = first(b)
			}
			for b.Loop() {
				if _, err := snapshot.Build(b.Context(), areas(b), recorded, revs); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkMillion is what the design has budgets for: a million incidents over four years with a total every other
// night. It takes minutes and some GB: run it by name.
func BenchmarkMillion(b *testing.B) {
	revs := many(b, 1_000_000)
	for i := range 700 {
		tally := nightly(i)
		body, err := record.Encode(tally)
		if err != nil {
			b.Fatal(err)
		}
		revs = append(revs, record.Revision{Seq: int64(len(revs) + 1), RecordID: tally.ID, Rev: 1, Change: "create", RecordedAt: recorded, Author: "test", Body: body})
	}
	log := newLog(revs)
	var live *snapshot.Live
	b.Run("from the log", func(b *testing.B) {
		for b.Loop() {
			var err error
			if live, err = snapshot.Open(b.Context(), log, areas(b), slog.New(slog.DiscardHandler)); err != nil {
				b.Fatal(err)
			}
		}
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		b.ReportMetric(float64(m.HeapAlloc)/1e6, "MB-heap-with-log")
	})
	head := int64(len(revs))
	all := &layer.Query{Boxes: layer.Boxes(36, 54, 37, 55), Limit: 10}
	l, _ := live.Current().Layer("incidents")
	b.Run("first page of a box, indexes built", func(b *testing.B) {
		for b.Loop() {
			l.Find(*all, nil)
		}
	})
	b.Run("one appended revision, and a page of a box", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			head = log.append(revise(b, head, incident(fmt.Sprintf("inc-new-%d", head), "RU-KLU.563697"))...)
			if err := live.Refresh(b.Context()); err != nil {
				b.Fatal(err)
			}
			l, _ := live.Current().Layer("incidents")
			l.Find(*all, nil)
		}
	})
	b.Run("ledger of a night", func(b *testing.B) {
		b.ReportAllocs()
		day := record.NewDate(2024, 1, 1)
		for b.Loop() {
			for _, book := range live.Current().Ledger().Between(day, day) {
				book.Nights()
			}
		}
	})
	b.Run("as of three quarters of the log", func(b *testing.B) {
		seq := head * 3 / 4
		for b.Loop() {
			seq--
			if _, err := live.AsOf(b.Context(), fmt.Sprint(seq)); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// nightly is a total with a complete split of every other night.
func nightly(i int) *record.Tally {
	night := record.NewDate(2022, time.January, 1+2*i)
	t := &record.Tally{Kind: record.KindTally, ID: fmt.Sprintf("tal-%04d", i), Metric: "intercepted", WindowBasis: "phrase_only", Zone: "Europe/Moscow", NightOf: &night,
		WeaponClass: "uav", Scope: []string{"RU"}, Split: "complete", Statements: []string{"st-test"}, Checks: []record.Check{}, Status: "ok"}
	total := 0
	for n, id := range []string{"RU-BRY", "RU-ROS", "RU-BEL", "RU-KRS"} {
		t.Items = append(t.Items, record.TallyItem{RegionID: id, Count: 10*n + i%7})
		total += 10*n + i%7
	}
	t.Count = record.Exact(total)
	return t
}
