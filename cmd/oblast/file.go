package main

import (
	"errors"
	"io"
	"os"
	"path/filepath"
)

// replaceFile opens a file beside path, which takes its name once whole is called without an error. What path leads to by a
// link is the file that is meant; a device or a pipe is written to as it stands.
func replaceFile(path string) (out io.Writer, whole func(error) error, err error) {
	if real, err := filepath.EvalSymlinks(path); err == nil {
		path = real
	}
	if at, err := os.Stat(path); err == nil && !at.Mode().IsRegular() && !at.IsDir() {
		file, err := os.OpenFile(path, os.O_WRONLY, 0)
		if err != nil {
			return nil, nil, err
		}
		return file, func(error) error { return file.Close() }, nil
	}
	file, err := os.Create(path + ".part")
	if err != nil {
		return nil, nil, err
	}
	return file, func(failed error) error {
		if err := errors.Join(file.Sync(), file.Close()); failed != nil || err != nil {
			return errors.Join(err, os.Remove(file.Name()))
		}
		return os.Rename(file.Name(), path)
	}, nil
}

// writeFile writes a small file whole.
func writeFile(path string, write func(io.Writer) error) error {
	out, whole, err := replaceFile(path)
	if err != nil {
		return err
	}
	return whole(write(out))
}

// lazyFile is a file that appears once something was written to it and it is whole.
type lazyFile struct {
	path  string
	out   io.Writer
	whole func(error) error
}

// Write implements io.Writer.
func (f *lazyFile) Write(p []byte) (int, error) {
	if f.out == nil {
		var err error
		if f.out, f.whole, err = replaceFile(f.path); err != nil {
			return 0, err
		}
	}
	return f.out.Write(p)
}

// end makes the file whole, where there is one, or removes it after an error.
func (f *lazyFile) end(failed error) error {
	if f.out == nil {
		return nil
	}
	return f.whole(failed)
}
