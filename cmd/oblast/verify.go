package main

import (
	"encoding/json"
	"fmt"
	"io"

	"oblast/data/store"
)

type verifyCommand struct{}

// Help shows examples.
func (verifyCommand) Help() string {
	return `Examples:
  oblast verify --data oblast.db

Note the head hash that it prints somewhere else: a later verify that prints the same hash for the same number of
revisions proves that nothing before it was changed.`
}

// Run recomputes the log's hashes; a fault is exit code 5.
func (verifyCommand) Run(s *setting) error {
	log, err := openKept(s.ctx, s.data)
	if err != nil {
		return err
	}
	report, err := log.Verify(s.ctx)
	if closing := log.Close(); err == nil {
		err = closing
	}
	if err != nil {
		return err
	}
	if s.json {
		err = json.NewEncoder(s.Out).Encode(map[string]any{"revisions": report.Revisions, "head": report.Head, "sound": report.Sound(), "faults": report.Faults})
	} else {
		printFaults(s.Out, report)
		fmt.Fprintf(s.Out, "%d revisions read; head %s\n", report.Revisions, report.Head)
	}
	if err == nil && !report.Sound() {
		err = fmt.Errorf("%s %w: %d above", s.data, store.ErrDamaged, len(report.Faults))
	}
	return err
}

func printFaults(out io.Writer, report store.VerifyReport) {
	for _, f := range report.Faults {
		fmt.Fprintf(out, "revision %d %s: %s\n", f.Seq, f.RecordID, f.Problem)
	}
}
