package main

import (
	"fmt"

	"oblast/data/record"
	"oblast/data/revise"
	"oblast/data/store"
)

type recordPut struct {
	File string `arg:"" help:"JSON lines of records; - reads standard input." placeholder:"FILE"`
	signed
}

// Help shows examples.
func (recordPut) Help() string {
	return `Examples:
  oblast record put --author ann --reason "governor's second post" new.jsonl
  oblast record put --author ann --reason "a source more" --expect 1 incident.json

All records of the file are recorded together, or none. One that is there already needs the version that the change
starts from; when somebody else was faster it is refused, and the version that stands is told.`
}

// Run records new records and new versions.
func (r recordPut) Run(s *setting) error {
	recs, err := decidable(s, r.File)
	if err != nil {
		return err
	}
	return revised(s, func(d *revise.Desk) ([]revise.Done, error) { return d.Put(s.ctx, recs, store.Update, r.wish()) })
}

// decidable reads the records of a file; decisions about names are held against the geocoder, as alias add does.
func decidable(s *setting, name string) ([]record.Record, error) {
	recs, err := recordsIn(s, name)
	for _, r := range recs {
		if a, ok := r.(*record.Alias); ok && err == nil {
			err = understood(a)
		}
	}
	return recs, err
}

type recordCorrect struct {
	File       string `arg:"" help:"The record as it is right, one line of JSON; - reads standard input." placeholder:"FILE"`
	Generalise bool   `help:"The new version says less on purpose: versions before it are not told to the public any more."`
	signed
}

// Help shows examples.
func (recordCorrect) Help() string {
	return `Examples:
  oblast record show inc-1 > inc-1.json    # edit it, then
  oblast record correct --author ann --reason "he said more than 10" --expect 1 inc-1.json`
}

// Run records a corrected version.
func (r recordCorrect) Run(s *setting) error {
	recs, err := decidable(s, r.File)
	if err != nil {
		return err
	}
	change := store.Correction
	if r.Generalise {
		change = store.Generalisation
	}
	return revised(s, func(d *revise.Desk) ([]revise.Done, error) { return d.Put(s.ctx, recs, change, r.wish()) })
}

type recordMerge struct {
	Into   string   `arg:"" help:"Id of the incident that goes on." placeholder:"ID"`
	Others []string `arg:"" help:"Ids of the incidents that go into it." placeholder:"OTHER"`
	Anyway bool     `help:"Merge them though their nights, places or weapons exclude each other."`
	signed
}

// Help shows examples.
func (recordMerge) Help() string {
	return `Examples:
  oblast record merge --author ann --reason "one drone, told twice" inc-1 inc-2

The incident that goes on takes the statements, effects and tags of the others; its number, time and place stay.
Incidents of different nights, places or weapons are not merged, unless you say --anyway: it tells what is odd.`
}

// Run merges incidents.
func (r recordMerge) Run(s *setting) error {
	w := r.wish()
	w.Anyway = r.Anyway
	return revised(s, func(d *revise.Desk) ([]revise.Done, error) { return d.Merge(s.ctx, r.Into, r.Others, w) })
}

type recordSplit struct {
	ID   string `arg:"" help:"Id of the incident." placeholder:"ID"`
	File string `arg:"" help:"The incidents that it was, JSON lines; one of them may have its id. - reads standard input." placeholder:"FILE"`
	signed
}

// Help shows examples.
func (recordSplit) Help() string {
	return `Examples:
  oblast record split --author ann --reason "two nights" inc-1 parts.jsonl`
}

// Run splits an incident.
func (r recordSplit) Run(s *setting) error {
	parts, err := recordsIn(s, r.File)
	if err != nil {
		return err
	}
	return revised(s, func(d *revise.Desk) ([]revise.Done, error) { return d.Split(s.ctx, r.ID, parts, r.wish()) })
}

type recordRetract struct {
	ID string `arg:"" help:"Id of the record." placeholder:"ID"`
	signed
}

// Help shows examples.
func (recordRetract) Help() string {
	return `Examples:
  oblast record retract --author ann --reason "the governor withdrew it" inc-1`
}

// Run retracts a record.
func (r recordRetract) Run(s *setting) error {
	return revised(s, func(d *revise.Desk) ([]revise.Done, error) { return d.Retract(s.ctx, r.ID, r.wish()) })
}

type recordUndo struct {
	ID string `arg:"" help:"Id of the record." placeholder:"ID"`
	signed
}

// Help shows examples.
func (recordUndo) Help() string {
	return `Examples:
  oblast record undo --author ann --reason "the wrong record" inc-1

A merge or split is taken back whole. Undo once more does it again.`
}

// Run takes back the last change.
func (r recordUndo) Run(s *setting) error {
	done := func(d *revise.Desk) ([]revise.Done, error) { return d.Undo(s.ctx, r.ID, r.wish()) }
	if err := revised(s, done); err != nil {
		return fmt.Errorf("nothing was taken back: %w", err)
	}
	return nil
}
