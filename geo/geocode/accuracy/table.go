package accuracy

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"oblast/geo/geocode"
	"oblast/geo/locate"
)

// Result is a case with how its answer did.
type Result struct {
	Case  *Case
	Grade Grade
	Took  time.Duration
}

// Run asks all cases: those of words the geocoder, those of positions the locator.
func Run(c *geocode.Geocoder, l *locate.Locator, gr *Grader, cases []Case) ([]Result, error) {
	results := make([]Result, len(cases))
	for i := range cases {
		k := &cases[i]
		start := time.Now()
		if k.Slice == Reverse {
			g, err := gr.GradePosition(l, k)
			if err != nil {
				return nil, err
			}
			results[i] = Result{k, g, time.Since(start)}
			continue
		}
		answer := c.Geocode(geocode.Query{Text: k.Text, Within: k.Within, At: k.At})
		took := time.Since(start)
		g, err := gr.Grade(k, answer)
		if err != nil {
			return nil, err
		}
		results[i] = Result{k, g, took}
	}
	return results, nil
}

// bins of a reliability table.
const bins = 10

// Calibration compares probabilities with how often they were right.
type Calibration struct {
	N, Right, Sum [bins]float64 // of the answers in each tenth: how many, how many right, sum of probabilities
	Squares       float64       // sum of squared errors
}

func (c *Calibration) add(probability float64, right bool) {
	r := 0.
	if right {
		r = 1
	}
	b := max(0, min(bins-1, int(probability*bins)))
	c.N[b]++
	c.Right[b] += r
	c.Sum[b] += probability
	c.Squares += (probability - r) * (probability - r)
}

func (c *Calibration) n() (n float64) {
	for _, v := range c.N {
		n += v
	}
	return n
}

// ECE is the expected calibration error: how far, in the mean, a tenth's probability is from its share of right answers.
func (c *Calibration) ECE() float64 {
	sum := 0.
	for b := range c.N {
		sum += math.Abs(c.Right[b] - c.Sum[b])
	}
	return sum / max(c.n(), 1)
}

// Brier is the mean squared error of the probabilities.
func (c *Calibration) Brier() float64 { return c.Squares / max(c.n(), 1) }

// Row is a line of the table: the cases of one slice, or language, of one split.
type Row struct {
	Group, Split                                   string
	N, Top1, Top3, Region, WrongCountry, Abstained int
	Place, InRegion                                Calibration
	Reviews                                        [len(ReviewBelow) + 1]Review // as answers ask for it, and below each of ReviewBelow
	took                                           []time.Duration
}

func (r *Row) add(s *Result) {
	g := &s.Grade
	r.N++
	for _, c := range [...]struct {
		count *int
		yes   bool
	}{{&r.Top1, g.Top1}, {&r.Top3, g.Top3}, {&r.Region, g.Region}, {&r.WrongCountry, g.WrongCountry}, {&r.Abstained, g.Abstained}} {
		if c.yes {
			*c.count++
		}
	}
	if g.JudgesPlace {
		r.Place.add(g.Confidence, g.Top1)
	}
	if g.JudgesRegion {
		r.InRegion.add(g.RegionConfidence, g.Region)
	}
	if !g.Abstained && s.Case.Slice != Reverse {
		r.Reviews[0].add(g.Review, g.Top1)
		for i, below := range ReviewBelow {
			r.Reviews[i+1].add(g.Review || g.Confidence < below, g.Top1)
		}
	}
	r.took = append(r.took, s.Took)
}

// Took returns the time below which a share of the answers took.
func (r *Row) Took(share float64) time.Duration {
	if len(r.took) == 0 {
		return 0
	}
	slices.Sort(r.took)
	return r.took[min(len(r.took)-1, int(share*float64(len(r.took))))]
}

// Tabulate returns a row for each slice and split, then for each language, then for all, splits in the order train, dev,
// test.
func Tabulate(results []Result) []*Row {
	rows, at := []*Row(nil), map[[2]string]*Row{}
	row := func(group, split string) *Row {
		k := [2]string{group, split}
		if at[k] == nil {
			at[k] = &Row{Group: group, Split: split}
			rows = append(rows, at[k])
		}
		return at[k]
	}
	for i := range results {
		s := &results[i]
		for _, group := range [...]string{s.Case.Slice, "lang:" + s.Case.Lang, All} {
			row(group, s.Case.Split).add(s)
		}
	}
	slices.SortStableFunc(rows, func(a, b *Row) int { return strings.Compare(a.order(), b.order()) })
	return rows
}

// All is the group of all cases.
const All = "all"

func (r *Row) order() string {
	rank := "0"
	switch {
	case r.Group == All:
		rank = "2"
	case strings.HasPrefix(r.Group, "lang:"):
		rank = "1"
	}
	return rank + r.Group + "\t" + map[string]string{Train: "0", Dev: "1", Test: "2"}[r.Split]
}

// TableHead names the columns of String.
const TableHead = "slice\tsplit\tn\ttop1\ttop3\tregion\twrong_country\tabstained\tece\tbrier\tregion_ece\tregion_brier"

// String returns the row as it is committed: shares, and calibration of both probabilities.
func (r *Row) String() string {
	share := func(n int) string { return fmt.Sprintf("%.4f", float64(n)/float64(r.N)) }
	number := func(v float64) string { return fmt.Sprintf("%.3f", v) }
	return strings.Join([]string{r.Group, r.Split, strconv.Itoa(r.N), share(r.Top1), share(r.Top3), share(r.Region), share(r.WrongCountry),
		share(r.Abstained), number(r.Place.ECE()), number(r.Place.Brier()), number(r.InRegion.ECE()), number(r.InRegion.Brier())}, "\t")
}
