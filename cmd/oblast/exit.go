package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"syscall"

	"oblast/data/snapshot"
	"oblast/data/store"
	"oblast/geo/fault"
)

// Exit codes.
const (
	exitFailed      = 1
	exitUsage       = 2
	exitNotFound    = 3
	exitRefused     = 4
	exitDamaged     = 5
	exitUnavailable = 6
)

// exitMeanings says what each code means, in order.
var exitMeanings = []struct {
	code    int
	meaning string
}{
	{0, "done"},
	{exitFailed, "failed"},
	{exitUsage, "wrong use or settings"},
	{exitNotFound, "nothing found"},
	{exitRefused, "records refused"},
	{exitDamaged, "the log is damaged"},
	{exitUnavailable, "address, file or space not available"},
}

func exitCodeHelp() string {
	parts := make([]string, len(exitMeanings))
	for i, m := range exitMeanings {
		parts[i] = fmt.Sprintf("%d %s", m.code, m.meaning)
	}
	return "Exit codes: " + strings.Join(parts, ", ") + "."
}

// wrongUse is a fault of the arguments that only the data can show, such as the id of no region.
type wrongUse struct{ error }

// Unwrap returns the fault.
func (w wrongUse) Unwrap() error { return w.error }

// exitCode maps a command's error to its exit code; the first that fits.
func exitCode(err error) int {
	switch {
	case err == nil:
		return 0
	case errors.As(err, new(wrongUse)):
		return exitUsage
	case errors.Is(err, store.ErrDamaged), errors.Is(err, snapshot.ErrUnreadable):
		return exitDamaged
	case errors.Is(err, fault.ErrUnavailable), errors.Is(err, syscall.EADDRINUSE), errors.Is(err, syscall.EADDRNOTAVAIL),
		errors.Is(err, syscall.EMFILE), errors.Is(err, syscall.ENFILE), errors.Is(err, syscall.EACCES), errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EROFS), errors.Is(err, syscall.EISDIR),
		errors.Is(err, fs.ErrPermission), errors.Is(err, fs.ErrNotExist):
		return exitUnavailable
	case errors.Is(err, fault.ErrNotFound):
		return exitNotFound
	case errors.Is(err, fault.ErrInvalid), errors.Is(err, fault.ErrConflict):
		return exitRefused
	default:
		return exitFailed
	}
}

// sentence says what went wrong and, where the cause is a familiar one, what to do.
func sentence(err error) string {
	switch {
	case errors.Is(err, context.Canceled):
		return "stopped before the end: what was under way was not kept, and nothing that was acknowledged is lost"
	case errors.Is(err, syscall.EADDRINUSE):
		return err.Error() + "; choose another with --addr, or --addr 127.0.0.1:0 for any free one"
	case errors.Is(err, syscall.EMFILE), errors.Is(err, syscall.ENFILE):
		return err.Error() + "; let the program open more files (ulimit -n)"
	case errors.Is(err, syscall.EADDRNOTAVAIL):
		return err.Error() + "; this machine has no such address: --addr 0.0.0.0:8080 listens on all that it has"
	case errors.Is(err, syscall.ENOSPC):
		return err.Error() + "; make room and try again: what is not whole was not kept"
	case errors.Is(err, fs.ErrPermission):
		return err.Error() + "; choose a file in a folder that you may write to with --data"
	}
	text := err.Error()
	for _, kind := range []error{fault.ErrNotFound, fault.ErrInvalid, fault.ErrConflict, fault.ErrUnavailable, fs.ErrNotExist} {
		text = strings.TrimSuffix(text, ": "+kind.Error()) // the exit code says it
	}
	return text
}
