package exchange

import (
	"fmt"
	"strings"
)

// Options say how an import is recorded.
type Options struct {
	Format   Format
	Author   string // signs the revisions
	Reason   string
	Update   bool // records that are there with other content are updated; otherwise they are faults
	Progress func(Progress)
}

// Report is what an import did.
type Report struct {
	Records   int64       // read without fault
	Created   int64       // appended as new
	Updated   int64       // appended as another version
	Unchanged int64       // there already, the same to the letter
	Faults    []LineFault // in order of lines; at most MaxFaults
	NFaults   int64       // all of them
}

// LineFault is one fault of an input.
type LineFault struct {
	Line    int    // from 1
	Feature int    // from 1; 0 in JSON lines
	ID      string // of the record, "" where it could not be read
	Err     error  // a fault.ErrInvalid; its Field is a JSON pointer into the line or the feature
}

// Error returns "line 3: /grade: is not an allowed value; allowed: ...".
func (f LineFault) Error() string {
	where := fmt.Sprintf("line %d", f.Line)
	if f.Feature > 0 {
		where += fmt.Sprintf(", feature %d", f.Feature)
	}
	if f.ID != "" {
		where += " (" + f.ID + ")"
	}
	return where + ": " + strings.TrimPrefix(f.Err.Error(), ": ")
}

// MaxFaults bounds the faults that a report lists.
const MaxFaults = 1000

// Summary says in one sentence what an import did.
func (r Report) Summary() string {
	if r.NFaults > 0 {
		faults := "faults"
		if r.NFaults == 1 {
			faults = "fault"
		}
		return fmt.Sprintf("%d %s; nothing was imported", r.NFaults, faults)
	}
	return fmt.Sprintf("%d records: %d new, %d updated, %d there already", r.Records, r.Created, r.Updated, r.Unchanged)
}
