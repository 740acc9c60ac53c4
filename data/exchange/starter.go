package exchange

import (
	"context"
	"errors"
	"fmt"

	"oblast/data/record"
	"oblast/data/starter"
	"oblast/data/store"
	"oblast/geo/fault"
)

// LoadStarter puts the starter records into an empty log, in one batch signed starter.Author, and returns how many. A
// log that holds anything is left as it is.
func LoadStarter(ctx context.Context, log store.Log) (int, error) {
	head, err := log.Head(ctx)
	if err != nil || head > 0 {
		return 0, err
	}
	changes, err := starterChanges()
	if err != nil {
		return 0, err
	}
	a, err := store.NewAppender(ctx, log, nil)
	if err != nil {
		return 0, err
	}
	if _, err := a.Append(ctx, 0, changes); err != nil {
		if errors.Is(err, fault.ErrConflict) {
			return 0, nil
		}
		return 0, fmt.Errorf("starter data: %w", err)
	}
	return len(changes), nil
}

func starterChanges() ([]store.Change, error) {
	f, err := starter.Files.Open(starter.Name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var changes []store.Change
	record.DecodeLines(f, func(line int, rec record.Record, fault error) bool {
		if fault != nil {
			err = fmt.Errorf("%s, line %d: %w", starter.Name, line, fault)
			return false
		}
		changes = append(changes, store.Change{Change: store.Create, Record: rec, Author: starter.Author, Reason: "starter data: public press reports of 2025"})
		return true
	})
	return changes, err
}
