package store

import (
	"errors"
	"fmt"

	"oblast/geo/fault"
)

// What can be wrong with the place where a log is kept. Test with errors.Is.
var (
	ErrDamaged      = errors.New("is damaged; stop, keep the file as it is, and restore a backup (oblast verify lists what is wrong)")
	ErrForeign      = errors.New("is not a log of oblast; name another file or, if it was one, restore a backup: its beginning is overwritten")
	ErrNewer        = errors.New("was written by a newer version of oblast; use that version")
	ErrLocked       = errors.New("is in use by another program; end that program or try again")
	ErrFull         = errors.New("has no room to grow: the disk is full; what was not acknowledged was not kept: make room and try again")
	ErrReadOnly     = errors.New("cannot be written; check the permissions of the file and of its folder, and that the disk takes writes")
	ErrTooManyFiles = errors.New("cannot be opened: too many files are open; let the program open more (ulimit -n)")
	ErrNoFolder     = errors.New("cannot be opened; check that its folder exists and can be written")
	ErrFolder       = errors.New("is a folder; name a file in it")
	ErrLeftOver     = errors.New("has its last revisions in the file beside it whose name ends in -wal, left by a program that ended without warning, and they cannot be read where the folder cannot be written, or its disk is full; copy both files into a folder that can be written and use the copy")
	ErrIO           = errors.New("could not be read or written: the disk reports an error; what was not acknowledged was not kept: look at the system's messages about that disk, and verify the log before going on")
	ErrClosed       = errors.New("is closed")
)

// Trouble says in one sentence what is wrong with a log. It is a fault.ErrUnavailable.
type Trouble struct {
	Path  string
	What  error // one of the errors above
	Cause error // may be nil
}

// Error returns the sentence, and the cause in brackets.
func (t *Trouble) Error() string {
	if t.Cause == nil {
		return fmt.Sprintf("the log %s %v", t.Path, t.What)
	}
	return fmt.Sprintf("the log %s %v (%v)", t.Path, t.What, t.Cause)
}

// Is reports that trouble is a fault.ErrUnavailable.
func (t *Trouble) Is(target error) bool { return target == fault.ErrUnavailable }

// Unwrap returns what is wrong, and its cause.
func (t *Trouble) Unwrap() []error {
	if t.Cause == nil {
		return []error{t.What}
	}
	return []error{t.What, t.Cause}
}
