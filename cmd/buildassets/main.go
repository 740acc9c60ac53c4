// Command buildassets bundles assets/src into assets/dist with esbuild's Go API: no Node is needed. What goes in is
// TypeScript, CSS and the vendored Leaflet; what comes out is minified modules with hashed names and manifest.json, byte
// for byte the same on every machine.
//
//	go run ./cmd/buildassets          build and write
//	go run ./cmd/buildassets -check   build and compare with what is committed; exit code 1 when they differ
package main

import (
	"bytes"
	"flag"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Budgets in bytes after gzip, over all scripts and all styles together.
const (
	scriptBudget = 80_000
	styleBudget  = 15_000
)

func main() {
	check := flag.Bool("check", false, "compare with the committed bundles and write nothing")
	dir := flag.String("dir", "assets", "folder that holds src, vendor and dist")
	flag.Parse()
	if err := run(os.Stdout, *dir, *check); err != nil {
		fmt.Fprintln(os.Stderr, "buildassets:", err)
		os.Exit(1)
	}
}

func run(w io.Writer, dir string, check bool) error {
	files, err := bundle(dir)
	if err != nil {
		return err
	}
	report(w, files)
	dist := filepath.Join(dir, "dist")
	stale, err := differences(dist, files)
	if err != nil {
		return err
	}
	if check {
		if len(stale) > 0 {
			return fmt.Errorf("not fresh: %s; run go run ./cmd/buildassets", strings.Join(stale, ", "))
		}
		return withinBudget(files)
	}
	for _, name := range stale {
		file := filepath.Join(dist, name)
		if content, ok := files[name]; ok {
			err = os.WriteFile(file, content, 0o644)
		} else {
			err = os.Remove(file)
		}
		if err != nil {
			return err
		}
	}
	return withinBudget(files)
}

// differences names the files of dist that are missing, changed or no longer made.
func differences(dist string, files map[string][]byte) ([]string, error) {
	if err := os.MkdirAll(dist, 0o755); err != nil {
		return nil, err
	}
	committed, err := os.ReadDir(dist)
	if err != nil {
		return nil, err
	}
	var stale []string
	seen := map[string]bool{}
	for _, f := range committed {
		seen[f.Name()] = true
		have, err := os.ReadFile(filepath.Join(dist, f.Name()))
		if err != nil {
			return nil, err
		}
		if want, ok := files[f.Name()]; !ok || !bytes.Equal(have, want) {
			stale = append(stale, f.Name())
		}
	}
	for name := range files {
		if !seen[name] {
			stale = append(stale, name)
		}
	}
	slices.Sort(stale)
	return stale, nil
}

func report(w io.Writer, files map[string][]byte) {
	for _, name := range slices.Sorted(maps.Keys(files)) {
		fmt.Fprintf(w, "%-36s %8d B  %7d B gzipped\n", name, len(files[name]), gzipped(files[name]))
	}
	script, style := weights(files)
	fmt.Fprintf(w, "script %d of %d B gzipped, style %d of %d B\n", script, scriptBudget, style, styleBudget)
}

func weights(files map[string][]byte) (script, style int) {
	for name, content := range files {
		switch filepath.Ext(name) {
		case ".js":
			script += gzipped(content)
		case ".css":
			style += gzipped(content)
		}
	}
	return script, style
}

func withinBudget(files map[string][]byte) error {
	if script, style := weights(files); script > scriptBudget || style > styleBudget {
		return fmt.Errorf("over budget: script %d of %d B gzipped, style %d of %d B", script, scriptBudget, style, styleBudget)
	}
	return nil
}
