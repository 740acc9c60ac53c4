package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"time"

	"oblast/data/exchange"
	"oblast/data/record"
	"oblast/data/revise"
)

// recordCommand changes single records.
type recordCommand struct {
	Show    recordShow    `cmd:"" help:"Print a record as it stands, or one of its versions."`
	History recordHistory `cmd:"" help:"Tell what was changed in a record, by whom, and why."`
	Put     recordPut     `cmd:"" help:"Record what a file holds: new records, or another version of one that is there."`
	Correct recordCorrect `cmd:"" help:"Correct a record: what a file holds is right, what stands was wrong."`
	Merge   recordMerge   `cmd:"" help:"Make one incident of several that are the same event."`
	Split   recordSplit   `cmd:"" help:"Make several incidents of one that was several events."`
	Retract recordRetract `cmd:"" help:"End a record; a tombstone with the reason stays."`
	Undo    recordUndo    `cmd:"" help:"Take back the last change of a record."`
}

// signed are the flags of everything that makes a revision.
type signed struct {
	Author string `help:"Who signs the revision." required:"" placeholder:"NAME" env:"OBLAST_AUTHOR"`
	Reason string `help:"Why, as the revision keeps it." required:"" placeholder:"TEXT"`
	Expect int    `help:"Version of the record that the change starts from; where another stands by now it is refused." placeholder:"REV"`
}

func (s signed) wish() revise.Wish {
	return revise.Wish{Author: s.Author, Reason: s.Reason, Expect: s.Expect}
}

type recordShow struct {
	ID  string `arg:"" help:"Id of the record." placeholder:"ID"`
	Rev int    `help:"Version to print; without it the one that stands." placeholder:"REV"`
}

// Help shows examples.
func (recordShow) Help() string {
	return `Examples:
  oblast record show inc-2025-08-27-kaluga-dzerzhinsky > incident.json
  oblast record show --rev 1 inc-2025-08-27-kaluga-dzerzhinsky`
}

// Run prints one record as a line of JSON, and on standard error which version it is.
func (r recordShow) Run(s *setting) error {
	return readingDesk(s, func(d *revise.Desk) error {
		revs, err := d.History(s.ctx, r.ID)
		if err != nil {
			return err
		}
		rev := revs[len(revs)-1]
		if r.Rev != 0 {
			if r.Rev < 0 || r.Rev > len(revs) {
				return wrongUse{fmt.Errorf("--rev %d is no version of %s, which has 1 to %d", r.Rev, r.ID, len(revs))}
			}
			rev = revs[r.Rev-1]
		}
		if len(rev.Body) == 0 {
			return fmt.Errorf("%s does not stand: %s by %s, %s; --rev %d shows what stood", r.ID, rev.Change, rev.Author, rev.Reason, max(1, rev.Rev-1))
		}
		fmt.Fprintf(s.Err, "%s, version %d of %d: %s by %s, %s\n", r.ID, rev.Rev, len(revs), rev.Change, rev.Author, rev.Reason)
		_, err = fmt.Fprintf(s.Out, "%s\n", rev.Body)
		return err
	})
}

type recordHistory struct {
	ID string `arg:"" help:"Id of the record." placeholder:"ID"`
}

// Help shows examples.
func (recordHistory) Help() string {
	return `Examples:
  oblast record history inc-2025-08-27-kaluga-dzerzhinsky
  oblast record history --json inc-2025-08-27-kaluga-dzerzhinsky    # a line a version`
}

