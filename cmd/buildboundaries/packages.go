package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// pkg is one pinned source package: a row of packages.tsv.
type pkg struct {
	client, name, version, file, sha256 string
}

func readPackages(path string) ([]pkg, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var out []pkg
	for n, line := range strings.Split(strings.TrimSpace(string(b)), "\n") {
		f := strings.Split(line, "\t")
		if n == 0 {
			continue
		}
		if len(f) < 5 {
			return nil, fmt.Errorf("%s: line %d has %d columns", path, n+1, len(f))
		}
		out = append(out, pkg{f[0], f[1], f[2], f[3], f[4]})
	}
	return out, nil
}

// folder is where the package lies unpacked.
func (p pkg) folder(cache string) string { return filepath.Join(cache, "unpacked", p.name) }

// fetch downloads the package with its ordinary client unless the cache has it,
// checks its sum and unpacks it. A file of another sum is an error, never used.
func (p pkg) fetch(ctx context.Context, cache string) error {
	dir := filepath.Join(cache, "packages")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	file := filepath.Join(dir, p.file)
	if _, err := os.Stat(file); errors.Is(err, os.ErrNotExist) {
		if err := p.get(ctx, dir); err != nil {
			return err
		}
	}
	got, err := sum(file)
	if err != nil {
		return err
	}
	if got != p.sha256 {
		return fmt.Errorf("%s has SHA-256 %s, want %s", p.file, got, p.sha256)
	}
	return p.unpack(ctx, file, p.folder(cache))
}

// get runs the download; Debian's client may need its package lists first.
func (p pkg) get(ctx context.Context, dir string) error {
	err := command(ctx, dir, p.download()...)
	if err == nil || p.client != "apt" {
		return err
	}
	if err := command(ctx, dir, "apt-get", "update", "-qq"); err != nil {
		return err
	}
	return command(ctx, dir, p.download()...)
}

func (p pkg) download() []string {
	switch p.client {
	case "npm":
		return []string{"npm", "pack", "--silent", p.name + "@" + p.version}
	case "pip":
		return []string{"python3", "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:",
			"--python-version", "3.12", "--dest", ".", p.name + "==" + p.version}
	default:
		return []string{"apt-get", "download", "-q", p.name + "=" + p.version}
	}
}

func (p pkg) unpack(ctx context.Context, file, dir string) error {
	if _, err := os.Stat(dir); err == nil {
		return nil
	}
	part := dir + ".part"
	if err := os.RemoveAll(part); err != nil {
		return err
	}
	if err := os.MkdirAll(part, 0o755); err != nil {
		return err
	}
	args := map[string][]string{
		"npm": {"tar", "-xzf", file},
		"pip": {"python3", "-m", "zipfile", "-e", file, "."},
		"apt": {"dpkg-deb", "-x", file, "."},
	}[p.client]
	if err := command(ctx, part, args...); err != nil {
		return err
	}
	return os.Rename(part, dir)
}

// sum is the SHA-256 of a file, in hex.
func sum(path string) (string, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return "", err
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

// command runs a program in dir; what it prints goes to the error stream.
func command(ctx context.Context, dir string, args ...string) error {
	c := exec.CommandContext(ctx, args[0], args[1:]...)
	c.Dir, c.Stdout, c.Stderr = dir, os.Stderr, os.Stderr
	if err := c.Run(); err != nil {
		return fmt.Errorf("%s: %w", strings.Join(args, " "), err)
	}
	return nil
}
