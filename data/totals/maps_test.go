package totals_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"oblast/data/ledger"
	"oblast/data/ledger/ledgertest"
	"oblast/data/record"
	"oblast/data/totals"
	"oblast/geo/region"
)

// TestClaimedMapsAgree: on the claimed basis a country's number is that of its regions and its residual (waters, regions
// together, regions of another country, what no split places), and no district has one.
func TestClaimedMapsAgree(t *testing.T) {
	tree := ledgertest.Tree()
	russia := must(tree.Find("RU"))
	rapid.Check(t, func(t *rapid.T) {
		l, c := cubeOf(tree, ledgertest.Records(t))
		items := claims(l)
		for _, q := range everyPeriod(c, totals.Query{Measure: "interceptions", Basis: totals.Claimed, Within: region.None}) {
			for unit, r := range rowsOf(c, q, region.District) {
				if r.Min.Known || r.Status == "value" || r.Status == "zero" {
					t.Errorf("%s %+v: a district has a claim: %s", tree.At(unit).ID, q, brief(r))
				}
			}
			country, regions := rowsOf(c, q, region.Country)[russia], rowsOf(c, q, region.Region)
			for unit, r := range regions { // of whichever country, what the counted splits give it and nothing else
				if want := items[claim{q.From, q.Part, tree.At(unit).ID}]; !q.Whole && q.Part != "all" && (r.Min.N != want || r.Max.N != want) {
					t.Errorf("%s %+v: %s, the items are %d", tree.At(unit).ID, q, brief(r), want)
				}
			}
			if !country.Min.Known {
				continue
			}
			sum := parentSum(tree, russia, regions)
			low, high := sum.low+country.ResidualMin.N, sum.high+country.ResidualMax.N
			open := sum.open || !country.ResidualMax.Known
			// Items may add up to more than the least that a headline without an exact number says.
			if low < country.Min.N || country.Best.Known && low != country.Min.N || open == country.Max.Known || !open && high != country.Max.N {
				t.Errorf("%+v: %s, regions and residual {%d, %d} open %v", q, brief(country), low, high, open)
			}
		}
	})
}

// claim names a region's items of a night or day.
type claim struct {
	date record.Date
	part string
	unit string
}

// claims adds up what the accounts of a ledger say is claimed over each region.
func claims(l *ledger.Ledger) map[claim]int64 {
	out := map[claim]int64{}
	for _, n := range l.Nights() {
		for _, r := range n.Regions {
			if n.Date != nil && r.Claimed != nil {
				out[claim{*n.Date, n.Part, r.RegionID}] += *r.Claimed.Min
			}
		}
	}
	return out
}

// everyPeriod lists a query for each date, part and the whole.
func everyPeriod(c *totals.Cube, q totals.Query) (out []totals.Query) {
	for _, part := range []string{"all", "night", "day"} {
		q.Part = part
		for _, d := range c.Dates() {
			q.From, q.To, q.Whole = d, d, false
			out = append(out, q)
		}
		q.Whole = true
		out = append(out, q)
	}
	return out
}

// TestMapsUnderARestrictionAgree: whatever is drawn, of the records that a restriction lets through the maps agree as they
// do without one: what is hidden is hidden on its level and below for as long as it is in force, on every measure and basis,
// and nothing else changes.
func TestMapsUnderARestrictionAgree(t *testing.T) {
	tree := ledgertest.Tree()
	rapid.Check(t, func(t *rapid.T) {
		in := ledgertest.Records(t)
		l := ledger.Build(tree, in)
		unit := must(tree.Find(rapid.SampledFrom([]string{"RU-KLU", "RU-BRY", "RU", "RU-KLU.kozelsky", "UA-43"}).Draw(t, "unit")))
		hidden := totals.Withheld{Unit: unit, Level: max(tree.At(unit).Level, rapid.SampledFrom([]region.Level{region.Region, region.District}).Draw(t, "level"))}
		if rapid.Bool().Draw(t, "for a time") {
			hidden.From = ledgertest.Date("2025-08-24") + record.Date(rapid.IntRange(0, 3).Draw(t, "from"))
			hidden.To = hidden.From + record.Date(rapid.IntRange(0, 2).Draw(t, "days"))
		}
		open, under := totals.Build(tree, in, l), totals.Build(tree, in, l, hidden)
		q := totals.Query{Measure: rapid.SampledFrom(totals.Measures).Draw(t, "measure"), Within: region.None}
		q.Basis = rapid.SampledFrom(totals.Bases(q.Measure)).Draw(t, "basis")
		for _, q := range everyPeriod(open, q) {
			from, to := q.From, q.To
			if q.Whole {
				from, to = open.Period()
			}
			inForce := hidden.From == 0 || hidden.From <= to && from <= hidden.To
			for level := region.Country; level <= region.District; level++ {
				told := rowsOf(open, q, level)
				for u, got := range rowsOf(under, q, level) {
					want := told[u]
					if inForce && level >= hidden.Level && tree.Within(u, unit) {
						want = totals.Row{Unit: u, Status: "withheld"}
					}
					if got.Status != want.Status || q.Measure != "nights" && got != want {
						t.Errorf("%s %+v under %+v: got %s, want %s", tree.At(u).ID, q, hidden, brief(got), brief(want))
					}
				}
			}
		}
		if !slices.Equal(open.Dates(), under.Dates()) {
			t.Error("a restriction changes which dates there are")
		}
	})
}
