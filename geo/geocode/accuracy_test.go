package geocode_test

import (
	"bytes"
	"cmp"
	"flag"
	"fmt"
	"math"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"text/tabwriter"

	"oblast/geo/gazetteer"
	"oblast/geo/geocode"
	"oblast/geo/region"
)

var update = flag.Bool("update", false, "rewrite the cases' status and the table of accuracy")

// The files; testdata/README.md says what is in them.
const (
	casesFile = "testdata/cases.tsv"
	tableFile = "testdata/accuracy.tsv"
)

// accuracyCase is one line of the cases.
type accuracyCase struct{ slice, query, within, at, expected, status string }

func readCases(t *testing.T) (cases []accuracyCase) {
	t.Helper()
	b, err := os.ReadFile(casesFile)
	if err != nil {
		t.Fatal(err)
	}
	for i, line := range strings.Split(strings.TrimSuffix(string(b), "\n"), "\n") {
		f := strings.Split(line, "\t")
		if len(f) != 6 {
			t.Fatalf("%s:%d: %d columns, want 6", casesFile, i+1, len(f))
		}
		if i > 0 {
			cases = append(cases, accuracyCase{f[0], f[1], f[2], f[3], f[4], f[5]})
		}
	}
	return cases
}

// grade is how an answer does.
type grade struct {
	top1, top3, region, wrongCountry, abstained bool
	confidence                                  float64
	place                                       bool // one place was expected, so that the confidence can be held against it
}

// grader knows the places that cases expect.
type grader struct {
	g    *gazetteer.Gazetteer
	byID map[int32]int32 // GeoNames id to settlement
}

func newGrader(g *gazetteer.Gazetteer) *grader {
	gr := &grader{g: g, byID: map[int32]int32{}}
	for i := range g.Settlements {
		gr.byID[g.Settlements[i].ID] = int32(i)
	}
	return gr
}

// grade judges an answer by what a case expects: an id; gn: and a settlement's number; any: and ids one of which must
// come first, without certainty; list: and ids in their order; parent: and the id that must be fallen back to; - for
// nothing.
func (gr *grader) grade(t *testing.T, c *accuracyCase, a geocode.Answer) (g grade) {
	kind, ids, ok := strings.Cut(c.expected, ":")
	g.abstained = len(a.Matches) == 0
	if !g.abstained {
		g.confidence = a.Matches[0].Confidence
	}
	switch {
	case c.expected == "-":
		g.top1, g.top3, g.region = g.abstained, g.abstained, g.abstained
		return g
	case g.abstained:
		return g
	case ok && kind == "list":
		want := strings.Fields(ids)
		var got []string
		for i := range a.Matches {
			if i == 0 || a.Matches[i].RegionID != a.Matches[i-1].RegionID {
				got = append(got, a.Matches[i].RegionID)
			}
		}
		g.top1 = slices.Equal(got, want)
		g.top3, g.region = g.top1, g.top1
		return g
	case ok && kind == "any":
		g.top1 = slices.Contains(strings.Fields(ids), a.Matches[0].RegionID) && len(a.Matches) > 1 && g.confidence <= .55
		g.top3, g.region = g.top1, g.top1
		return g
	case ok && kind == "parent":
		m := &a.Matches[0]
		g.top1 = m.RegionID == ids && m.MatchType == geocode.ParentFallback
		g.top3, g.region = g.top1, m.RegionID == ids || strings.HasPrefix(m.RegionID, ids+".")
		return g
	}
	return gr.gradePlace(t, c, a)
}

// gradePlace judges an answer that ought to be one place.
func (gr *grader) gradePlace(t *testing.T, c *accuracyCase, a geocode.Answer) (g grade) {
	tree := gr.g.Tree
	settlement, unit := region.None, region.None
	if id, ok := strings.CutPrefix(c.expected, "gn:"); ok {
		n, err := strconv.Atoi(id)
		if err != nil {
			t.Fatal(err)
		}
		if settlement, ok = gr.byID[int32(n)]; !ok {
			t.Fatalf("%s: no settlement %s", c.query, id)
		}
		unit = gr.g.Settlements[settlement].Region
	} else if unit, ok = tree.Find(c.expected); !ok {
		t.Fatalf("%s: no unit %s", c.query, c.expected)
	}
	g.confidence, g.place = a.Matches[0].Confidence, true
	for i := range a.Matches {
		m := &a.Matches[i]
		right := m.MatchType != geocode.ParentFallback &&
			(settlement != region.None && m.Settlement == settlement || settlement == region.None && m.Unit == unit)
		if i == 0 {
			g.top1 = right
			g.region = m.Unit != region.None && tree.Ancestor(m.Unit, region.Region) == tree.Ancestor(unit, region.Region)
			g.wrongCountry = m.Unit != region.None && tree.At(m.Unit).Country != tree.At(unit).Country
		}
		g.top3 = g.top3 || right && i < 3
	}
	return g
}

