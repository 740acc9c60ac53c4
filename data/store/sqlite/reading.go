package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"net/url"
	"os"
	"path/filepath"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"oblast/data/store"
)

// OpenToRead opens a log that is there to be read only: what it appends is refused with a store.ErrReadOnly, and it makes
// no file of its own where the folder cannot be written, or has no room. Another program may append meanwhile wherever the folder can be
// written; where it cannot, the file must not change while it is read. Revisions that a program left in the file beside the
// log when it ended without warning (its name ends in -wal) cannot be read without writing: then the error is a
// store.ErrLeftOver. A log in memory cannot be opened so.
func OpenToRead(ctx context.Context, path string) (*Log, error) {
	l := &Log{path: path, closing: make(chan struct{})}
	err := l.openToRead(ctx, "")
	if unwritable(err) {
		if info, beside := os.Stat(path + "-wal"); beside == nil && info.Size() > 0 {
			err = store.ErrLeftOver
		} else {
			err = l.openToRead(ctx, "immutable=1&")
		}
	}
	if err != nil {
		err = l.trouble(err)
		l.release()
		return nil, err
	}
	l.done.Go(l.follow)
	return l, nil
}

// openToRead opens the readers; nothing is left open beside an error.
func (l *Log) openToRead(ctx context.Context, option string) (err error) {
	name := "file:" + (&url.URL{Path: filepath.ToSlash(l.path)}).EscapedPath()
	l.address = name + "?mode=rw&" + option + busyPragma + "&_pragma=query_only(1)"
	if l.readers, err = sql.Open("sqlite", l.address); err != nil {
		return err
	}
	if err = l.known(ctx); err == nil {
		err = l.prepareReaders(ctx)
	}
	if err != nil {
		if l.next != nil {
			l.next.Close()
		}
		l.readers.Close()
		l.next, l.readers = nil, nil
	}
	return err
}

// known reports what is wrong with a file that no version of this program, or a newer one, left.
func (l *Log) known(ctx context.Context) error {
	conn, err := l.readers.Conn(ctx)
	if err != nil {
		return err
	}
	defer conn.Close()
	version, steps, err := versions(ctx, conn)
	switch {
	case err != nil:
		return err
	case version > len(steps):
		return store.ErrNewer
	case version == 0:
		return store.ErrForeign
	}
	l.unsalted = version == beforeSalts
	return nil
}

// unwritable reports whether SQLite could not make the files that it keeps beside one that is in use, or found no room for
// them.
func unwritable(err error) bool {
	var s *sqlite.Error
	if !errors.As(err, &s) {
		return false
	}
	code := s.Code() & 0xff
	return code == sqlite3.SQLITE_CANTOPEN || code == sqlite3.SQLITE_READONLY || s.Code() == sqlite3.SQLITE_IOERR_SHMSIZE
}
