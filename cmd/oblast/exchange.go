package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"

	"oblast/data/boundaries"
	"oblast/data/exchange"
	"oblast/data/store"
	"oblast/geo/gazetteer"
)

type importCommand struct {
	File   string `arg:"" help:"JSON lines or GeoJSON of records; - reads standard input." placeholder:"FILE"`
	Format string `help:"Format of the file: jsonl, geojson; else told by its name or first bytes." enum:",jsonl,geojson" default:""`
	Author string `help:"Who signs the revisions." default:"import" env:"OBLAST_AUTHOR"`
	Reason string `help:"Why, as the revisions keep it." default:"imported"`
	Update bool   `help:"Records that are there with other content get a new revision; without this they are faults."`
}

// Help shows examples.
func (importCommand) Help() string {
	return `Examples:
  oblast import records.jsonl
  oblast import --author "desk" --update corrections.geojson
  zstd -dc archive.jsonl.zst | oblast import -

The whole file is checked first: with any fault nothing is written, and every fault is listed with its line.`
}

// firstBytes is how much of a file is looked at to tell its format.
const firstBytes = 512

// Run appends the records of a file.
func (i *importCommand) Run(s *setting) (err error) {
	in, size := s.In, int64(0)
	if i.File != "-" {
		file, err := os.Open(i.File)
		if err != nil {
			return err
		}
		defer file.Close()
		if info, err := file.Stat(); err == nil {
			size = info.Size()
		}
		in = file
	}
	gaz, err := gazetteer.Load(boundaries.Files)
	if err != nil {
		return err
	}
	log, err := openLog(s.ctx, s.data)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, log.Close()) }()
	buffered := bufio.NewReaderSize(in, 1<<16)
	format, err := i.format(buffered)
	if err != nil {
		return err
	}
	shown := newProgress(s.Err, "records", size)
	appender, err := store.NewAppender(s.ctx, log, func(id string) bool { _, ok := gaz.Tree.Find(id); return ok })
	if err != nil {
		return err
	}
	report, err := exchange.Import(s.ctx, appender, buffered, exchange.Options{Format: format, Author: i.Author, Reason: i.Reason, Update: i.Update,
		Progress: func(p exchange.Progress) { shown.at(p.Stage, p.Records, p.Bytes, p.Total) }})
	shown.end()
	for _, f := range report.Faults {
		fmt.Fprintln(s.Err, f.Error())
	}
	if s.json {
		err = errors.Join(err, json.NewEncoder(s.Out).Encode(map[string]any{"records": report.Records, "created": report.Created,
			"updated": report.Updated, "unchanged": report.Unchanged, "faults": report.NFaults}))
	} else {
		fmt.Fprintf(s.Out, "%s (%s)\n", report.Summary(), s.data)
	}
	return err
}

// format returns the format asked for, or else tells it by the file's name and first bytes.
func (i *importCommand) format(in *bufio.Reader) (exchange.Format, error) {
	if i.Format != "" {
		return exchange.Format(i.Format), nil
	}
	first, err := in.Peek(firstBytes)
	if err != nil && !errors.Is(err, io.EOF) {
		return "", err
	}
	return exchange.FormatOf(i.File, first), nil
}

type exportCommand struct {
	Format string `help:"Format: jsonl, geojson." enum:"jsonl,geojson" default:"jsonl"`
	Out    string `help:"File to write; without it standard output." short:"o" placeholder:"FILE"`
}

// Help shows examples.
func (exportCommand) Help() string {
	return `Examples:
  oblast export > records.jsonl
  oblast export --format geojson -o records.geojson`
}

// Run writes the records as they stand. A file appears under its name when it is whole.
func (x *exportCommand) Run(s *setting) (err error) {
	log, err := openKept(s.ctx, s.data)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, log.Close()) }()
	out, whole := s.Out, func(error) error { return nil }
	if x.Out != "" {
		if out, whole, err = replaceFile(x.Out); err != nil {
			return err
		}
	}
	shown := newProgress(s.Err, "records", 0)
	buffered := bufio.NewWriterSize(out, 1<<16)
	_, err = exchange.Export(s.ctx, log, exchange.Format(x.Format), buffered, func(p exchange.Progress) { shown.at(p.Stage, p.Records, p.Bytes, p.Total) })
	shown.end()
	if err == nil {
		err = buffered.Flush()
	}
	return errors.Join(err, whole(err))
}

// replaceFile opens a file beside path, which takes its name once whole is called without an error.
func replaceFile(path string) (out io.Writer, whole func(error) error, err error) {
	file, err := os.Create(path + ".part")
	if err != nil {
		return nil, nil, err
	}
	return file, func(failed error) error {
		if err := errors.Join(file.Sync(), file.Close()); failed != nil || err != nil {
			return errors.Join(err, os.Remove(file.Name()))
		}
		return os.Rename(file.Name(), path)
	}, nil
}
