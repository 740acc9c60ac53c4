package main

import (
	"bufio"
	"errors"
	"io"

	"oblast/data/boundaries"
	"oblast/data/exchange"
	"oblast/data/store"
	"oblast/geo/gazetteer"
)

type exportCommand struct {
	Format string `help:"Format: jsonl and geojson hold whole records; csv, acled and ucdp a row an incident." enum:"jsonl,geojson,csv,acled,ucdp" default:"jsonl"`
	Out    string `help:"File to write; without it standard output." short:"o" placeholder:"FILE"`
}

// Help shows examples.
func (exportCommand) Help() string {
	return `Examples:
  oblast export > records.jsonl
  oblast export --format geojson -o records.geojson
  oblast export --format acled -o acled.csv`
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
	err = x.write(s, log, buffered, func(p exchange.Progress) { shown.at(p.Stage, p.Records, p.Bytes, p.Total) })
	shown.end()
	if err == nil {
		err = buffered.Flush()
	}
	return errors.Join(err, whole(err))
}

func (x *exportCommand) write(s *setting, log store.Log, out io.Writer, progress func(exchange.Progress)) error {
	format := exchange.Format(x.Format)
	if format == exchange.JSONLines || format == exchange.GeoJSON {
		_, err := exchange.Export(s.ctx, log, format, out, progress)
		return err
	}
	gaz, err := gazetteer.Load(boundaries.Files)
	if err != nil {
		return err
	}
	_, err = exchange.ExportTable(s.ctx, log, format, gaz.Tree, out, progress)
	return err
}
