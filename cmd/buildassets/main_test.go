package main

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const folder = "../../assets"

func TestCommittedBundlesAreFreshAndWithinBudget(t *testing.T) {
	if err := run(io.Discard, folder, true); err != nil {
		t.Error(err)
	}
}

func TestTheSameSourcesGiveTheSameBytes(t *testing.T) {
	first, err := bundle(folder)
	if err != nil {
		t.Fatal(err)
	}
	second, err := bundle(folder)
	if err != nil {
		t.Fatal(err)
	}
	for name, content := range first {
		if !bytes.Equal(second[name], content) {
			t.Errorf("%s differs from one build to the next", name)
		}
		if strings.Contains(string(content), "://") && strings.HasSuffix(name, ".css") {
			t.Errorf("%s names another host", name)
		}
	}
	if len(first) != len(second) {
		t.Errorf("%d files, then %d", len(first), len(second))
	}
}

func TestBundlesCarryNoPathOfThisMachine(t *testing.T) {
	files, err := bundle(folder)
	if err != nil {
		t.Fatal(err)
	}
	here, err := filepath.Abs(folder)
	if err != nil {
		t.Fatal(err)
	}
	for name, content := range files {
		if bytes.Contains(content, []byte(here)) {
			t.Errorf("%s names the folder %s", name, here)
		}
	}
}

func TestDifferencesNameWhatChanged(t *testing.T) {
	dir := t.TempDir()
	for name, content := range map[string]string{"same": "1", "old": "2", "changed": "3"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := differences(dir, map[string][]byte{"same": []byte("1"), "changed": []byte("4"), "new": nil})
	if err != nil {
		t.Fatal(err)
	}
	if want := "changed new old"; strings.Join(got, " ") != want {
		t.Errorf("got %v, want %s", got, want)
	}
}
