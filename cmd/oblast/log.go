package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"oblast/data/store"
	"oblast/data/store/sqlite"
)

// openLog opens the log of revisions at a path, or one in memory. Whoever replays it verifies its chain of hashes.
func openLog(ctx context.Context, path string) (store.Log, error) {
	log, err := openUnchecked(ctx, path)
	if err != nil {
		return nil, err
	}
	return store.Checked(log), nil
}

// openUnchecked opens a log for those who read what is damaged too.
func openUnchecked(ctx context.Context, path string) (store.Log, error) {
	log, err := sqlite.Open(ctx, path)
	if err != nil {
		return nil, err // not log: a nil pointer in an interface is not nil
	}
	return log, nil
}

// openKept opens a log that is there already: to read one that is not would make an empty one, and a misspelt path would
// look like a log in which all is well.
func openKept(ctx context.Context, path string) (store.Log, error) {
	if _, err := os.Stat(path); path != sqlite.Memory && errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("there is no log at %s; serve and import make one, --data names another: %w", path, fs.ErrNotExist)
	}
	return openUnchecked(ctx, path)
}
