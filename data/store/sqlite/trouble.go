package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"syscall"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"oblast/data/store"
	"oblast/geo/fault"
)

// troubles maps SQLite's primary result codes.
var troubles = map[int]error{
	sqlite3.SQLITE_CORRUPT:  store.ErrDamaged,
	sqlite3.SQLITE_NOTADB:   store.ErrForeign,
	sqlite3.SQLITE_BUSY:     store.ErrLocked,
	sqlite3.SQLITE_LOCKED:   store.ErrLocked,
	sqlite3.SQLITE_FULL:     store.ErrFull,
	sqlite3.SQLITE_READONLY: store.ErrReadOnly,
	sqlite3.SQLITE_PERM:     store.ErrReadOnly,
	sqlite3.SQLITE_CANTOPEN: store.ErrNoFolder,
	sqlite3.SQLITE_IOERR:    store.ErrIO,
}

// trouble says in our words what an error of the database means. Errors that are a caller's, or a context's, stay as
// they are.
func (l *Log) trouble(err error) error {
	var trouble *store.Trouble
	switch {
	case err == nil, errors.As(err, &trouble), errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded),
		errors.Is(err, fault.ErrConflict), errors.Is(err, fault.ErrNotFound), errors.Is(err, fault.ErrInvalid):
		return err
	case errors.Is(err, store.ErrForeign), errors.Is(err, store.ErrNewer), errors.Is(err, store.ErrDamaged),
		errors.Is(err, store.ErrLeftOver):
		return &store.Trouble{Path: l.path, What: err}
	case l.closed(), errors.Is(err, sql.ErrConnDone):
		return &store.Trouble{Path: l.path, What: store.ErrClosed}
	}
	what := store.ErrIO
	var s *sqlite.Error
	if errors.As(err, &s) {
		if known, ok := troubles[s.Code()&0xff]; ok {
			what = known
		}
		switch {
		case isFolder(l.path): // SQLite says this or that of one
			what = store.ErrFolder
		case s.Code() == sqlite3.SQLITE_IOERR_SHMSIZE, // the index of the file beside the log has no room
			what == store.ErrIO && errors.Is(err, syscall.ENOSPC):
			what = store.ErrFull
		case what == store.ErrNoFolder && noDescriptors(l.path):
			what = store.ErrTooManyFiles
		case what == store.ErrNoFolder && isFile(l.path): // it is there: what cannot be made is the files beside it
			what = store.ErrReadOnly
		}
	}
	return &store.Trouble{Path: l.path, What: what, Cause: err}
}

// isFile reports whether a file is at a path.
func isFile(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.Mode().IsRegular()
}

func isFolder(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}

// noDescriptors reports whether a file cannot be opened because too many are open.
func noDescriptors(path string) bool {
	file, err := os.Open(path)
	if err == nil {
		file.Close()
	}
	return errors.Is(err, syscall.EMFILE) || errors.Is(err, syscall.ENFILE)
}
