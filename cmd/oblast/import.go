package main

import (
	"bufio"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"oblast/data/exchange"
	"oblast/data/store"
	"oblast/geo/fault"
)

type importCommand struct {
	Files       []string `arg:"" name:"file" help:"Files of records, or of what records are made from; - reads standard input." placeholder:"FILE"`
	Format      string   `help:"Format of the files: jsonl, geojson, csv, acled, ucdp, telegram, feed; else told by name or first bytes." enum:",jsonl,geojson,csv,acled,ucdp,telegram,feed" default:""`
	Mapping     string   `help:"Mapping of the columns of a table, a small JSON file; what it leaves open is guessed from the header." placeholder:"FILE"`
	SaveMapping string   `help:"Write the mapping that is used to a file." placeholder:"FILE"`
	Review      string   `help:"Write the places that a person should look at to a CSV file." placeholder:"FILE"`
	Channel     string   `help:"Address of a Telegram channel, so that its posts have theirs." placeholder:"URL"`
	NoQuotes    bool     `help:"Do not keep the words of posts and articles, only where and when they were published."`
	KeepGoing   bool     `help:"Leave out what is at fault and import the rest."`
	Rejects     string   `help:"Where what is left out is written, to be mended and imported again (default FILE.rejects and the ending of FILE)." placeholder:"FILE"`
	DryRun      bool     `help:"Check everything, write nothing."`
	Author      string   `help:"Who signs the revisions." default:"import" env:"OBLAST_AUTHOR"`
	Reason      string   `help:"Why, as the revisions keep it." default:"imported"`
	Update      bool     `help:"Records that are there with other content get a new revision; without this they are faults."`
}

// Help shows examples.
func (importCommand) Help() string {
	return `Examples:
  oblast import records.jsonl
  oblast import --author "desk" --update corrections.geojson
  oblast import --dry-run --save-mapping mapping.json reports.csv    # look at the mapping, change it, then
  oblast import --mapping mapping.json --review places.csv reports.csv
  oblast import --keep-going reports.csv                              # then mend reports.rejects.csv, and import that
  oblast import --channel https://t.me/name result.json
  zstd -dc archive.jsonl.zst | oblast import -

A whole file is checked first: with any fault nothing of it is written, and every fault is listed with its line. With
--keep-going what is at fault goes into a file of rejects instead. The same file imported twice adds nothing.`
}

// Validate checks what the flags' kinds do not.
func (i *importCommand) Validate() error {
	var faults []error
	if i.Rejects != "" && (!i.KeepGoing || len(i.Files) > 1) {
		faults = append(faults, errors.New("--rejects is for --keep-going and one file"))
	}
	if i.KeepGoing && i.Rejects == "" && slices.Contains(i.Files, "-") {
		faults = append(faults, errors.New("--keep-going of standard input needs --rejects"))
	}
	if i.Channel != "" && !strings.HasPrefix(i.Channel, "https://") {
		faults = append(faults, fmt.Errorf("--channel %q is not an address such as https://t.me/name", i.Channel))
	}
	return errors.Join(faults...)
}

// Run appends the records of files, one after the other.
func (i *importCommand) Run(s *setting) (err error) {
	mapping, err := i.mapping()
	if err != nil {
		return err
	}
	gaz, log, appender, err := openToAppend(s)
	if log != nil {
		defer func() { err = errors.Join(err, log.Close()) }()
	}
	if err != nil {
		return err
	}
	reviews, finish, err := i.reviews(s)
	if err != nil {
		return err
	}
	places := exchange.NewPlaces(gaz, func() (exchange.Coder, error) { return importCoder(s.ctx, gaz, log) })
	for _, name := range i.Files {
		base := strings.Replace(filepath.Base(name), rejectsMark, "", 1) // mended rows lean on the document of those before them
		one := exchange.Options{Name: base, Mapping: mapping, Places: places, Channel: i.Channel, NoQuotes: i.NoQuotes, Author: i.Author, Reason: i.Reason,
			Update: i.Update, KeepGoing: i.KeepGoing, DryRun: i.DryRun, Review: reviews}
		if err = i.file(s, name, appender, one); err != nil && !errors.Is(err, exchange.ErrRejects) {
			if len(i.Files) > 1 {
				err = fmt.Errorf("%s: %w; the files before it are imported", name, err)
			}
			break
		}
	}
	return errors.Join(err, finish())
}

func (i *importCommand) mapping() (*exchange.Mapping, error) {
	if i.Mapping == "" {
		return nil, nil
	}
	file, err := os.Open(i.Mapping)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	m, err := exchange.ReadMapping(file)
	if err != nil {
		return nil, wrongUse{fmt.Errorf("%s: %w", i.Mapping, err)}
	}
	return m, nil
}

