package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"slices"

	"golang.org/x/sync/errgroup"
)

// atOnce is how many rows are found before they are written.
const atOnce = 4096

// runFile finds the places of a table and writes it with columns added. The table is read twice, and never held: once to
// tell what is wrong with it before anything is written, once row by row.
func (g *geocodeCommand) runFile(s *setting) (err error) {
	in, done, err := g.open(s.In)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, done()) }()
	shown := newProgress(s.Err, "places", 0)
	file, err := g.look(s.ctx, in, shown)
	if err != nil {
		shown.end()
		return err
	}
	gaz, coder, _, err := decidedCoder(s, g.Source)
	if err != nil {
		return err
	}
	if err := g.checkWithin(gaz); err != nil {
		return err
	}
	out, whole, report := s.Out, func(error) error { return nil }, s.Err
	if g.Out != "" {
		if out, whole, err = replaceFile(g.Out); err != nil {
			return err
		}
		report = s.Out
	}
	found := finder{g: g, coder: coder, tree: gaz.Tree}
	buffered := bufio.NewWriterSize(out, 1<<16)
	err = found.write(s.ctx, buffered, file, shown)
	shown.end()
	if err == nil {
		err = buffered.Flush()
	}
	if err = errors.Join(err, whole(err)); err != nil {
		return err
	}
	return found.summary.print(report, s.json, file.said())
}

// keptInput is how much of an input that can be read once is kept in memory; more goes to a temporary file.
const keptInput = 4 << 20

// open opens the input so that it can be read twice.
func (g *geocodeCommand) open(in io.Reader) (again io.ReadSeeker, done func() error, err error) {
	done = func() error { return nil }
	if g.In != "-" {
		file, err := os.Open(g.In)
		if err != nil {
			return nil, nil, err
		}
		if info, err := file.Stat(); err == nil && info.Mode().IsRegular() {
			return file, file.Close, nil
		}
		defer file.Close()
		in = file
	}
	first, err := io.ReadAll(io.LimitReader(in, keptInput))
	if err != nil || len(first) < keptInput {
		return bytes.NewReader(first), done, err
	}
	kept, err := os.CreateTemp("", "oblast-*")
	if err != nil {
		return nil, nil, fmt.Errorf("a temporary file is needed for so large an input, in the folder that TMPDIR names: %w", err)
	}
	done = func() error { return errors.Join(kept.Close(), os.Remove(kept.Name())) }
	if _, err = io.Copy(kept, io.MultiReader(bytes.NewReader(first), in)); err == nil {
		_, err = kept.Seek(0, io.SeekStart)
	}
	if err != nil {
		return nil, nil, errors.Join(err, done())
	}
	return kept, done, nil
}

// write writes the table with its new columns.
func (f *finder) write(ctx context.Context, w io.Writer, file *placesFile, shown *progress) error {
	rows, err := file.rows()
	if err != nil {
		return err
	}
	out, err := file.writer(w)
	if err != nil {
		return err
	}
	header, err := rows.next()
	if err != nil {
		return err
	}
	if err := out.Write(append(header, addedColumns(header)...)); err != nil {
		return err
	}
	part, answers := make([][]string, 0, atOnce), make([]foundRow, atOnce)
	for n := int64(0); !errors.Is(err, io.EOF); {
		if err := ctx.Err(); err != nil {
			return err
		}
		for part = part[:0]; len(part) < atOnce; {
			var row []string
			if row, err = rows.next(); err != nil {
				break
			}
			part = append(part, row)
		}
		if err != nil && !errors.Is(err, io.EOF) {
			return err
		}
		f.find(part, file.column, answers)
		for i, row := range part {
			f.summary.count(&answers[i])
			for len(row) < len(header) {
				row = append(row, "")
			}
			if err := out.Write(append(slices.Clip(row), answers[i].columns[:]...)); err != nil {
				return err
			}
		}
		n += int64(len(part))
		shown.at("geocode", n, 0, file.length)
	}
	out.Flush()
	return out.Error()
}

// find finds the places of some rows, on all cores.
func (f *finder) find(rows [][]string, column int, answers []foundRow) {
	const each = 64
	var work errgroup.Group
	work.SetLimit(runtime.GOMAXPROCS(0))
	for from := 0; from < len(rows); from += each {
		work.Go(func() error {
			for i := from; i < min(from+each, len(rows)); i++ {
				text := ""
				if column < len(rows[i]) {
					text = rows[i][column]
				}
				answers[i] = f.row(text)
			}
			return nil
		})
	}
	_ = work.Wait() // nothing there can fail
}

// foundSummary counts what became of the rows.
type foundSummary struct{ rows, answered, review, abstained, empty int }

func (s *foundSummary) count(r *foundRow) {
	s.rows++
	switch {
	case r.empty:
		s.empty++
	case !r.answered:
		s.abstained++
	case r.review:
		s.review++
		s.answered++
	default:
		s.answered++
	}
}

func (s *foundSummary) print(w io.Writer, asJSON bool, said string) error {
	if asJSON {
		return json.NewEncoder(w).Encode(map[string]any{"places": s.rows, "answered": s.answered, "needs_review": s.review, "abstained": s.abstained, "empty": s.empty, "read_as": said})
	}
	empty := ""
	if s.empty > 0 {
		empty = fmt.Sprintf(", %d empty", s.empty)
	}
	_, err := fmt.Fprintf(w, "%d places: %d answered (%d of them need review), %d abstained%s; %s\n", s.rows, s.answered, s.review, s.abstained, empty, said)
	return err
}