// Run prints the versions of a record, oldest first, with what each changed.
func (r recordHistory) Run(s *setting) error {
	return readingDesk(s, func(d *revise.Desk) error {
		revs, err := d.History(s.ctx, r.ID)
		if err != nil {
			return err
		}
		var before record.Record
		for _, rev := range revs {
			var rec record.Record
			if len(rev.Body) > 0 {
				if rec, err = record.Decode(rev.Body); err != nil {
					return err
				}
			}
			differences := record.Differences(before, rec)
			if rec != nil {
				before = rec // a record that stands again is held against what stood last
			}
			if s.json {
				err = json.NewEncoder(s.Out).Encode(map[string]any{"seq": rev.Seq, "rev": rev.Rev, "change": rev.Change, "author": rev.Author,
					"reason": rev.Reason, "recorded_at": rev.RecordedAt, "stands": rec != nil, "differences": append([]record.Difference{}, differences...)})
				if err != nil {
					return err
				}
				continue
			}
			fmt.Fprintf(s.Out, "%3d  %s  %s by %s: %s\n", rev.Rev, rev.RecordedAt.Format(time.RFC3339), rev.Change, rev.Author, rev.Reason)
			switch {
			case rec == nil:
				fmt.Fprintln(s.Out, "     nothing stands under this id from here on")
			case rev.Rev > 1 && len(revs[rev.Rev-2].Body) == 0:
				fmt.Fprintln(s.Out, "     stands again")
			}
			for _, difference := range differences {
				fmt.Fprintf(s.Out, "     %s\n", difference.Words)
			}
		}
		return nil
	})
}

// readingDesk opens the log that is there to look something up; its folder may be one that cannot be written.
func readingDesk(s *setting, work func(*revise.Desk) error) (err error) {
	log, err := openKept(s.ctx, s.data)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, log.Close()) }()
	return work(revise.NewDesk(log, nil, nil))
}

// atDesk opens the log that is there, works, and closes it.
func atDesk(s *setting, work func(*revise.Desk) error) (err error) {
	if _, err := os.Stat(s.data); err != nil && s.data != ":memory:" {
		_, err := openKept(s.ctx, s.data)
		return err
	}
	gaz, log, appender, err := openToAppend(s)
	if log != nil {
		defer func() { err = errors.Join(err, log.Close()) }()
	}
	if err != nil {
		return err
	}
	return work(revise.NewDesk(log, appender, gaz.Tree))
}

// revised runs a change and prints what came of it.
func revised(s *setting, change func(*revise.Desk) ([]revise.Done, error)) error {
	return atDesk(s, func(d *revise.Desk) error {
		done, err := change(d)
		if err != nil {
			return err
		}
		return printDone(s, done)
	})
}

func printDone(s *setting, done []revise.Done) error {
	if s.json {
		list := []map[string]any{}
		for _, x := range done {
			list = append(list, map[string]any{"id": x.ID, "rev": x.Rev, "change": x.Change, "stands": x.Stands, "notes": append([]string{}, x.Notes...)})
		}
		return json.NewEncoder(s.Out).Encode(map[string]any{"done": list})
	}
	if len(done) == 0 {
		fmt.Fprintln(s.Out, "nothing to do: it is recorded like that already")
	}
	for _, x := range done {
		end := ""
		if !x.Stands {
			end = "; nothing stands under this id now"
		}
		fmt.Fprintf(s.Out, "%s is at version %d (%s)%s\n", x.ID, x.Rev, x.Change, end)
		for _, note := range x.Notes {
			fmt.Fprintf(s.Out, "  %s\n", note)
		}
	}
	return nil
}

// recordsIn reads the records of a file, JSON lines; - is standard input.
func recordsIn(s *setting, name string) (recs []record.Record, err error) {
	in := s.In
	if name != "-" {
		file, err := os.Open(name)
		if err != nil {
			return nil, err
		}
		defer file.Close()
		in = file
	}
	var faults []error
	record.DecodeLines(bufio.NewReader(in), func(line int, rec record.Record, err error) bool {
		if err != nil {
			faults = append(faults, exchange.LineFault{Line: line, Err: err})
		}
		recs = append(recs, rec)
		return len(faults) < 100
	})
	if err := errors.Join(faults...); err != nil {
		return nil, err
	}
	if len(recs) == 0 {
		return nil, wrongUse{fmt.Errorf("%s holds no record", name)}
	}
	return recs, nil
}
