package snapshot_test

import (
	"fmt"
	"log/slog"
	"path/filepath"
	"runtime"
	"slices"
	"syscall"
	"testing"
	"time"

	"oblast/data/record"
	"oblast/data/snapshot"
	"oblast/data/store"
	"oblast/data/store/sqlite"
	"oblast/geo/layer"
)

// BenchmarkAppend is one appended revision until it is visible, at the size of the starter data and at larger ones, also
// while a restriction touches a seventh of the records, and the one that is appended.
func BenchmarkAppend(b *testing.B) {
	for _, n := range []int{0, 20_000, 200_000} {
		for _, limited := range []bool{false, true} {
			b.Run(fmt.Sprintf("starter and %d, restricted %v", n, limited), func(b *testing.B) {
				b.ReportAllocs()
				revs := first(b)
				for _, rev := range many(b, n) {
					rev.Seq = int64(len(revs) + 1)
					revs = append(revs, rev)
				}
				if limited {
					revs = append(revs, revise(b, int64(len(revs)), limitOn("region", ""))...)
				}
				log := newLog(revs)
				live, err := snapshot.Open(b.Context(), log, areas(b), slog.New(slog.DiscardHandler))
				if err != nil {
					b.Fatal(err)
				}
				head, start := int64(len(revs)), processorTime(b)
				for b.Loop() {
					inc := incident(fmt.Sprintf("inc-new-%d", head), "RU-KLU.563697")
					inc.Statements[0] = "st-RU-KLU.563697"
					head = log.append(revise(b, head, inc)...)
					if err := live.Refresh(b.Context()); err != nil {
						b.Fatal(err)
					}
				}
				b.ReportMetric((processorTime(b)-start).Seconds()*1000/float64(b.N), "processor-ms/op")
			})
		}
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

// BenchmarkMillion is what the design has budgets for: a million incidents over four years and 20,000 totals, in the order
// of their nights, in a log on disk whose hashes are checked on the way. It takes minutes and some GB: run it by name.
func BenchmarkMillion(b *testing.B) {
	log := millions(b)
	var live *snapshot.Live
	b.Run("from the log", func(b *testing.B) {
		start := processorTime(b)
		for b.Loop() {
			var err error
			if live, err = snapshot.Open(b.Context(), store.Checked(log, "bench"), areas(b), slog.New(slog.DiscardHandler)); err != nil {
				b.Fatal(err)
			}
		}
		b.ReportMetric((processorTime(b)-start).Seconds()/float64(b.N), "processor-s/op")
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		b.ReportMetric(float64(m.HeapAlloc)/1e6, "MB-heap")
	})
	all := &layer.Query{Boxes: layer.Boxes(36, 54, 37, 55), Limit: 10}
	b.Run("first page of a box, indexes built", func(b *testing.B) {
		l, _ := live.Current().Layer("incidents")
		for b.Loop() {
			l.Find(*all, nil)
		}
	})
	head := live.Current().Head()
	appended := func(b *testing.B, unit string) {
		start := processorTime(b)
		for b.Loop() {
			var err error
			inc := incident(fmt.Sprintf("inc-new-%d", head), unit)
			inc.Statements[0] = "st-" + unit
			if head, err = log.Append(b.Context(), store.Any, revise(b, head, inc)); err != nil {
				b.Fatal(err)
			}
			if err := live.Refresh(b.Context()); err != nil {
				b.Fatal(err)
			}
			l, _ := live.Current().Layer("incidents")
			l.Find(*all, nil)
		}
		b.ReportMetric((processorTime(b)-start).Seconds()*1000/float64(b.N), "processor-ms/op")
	}
	b.Run("one appended revision, and a page of a box", func(b *testing.B) { appended(b, "RU-BRY") })
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
		start, seq := processorTime(b), head*3/4
		for b.Loop() {
			seq--
			if _, err := live.AsOf(b.Context(), fmt.Sprint(seq)); err != nil {
				b.Fatal(err)
			}
		}
		b.ReportMetric((processorTime(b)-start).Seconds()/float64(b.N), "processor-s/op")
	})
	b.Run("under a restriction", func(b *testing.B) {
		var err error
		if head, err = log.Append(b.Context(), store.Any, revise(b, head, limitOn("region", ""))); err != nil {
			b.Fatal(err)
		}
		b.Run("judged the first time", func(b *testing.B) {
			for b.Loop() {
				if err := live.Refresh(b.Context()); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run("one appended revision in the region", func(b *testing.B) { appended(b, "RU-KLU.563697") })
	})
}

// millions is the log of BenchmarkMillion.
func millions(b *testing.B) *sqlite.Log {
	log, err := sqlite.Open(b.Context(), filepath.Join(b.TempDir(), "log.db"))
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { log.Close() })
	const nights, each = 1400, 14
	incidents := many(b, 1_000_000)
	for night := range nights {
		to := (night + 1) * len(incidents) / nights
		batch := incidents[night*len(incidents)/nights : to]
		var totals []record.Record
		for i := range each {
			totals = append(totals, nightly(night, i))
		}
		batch = append(slices.Clip(batch), revise(b, 0, totals...)...)
		if _, err := log.Append(b.Context(), store.Any, batch); err != nil {
			b.Fatal(err)
		}
	}
	return log
}

// processorTime is what this process has used, on all cores.
func processorTime(b *testing.B) time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// nightly is one of several totals of a night, each with a complete split; they repeat each other or differ.
func nightly(night, i int) *record.Tally {
	date := record.NewDate(2022, time.January, 1+night)
	t := &record.Tally{Kind: record.KindTally, ID: fmt.Sprintf("tal-%04d-%02d", night, i), Metric: "intercepted", WindowBasis: "phrase_only", Zone: "Europe/Moscow", NightOf: &date,
		WeaponClass: "uav", Scope: []string{"RU"}, Split: "complete", Statements: []string{"st-test"}, Checks: []record.Check{}, Status: "ok"}
	total := 0
	for n, id := range []string{"RU-BRY", "RU-ROS", "RU-BEL", "RU-KRS"} {
		t.Items = append(t.Items, record.TallyItem{RegionID: id, Count: 10*n + (night+i/2)%7})
		total += 10*n + (night+i/2)%7
	}
	t.Count = record.Exact(total)
	return t
}
