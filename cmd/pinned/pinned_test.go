package pinned_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"oblast/cmd/pinned"
)

func TestBadPackageTable(t *testing.T) {
	path := filepath.Join(t.TempDir(), "packages.tsv")
	if err := os.WriteFile(path, []byte("client\tname\nnpm\tx\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := pinned.Read(path); err == nil {
		t.Error("a row of two columns is read")
	}
}

func TestAFileOfAnotherSumIsRefused(t *testing.T) {
	cache := t.TempDir()
	p := pinned.Package{Client: "npm", Name: "x", Version: "1", File: "x-1.tgz", SHA256: strings.Repeat("0", 64)}
	if err := os.MkdirAll(filepath.Join(cache, "packages"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(cache, "packages", p.File), []byte("other"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := p.Fetch(context.Background(), cache); err == nil || !strings.Contains(err.Error(), "SHA-256") {
		t.Errorf("got error %v", err)
	}
}

func TestCompareNamesTheFilesThatDiffer(t *testing.T) {
	built, committed := t.TempDir(), t.TempDir()
	for _, name := range []string{"a.tsv", "b.tsv"} {
		for _, dir := range []string{built, committed} {
			if err := os.WriteFile(filepath.Join(dir, name), []byte(name), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	names := []string{"a.tsv", "b.tsv"}
	if err := pinned.Compare(built, committed, names); err != nil {
		t.Errorf("equal files: %v", err)
	}
	if err := os.WriteFile(filepath.Join(built, "b.tsv"), []byte("other"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := pinned.Compare(built, committed, names); err == nil || !strings.Contains(err.Error(), "b.tsv") || strings.Contains(err.Error(), "a.tsv") {
		t.Errorf("got %v", err)
	}
}
