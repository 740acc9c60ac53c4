package main_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"testing"
)

// What an export is to be written to stays what it is: a link leads on to its file, a pipe is written to, as a device is.
func TestExportsGoWhereTheirNameLeads(t *testing.T) {
	if runtime.GOOS == "windows" {
		return // has no pipes among its files
	}
	dir := t.TempDir()
	file, link, pipe := filepath.Join(dir, "file"), filepath.Join(dir, "link"), filepath.Join(dir, "pipe")
	if err := os.Symlink(file, link); err != nil {
		t.Fatal(err)
	}
	if err := exec.Command("mkfifo", pipe).Run(); err != nil {
		t.Fatal(err)
	}
	db := filepath.Join(dir, "log.db")
	export := func(name string) {
		if _, said, code := runProgram(t, "", "export", "--data", db, "-o", name); code != 0 {
			t.Errorf("export to %s: %d %s", name, code, said)
		}
	}
	if _, said, code := runProgram(t, "", "import", "--data", db, filepath.Join(root, "data", "starter", "starter.jsonl")); code != 0 {
		t.Fatalf("import: %d %s", code, said)
	}
	export(file)
	want, err := os.ReadFile(file)
	if err != nil || len(want) == 0 {
		t.Fatalf("%q, %v", want, err)
	}
	if err := os.WriteFile(file, []byte("before"), 0o600); err != nil {
		t.Fatal(err)
	}
	export(link)
	if got, err := os.ReadFile(file); err != nil || string(got) != string(want) {
		t.Errorf("through the link: %q, %v", got, err)
	}
	read := make(chan string)
	go func() {
		got, _ := os.ReadFile(pipe)
		read <- string(got)
	}()
	export(pipe)
	for name, mode := range map[string]os.FileMode{link: os.ModeSymlink, pipe: os.ModeNamedPipe} {
		if at, err := os.Lstat(name); err != nil || at.Mode().Type() != mode {
			t.Fatalf("%s is %v now, %v", name, at.Mode(), err)
		}
	}
	if got := <-read; got != string(want) {
		t.Errorf("from the pipe: %q", got)
	}
}
