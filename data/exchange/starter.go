package exchange

import (
	"bytes"
	"context"
	"encoding/json"
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
	changes, err := StarterChanges()
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

// StarterChanges returns the starter records as changes of an empty log: each created, those that were told otherwise at
// first as they were told then, and these updated at the end.
func StarterChanges() ([]store.Change, error) {
	first, reasons, err := starterEarlier()
	if err != nil {
		return nil, err
	}
	f, err := starter.Files.Open(starter.Name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var changes, later []store.Change
	record.DecodeLines(f, func(line int, rec record.Record, fault error) bool {
		if fault != nil {
			err = fmt.Errorf("%s, line %d: %w", starter.Name, line, fault)
			return false
		}
		if was := first[rec.RecordID()]; was != nil {
			later = append(later, store.Change{Change: store.Update, Record: rec, Author: starter.Author, Reason: reasons[rec.RecordID()]})
			rec = was
		}
		changes = append(changes, store.Change{Change: store.Create, Record: rec, Author: starter.Author, Reason: "starter data: public press reports of 2025"})
		return true
	})
	return append(changes, later...), err
}

// starterEarlier reads the records as they were told first, by id, and why others took their place.
func starterEarlier() (first map[string]record.Record, reasons map[string]string, err error) {
	b, err := starter.Files.ReadFile(starter.EarlierName)
	if err != nil {
		return nil, nil, err
	}
	first, reasons = map[string]record.Record{}, map[string]string{}
	for line := range bytes.Lines(b) {
		var was struct {
			Reason string          `json:"reason"`
			Record json.RawMessage `json:"record"`
		}
		if err := json.Unmarshal(line, &was); err != nil {
			return nil, nil, fmt.Errorf("%s: %w", starter.EarlierName, err)
		}
		rec, err := record.Decode(was.Record)
		if err != nil {
			return nil, nil, fmt.Errorf("%s: %w", starter.EarlierName, err)
		}
		first[rec.RecordID()], reasons[rec.RecordID()] = rec, was.Reason
	}
	return first, reasons, nil
}
