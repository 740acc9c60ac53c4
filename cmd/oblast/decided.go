package main

import (
	"context"
	"errors"
	"io/fs"

	"oblast/api/maps"
	"oblast/data/boundaries"
	"oblast/data/exchange"
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

// importCoder returns a geocoder under the decisions that stand in an open log.
func importCoder(ctx context.Context, gaz *gazetteer.Gazetteer, log store.Log) (exchange.Coder, error) {
	coder, err := geocode.New(gaz)
	if err != nil {
		return exchange.Coder{}, err
	}
	aliases, err := standingAliases(ctx, log)
	if err != nil {
		return exchange.Coder{}, err
	}
	under, decided := maps.Decide(coder, aliases, "")
	return exchange.Coder{Geocoder: under, Decided: func(alias int) (by, reason string) {
		return decided[alias].Author, decided[alias].Reason
	}}, nil
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
	return standingAliases(ctx, log)
}

// standingAliases returns the decisions that stand in a log, oldest first.
func standingAliases(ctx context.Context, log store.Log) (aliases []*record.Alias, err error) {
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
