package snapshot_test

import (
	"fmt"
	"log/slog"
	"testing"

	"oblast/data/snapshot"
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