// file imports one file and says what came of it.
func (i *importCommand) file(s *setting, name string, appender *store.Appender, o exchange.Options) (err error) {
	in, size := s.In, int64(0)
	if name != "-" {
		file, err := os.Open(name)
		if err != nil {
			return err
		}
		defer file.Close()
		if info, err := file.Stat(); err == nil {
			size = info.Size()
		}
		in = file
	}
	buffered := bufio.NewReaderSize(in, 1<<16)
	if o.Format, err = i.format(name, buffered); err != nil {
		return err
	}
	shown := newProgress(s.Err, "records", size)
	waits := false
	o.Progress = func(p exchange.Progress) {
		if p.Stage == "wait" && !waits {
			waits = true
			fmt.Fprintf(s.Err, "another program writes to %s: %s waits for it\n", s.data, name)
		}
		shown.at(p.Stage, p.Records, p.Bytes, p.Total)
	}
	var saving error
	var used *exchange.Mapping
	o.Mapped = func(m exchange.Mapping) {
		used = &m
		fmt.Fprintf(s.Err, "%s is taken as:\n%s", name, m.String())
		if i.SaveMapping != "" {
			saving = writeFile(i.SaveMapping, m.Write)
		}
	}
	rejects := &lazyFile{path: i.rejects(name)}
	if i.KeepGoing {
		o.Rejects = rejects
	}
	start := time.Now()
	report, err := exchange.Import(s.ctx, appender, buffered, o)
	shown.end()
	failed := err
	if errors.Is(err, exchange.ErrRejects) {
		failed = nil
	}
	err = errors.Join(err, saving, rejects.end(failed))
	for _, f := range report.Faults {
		fmt.Fprintln(s.Err, f.Error())
	}
	if report.NFaults > int64(len(report.Faults)) {
		fmt.Fprintf(s.Err, "and %d faults more\n", report.NFaults-int64(len(report.Faults)))
	}
	if err != nil && !errors.Is(err, exchange.ErrFaults) && !errors.Is(err, exchange.ErrRejects) {
		return err // there is nothing to sum up
	}
	if i.Format == "" && o.Format != exchange.CSV && report.NFaults > 0 && report.Records == 0 {
		fmt.Fprintf(s.Err, "%s was taken as %s; if it is something else, say so with --format\n", name, o.Format)
	}
	return errors.Join(err, i.summary(s, name, o, report, used, time.Since(start), rejects.path))
}

func (i *importCommand) summary(s *setting, name string, o exchange.Options, r exchange.Report, used *exchange.Mapping, took time.Duration, rejects string) error {
	if s.json {
		body := map[string]any{"file": name, "log": s.data, "details": faultDetails(r.Faults), "records": r.Records, "created": r.Created, "updated": r.Updated, "unchanged": r.Unchanged,
			"faults": r.NFaults, "rejected": r.Rejected, "reviews": r.Reviews, "dry_run": r.DryRun, "seconds": took.Seconds()}
		if r.Rejected > 0 {
			body["rejects"] = rejects
		}
		if r.Nothing != "" {
			body["nothing"] = r.Nothing
		}
		if used != nil {
			body["mapping"] = used
		}
		return json.NewEncoder(s.Out).Encode(body)
	}
	rate := ""
	if n := r.Created + r.Updated; n >= 1000 {
		rate = fmt.Sprintf(", %.0f a second", float64(n)/max(took.Seconds(), 1e-3))
	}
	_, err := fmt.Fprintf(s.Out, "%s (%s%s)\n", r.Summary(), s.data, rate)
	if posts := o.Format == exchange.Telegram || o.Format == exchange.Feed; posts && r.Created > 0 && err == nil {
		_, err = fmt.Fprintln(s.Out, "they are drafts: the public sees one once a record rests on it, or it has a summary in your words (oblast record put, correct)")
	}
	if r.Rejected > 0 && err == nil {
		_, err = fmt.Fprintf(s.Out, "what was left out is in %s: mend it and import it\n", rejects)
	}
	return err
}

// faultDetails lists faults as JSON has them; at most as many as the report holds.
func faultDetails(faults []exchange.LineFault) []map[string]any {
	list := []map[string]any{}
	for i := range faults {
		f := &faults[i]
		details := map[string]any{"line": f.Line, "item": f.Feature, "record_id": f.ID, "problem": f.Error()}
		var field *fault.FieldError
		if errors.As(f.Err, &field) {
			details["field"], details["value"], details["problem"], details["allowed"] = field.Field, field.Value, field.Problem, append([]string{}, field.Allowed...)
		}
		list = append(list, details)
	}
	return list
}

// rejects names the file for what is left out of a file.
func (i *importCommand) rejects(name string) string {
	if i.Rejects != "" {
		return i.Rejects
	}
	ext := filepath.Ext(name)
	return strings.TrimSuffix(name, ext) + rejectsMark + ext
}

// rejectsMark stands in the names of files of rejects.
const rejectsMark = ".rejects"

// shownReviews is how many places to be looked at are printed where they are not written to a file.
const shownReviews = 20

// reviews returns what takes the places to be looked at, and what ends it.
func (i *importCommand) reviews(s *setting) (take func(exchange.Review), finish func() error, err error) {
	if i.Review == "" {
		n := 0
		return func(r exchange.Review) {
				if n++; n <= shownReviews {
					fmt.Fprintln(s.Err, "look at "+r.String())
				}
			}, func() error {
				if n > shownReviews {
					fmt.Fprintf(s.Err, "and %d places more; --review FILE lists them all\n", n-shownReviews)
				}
				return nil
			}, nil
	}
	out, whole, err := replaceFile(i.Review)
	if err != nil {
		return nil, nil, err
	}
	w := csv.NewWriter(out)
	failed := w.Write(exchange.ReviewHeader)
	return func(r exchange.Review) { failed = errors.Join(failed, w.Write(r.Row())) },
		func() error { w.Flush(); return whole(errors.Join(failed, w.Error())) }, nil
}

// format returns the format asked for, or else tells it by the file's name and first bytes.
func (i *importCommand) format(name string, in *bufio.Reader) (exchange.Format, error) {
	if i.Format != "" {
		return exchange.Format(i.Format), nil
	}
	first, err := in.Peek(firstBytes)
	if err != nil && !errors.Is(err, io.EOF) {
		return "", err
	}
	if is := exchange.Stranger(first); is != "" {
		return "", fmt.Errorf("%s is %s: %w", name, is, fault.ErrInvalid)
	}
	return exchange.FormatOf(name, first), nil
}

// firstBytes is how much of a file is looked at to tell its format.
const firstBytes = 4096
