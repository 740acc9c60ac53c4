package main

import (
	"context"

	"oblast/data/store"
	"oblast/data/store/sqlite"
)

// openLog opens the log of revisions at a path, or one in memory.
func openLog(ctx context.Context, path string) (store.Log, error) {
	log, err := sqlite.Open(ctx, path)
	if err != nil {
		return nil, err // not log: a nil pointer in an interface is not nil
	}
	return log, nil
}
