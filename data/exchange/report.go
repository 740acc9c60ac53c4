package exchange

import (
	"fmt"
	"io"
	"strings"

	"oblast/data/record"
)

// Options say what an import reads and how it is recorded.
type Options struct {
	Format   Format
	Name     string   // of the file: the title of the document that rows without a source lean on
	Mapping  *Mapping // of a table; nil: guessed from its header
	Places   *Places  // finds the places of rows; nil: they have to bring ids of regions
	Channel  string   // web address of a Telegram channel, such as https://t.me/name; "": not known
	NoQuotes bool     // posts and articles are not reprinted: their statements have no quote
	Author   string   // signs the revisions
	Reason   string
	Update   bool // records that are there with other content are updated; otherwise they are faults
	// KeepGoing leaves out what is at fault and imports the rest; what was left out is written to Rejects, in the format
	// of the input.
	KeepGoing bool
	Rejects   io.Writer
	DryRun    bool          // check everything, append nothing
	Mapped    func(Mapping) // told the mapping of a table before its first row
	Review    func(Review)  // told each place that a person should look at
	Progress  func(Progress)
}

// Review is a place that was found, but should be looked at by a person.
type Review struct {
	Line        int      // of the input
	RecordID    string   // of the incident
	Words       string   // as they were looked for
	RegionID    string   // what they were taken as; "" where nothing was found
	Label       string   // its name
	Method      string   // how it was found
	Confidence  float64  // 0 to 1
	Why         string   // a clause
	Suggestions []string // ids that may be meant
}

// Report is what an import did.
type Report struct {
	Records   int64       // read without fault
	Created   int64       // appended as new
	Updated   int64       // appended as another version
	Unchanged int64       // there already, the same to the letter
	Rejected  int64       // items left out because they, or what they lean on, are at fault
	Reviews   int64       // places that should be looked at
	Faults    []LineFault // in order of lines; at most MaxFaults
	NFaults   int64       // all of them
	DryRun    bool        // nothing was appended
	Nothing   string      // why the input has no record, in words; "" where it has one, or a fault
	kept      bool        // faults did not stop the import
}

// LineFault is one fault of an input.
type LineFault struct {
	Line    int    // from 1
	Feature int    // from 1: number of the feature, row or post; 0 in JSON lines
	ID      string // of the record, "" where it could not be read
	Err     error  // a fault.ErrInvalid; its Field is a JSON pointer into the line or the feature, or a column
	what    string
}

// Error returns "line 3: /grade: is not an allowed value; allowed: ...".
func (f LineFault) Error() string {
	where := fmt.Sprintf("line %d", f.Line)
	if f.Feature > 0 {
		where += fmt.Sprintf(", %s %d", f.what, f.Feature)
	}
	if f.ID != "" {
		where += " (" + f.ID + ")"
	}
	return where + ": " + strings.TrimPrefix(f.Err.Error(), ": ")
}

// Unwrap returns what is wrong.
func (f LineFault) Unwrap() error { return f.Err }

// MaxFaults bounds the faults that a report lists.
const MaxFaults = 1000

// Summary says in one sentence what an import did.
func (r Report) Summary() string {
	if r.NFaults > 0 && !r.kept {
		return many(r.NFaults, "fault") + "; nothing was imported"
	}
	if r.Nothing != "" {
		return r.Nothing + "; nothing was imported"
	}
	text := fmt.Sprintf("%s: %d new, %d updated, %d there already", many(r.Records, "record"), r.Created, r.Updated, r.Unchanged)
	if r.DryRun {
		text = fmt.Sprintf("%s without fault, %d there already; nothing was imported", many(r.Records, "record"), r.Unchanged)
	}
	if r.Rejected > 0 {
		text += fmt.Sprintf("; %d left out (%s)", r.Rejected, many(r.NFaults, "fault"))
	}
	if r.Reviews > 0 {
		text += fmt.Sprintf("; %s to be looked at", many(r.Reviews, "place"))
	}
	return text
}

// nothing says what a file of a format is that has no record in so many bytes. Where such a file is none of its format, that
// is a fault.
func (f Format) nothing(bytes int64) string {
	switch {
	case bytes == 0:
		return "the file is empty"
	case f == GeoJSON:
		return "the collection has no features"
	case f.rows():
		return "the table has no rows under a header"
	case f == Telegram:
		return "the export has no posts; what the service itself says (somebody joined, a picture was changed) is none"
	case f == Feed:
		return "the feed has no articles"
	}
	return "the file has no records"
}

// many counts things.
func many(n int64, what string) string {
	if n != 1 {
		what += "s"
	}
	return fmt.Sprintf("%d %s", n, what)
}

// reference is a reference of a record of the input to another record.
type reference struct {
	line, feature int
	item          int32
	of            string
	at            record.Pointer
	id            string
	kind          record.Kind
}
