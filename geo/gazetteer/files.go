package gazetteer

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"strings"

	"oblast/geo/fault"
	"oblast/geo/region"

	"github.com/klauspost/compress/zstd"
)

// File names. Those of names and topologies follow patterns.
const (
	unitsFile       = "units.tsv"
	namesPattern    = "names-*.tsv.zst"
	settlementsFile = "settlements.tsv.zst"
	sourcesFile     = "sources.json"
	watersFile      = "waters.topojson.zst"
	historicalFile  = "raions-historical.topojson.zst"
)

func detailFile(d region.Detail) string { return "topology-" + d.String() + ".topojson.zst" }

// maxFileBytes bounds what a compressed file may grow to: some ten times what the largest has.
const maxFileBytes = 256 << 20

func notFound(name string) error { return fmt.Errorf("%w: boundary file %s", fault.ErrNotFound, name) }

func readFile(fsys fs.FS, name string) ([]byte, error) {
	b, err := fs.ReadFile(fsys, name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, notFound(name)
	}
	return b, err
}

func readZstd(fsys fs.FS, name string) ([]byte, error) {
	packed, err := readFile(fsys, name)
	if err != nil {
		return nil, err
	}
	d, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(maxFileBytes))
	if err != nil {
		return nil, err
	}
	defer d.Close()
	b, err := d.DecodeAll(packed, nil)
	if err != nil {
		return nil, fmt.Errorf("%w file %s: %w", fault.ErrInvalid, name, err)
	}
	return b, nil
}

// readText reads a compressed text; an absent file is an empty text.
func readText(fsys fs.FS, name string) (string, error) {
	b, err := readZstd(fsys, name)
	if errors.Is(err, fault.ErrNotFound) {
		return "", nil
	}
	return string(b), err
}

// hashFiles returns a short hash of every file that shapes, ids and names come from.
func hashFiles(fsys fs.FS) (string, error) {
	entries, err := fs.ReadDir(fsys, ".")
	if err != nil {
		return "", err
	}
	h := sha256.New()
	for _, e := range entries { // sorted by name
		if e.IsDir() || (path.Ext(e.Name()) != ".zst" && path.Ext(e.Name()) != ".tsv") {
			continue
		}
		if err := hashFile(h, fsys, e.Name()); err != nil {
			return "", err
		}
	}
	return hex.EncodeToString(h.Sum(nil))[:12], nil
}

// hashFile adds a file's name and content, without holding it whole.
func hashFile(h io.Writer, fsys fs.FS, name string) error {
	f, err := fsys.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	fmt.Fprintf(h, "%s\n", name)
	_, err = io.Copy(h, f)
	return err
}

// table reads tab-separated text with a header row. Its fields are parts of the one text: nothing is copied.
type table struct {
	name   string
	text   string // what is left
	line   int
	at     []int    // at[k] is the column of the k-th field asked for; -1 when absent
	fields []string // of the current row
}

// newTable finds the wanted columns in the header. A column marked with a leading "?" may be absent and then reads as
// empty.
func newTable(name, text string, wanted ...string) (*table, error) {
	t := &table{name: name, text: text}
	if !t.next() {
		return nil, fmt.Errorf("%w file %s: no header row", fault.ErrInvalid, name)
	}
	for _, want := range wanted {
		column := -1
		want, optional := strings.CutPrefix(want, "?")
		for i, f := range t.fields {
			if f == want {
				column = i
			}
		}
		if column < 0 && !optional {
			return nil, fmt.Errorf("%w file %s: no column %q", fault.ErrInvalid, name, want)
		}
		t.at = append(t.at, column)
	}
	return t, nil
}

// next reads a row; false at the end.
func (t *table) next() bool {
	for t.text != "" {
		row := t.text
		if end := strings.IndexByte(t.text, '\n'); end >= 0 {
			row, t.text = t.text[:end], t.text[end+1:]
		} else {
			t.text = ""
		}
		t.line++
		row = strings.TrimSuffix(row, "\r")
		if row == "" {
			continue
		}
		t.fields = t.fields[:0]
		for {
			field, rest, more := strings.Cut(row, "\t")
			t.fields = append(t.fields, field)
			if !more {
				return true
			}
			row = rest
		}
	}
	return false
}

// get returns the k-th wanted field, empty where the row or the file has none.
func (t *table) get(k int) string {
	if c := t.at[k]; c >= 0 && c < len(t.fields) {
		return t.fields[c]
	}
	return ""
}

// fault names file and line.
func (t *table) fault(format string, args ...any) error {
	return fmt.Errorf("%w file %s, line %d: %s", fault.ErrInvalid, t.name, t.line, fmt.Sprintf(format, args...))
}
