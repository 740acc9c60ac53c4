package main

import (
	"bufio"
	"errors"
	"io"
	"os"
)

// replaceFile opens a file beside path, which takes its name once whole is called without an error.
func replaceFile(path string) (out io.Writer, whole func(error) error, err error) {
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

// lazyFile is a file that appears once something was written to it. Close makes it whole.
type lazyFile struct {
	path  string
	out   *bufio.Writer
	whole func(error) error
}

// Write implements io.Writer.
func (f *lazyFile) Write(p []byte) (int, error) {
	if f.out == nil {
		out, whole, err := replaceFile(f.path)
		if err != nil {
			return 0, err
		}
		f.out, f.whole = bufio.NewWriterSize(out, 1<<16), whole
	}
	return f.out.Write(p)
}

// Close makes the file whole, where there is one.
func (f *lazyFile) Close() error {
	if f.out == nil {
		return nil
	}
	return f.whole(f.out.Flush())
}
