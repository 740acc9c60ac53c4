package pinned

import (
	"context"
	"os"
	"path/filepath"
)

// Python makes a Python environment in dir from a file of requirements, each with its hash, unless it is there, and
// returns its interpreter.
func Python(ctx context.Context, dir, requirements string) (interpreter string, err error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return "", err
	}
	interpreter = filepath.Join(dir, "venv", "bin", "python")
	if _, err := os.Stat(interpreter); err != nil {
		if err := Run(ctx, dir, "python3", "-m", "venv", "venv"); err != nil {
			return "", err
		}
	}
	return interpreter, Run(ctx, dir, interpreter, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps",
		"--require-hashes", "--only-binary=:all:", "-r", requirements)
}
