package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"

	"oblast/data/record"
	"oblast/data/starter"
	"oblast/data/store"
	"oblast/data/store/sqlite"
	"oblast/geo/fault"
)

// openLog opens the log of revisions at a path, or one in memory.
func openLog(ctx context.Context, path string) (store.Log, error) { return sqlite.Open(ctx, path) }

// addStarter puts the starter records into an empty log; any other log stays as it is.
func addStarter(ctx context.Context, log store.Log) error {
	if head, err := log.Head(ctx); err != nil || head > 0 {
		return err
	}
	text, err := starter.Files.ReadFile(starter.Name)
	if err != nil {
		return err
	}
	var revs []record.Revision
	for line := range bytes.Lines(text) {
		body := bytes.TrimSpace(line)
		rec, err := record.Decode(body)
		if err != nil {
			return fmt.Errorf("starter record %d: %w", len(revs)+1, err)
		}
		revs = append(revs, record.Revision{RecordID: rec.RecordID(), Change: store.Create, Author: starter.Author,
			Reason: "comes with the program", Body: body})
	}
	_, err = log.Append(ctx, 0, revs)
	if errors.Is(err, fault.ErrConflict) {
		return nil // another program was first
	}
	return err
}
