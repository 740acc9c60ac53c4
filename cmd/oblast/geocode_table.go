package main

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"oblast/data/exchange"
	"oblast/geo/decode"
	"oblast/geo/fault"
	"oblast/geo/geocode/fold"
	"oblast/geo/geocode/similar"
)

// placesFile is a table of places, and how it is written.
type placesFile struct {
	in       io.ReadSeeker
	name     string
	encoding string
	comma    rune // between fields
	crlf     bool // ends its lines
	column   int  // of the words
	length   int64
}

// byteOrderMark is that of UTF-8.
const byteOrderMark = "\xEF\xBB\xBF"

// look reads a table through once, and tells what is wrong with it.
func (g *geocodeCommand) look(ctx context.Context, in io.ReadSeeker, shown *progress) (*placesFile, error) {
	f := &placesFile{in: in, name: g.In}
	rows, err := f.rows()
	if err != nil {
		return nil, err
	}
	header, err := rows.next()
	if errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("%w: %s is empty; its first line must name the columns", fault.ErrInvalid, g.In)
	}
	if err != nil {
		return nil, err
	}
	if f.column, err = g.columnOf(header); err != nil {
		return nil, err
	}
	for ; ; f.length++ {
		row, err := rows.next()
		switch {
		case errors.Is(err, io.EOF):
			return f, nil
		case err != nil:
			return nil, err
		case len(row) > len(header):
			return nil, fmt.Errorf("%w CSV: %s, line %d has %d fields, the first line %d; a %q inside a field needs quotation marks around the field", fault.ErrInvalid, g.In, rows.line, len(row), len(header), f.comma)
		}
		if f.length%atOnce == 0 {
			if err := ctx.Err(); err != nil {
				return nil, err
			}
			shown.at("read", f.length, 0, 0)
		}
	}
}

// placeRows reads the rows of a table. A blank line between others is a row without fields, so that rows keep their places.
type placeRows struct {
	csv   *csv.Reader
	limit *decode.Bounded
	name  string
	line  int // where the row that was read begins
	end   int // where the last row of the reader ended
	blank int // lines that come before held
	held  []string
}

// rows begins to read the table anew.
func (f *placesFile) rows() (*placeRows, error) {
	if _, err := f.in.Seek(0, io.SeekStart); err != nil {
		return nil, err
	}
	text, encoding, err := decode.Whole(f.in)
	if err != nil {
		return nil, fmt.Errorf("%s %w", f.name, err)
	}
	beginning, err := text.Peek(text.Size())
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	f.encoding, f.comma = encoding, decode.Separator(string(beginning))
	if end := bytes.IndexByte(beginning, '\n'); end > 0 {
		f.crlf = beginning[end-1] == '\r'
	}
	r := &placeRows{limit: decode.Bound(text), name: f.name}
	r.csv = csv.NewReader(r.limit)
	r.csv.Comma, r.csv.FieldsPerRecord = f.comma, -1
	return r, nil
}

// next reads a row; io.EOF behind the last.
func (r *placeRows) next() ([]string, error) {
	if r.blank > 0 {
		r.blank--
		r.line++
		return nil, nil
	}
	if row := r.held; row != nil {
		r.held = nil
		r.line++
		return row, nil
	}
	r.limit.Next()
	row, err := r.csv.Read()
	var bad *csv.ParseError
	switch {
	case errors.Is(err, decode.ErrLongRow):
		return nil, fmt.Errorf("%w CSV: %s, line %d: %w", fault.ErrInvalid, r.name, r.end+1, decode.ErrLongRow)
	case errors.As(err, &bad):
		return nil, fmt.Errorf("%w CSV: %s, line %d: %v; a quotation mark inside a field is written twice, in a field in quotation marks", fault.ErrInvalid, r.name, bad.Line, bad.Err)
	case err != nil:
		return nil, err
	}
	begins, _ := r.csv.FieldPos(0)
	before := r.end
	r.end = begins
	for _, field := range row {
		r.end += strings.Count(field, "\n")
	}
	if before == 0 || begins <= before+1 { // what is blank before the header is none of the table
		r.line = begins
		return row, nil
	}
	r.held, r.blank, r.line = row, begins-before-1, before
	return r.next()
}

// writer begins a table as this one is written: fields parted and lines ended alike, with a mark where it has one, which
// spreadsheets know UTF-8 by.
func (f *placesFile) writer(w io.Writer) (*csv.Writer, error) {
	if f.encoding == decode.MarkedUTF8 || f.encoding == "UTF-16" {
		if _, err := io.WriteString(w, byteOrderMark); err != nil {
			return nil, err
		}
	}
	out := csv.NewWriter(w)
	out.Comma, out.UseCRLF = f.comma, f.crlf
	return out, nil
}

func (f *placesFile) said() string {
	written := ""
	if !strings.HasPrefix(f.encoding, "UTF-8") {
		written = ", written as UTF-8"
	}
	return fmt.Sprintf("read as %s%s, fields parted by %s", f.encoding, written, map[rune]string{',': "commas", ';': "semicolons", '\t': "tabs", '|': "bars"}[f.comma])
}

// columnOf returns the column that has the words, whatever the case of its name.
func (g *geocodeCommand) columnOf(header []string) (int, error) {
	if g.Column == "" && len(header) == 1 {
		return 0, nil
	}
	column := -1
	for i, name := range header {
		switch {
		case g.Column == "" || !strings.EqualFold(strings.TrimSpace(name), strings.TrimSpace(g.Column)):
		case column < 0:
			column = i
		default:
			return 0, wrongUse{fmt.Errorf("--column %q is the name of two columns of %s: %s; rename one", g.Column, g.In, strings.Join(header, ", "))}
		}
	}
	if column >= 0 {
		return column, nil
	}
	did := ""
	if name, ok := g.meant(header); ok {
		did = fmt.Sprintf("; did you mean --column %q?", name)
	}
	return 0, wrongUse{fmt.Errorf("--column %q is not among the columns of %s: %s%s", g.Column, g.In, strings.Join(header, ", "), did)}
}

// likeName is how like a column's name must be to the one that was given, to be taken for what was meant.
const likeName = .85

// meant returns the column that is likest to the one that was given; where none was, the one that reads as if it had places.
func (g *geocodeCommand) meant(header []string) (string, bool) {
	if g.Column == "" {
		i := slices.IndexFunc(header, exchange.NamesPlaces)
		if i < 0 {
			return "", false
		}
		return header[i], true
	}
	best, name := 0., ""
	var pattern similar.Pattern
	given := fold.Code(strings.ToLower(g.Column))
	if len(given) == 0 || len(given) > similar.MaxLetters {
		return "", false
	}
	pattern.Set(given)
	for _, column := range header {
		if letters := fold.Code(strings.ToLower(column)); len(letters) > 0 && len(letters) <= similar.MaxLetters {
			if like := pattern.JaroWinkler(letters); like > best {
				best, name = like, column
			}
		}
	}
	return name, best >= likeName
}
