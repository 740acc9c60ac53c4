package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"oblast/cmd/pinned"
)

func TestPackagesArePinned(t *testing.T) {
	packages, err := pinned.Read("packages.tsv")
	if err != nil {
		t.Fatal(err)
	}
	if len(packages) != 10 {
		t.Errorf("%d packages, want 10", len(packages))
	}
	for _, p := range packages {
		if len(p.SHA256) != 64 || p.Version == "" || !strings.Contains(p.File, p.Version) {
			t.Errorf("package %s is not pinned: version %q, file %q, sum %q", p.Name, p.Version, p.File, p.SHA256)
		}
	}
}

// Every step's script exists, and every intermediate file it reads was written
// by a step before it.
func TestRecipeIsInOrder(t *testing.T) {
	source, err := filepath.Abs(".")
	if err != nil {
		t.Fatal(err)
	}
	made := map[string]bool{}
	for _, s := range recipe(options{Build: pinned.Build{Source: source, Cache: "/cache"}}, "/target") {
		if s.script != "" {
			if _, err := os.Stat(filepath.Join("steps", s.script)); err != nil {
				t.Error(err)
			}
		}
		reads, writes := filesOf(s)
		for _, f := range reads {
			if !made[f] && !filepath.IsAbs(f) {
				t.Errorf("%s reads %s, which no step before it writes", s.title(), f)
			}
			if strings.HasPrefix(f, source) {
				if _, err := os.Stat(f); err != nil {
					t.Error(err)
				}
			}
		}
		for _, f := range writes {
			made[f] = true
		}
	}
}

// filesOf splits a step's arguments into the files read and written, by their
// option.
func filesOf(s step) (reads, writes []string) {
	switch s.script {
	case "cover.py":
		for _, level := range []string{"districts", "regions", "countries"} {
			writes = append(writes, s.args[len(s.args)-1]+"-"+level+".json")
		}
	case "names.py":
		for _, name := range []string{"cldr", "geonames", "osm", "katottg", "oblast"} {
			writes = append(writes, "names-"+name+".tsv")
		}
	}
	for i := 0; i+1 < len(s.args); i++ {
		option, value := s.args[i], s.args[i+1]
		named := strings.Contains(value, ".") && !strings.HasPrefix(value, "0.") && value != "." && !strings.Contains(value, "=")
		switch {
		case !named || !strings.HasPrefix(option, "-"):
		case option == "-o" || option == "--out" || option == "--names" || option == "--notes":
			writes = append(writes, value)
		default:
			reads = append(reads, value)
		}
	}
	return reads, writes
}

func TestCompareNamesTheFilesThatDiffer(t *testing.T) {
	write := func(dir, name, text string) {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	a, b := t.TempDir(), t.TempDir()
	write(a, "same.tsv", "x")
	write(b, "same.tsv", "x")
	write(b, "embed.go", "package x")
	if err := compare(a, b); err != nil {
		t.Errorf("equal folders: %v", err)
	}
	write(a, "units.tsv", "1")
	write(b, "units.tsv", "2")
	write(a, "new.tsv", "")
	err := compare(a, b)
	if err == nil || !strings.Contains(err.Error(), "units.tsv") || !strings.Contains(err.Error(), "new.tsv") || strings.Contains(err.Error(), "same.tsv") {
		t.Errorf("got %v", err)
	}
}
