package totals_test

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"sync"
	"testing"
	"time"

	"oblast/data/ledger"
	"oblast/data/ledger/ledgertest"
	"oblast/data/record"
	"oblast/data/totals"
	"oblast/geo/region"
)

// The made-up load: a million incidents over 1,500 nights in 2,500 districts, most of them in few districts and few
// nights, as reports are, and a tally with a complete split every other night.
const (
	manyIncidents = 1_000_000
	manyDistricts = 2_500
	manyRegions   = 100
	manyNights    = 1_500
)

// load is built once for all benchmarks.
var load = sync.OnceValue(func() (l struct {
	tree   *region.Tree
	in     ledger.Input
	ledger *ledger.Ledger
	cube   *totals.Cube
}) {
	l.tree = manyUnits()
	l.in = manyRecords()
	l.ledger = ledger.Build(l.tree, l.in)
	l.cube = totals.Build(l.tree, l.in, l.ledger)
	return l
})

func manyUnits() *region.Tree {
	units := []region.Unit{{ID: "RU", Level: region.Country}}
	for r := range manyRegions {
		units = append(units, region.Unit{ID: regionID(r), Level: region.Region, Parent: "RU"})
	}
	for d := range manyDistricts {
		units = append(units, region.Unit{ID: districtID(d), Level: region.District, Parent: regionID(d % manyRegions)})
	}
	tree, err := region.New(units, nil, "bench")
	if err != nil {
		panic(err)
	}
	return tree
}

func regionID(r int) string   { return fmt.Sprintf("RU-%03d", r) }
func districtID(d int) string { return fmt.Sprintf("%s.%04d", regionID(d%manyRegions), d) }

func manyRecords() ledger.Input {
	r := rand.New(rand.NewPCG(3, 7))
	few := func(n int) int { return int(float64(n) * r.Float64() * r.Float64() * r.Float64()) }
	first := record.NewDate(2022, 2, 24)
	ids := make([][]string, manyDistricts)
	for d := range ids {
		ids[d] = []string{districtID(d)}
	}
	statements := []string{"st"}
	in := ledger.Input{Statements: ledgertest.Held(map[string]*record.Statement{"st": {ID: "st", SpeakerRole: "governor"}})}
	block := make([]record.Incident, manyIncidents)
	for i := range block {
		night := first + record.Date(few(manyNights))
		start := night.Time().Add(-4 * time.Hour)
		n := record.Exact(1 + few(9))
		block[i] = record.Incident{
			ID: fmt.Sprintf("inc-%07d", i), IsInterception: i%4 != 0, IsDamage: i%4 == 0, WeaponClass: "uav", Count: &n,
			When:  record.When{Start: &start, Zone: "UTC", Precision: "night", NightOf: &night},
			Place: record.Place{Level: "district", RegionIDs: ids[few(manyDistricts)]}, Statements: statements, Grade: "confirmed",
		}
		if i%4 == 0 {
			block[i].Effects = []record.Effect{{Subject: "dwelling", State: "reported", Count: &n}, {Subject: "injured", State: "none_reported"}}
		}
		in.Incidents = append(in.Incidents, &block[i])
	}
	for n := 0; n < manyNights; n += 2 {
		night := first + record.Date(n)
		t := &record.Tally{ID: "tal-" + night.String(), Metric: "intercepted", WindowBasis: "phrase_only", Zone: "UTC", NightOf: &night,
			WeaponClass: "uav", Scope: []string{"RU"}, Split: "complete", Status: "ok"}
		total := 0
		for range 12 {
			item := record.TallyItem{RegionID: regionID(few(manyRegions)), Count: 1 + few(40)}
			total += item.Count
			t.Items = append(t.Items, item)
		}
		t.Count = record.Exact(total)
		in.Tallies = append(in.Tallies, t)
	}
	return in
}

func BenchmarkPeriod(b *testing.B) {
	l := load()
	first, last := l.cube.Period()
	periods := []struct {
		name string
		q    totals.Query
	}{
		{"night", totals.Query{From: first + 100, To: first + 100}},
		{"month", totals.Query{From: first + 100, To: first + 130}},
		{"year", totals.Query{From: first + 100, To: first + 465}},
		{"all but the ends", totals.Query{From: first + 1, To: last - 1}},
		{"whole", totals.Query{Whole: true}},
	}
	for _, level := range []region.Level{region.Region, region.District} {
		for _, p := range periods {
			b.Run(level.String()+"s, "+p.name, func(b *testing.B) {
				q := p.q
				q.Level, q.Within = level, region.None
				var rows []totals.Row
				b.ReportAllocs()
				for b.Loop() {
					rows = l.cube.RowsInto(rows[:0], q)
				}
			})
		}
	}
	b.Run("districts, year, naive scan of the incidents", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			scan(l.in, first+100, first+465)
		}
	})
}

// scan is what a program without a cube does: add every incident of a period to its district. It knows no claims, no
// statuses and no residuals.
func scan(in ledger.Input, from, to record.Date) map[string][3]int {
	sums := map[string][3]int{}
	for _, inc := range in.Incidents {
		if n := inc.When.NightOf; inc.IsInterception && n != nil && *n >= from && *n <= to {
			low, best, high := inc.Count.Bounds()
			s := sums[inc.Place.RegionIDs[0]]
			sums[inc.Place.RegionIDs[0]] = [3]int{s[0] + low, s[1] + *best, s[2] + *high}
		}
	}
	return sums
}

func BenchmarkBuild(b *testing.B) {
	tree, in := manyUnits(), manyRecords()
	var l *ledger.Ledger
	b.Run("ledger of 1M incidents", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			l = ledger.Build(tree, in)
		}
	})
	b.Run("cube of 1M incidents", func(b *testing.B) {
		var c *totals.Cube
		b.ReportAllocs()
		for b.Loop() {
			c = totals.Build(tree, in, l)
		}
		b.ReportMetric(held(&c), "MB-held")
	})
	b.ReportMetric(held(&l), "MB-of-ledger")
}

// held measures what is freed with a value.
func held[T any](v **T) float64 {
	var with, without runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&with)
	*v = nil
	runtime.GC()
	runtime.ReadMemStats(&without)
	return float64(with.HeapAlloc-without.HeapAlloc) / 1e6
}

func BenchmarkSingleNightValues(b *testing.B) {
	l := load()
	q := totals.Query{Level: region.District, Within: region.None}
	values := slices.Clone(l.cube.SingleNightValues(q))
	b.ReportMetric(float64(len(values)), "values")
	for b.Loop() {
		l.cube.SingleNightValues(q)
	}
}
