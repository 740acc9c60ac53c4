package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"oblast/data/boundaries"
	"oblast/data/exchange"
	"oblast/data/store"
	"oblast/geo/gazetteer"
)

type exportCommand struct {
	Format     string `help:"Format: jsonl and geojson hold whole records; csv, acled and ucdp a row an incident; of a collection csv, wkt, geojsonseq, kml, gpkg, fgb, parquet, xlsx, topojson, pmtiles." enum:"jsonl,geojson,csv,acled,ucdp,wkt,geojsonseq,kml,gpkg,fgb,parquet,xlsx,topojson,pmtiles" default:"jsonl"`
	Collection string `help:"Export a collection instead of the records, as the public sees it: incidents, interceptions, damage, tallies, regions-0 to -2, totals-0 to -2." placeholder:"NAME"`
	Query      string `help:"What the collection's address takes over HTTP, such as region_id=RU-KLU&from=2025-08-27, or maxzoom=8 for pmtiles." placeholder:"TEXT"`
	Out        string `help:"File to write; without it standard output." short:"o" placeholder:"FILE"`
	Damaged    bool   `help:"Export a log too whose chain of hashes does not hold, as far as it can be read."`
}

// Help shows examples.
func (exportCommand) Help() string {
	return `Examples:
  oblast export > records.jsonl
  oblast export --format geojson -o records.geojson
  oblast export --format acled -o acled.csv
  oblast export --collection incidents --format gpkg -o incidents.gpkg
  oblast export --collection totals-1 --format pmtiles --query 'from=2025-08-01&to=2025-08-31&maxzoom=6' -o august.pmtiles
GeoJSON and JSON-FG of a collection, in pages, and tiles one by one are had over HTTP alone.

The log is verified first: of one that was changed nothing is written, and the exit code is 5. With --damaged it is
exported as it is, and what does not fit is listed on standard error.`
}

// Validate checks that the format is one of what is exported.
func (x *exportCommand) Validate() error {
	switch records := slices.Contains(recordFormats, x.Format); {
	case x.Collection == "" && !records:
		return fmt.Errorf("--format %s is one of a collection: name it with --collection", x.Format)
	case x.Collection == "" && x.Query != "":
		return errors.New("--query is for a collection: name it with --collection")
	case x.Collection != "" && records && x.Format != "csv":
		return fmt.Errorf("--format %s is one of whole records; of a collection there are csv, %s", x.Format, strings.Join(layerFormats, ", "))
	}
	return nil
}

// recordFormats are those of all records; layerFormats those that a collection alone has.
var (
	recordFormats = []string{"jsonl", "geojson", "csv", "acled", "ucdp"}
	layerFormats  = []string{"wkt", "geojsonseq", "kml", "gpkg", "fgb", "parquet", "xlsx", "topojson", "pmtiles"}
)

// Run writes the records as they stand. A file appears under its name when it is whole; what is in it is then said on
// standard error.
func (x *exportCommand) Run(s *setting) (err error) {
	log, err := openKept(s.ctx, s.data)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, log.Close()) }()
	if err := x.verified(s, log); err != nil {
		return err
	}
	out, whole := s.Out, func(error) error { return nil }
	if x.Out != "" {
		if out, whole, err = replaceFile(x.Out); err != nil {
			return err
		}
	}
	start, shown, counted := time.Now(), newProgress(s.Err, "records", 0), &tally{to: out}
	buffered := bufio.NewWriterSize(counted, 1<<16)
	done, err := x.write(s, log, buffered, func(p exchange.Progress) { shown.at(p.Stage, p.Records, p.Bytes, p.Total) })
	shown.end()
	if err == nil {
		err = buffered.Flush()
	}
	if err := errors.Join(err, whole(err)); err != nil || x.Out == "" {
		return err
	}
	done.matched, done.bytes, done.took = max(done.matched, done.n), counted.n, time.Since(start)
	return done.print(s.Err, s.json, x.Out)
}

// verified reports a log whose hashes do not hold, and lists what does not fit; no error where it is to be exported all the
// same.
func (x *exportCommand) verified(s *setting, log store.Log) error {
	report, err := log.Verify(s.ctx)
	if err != nil {
		if x.Damaged && errors.Is(err, store.ErrDamaged) {
			return nil // as much as can be read is written; where that ends, it is said
		}
		return err
	}
	if report.Sound() {
		return nil
	}
	printFaults(s.Err, report)
	if x.Damaged {
		fmt.Fprintf(s.Err, "oblast export: the log %s does not hold (%d above); it is exported as it is\n", s.data, len(report.Faults))
		return nil
	}
	return fmt.Errorf("the log %s %w: %d above; --damaged exports it as it is", s.data, store.ErrDamaged, len(report.Faults))
}

func (x *exportCommand) write(s *setting, log store.Log, out io.Writer, progress func(exchange.Progress)) (done exported, err error) {
	if x.Collection != "" {
		return x.writeLayer(s, log, out)
	}
	done.what = "records"
	if format := exchange.Format(x.Format); format == exchange.JSONLines || format == exchange.GeoJSON {
		done.n, err = exchange.Export(s.ctx, log, format, out, progress)
		return done, err
	}
	gaz, err := gazetteer.Load(boundaries.Files)
	if err != nil {
		return done, err
	}
	done.n, err = exchange.ExportTable(s.ctx, log, exchange.Format(x.Format), gaz.Tree, out, progress)
	done.what = "incidents"
	return done, err
}
