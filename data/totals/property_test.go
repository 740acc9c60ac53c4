package totals_test

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"oblast/data/ledger"
	"oblast/data/ledger/ledgertest"
	"oblast/data/record"
	"oblast/data/totals"
	"oblast/geo/region"
)

// cubeOf adds drawn records up.
func cubeOf(tree *region.Tree, in ledger.Input) (*ledger.Ledger, *totals.Cube) {
	l := ledger.Build(tree, in)
	return l, totals.Build(tree, in, l)
}

// eachQuery draws a measure and a basis, and calls check for every date of a cube, night, day and both, and for the whole.
func eachQuery(t *rapid.T, c *totals.Cube, check func(q totals.Query)) {
	q := totals.Query{Measure: rapid.SampledFrom(totals.Measures).Draw(t, "measure"), Within: region.None}
	q.Basis = rapid.SampledFrom(totals.Bases(q.Measure)).Draw(t, "basis")
	for _, part := range []string{"all", "night", "day"} {
		q.Part = part
		for _, d := range c.Dates() {
			q.From, q.To, q.Whole = d, d, false
			check(q)
		}
		q.Whole = true
		check(q)
	}
}

// rowsOf asks for the rows of one level, by unit.
func rowsOf(c *totals.Cube, q totals.Query, level region.Level) map[int32]totals.Row {
	q.Level = level
	rows := map[int32]totals.Row{}
	for _, r := range c.Rows(q) {
		rows[r.Unit] = r
	}
	return rows
}

// TestNullNeverBecomesZero: only value and zero have numbers, a value can be above 0, a zero is 0, bounds are in order.
func TestNullNeverBecomesZero(t *testing.T) {
	tree := ledgertest.Tree()
	rapid.Check(t, func(t *rapid.T) {
		_, c := cubeOf(tree, ledgertest.Records(t))
		eachQuery(t, c, func(q totals.Query) {
			for level := region.Country; level <= region.District; level++ {
				for unit, r := range rowsOf(c, q, level) {
					if fault := faultOf(r); fault != "" {
						t.Errorf("%s %+v: %s: %s", tree.At(unit).ID, q, fault, brief(r))
					}
				}
			}
		})
	})
}

func faultOf(r totals.Row) string {
	numbered := r.Status == "value" || r.Status == "zero"
	switch {
	case !slices.Contains(totals.Statuses, r.Status):
		return "no such status"
	case r.Min.Known != numbered:
		return "a number without a value, or the reverse"
	case !numbered && (r.Best.Known || r.Max.Known || r.ResidualMin.Known || r.ResidualMax.Known):
		return "a number without a value"
	case r.Status == "zero" && (r.Min.N != 0 || r.Max != totals.Number{Known: true}):
		return "a zero that is none"
	case r.Status == "value" && r.Max.Known && r.Max.N <= 0 && !r.Best.Known:
		return "a value that cannot be above 0"
	case r.Max.Known && r.Min.N > r.Max.N, r.Best.Known && r.Min.N > r.Best.N, r.Max.Known && r.Best.Known && r.Best.N > r.Max.N:
		return "bounds out of order"
	case r.ResidualMin.Known && r.ResidualMax.Known && r.ResidualMin.N > r.ResidualMax.N, r.ResidualMin.N < 0:
		return "residual out of order"
	case r.UnsplitMax.Known && r.UnsplitMax.N < 0:
		return "less than nothing unsplit"
	case !r.Best.Known && r.Best.N != 0, !r.Max.Known && r.Max.N != 0, !r.Min.Known && r.Min.N != 0:
		return "an unknown number that is not empty"
	}
	return ""
}

