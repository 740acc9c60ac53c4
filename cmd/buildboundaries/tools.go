package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"oblast/cmd/pinned"
)

// tools are the pinned interpreters' packages, installed in the cache.
type tools struct {
	python, mapshaper, scripts, work string
}

// installTools makes a Python environment from tools/requirements.txt (by hash)
// and a node_modules folder from tools/package-lock.json, and copies the scripts
// beside them, so that Node finds its modules and nothing is written to the
// source folder.
func installTools(ctx context.Context, o options) (tools, error) {
	dir := filepath.Join(o.Cache, "tools")
	t := tools{
		mapshaper: filepath.Join(dir, "node_modules", "mapshaper", "bin", "mapshaper"),
		scripts:   filepath.Join(dir, "steps"),
		work:      filepath.Join(o.Cache, "work"),
	}
	if err := os.MkdirAll(t.work, 0o755); err != nil {
		return t, err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return t, err
	}
	if err := os.RemoveAll(t.scripts); err != nil {
		return t, err
	}
	if err := os.CopyFS(t.scripts, os.DirFS(filepath.Join(o.Source, "steps"))); err != nil {
		return t, err
	}
	for _, name := range []string{"package.json", "package-lock.json"} {
		b, err := os.ReadFile(filepath.Join(o.Source, "tools", name))
		if err != nil {
			return t, err
		}
		if err := os.WriteFile(filepath.Join(dir, name), b, 0o644); err != nil {
			return t, err
		}
	}
	var err error
	if t.python, err = pinned.Python(ctx, dir, filepath.Join(o.Source, "tools", "requirements.txt")); err != nil {
		return t, err
	}
	return t, pinned.Run(ctx, dir, "npm", "ci", "--silent", "--ignore-scripts")
}

// run executes one step and says how long it took.
func (t tools) run(ctx context.Context, s step) error {
	var args []string
	switch s.tool {
	case python:
		args = append([]string{t.python, filepath.Join(t.scripts, s.script)}, s.args...)
	case node:
		args = append([]string{"node", "--max-old-space-size=8000", filepath.Join(t.scripts, s.script)}, s.args...)
	case shaper:
		args = append([]string{"node", "--max-old-space-size=8000", t.mapshaper}, s.args...)
	}
	start := time.Now()
	if err := pinned.Run(ctx, t.work, args...); err != nil {
		return err
	}
	fmt.Fprintf(os.Stderr, "%7.1f s  %s\n", time.Since(start).Seconds(), s.title())
	return nil
}
