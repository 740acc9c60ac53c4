// Package pinned fetches source packages of the public registries with their
// ordinary clients, and refuses any file whose SHA-256 is not the one that is
// written down.
package pinned

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

// Package is one source package: a row of a table of packages.
type Package struct {
	Client  string // npm, pip or apt
	Name    string
	Version string
	File    string // as the client names it
	SHA256  string
}

// Read reads a table of packages: client, name, version, file, sha256, and further columns that are for people.
func Read(path string) ([]Package, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var out []Package
	for n, line := range strings.Split(strings.TrimSpace(string(b)), "\n") {
		f := strings.Split(line, "\t")
		if n == 0 {
			continue
		}
		if len(f) < 5 {
			return nil, fmt.Errorf("%s: line %d has %d columns", path, n+1, len(f))
		}
		out = append(out, Package{f[0], f[1], f[2], f[3], f[4]})
	}
	return out, nil
}

// Folder is where the package lies unpacked.
func (p Package) Folder(cache string) string { return filepath.Join(cache, "unpacked", p.Name) }

// Fetch downloads the package with its ordinary client unless the cache has it,
// checks its sum and unpacks it. A file of another sum is an error, never used.
func (p Package) Fetch(ctx context.Context, cache string) error {
	dir := filepath.Join(cache, "packages")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	file := filepath.Join(dir, p.File)
	if _, err := os.Stat(file); errors.Is(err, os.ErrNotExist) {
		if err := p.get(ctx, dir); err != nil {
			return err
		}
	}
	got, err := Sum(file)
	if err != nil {
		return err
	}
	if got != p.SHA256 {
		return fmt.Errorf("%s has SHA-256 %s, want %s", p.File, got, p.SHA256)
	}
	return p.unpack(ctx, file, p.Folder(cache))
}

// get runs the download; Debian's client may need its package lists first.
func (p Package) get(ctx context.Context, dir string) error {
	err := Run(ctx, dir, p.download()...)
	if err == nil || p.Client != "apt" {
		return err
	}
	if err := Run(ctx, dir, "apt-get", "update", "-qq"); err != nil {
		return err
	}
	return Run(ctx, dir, p.download()...)
}

func (p Package) download() []string {
	switch p.Client {
	case "npm":
		return []string{"npm", "pack", "--silent", p.Name + "@" + p.Version}
	case "pip":
		return []string{"python3", "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:",
			"--python-version", "3.12", "--dest", ".", p.Name + "==" + p.Version}
	default:
		return []string{"apt-get", "download", "-q", p.Name + "=" + p.Version}
	}
}

func (p Package) unpack(ctx context.Context, file, dir string) error {
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
	}[p.Client]
	if err := Run(ctx, part, args...); err != nil {
		return err
	}
	return os.Rename(part, dir)
}

// Sum is the SHA-256 of a file, in hex.
func Sum(path string) (string, error) {
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

// Run runs a program in dir; what it prints goes to the error stream.
func Run(ctx context.Context, dir string, args ...string) error {
	c := exec.CommandContext(ctx, args[0], args[1:]...)
	c.Dir, c.Stdout, c.Stderr = dir, os.Stderr, os.Stderr
	if err := c.Run(); err != nil {
		return fmt.Errorf("%s: %w", strings.Join(args, " "), err)
	}
	return nil
}