// TestChildrenSumToParents: a map of districts, one of regions and one of countries agree. On the incidents basis a unit's
// number is its children's and its residual, exactly; on the reconciled one a country's bounds lie within theirs, which are
// wider where a report may be a part of what a total does not split, and a region's meet them.
func TestChildrenSumToParents(t *testing.T) {
	tree := ledgertest.Tree()
	rapid.Check(t, func(t *rapid.T) {
		_, c := cubeOf(tree, ledgertest.Records(t))
		eachQuery(t, c, func(q totals.Query) {
			if q.Measure == "nights" || q.Basis == totals.Claimed {
				return
			}
			ukraine, _ := tree.Find("UA") // what others claim over its regions is in no number of its own
			for level := region.Country; level < region.District; level++ {
				children := rowsOf(c, q, level+1)
				for unit, parent := range rowsOf(c, q, level) {
					if parent.Status != "value" || unit == ukraine && q.Basis == totals.Reconciled {
						continue
					}
					sum := parentSum(tree, unit, children)
					low, high := sum.low+parent.ResidualMin.N, sum.high+parent.ResidualMax.N
					open := sum.open || !parent.ResidualMax.Known
					exact := q.Basis == totals.Incidents && (level == region.Country || q.Measure != "interceptions")
					switch {
					case exact && (low != parent.Min.N || open == parent.Max.Known || !open && high != parent.Max.N):
						t.Errorf("%s %+v: %s, children and residual {%d, %d} open %v", tree.At(unit).ID, q, brief(parent), low, high, open)
					case !open && high < parent.Min.N || parent.Max.Known && low > parent.Max.N:
						t.Errorf("%s %+v: %s does not meet children and residual {%d, %d}", tree.At(unit).ID, q, brief(parent), low, high)
					case level == region.Country && (low > parent.Min.N || !open && (!parent.Max.Known || high < parent.Max.N)):
						t.Errorf("%s %+v: %s is not within children and residual {%d, %d} open %v", tree.At(unit).ID, q, brief(parent), low, high, open)
					}
				}
			}
		})
	})
}

type bounds struct {
	low, high int64
	open      bool
}

// parentSum adds up the children of a unit that have a value.
func parentSum(tree *region.Tree, unit int32, rows map[int32]totals.Row) (s bounds) {
	for _, child := range tree.Children(unit) {
		r := rows[child]
		s.low += r.Min.N
		s.high += r.Max.N
		s.open = s.open || r.Min.Known && !r.Max.Known
	}
	return s
}

// TestPeriodsAreTheSumOfTheirNights: what the cube answers for a period is what its single nights and days add up to.
func TestPeriodsAreTheSumOfTheirNights(t *testing.T) {
	tree := ledgertest.Tree()
	rapid.Check(t, func(t *rapid.T) {
		_, c := cubeOf(tree, ledgertest.Records(t))
		from := ledgertest.Date("2025-08-24") + record.Date(rapid.IntRange(0, 3).Draw(t, "from"))
		to := from + record.Date(rapid.IntRange(0, 3).Draw(t, "to"))
		for _, measure := range []string{"interceptions", rapid.SampledFrom(totals.Measures[1:6]).Draw(t, "measure")} {
			for _, basis := range totals.Bases(measure) {
				for level := region.Country; level <= region.District; level++ {
					q := totals.Query{Measure: measure, Basis: basis, Level: level, Part: "all", From: from, To: to, Within: region.None}
					whole := c.Rows(q)
					parts := make([][]totals.Row, 0, 8)
					for d := from; d <= to; d++ {
						for _, part := range []string{"night", "day"} {
							one := q
							one.From, one.To, one.Part = d, d, part
							parts = append(parts, c.Rows(one))
						}
					}
					for i := range whole {
						sum := sumOf(parts, i)
						if !whole[i].UnsplitMax.Known { // none, or open on one of the nights: single rows do not say which
							sum.UnsplitMax = totals.Number{}
						}
						if got, want := brief(whole[i]), brief(sum); got != want {
							t.Errorf("%s %s %s: got %s, want %s", tree.At(whole[i].Unit).ID, measure, basis, got, want)
						}
					}
				}
			}
		}
	})
}

// sumOf adds row i of several slots up, by the rules for periods.
func sumOf(parts [][]totals.Row, i int) (sum totals.Row) {
	rank := len(totals.Statuses)
	open, resOpen := false, false
	for _, rows := range parts {
		r := rows[i]
		rank = min(rank, slices.Index(totals.Statuses, r.Status))
		sum.Conflict = sum.Conflict || r.Conflict
		sum.Min.N, sum.Max.N = sum.Min.N+r.Min.N, sum.Max.N+r.Max.N
		sum.ResidualMin.N, sum.ResidualMax.N = sum.ResidualMin.N+r.ResidualMin.N, sum.ResidualMax.N+r.ResidualMax.N
		open = open || r.Min.Known && !r.Max.Known
		resOpen = resOpen || r.ResidualMin.Known && !r.ResidualMax.Known
		sum.ResidualMin.Known = sum.ResidualMin.Known || r.ResidualMin.Known
		sum.UnsplitMax.N += r.UnsplitMax.N
		sum.UnsplitMax.Known = sum.UnsplitMax.Known || r.UnsplitMax.Known
	}
	sum.Status = totals.Statuses[rank]
	numbered := sum.Status == "value" || sum.Status == "zero"
	sum.Min.Known, sum.Max.Known = numbered, numbered && !open
	sum.ResidualMin.Known = numbered && sum.ResidualMin.Known
	sum.ResidualMax.Known = sum.ResidualMin.Known && !resOpen
	return sum
}

