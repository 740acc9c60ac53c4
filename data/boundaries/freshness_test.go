package boundaries_test

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const builder = "../../cmd/buildboundaries"

func readProvenance(t *testing.T) (packages, inputs, outputs map[string]string) {
	t.Helper()
	var p struct{ Packages, Inputs, Outputs map[string]string }
	b, err := os.ReadFile("PROVENANCE.json")
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(b, &p); err != nil {
		t.Fatal(err)
	}
	return p.Packages, p.Inputs, p.Outputs
}

// files lists what lies under dir with its SHA-256.
func files(t *testing.T, dir string, keep func(string) bool) map[string]string {
	t.Helper()
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
		if err != nil || !keep(name) {
			return err
		}
		b, err := os.ReadFile(path)
		sum := sha256.Sum256(b)
		out[filepath.ToSlash(name)] = hex.EncodeToString(sum[:])
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func same(t *testing.T, what string, got, want map[string]string) {
	t.Helper()
	for name, sum := range want {
		if got[name] != sum {
			t.Errorf("%s %s differs from PROVENANCE.json: run `go run ./cmd/buildboundaries`", what, name)
		}
	}
	for name := range got {
		if _, ok := want[name]; !ok {
			t.Errorf("%s %s is not in PROVENANCE.json: run `go run ./cmd/buildboundaries`", what, name)
		}
	}
}

// The committed files are those that the committed scripts and tables made.
func TestDataIsFresh(t *testing.T) {
	packages, inputs, outputs := readProvenance(t)
	same(t, "input", files(t, builder, func(n string) bool { return !strings.HasSuffix(n, "_test.go") }), inputs)
	same(t, "output", files(t, ".", func(n string) bool { return !strings.HasSuffix(n, ".go") && n != "PROVENANCE.json" }), outputs)
	pinned, err := os.ReadFile(filepath.Join(builder, "packages.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	for file, sum := range packages {
		if !strings.Contains(string(pinned), file+"\t"+sum) {
			t.Errorf("package %s of PROVENANCE.json is not the pinned one", file)
		}
	}
}

// The README names every package and every file, the sources every file once.
func TestSourcesAndReadmeAreComplete(t *testing.T) {
	packages, _, outputs := readProvenance(t)
	readme, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	for file, sum := range packages {
		if !strings.Contains(string(readme), sum[:12]) {
			t.Errorf("data/README.md lacks package %s", file)
		}
	}
	b, err := os.ReadFile("sources.json")
	if err != nil {
		t.Fatal(err)
	}
	var sources []struct {
		ID, Name, Version, Licence, Attribution string
		Files                                   []string
	}
	if err := json.Unmarshal(b, &sources); err != nil {
		t.Fatal(err)
	}
	notice, err := os.ReadFile("../NOTICE")
	if err != nil {
		t.Fatal(err)
	}
	listed := map[string]int{}
	for _, s := range sources {
		if s.Name == "" || s.Version == "" || s.Licence == "" || s.Attribution == "" {
			t.Errorf("source %s lacks a field", s.ID)
		}
		if !strings.Contains(string(notice), s.Attribution) {
			t.Errorf("data/NOTICE lacks %q", s.Attribution)
		}
		for _, f := range s.Files {
			listed[f]++
		}
	}
	for name := range outputs {
		if !strings.Contains(string(readme), "`"+name+"`") {
			t.Errorf("data/README.md lacks %s", name)
		}
		if name != "sources.json" && name != "report.txt" && listed[name] != 1 {
			t.Errorf("%s is listed %d times in sources.json", name, listed[name])
		}
	}
}
