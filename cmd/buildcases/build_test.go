package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"oblast/cmd/pinned"
)

func TestPackagesArePinned(t *testing.T) {
	packages, err := pinned.Read("packages.tsv")
	if err != nil {
		t.Fatal(err)
	}
	readme, err := os.ReadFile("../../geo/geocode/testdata/README.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range packages {
		if len(p.SHA256) != 64 || !strings.Contains(p.File, p.Version) {
			t.Errorf("package %s is not pinned: version %q, file %q, sum %q", p.Name, p.Version, p.File, p.SHA256)
		}
		if !strings.Contains(string(readme), p.Name) || !strings.Contains(string(readme), p.SHA256[:12]) {
			t.Errorf("testdata/README.md lacks package %s with its sum", p.Name)
		}
	}
}

// Every step has its script, reads only what is there before it, and writes a file that is committed and described.
func TestStepsAreWhole(t *testing.T) {
	readme, err := os.ReadFile("../../geo/geocode/testdata/README.md")
	if err != nil {
		t.Fatal(err)
	}
	steps := recipe(options{pinned.Build{Cache: "/cache"}, "../../data/boundaries", "../../geo/geocode/renamed.tsv", "../../geo/gazetteer/today.tsv"}, "../../geo/geocode/testdata/cases")
	for _, s := range steps {
		if _, err := os.Stat(filepath.Join("steps", s.script)); err != nil {
			t.Error(err)
		}
		if _, err := os.Stat(s.out()); err != nil {
			t.Error(err)
		}
		if i := slices.Index(s.args, "--out"); i != len(s.args)-2 {
			t.Errorf("%s: the output is not last", s.script)
		}
		if name, err := filepath.Rel("../../geo/geocode/testdata/cases", s.out()); err != nil || !strings.Contains(string(readme), "`"+name+"`") {
			t.Errorf("testdata/README.md lacks %s", name)
		}
	}
}
