package main_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// readers is the folder of the independent readers of npm, which package-lock.json there pins: `npm ci` in it installs them.
// The test is skipped where they are not.
func readers(t testing.TB) string {
	t.Helper()
	need(t, "node")
	folder, err := filepath.Abs("testdata/readers")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(folder, "node_modules", "pmtiles")); err == nil {
		return folder
	}
	if os.Getenv("OBLAST_REQUIRE_ALL") == "1" {
		t.Fatal("the readers in testdata/readers are not installed (npm ci), and OBLAST_REQUIRE_ALL=1 lets nothing be skipped")
	}
	t.Skip("the readers in testdata/readers are not installed: npm ci there")
	return ""
}

// node runs a script of the readers' folder and returns what it wrote.
func node(t testing.TB, script string, args ...string) string {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "node", append([]string{script}, args...)...)
	cmd.Dir = readers(t)
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("node %s: %v\n%.4000s", script, err, out)
	}
	return string(out)
}
