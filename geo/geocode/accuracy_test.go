package geocode_test

import (
	"flag"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"oblast/geo/geocode"
	"oblast/geo/geocode/accuracy"
	"oblast/geo/locate"
)

var update = flag.Bool("update", false, "rewrite the table of accuracy and the list of known failures")

// The files; testdata/README.md says what is in them.
const (
	casesFolder  = "testdata/cases"
	tableFile    = "testdata/accuracy.tsv"
	failuresFile = "testdata/failures.tsv"

	reliabilityFile, reviewsFile = "testdata/reliability.tsv", "testdata/reviews.tsv"
)

// mayFall is how far a share of the committed table may fall: half a point.
const mayFall = .005

// mayWorsen is how far the calibration error of a language may rise.
const mayWorsen = .01

func readCases(t *testing.T) []accuracy.Case {
	t.Helper()
	cases, err := accuracy.Read(os.DirFS(casesFolder))
	if err != nil {
		t.Fatal(err)
	}
	return cases
}

// A case is in the split of its place, so that no place is in two.
func TestCasesAreSplitByPlace(t *testing.T) {
	seen := map[string]bool{}
	for _, c := range readCases(t) {
		if want := accuracy.SplitOf(c.Place()); c.Split != want {
			t.Errorf("%s: %q is marked %s; its place %s is of %s", c.Slice, c.Text, c.Split, c.Place(), want)
		}
		if k := strings.Join([]string{c.Slice, c.Lang, c.Text, c.Within, c.At}, "\t"); seen[k] {
			t.Errorf("%s: %q is there twice", c.Slice, c.Text)
		} else {
			seen[k] = true
		}
	}
	if len(seen) < 20_000 {
		t.Errorf("only %d cases", len(seen))
	}
}

// TestAccuracy runs all cases. No share of the committed table may fall by more than half a point, no language's
// calibration worsen, and no case written by hand fail that is not a known failure. With -update it writes both files;
// go run ./cmd/accuracy prints the table.
func TestAccuracy(t *testing.T) {
	g := embedded(t)
	c, err := geocode.New(g)
	if err != nil {
		t.Fatal(err)
	}
	l, err := locate.New(g)
	if err != nil {
		t.Fatal(err)
	}
	results, err := accuracy.Run(c, l, accuracy.NewGrader(g), readCases(t))
	if err != nil {
		t.Fatal(err)
	}
	rows := accuracy.Tabulate(results)
	if *update {
		writeLines(t, tableFile, accuracy.TableHead, tableLines(rows))
		writeLines(t, failuresFile, failuresHead, failureLines(results))
		writeLines(t, reliabilityFile, accuracy.ReliabilityHead, forAll(rows, (*accuracy.Row).Reliability))
		writeLines(t, reviewsFile, accuracy.ReviewHead, forAll(rows, (*accuracy.Row).ReviewLines))
	}
	compareTable(t, rows)
	compareReliability(t, rows)
	compareFailures(t, results)
}

// compareTable holds the rows against the committed ones.
func compareTable(t *testing.T, rows []*accuracy.Row) {
	t.Helper()
	committed := map[string][]string{}
	for _, line := range readLines(t, tableFile) {
		f := strings.Split(line, "\t")
		committed[f[0]+"\t"+f[1]] = f
	}
	for _, r := range rows {
		want, ok := committed[r.Group+"\t"+r.Split]
		delete(committed, r.Group+"\t"+r.Split)
		if !ok || want[2] != strconv.Itoa(r.N) {
			t.Errorf("%s %s: its cases are not those of %s; run with -update", r.Group, r.Split, tableFile)
			continue
		}
		got := strings.Split(r.String(), "\t")
		for _, column := range []int{3, 5} { // top1, region
			if number(t, got[column]) < number(t, want[column])-mayFall {
				t.Errorf("%s %s: %s fell from %s to %s", r.Group, r.Split, strings.Split(accuracy.TableHead, "\t")[column], want[column], got[column])
			}
		}
		if strings.HasPrefix(r.Group, "lang:") && number(t, got[8]) > number(t, want[8])+mayWorsen {
			t.Errorf("%s %s: calibration error rose from %s to %s", r.Group, r.Split, want[8], got[8])
		}
	}
	for k := range committed {
		t.Errorf("%s has no cases any more; run with -update", k)
	}
}

// compareFailures holds the cases written by hand against the known failures.
func compareFailures(t *testing.T, results []accuracy.Result) {
	t.Helper()
	known := map[string]bool{}
	for _, line := range readLines(t, failuresFile) {
		known[line] = true
	}
	for _, line := range failureLines(results) {
		if !known[line] {
			t.Errorf("fails, and is no known failure: %s", line)
		}
	}
}

const failuresHead = "slice\ttext\twithin\tat\texpected"

// failureLines lists the cases written by hand that fail.
func failureLines(results []accuracy.Result) (lines []string) {
	for i := range results {
		if c := results[i].Case; c.Source == "hand" && !results[i].Grade.Top1 {
			lines = append(lines, strings.Join([]string{c.Slice, c.Text, c.Within, c.At, c.Expected}, "\t"))
		}
	}
	return lines
}

func tableLines(rows []*accuracy.Row) (lines []string) {
	for _, r := range rows {
		lines = append(lines, r.String())
	}
	return lines
}

func show(a geocode.Answer) string { return accuracy.Show(a) }

func number(t *testing.T, s string) float64 {
	t.Helper()
	v, err := strconv.ParseFloat(s, 64)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// readLines returns the lines of a file but the first.
func readLines(t *testing.T, file string) []string {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return strings.Split(strings.TrimSuffix(string(b), "\n"), "\n")[1:]
}

func writeLines(t *testing.T, file, head string, lines []string) {
	t.Helper()
	text := head + "\n" + strings.Join(append(lines, ""), "\n")
	if err := os.WriteFile(filepath.FromSlash(file), []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}
