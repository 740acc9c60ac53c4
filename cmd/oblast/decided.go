package main

import (
	"context"
	"errors"
	"io/fs"

	"oblast/api/maps"
	"oblast/data/boundaries"
	"oblast/data/record"
	"oblast/data/store"
	"oblast/geo/gazetteer"
	"oblast/geo/geocode"
)

// decidedCoder returns a geocoder under the reviewers' decisions of the log, where there is one.
func decidedCoder(s *setting, source string) (gaz *gazetteer.Gazetteer, coder *geocode.Geocoder, decided []maps.Decision, err error) {
	if gaz, err = gazetteer.Load(boundaries.Files); err != nil {
		return nil, nil, nil, err
	}
	if coder, err = geocode.New(gaz); err != nil {
		return nil, nil, nil, err
	}
	aliases, err := aliasesOf(s.ctx, s.data)
	if err != nil {
		return nil, nil, nil, err
	}
	coder, decided = maps.Decide(coder, aliases, source)
	return gaz, coder, decided, nil
}

// aliasesOf returns the decisions that stand in a log; none where there is no log.
func aliasesOf(ctx context.Context, path string) (aliases []*record.Alias, err error) {
	var log store.Log
	switch log, err = openKept(ctx, path); {
	case errors.Is(err, fs.ErrNotExist):
		return nil, nil
	case err != nil:
		return nil, err
	}
	defer func() { err = errors.Join(err, log.Close()) }()
	standing, order := map[string]*record.Alias{}, []string{}
	err = log.Since(ctx, 0, func(rev record.Revision) error {
		if _, known := standing[rev.RecordID]; !known {
			if record.KindOf(rev.Body) != record.KindAlias {
				return nil
			}
			order = append(order, rev.RecordID)
		}
		standing[rev.RecordID] = nil
		if len(rev.Body) == 0 || string(rev.Body) == "null" {
			return nil
		}
		rec, err := record.Decode(rev.Body)
		if a, ok := rec.(*record.Alias); ok {
			standing[rev.RecordID] = a
		}
		return err
	})
	for _, id := range order {
		if a := standing[id]; a != nil {
			aliases = append(aliases, a)
		}
	}
	return aliases, err
}
