package pinned

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
)

// Main runs a builder as a program, until it ends or is interrupted, with the arguments of the command line.
func Main(name string, run func(ctx context.Context, args []string) error) {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	err := run(ctx, os.Args[1:])
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, name+":", err)
		os.Exit(1)
	}
}

// Build is what every builder is told: folders, absolute once parsed, and whether it only compares.
type Build struct {
	Source, Out, Cache string
	Check              bool
}

// Parse reads a builder's arguments. Source and Out are the defaults of -source and -out, and that of -cache is a folder of
// this name among the user's; more adds the builder's own flags, and paths are those of them that are folders.
func (b *Build) Parse(cache string, args []string, more func(flags *flag.FlagSet), paths ...*string) error {
	user, err := os.UserCacheDir()
	if err != nil {
		user = os.TempDir()
	}
	flags := flag.NewFlagSet(filepath.Base(b.Source), flag.ContinueOnError)
	flags.StringVar(&b.Source, "source", b.Source, "folder of the scripts and tables")
	flags.StringVar(&b.Out, "out", b.Out, "folder of the files that are built")
	flags.StringVar(&b.Cache, "cache", filepath.Join(user, cache), "folder for packages, tools and intermediate files")
	flags.BoolVar(&b.Check, "check", false, "build beside the files of -out and fail if a byte differs; writes nothing there")
	if more != nil {
		more(flags)
	}
	if err := flags.Parse(args); err != nil {
		return err
	}
	for _, p := range append(paths, &b.Source, &b.Out, &b.Cache) {
		if *p, err = filepath.Abs(*p); err != nil {
			return err
		}
	}
	return nil
}

// Fetch fetches the packages of the source folder's packages.tsv.
func (b *Build) Fetch(ctx context.Context) ([]Package, error) {
	packages, err := Read(filepath.Join(b.Source, "packages.tsv"))
	if err != nil {
		return nil, err
	}
	for _, p := range packages {
		if err := p.Fetch(ctx, b.Cache); err != nil {
			return nil, fmt.Errorf("package %s: %w", p.Name, err)
		}
	}
	return packages, nil
}

// Target makes and returns the folder that files are built in: Out, or one in the cache to compare with it.
func (b *Build) Target() (string, error) {
	target := b.Out
	if b.Check {
		target = filepath.Join(b.Cache, "rebuilt")
	}
	return target, os.MkdirAll(target, 0o755)
}

// Compare fails unless the files of some names are the same, byte for byte, in the folder where they were built and in the
// committed one.
func Compare(built, committed string, names []string) error {
	var differing []string
	for _, name := range names {
		got, err := os.ReadFile(filepath.Join(built, name))
		if err != nil {
			return err
		}
		if want, err := os.ReadFile(filepath.Join(committed, name)); err != nil || !bytes.Equal(got, want) {
			differing = append(differing, name)
		}
	}
	return Differ(committed, differing)
}

// Differ says that the rebuilt files are those of a folder, or fails with the names of those that are not.
func Differ(committed string, names []string) error {
	if len(names) > 0 {
		return fmt.Errorf("the rebuilt files differ from %s:\n  %s", committed, strings.Join(names, "\n  "))
	}
	fmt.Println("the rebuilt files are the committed ones, byte for byte")
	return nil
}
