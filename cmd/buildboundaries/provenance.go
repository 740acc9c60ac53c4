package main

import (
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"oblast/cmd/pinned"
)

const provenanceFile = "PROVENANCE.json"

// provenance records the SHA-256 of everything that made the boundary files:
// a test compares inputs (scripts, tables) and outputs with what is committed,
// so stale files are found without a rebuild.
type provenance struct {
	Packages map[string]string `json:"packages"`
	Inputs   map[string]string `json:"inputs"`
	Outputs  map[string]string `json:"outputs"`
}

func writeProvenance(source, target string, packages []pinned.Package) error {
	p := provenance{Packages: map[string]string{}}
	for _, x := range packages {
		p.Packages[x.File] = x.SHA256
	}
	var err error
	if p.Inputs, err = sums(source, func(name string) bool { return !strings.HasSuffix(name, "_test.go") }); err != nil {
		return err
	}
	if p.Outputs, err = sums(target, isOutput); err != nil {
		return err
	}
	b, err := json.MarshalIndent(p, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(target, provenanceFile), append(b, '\n'), 0o644)
}

func isOutput(name string) bool {
	return !strings.HasSuffix(name, ".go") && name != provenanceFile
}

// sums maps every kept file under dir, by its slash path, to its SHA-256.
func sums(dir string, keep func(name string) bool) (map[string]string, error) {
	out := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if d.Name() == "__pycache__" || d.Name() == "testdata" {
				return filepath.SkipDir
			}
			return nil
		}
		name, err := filepath.Rel(dir, path)
		if err != nil || !keep(filepath.ToSlash(name)) {
			return err
		}
		out[filepath.ToSlash(name)], err = pinned.Sum(path)
		return err
	})
	return out, err
}

// compare fails unless the rebuilt folder and the committed one hold the same
// files with the same bytes.
func compare(rebuilt, committed string) error {
	keep := func(name string) bool { return !strings.HasSuffix(name, ".go") }
	got, err := sums(rebuilt, keep)
	if err != nil {
		return err
	}
	want, err := sums(committed, keep)
	if err != nil {
		return err
	}
	var differing []string
	for name := range want {
		if got[name] != want[name] {
			differing = append(differing, name)
		}
	}
	for name := range got {
		if _, ok := want[name]; !ok {
			differing = append(differing, name+" (not committed)")
		}
	}
	slices.Sort(differing)
	return pinned.Differ(committed, differing)
}
