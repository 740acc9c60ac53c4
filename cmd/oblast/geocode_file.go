package main

import (
	"bufio"
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"slices"
	"strings"

	"oblast/geo/decode"
	"oblast/geo/fault"

	"golang.org/x/sync/errgroup"
)

// placesFile is a table of places on its way: the rows as they were, with what each place is found to be.
type placesFile struct {
	rows   [][]string
	column int  // of the words
	comma  rune // between fields
	said   string
}

// atOnce is how many rows are found before they are written.
const atOnce = 4096

// runFile finds the places of a table and writes it with columns added.
func (g *geocodeCommand) runFile(s *setting) (err error) {
	file, err := g.read(s)
	if err != nil {
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
	shown := newProgress(s.Err, "places", 0)
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
	return found.summary.print(report, s.json, file.said)
}

// read reads the table.
func (g *geocodeCommand) read(s *setting) (*placesFile, error) {
	in := s.In
	if g.In != "-" {
		opened, err := os.Open(g.In)
		if err != nil {
			return nil, err
		}
		defer opened.Close()
		in = opened
	}
	b, err := io.ReadAll(in)
	if err != nil {
		return nil, err
	}
	text, encoding, err := decode.Unicode(b)
	if err != nil {
		return nil, fmt.Errorf("%s %w", g.In, err)
	}
	f := &placesFile{comma: commaOf(text)}
	r := csv.NewReader(strings.NewReader(text))
	r.Comma, r.FieldsPerRecord, r.LazyQuotes = f.comma, -1, false
	if f.rows, err = r.ReadAll(); err != nil {
		var bad *csv.ParseError
		if errors.As(err, &bad) {
			return nil, fmt.Errorf("%w CSV: %s, line %d: %v; a quotation mark inside a field is written twice, in a field in quotation marks", fault.ErrInvalid, g.In, bad.Line, bad.Err)
		}
		return nil, err
	}
	if len(f.rows) == 0 {
		return nil, fmt.Errorf("%w: %s is empty; its first line must name the columns", fault.ErrInvalid, g.In)
	}
	for i, row := range f.rows {
		if len(row) > len(f.rows[0]) {
			return nil, fmt.Errorf("%w CSV: %s, row %d has %d fields, the first row %d; a %q inside a field needs quotation marks around the field", fault.ErrInvalid, g.In, i+1, len(row), len(f.rows[0]), f.comma)
		}
	}
	if f.column, err = g.columnOf(f.rows[0]); err != nil {
		return nil, err
	}
	f.said = fmt.Sprintf("read as %s, fields parted by %s", encoding, map[rune]string{',': "commas", ';': "semicolons", '\t': "tabs"}[f.comma])
	return f, nil
}

// columnOf returns the column that has the words.
func (g *geocodeCommand) columnOf(header []string) (int, error) {
	if g.Column == "" && len(header) == 1 {
		return 0, nil
	}
	i := slices.IndexFunc(header, func(name string) bool { return strings.EqualFold(strings.TrimSpace(name), g.Column) })
	if i < 0 || g.Column == "" {
		return 0, wrongUse{fmt.Errorf("--column %q is not among the columns of %s: %s", g.Column, g.In, strings.Join(header, ", "))}
	}
	return i, nil
}

// commaOf returns what parts the fields of the first line: a comma, a semicolon or a tab.
func commaOf(text string) rune {
	first, quoted := map[rune]int{}, false
	for _, r := range text {
		if r == '"' {
			quoted = !quoted
		}
		if r == '\n' && !quoted {
			break
		}
		if !quoted {
			first[r]++
		}
	}
	best := ','
	for _, r := range [...]rune{';', '\t'} {
		if first[r] > first[best] {
			best = r
		}
	}
	return best
}

// write writes the table with its new columns.
func (f *finder) write(ctx context.Context, w io.Writer, file *placesFile, shown *progress) error {
	out := csv.NewWriter(w)
	out.Comma = file.comma
	header, rows := file.rows[0], file.rows[1:]
	if err := out.Write(append(slices.Clip(header), addedColumns(header)...)); err != nil {
		return err
	}
	answers := make([]foundRow, atOnce)
	for from := 0; from < len(rows); from += atOnce {
		if err := ctx.Err(); err != nil {
			return err
		}
		part := rows[from:min(from+atOnce, len(rows))]
		f.find(part, file.column, answers)
		for i, row := range part {
			for len(row) < len(header) {
				row = append(row, "")
			}
			f.summary.count(&answers[i])
			if err := out.Write(append(slices.Clip(row), answers[i].columns[:]...)); err != nil {
				return err
			}
		}
		shown.at("geocode", int64(from+len(part)), 0, int64(len(rows)))
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
type foundSummary struct{ rows, answered, review, abstained int }

func (s *foundSummary) count(r *foundRow) {
	s.rows++
	switch {
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
		return json.NewEncoder(w).Encode(map[string]any{"places": s.rows, "answered": s.answered, "needs_review": s.review, "abstained": s.abstained, "read_as": said})
	}
	_, err := fmt.Fprintf(w, "%d places: %d answered (%d of them need review), %d abstained; %s\n", s.rows, s.answered, s.review, s.abstained, said)
	return err
}
