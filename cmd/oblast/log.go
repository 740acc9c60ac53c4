package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"time"

	"oblast/data/boundaries"
	"oblast/data/record"
	"oblast/data/store"
	"oblast/data/store/sqlite"
	"oblast/geo/gazetteer"
)

// openLog opens the log of revisions at a path, or one in memory. Whoever replays it verifies its chain of hashes.
func openLog(ctx context.Context, path string) (store.Log, error) {
	log, err := sqlite.Open(ctx, path)
	if err != nil {
		return nil, err
	}
	return store.Checked(log, path), nil
}

// openToAppend opens the log with what checks records against it and the regions. A log is the caller's to close, beside an
// error too.
func openToAppend(s *setting) (*gazetteer.Gazetteer, store.Log, *store.Appender, error) {
	gaz, err := gazetteer.Load(boundaries.Files)
	if err != nil {
		return nil, nil, nil, err
	}
	log, err := openLog(s.ctx, s.data)
	if err != nil {
		return nil, nil, nil, err
	}
	appender, err := store.NewAppender(s.ctx, log, func(id string) bool { _, ok := gaz.Tree.Find(id); return ok })
	if err == nil {
		err = warnOfClock(s, log)
	}
	return gaz, log, appender, err
}

// clockSlack is how far clocks may differ without a word.
const clockSlack = time.Minute

// clockBehind says what is wrong when the machine's clock is behind the log's last revision, "" when it is not. Nothing
// is lost by it: the order of the log is that of its rows.
func clockBehind(ctx context.Context, log store.Log, now time.Time) (string, error) {
	head, err := log.Head(ctx)
	if err != nil || head == 0 {
		return "", err
	}
	var last time.Time
	if err := log.Since(ctx, head-1, func(r record.Revision) error { last = r.RecordedAt; return nil }); err != nil {
		return "", err
	}
	if behind := last.Sub(now); behind > clockSlack {
		return fmt.Sprintf("the clock of this machine is %s behind the log's last revision (%s): set it; until then new revisions carry earlier times than those before them, and a state asked for by time may lack them",
			behind.Round(time.Second), last.Format(time.RFC3339)), nil
	}
	return "", nil
}

// warnOfClock says on standard error when the clock is behind the log.
func warnOfClock(s *setting, log store.Log) error {
	text, err := clockBehind(s.ctx, log, time.Now())
	if text != "" {
		fmt.Fprintln(s.Err, "oblast: "+text)
	}
	return err
}

// openKept opens a log that is there already, for those who read only, what is damaged too; its folder may be one that
// cannot be written. To open one that is not there would make an empty one, and a misspelt path would look like a log in
// which all is well.
func openKept(ctx context.Context, path string) (store.Log, error) {
	if _, err := os.Stat(path); path != sqlite.Memory && errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("there is no log at %s; serve and import make one, --data names another: %w", path, fs.ErrNotExist)
	}
	open := sqlite.OpenToRead
	if path == sqlite.Memory {
		open = sqlite.Open
	}
	log, err := open(ctx, path)
	if err != nil {
		return nil, err // not log: a nil pointer in an interface is not nil
	}
	return log, nil
}