func TestOrderChangesNothing(t *testing.T) {
	tree := ledgertest.Tree()
	rapid.Check(t, func(t *rapid.T) {
		in := ledgertest.Records(t)
		measure := rapid.SampledFrom(totals.Measures).Draw(t, "measure")
		all := func(in ledger.Input) (s string) {
			_, c := cubeOf(tree, in)
			for _, basis := range totals.Bases(measure) {
				q := totals.Query{Measure: measure, Basis: basis, Part: "all", Within: region.None}
				for q.Level = region.Country; q.Level <= region.District; q.Level++ {
					for _, q.From = range c.Dates() {
						q.To = q.From
						s += fmt.Sprint(c.Rows(q))
					}
				}
			}
			return s
		}
		want := all(in)
		in.Incidents = rapid.Permutation(in.Incidents).Draw(t, "incidents' order")
		in.Tallies = rapid.Permutation(in.Tallies).Draw(t, "tallies' order")
		if all(in) != want {
			t.Error("in another order other rows")
		}
	})
}

// TestFormula works every region's interval out again from the links alone.
func TestFormula(t *testing.T) {
	tree := ledgertest.Tree()
	rapid.Check(t, func(t *rapid.T) {
		l, c := cubeOf(tree, ledgertest.Records(t))
		for _, n := range l.Nights() {
			if n.Part != "night" || len(n.Scope) != 1 || n.Scope[0] != "RU" || severalOf(l, n) {
				continue
			}
			for _, unit := range tree.Children(must(tree.Find("RU"))) {
				want := byHand(tree, l, n, unit)
				q := totals.Query{Level: region.Region, Part: "night", From: *n.Date, To: *n.Date, Within: region.None}
				row := rowsOf(c, q, region.Region)[unit]
				got := bounds{row.Min.N, row.Max.N, row.Min.Known && !row.Max.Known}
				if want.open {
					want.high = 0
				}
				if got != want {
					t.Errorf("%s on %s: got %s, want %+v", tree.At(unit).ID, n.Date, brief(row), want)
				}
			}
		}
	})
}

func must(i int32, _ bool) int32 { return i }

// severalOf reports whether a night has another account of the same country.
func severalOf(l *ledger.Ledger, n ledger.Night) bool {
	count := 0
	for _, o := range l.Nights() {
		if o.Part == n.Part && *o.Date == *n.Date && len(o.Scope) == 1 && o.Scope[0] == n.Scope[0] {
			count++
		}
	}
	return count > 1
}

// byHand applies the formula to one region of one night: low = max(C, conflicts, contained + undetermined) + outside,
// high = max(C, conflicts) + undetermined + outside.
func byHand(tree *region.Tree, l *ledger.Ledger, n ledger.Night, unit int32) bounds {
	var claim int64
	for _, r := range n.Regions {
		if r.RegionID == tree.At(unit).ID && r.Claimed != nil {
			claim = *r.Claimed.Best
		}
	}
	sums := map[string]ledger.Sum{}
	book, _ := l.Book(ledger.Slot{Date: *n.Date, Part: ledger.PartNight})
	for i := range book.Cases {
		if c := &book.Cases[i]; c.Region == unit && c.Incident.IsInterception {
			relation := c.Relation
			switch relation {
			case ledger.Overlaps:
				relation = ledger.Undetermined
			case "":
				relation = ledger.Outside
			}
			sums[relation] = sums[relation].Plus(c.Sum())
		}
	}
	cfl, und, out, con := sums[ledger.Conflicts], sums[ledger.Undetermined], sums[ledger.Outside], sums[ledger.Contained]
	return bounds{
		low:  max(claim, cfl.Min, con.Min+und.Min) + out.Min,
		high: max(claim, cfl.Max) + und.Max + out.Max,
		open: cfl.Open+und.Open+out.Open > 0,
	}
}
