// Package sqlite keeps the revision log in an SQLite file: write-ahead log, full sync, one writer.
//
// What Append acknowledged is on disk. Appends that wait at the same time share one sync (group commit). The file may be
// opened by several programs at once: each sees what the others append. Readers never wait for the writer.
//
// A Log is safe for concurrent use.
package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"modernc.org/sqlite"

	"oblast/data/store"
)

// Memory is the path of a log that lives in memory and ends with Close.
const Memory = ":memory:"

// Log is a store.Log in an SQLite file.
type Log struct {
	path     string
	memory   bool
	writers  *sql.DB // one connection
	readers  *sql.DB
	address  string    // that the readers open
	next     *sql.Stmt // of the readers: the revisions after a number
	unsalted bool      // its rows have no salts, and no column for them
	writer   *writer
	watch    hub
	closing  chan struct{}
	once     sync.Once
	done     sync.WaitGroup
	err      error // of Close
}

var _ store.Log = (*Log)(nil)

// memories numbers the logs in memory, which have a name each inside this program.
var memories atomic.Int64

// Open opens the log at a path and makes it, and its folder, where there is none. An error is a *store.Trouble that
// says in one sentence what is wrong.
func Open(ctx context.Context, path string) (*Log, error) {
	l := &Log{path: path, memory: path == Memory, closing: make(chan struct{})}
	if !l.memory {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return nil, &store.Trouble{Path: path, What: store.ErrNoFolder, Cause: err}
		}
		sqlite.Fdatasync(true)
	}
	if err := l.open(ctx); err != nil {
		l.release()
		return nil, err
	}
	l.done.Go(l.writer.run)
	if !l.memory {
		l.done.Go(l.follow)
	}
	return l, nil
}

func (l *Log) open(ctx context.Context) (err error) {
	write, read := l.sources()
	if l.writers, err = sql.Open("sqlite", write); err != nil {
		return l.trouble(err)
	}
	l.writers.SetMaxOpenConns(1)
	if err = migrate(ctx, l.writers); err != nil {
		return l.trouble(err)
	}
	l.address = read
	if l.readers, err = sql.Open("sqlite", read); err != nil {
		return l.trouble(err)
	}
	if err = l.prepareReaders(ctx); err != nil {
		return l.trouble(err)
	}
	if l.writer, err = newWriter(ctx, l); err != nil {
		return l.trouble(err)
	}
	return nil
}

func (l *Log) prepareReaders(ctx context.Context) (err error) {
	l.readers.SetMaxOpenConns(8)
	l.readers.SetMaxIdleConns(2)
	l.next, err = l.readers.PrepareContext(ctx, l.query(nextRows))
	return err
}

// busyTimeout is how long an append waits for another program's.
const busyTimeout = 5 * time.Second

var busyPragma = url.Values{"_pragma": {"busy_timeout(" + strconv.FormatInt(busyTimeout.Milliseconds(), 10) + ")"}}.Encode()

// sources returns the addresses of the file for the writer and the readers.
func (l *Log) sources() (write, read string) {
	name := "file:/oblast-" + strconv.FormatInt(memories.Add(1), 10)
	common := "vfs=memdb&" + busyPragma
	if !l.memory {
		name = "file:" + (&url.URL{Path: filepath.ToSlash(l.path)}).EscapedPath()
		common = busyPragma
	}
	options := url.Values{"_txlock": {"immediate"}}
	if !l.memory {
		options.Add("_pragma", "journal_mode(WAL)")
	}
	options.Add("_pragma", "synchronous(FULL)")
	options.Add("_pragma", "journal_size_limit(67108864)")
	return name + "?" + common + "&" + options.Encode(), name + "?" + common + "&_pragma=query_only(1)"
}

// Close waits for appends under way and closes the log. Later calls return the same error.
func (l *Log) Close() error {
	l.once.Do(func() {
		close(l.closing)
		l.done.Wait()
		l.watch.close()
		l.err = l.release()
	})
	return l.err
}

func (l *Log) release() error {
	var errs []error
	if l.writer != nil {
		errs = append(errs, l.writer.release())
	}
	if l.next != nil {
		errs = append(errs, l.next.Close())
	}
	for _, db := range []*sql.DB{l.readers, l.writers} {
		if db != nil {
			errs = append(errs, db.Close())
		}
	}
	if err := errors.Join(errs...); err != nil {
		return l.trouble(err)
	}
	return nil
}

// closed reports whether Close was called.
func (l *Log) closed() bool {
	select {
	case <-l.closing:
		return true
	default:
		return false
	}
}