// row is a line of the table.
type row struct {
	slice                                          string
	n, top1, top3, region, wrongCountry, abstained int
	bins                                           [10]struct{ n, right, sum float64 }
}

func (r *row) add(g grade) {
	r.n++
	for _, c := range []struct {
		count *int
		yes   bool
	}{{&r.top1, g.top1}, {&r.top3, g.top3}, {&r.region, g.region}, {&r.wrongCountry, g.wrongCountry}, {&r.abstained, g.abstained}} {
		if c.yes {
			*c.count++
		}
	}
	if !g.place {
		return
	}
	right := 0.
	if g.top1 {
		right = 1
	}
	b := &r.bins[min(9, int(g.confidence*10))]
	b.n, b.right, b.sum = b.n+1, b.right+right, b.sum+g.confidence
}

// ece is the expected calibration error of the answered cases.
func (r *row) ece() float64 {
	sum, n := 0., 0.
	for _, b := range r.bins {
		sum += math.Abs(b.right - b.sum)
		n += b.n
	}
	return sum / max(n, 1)
}

const tableHead = "slice\tn\ttop1\ttop3\tregion\twrong_country\tabstained\tece\n"

func (r *row) String() string {
	share := func(n int) string { return fmt.Sprintf("%.3f", float64(n)/float64(r.n)) }
	return strings.Join([]string{r.slice, strconv.Itoa(r.n), share(r.top1), share(r.top3), share(r.region),
		share(r.wrongCountry), share(r.abstained), fmt.Sprintf("%.3f", r.ece())}, "\t") + "\n"
}

// TestAccuracy runs all cases. A case that passed may not fail, and one that failed and now passes must be marked: run
// with -update, and commit both files. With -v it prints the table.
func TestAccuracy(t *testing.T) {
	g := embedded(t)
	c, err := geocode.New(g)
	if err != nil {
		t.Fatal(err)
	}
	cases, gr := readCases(t), newGrader(g)
	rows := map[string]*row{}
	var list []*row
	for i := range cases {
		k := &cases[i]
		answer := c.Geocode(geocode.Query{Text: k.query, Within: k.within, At: k.at})
		graded := gr.grade(t, k, answer)
		r, ok := rows[k.slice]
		if !ok {
			r = &row{slice: k.slice}
			rows[k.slice], list = r, append(list, r)
		}
		r.add(graded)
		status := "fails"
		if graded.top1 {
			status = "passes"
		}
		if k.status != status {
			if !*update {
				t.Errorf("%s: %q (within %q, at %q) %s, it is marked %q; want %s, got %s", k.slice, k.query, k.within, k.at, status, k.status, k.expected, show(answer))
			}
			k.status = status
		}
	}
	table := tableHead
	all := &row{slice: "all"}
	for _, r := range list {
		table += r.String()
		all.merge(r)
	}
	table += all.String()
	if *update {
		writeCases(t, cases)
		if err := os.WriteFile(tableFile, []byte(table), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	committed, err := os.ReadFile(tableFile)
	if err != nil {
		t.Fatal(err)
	}
	if string(committed) != table {
		t.Errorf("%s differs from this run; run with -update", tableFile)
	}
	var shown bytes.Buffer
	w := tabwriter.NewWriter(&shown, 0, 8, 2, ' ', 0)
	fmt.Fprint(w, table)
	w.Flush()
	t.Log("\n" + shown.String())
}

func (r *row) merge(o *row) {
	r.n, r.top1, r.top3, r.region = r.n+o.n, r.top1+o.top1, r.top3+o.top3, r.region+o.region
	r.wrongCountry, r.abstained = r.wrongCountry+o.wrongCountry, r.abstained+o.abstained
	for i := range r.bins {
		r.bins[i].n, r.bins[i].right, r.bins[i].sum = r.bins[i].n+o.bins[i].n, r.bins[i].right+o.bins[i].right, r.bins[i].sum+o.bins[i].sum
	}
}

func writeCases(t *testing.T, cases []accuracyCase) {
	t.Helper()
	var b bytes.Buffer
	b.WriteString("slice\tquery\twithin\tat\texpected\tstatus\n")
	for i := range cases {
		c := &cases[i]
		fmt.Fprintf(&b, "%s\t%s\t%s\t%s\t%s\t%s\n", c.slice, c.query, c.within, c.at, c.expected, c.status)
	}
	if err := os.WriteFile(casesFile, b.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
}

// show lists the matches of an answer.
func show(a geocode.Answer) string {
	var b strings.Builder
	for i := range a.Matches {
		m := &a.Matches[i]
		fmt.Fprintf(&b, " %s %s %s %.2f;", m.RegionID, m.Level, m.MatchType, m.Confidence)
	}
	return cmp.Or(b.String(), " nothing")
}
