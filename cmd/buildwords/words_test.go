package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"oblast/cmd/pinned"
	"oblast/geo/geocode/inflect"
	"oblast/geo/geocode/ordinary"
)

func TestPackagesArePinned(t *testing.T) {
	packages, err := pinned.Read("packages.tsv")
	if err != nil {
		t.Fatal(err)
	}
	notice, err := os.ReadFile("../../data/README.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range packages {
		if len(p.SHA256) != 64 || !strings.Contains(string(notice), p.Name) {
			t.Errorf("%s is not pinned, or data/README.md lacks it", p.Name)
		}
	}
}

func write(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestSuffixesMakeForms(t *testing.T) {
	rules, err := readAffixes(write(t, "x.aff", "SET UTF-8\nSFX K Y 3\nSFX K а ой [лн]ка\nSFX K ка ок [^л]ка\nSFX K 0 м .\nPFX N Y 1\nPFX N 0 не .\n"))
	if err != nil {
		t.Fatal(err)
	}
	var forms []string
	rules.forms("белка", "KN", func(form string) { forms = append(forms, form) })
	if want := []string{"белка", "белкой", "белкам"}; !slices.Equal(forms, want) {
		t.Errorf("got %q, want %q", forms, want)
	}
	if _, err := readAffixes(write(t, "x.aff", "SFX K а ой [лнка\n")); err == nil {
		t.Error("a condition that is none is read")
	}
}

func TestNamesAreNoOrdinaryWords(t *testing.T) {
	v := newVocabulary()
	aff := write(t, "x.aff", "SFX K Y 1\nSFX K а ой ка\n")
	if err := v.hunspell(aff, write(t, "x.dic", "3\nбелка/K\nвода\nсуджанский\nВода\n")); err != nil {
		t.Fatal(err)
	}
	if err := v.list(write(t, "words", "Martin\nstore\nstore's\n")); err != nil {
		t.Fatal(err)
	}
	w := ordinary.Open(v.pack(), inflect.New())
	for word, want := range map[string]bool{"store": true, "martin": false, "stores": false} {
		if got := w.Has([]byte(word), ordinary.Form); got != want {
			t.Errorf("%s: got %v", word, got)
		}
	}
	if !w.Has([]byte("martin"), ordinary.Name) {
		t.Error("martin is no name")
	}
}
