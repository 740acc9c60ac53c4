// Command accuracy prints how well the geocoder does: the table of slices, splits and languages, with the time that
// answers take, and the reliability of its probabilities.
//
//	go run ./cmd/accuracy [-slice name] [-split test] [-wrong]
//
//	go run ./cmd/accuracy -fit geo/geocode/confidence.tsv
//
// -wrong lists the cases that fail instead; -fit writes the parameters of the probabilities anew.
package main

import (
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"
	"text/tabwriter"

	"oblast/data/boundaries"
	"oblast/geo/gazetteer"
	"oblast/geo/geocode"
	"oblast/geo/geocode/accuracy"
	"oblast/geo/locate"
)

func main() {
	if err := run(os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "accuracy:", err)
		os.Exit(1)
	}
}

func run(args []string, out io.Writer) error {
	flags := flag.NewFlagSet("accuracy", flag.ContinueOnError)
	folder := flags.String("cases", "geo/geocode/testdata/cases", "folder of the cases")
	slice := flags.String("slice", "", "only slices that begin so")
	split := flags.String("split", "", "only this split: train, dev or test")
	wrong := flags.Bool("wrong", false, "list the cases that fail")
	fit := flags.String("fit", "", "fit the probabilities to the training split and write them to this file")
	if err := flags.Parse(args); err != nil {
		return err
	}
	g, err := gazetteer.Load(boundaries.Files)
	if err != nil {
		return err
	}
	c, err := geocode.New(g)
	if err != nil {
		return err
	}
	all, err := accuracy.Read(os.DirFS(*folder))
	if err != nil {
		return err
	}
	if *fit != "" {
		k, err := accuracy.Fit(c, accuracy.NewGrader(g), all)
		if err != nil {
			return err
		}
		return os.WriteFile(*fit, []byte(geocode.WriteCalibration(k)), 0o644)
	}
	var cases []accuracy.Case
	for _, k := range all {
		if strings.HasPrefix(k.Slice, *slice) && (*split == "" || k.Split == *split) {
			cases = append(cases, k)
		}
	}
	l, err := locate.New(g)
	if err != nil {
		return err
	}
	results, err := accuracy.Run(c, l, accuracy.NewGrader(g), cases)
	if err != nil {
		return err
	}
	if *wrong {
		return printWrong(out, c, results)
	}
	rows := accuracy.Tabulate(results)
	if err := printTable(out, rows); err != nil {
		return err
	}
	if err := printReliability(out, rows); err != nil || *slice != "" {
		return err
	}
	return printApart(out, c, l, accuracy.NewGrader(g), os.DirFS(*folder))
}

// printApart prints how the cases do that have columns of their own.
func printApart(out io.Writer, c *geocode.Geocoder, l *locate.Locator, gr *accuracy.Grader, cases fs.FS) error {
	inside, outside, err := accuracy.Decisions(c, gr, cases)
	if err != nil {
		return err
	}
	discs, mean, err := accuracy.Discs(l, gr, cases)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "\ndecisions of reviewers: %d of %d hold under their region, %d of %d nowhere else\n", inside.Right, inside.N, outside.Right, outside.N)
	fmt.Fprintf(out, "shares of discs: %d of %d as positions drawn at random have them, mean of the largest errors %.4f\n", discs.Right, discs.N, mean)
	for _, a := range [...]*accuracy.Apart{&inside, &outside, &discs} {
		for _, wrong := range a.Wrong {
			fmt.Fprintln(out, " ", wrong)
		}
	}
	return nil
}

func printTable(out io.Writer, rows []*accuracy.Row) error {
	w := tabwriter.NewWriter(out, 0, 8, 2, ' ', 0)
	fmt.Fprintln(w, accuracy.TableHead+"\tp50\tp99")
	for _, r := range rows {
		fmt.Fprintf(w, "%s\t%v\t%v\n", r, r.Took(.5), r.Took(.99))
	}
	return w.Flush()
}

// printReliability prints, for all cases of each split, the tenths of both probabilities, and what people are asked to look at.
func printReliability(out io.Writer, rows []*accuracy.Row) error {
	w := tabwriter.NewWriter(out, 0, 8, 2, ' ', 0)
	for _, table := range [...]struct {
		head  string
		lines func(*accuracy.Row) []string
	}{{accuracy.ReliabilityHead, (*accuracy.Row).Reliability}, {accuracy.ReviewHead, (*accuracy.Row).ReviewLines}} {
		fmt.Fprintln(w, "\n"+table.head)
		for _, r := range rows {
			if r.Group == accuracy.All {
				fmt.Fprintln(w, strings.Join(table.lines(r), "\n"))
			}
		}
	}
	return w.Flush()
}

func printWrong(out io.Writer, c *geocode.Geocoder, results []accuracy.Result) error {
	for i := range results {
		k := results[i].Case
		if results[i].Grade.Top1 {
			continue
		}
		if k.Slice == accuracy.Reverse {
			fmt.Fprintf(out, "%s\t%s\t%s\t\t\t%s\n", k.Slice, k.Split, k.Text, k.Expected)
			continue
		}
		a := c.Geocode(geocode.Query{Text: k.Text, Within: k.Within, At: k.At})
		fmt.Fprintf(out, "%s\t%s\t%s\t%s\t%s\t%s\t%s\n", k.Slice, k.Split, k.Text, k.Within, k.At, k.Expected, accuracy.Show(a))
	}
	return nil
}
