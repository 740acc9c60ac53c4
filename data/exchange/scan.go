package exchange

import (
	"bytes"
	"errors"
	"fmt"
	"io"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"oblast/data/record"
	"oblast/geo/decode"
	"oblast/geo/fault"
)

// source splits an input into items.
type source interface {
	// scan yields the items until yield returns false, or the input fails. What an item holds is its own.
	scan(in io.Reader, yield func(item) bool) error
	// frame returns what stands around the items in a file of this format, once scan has returned.
	frame() frame
}

// frame is what a file has before, between and after its items.
type frame struct{ open, between, close string }

// item is one record of an input, as text, or what records are made from, and where it stands.
type item struct {
	line    int    // from 1
	feature int    // from 1; 0 in JSON lines
	text    []byte // of the record
	raw     []byte // of the item, for rejects; nil: the text
	point   *record.Point
	make    func() (made, error) // instead of a text
	err     error                // instead of a text
}

// made is what was made from an item: records, those that other items make too first.
type made struct {
	records []record.Record
	shared  int
	reviews []Review
	judged  bool // the records were validated
}

// below is the pointer of the record inside its item.
func (i *item) below() string {
	if i.feature > 0 && i.make == nil {
		return "/properties"
	}
	return ""
}

// lines is the source of JSON lines.
type lines struct{}

func (lines) frame() frame { return frame{close: "\n", between: "\n"} }

func (lines) scan(in io.Reader, yield func(item) bool) error {
	in, failed := decode.Unmarked(in)
	if failed != nil {
		return failed
	}
	record.Lines(in, func(line int, text []byte, err error) bool {
		if err != nil && !errors.Is(err, fault.ErrInvalid) {
			failed = err
			return false
		}
		return yield(item{line: line, text: bytes.Clone(text), err: err})
	})
	return failed
}

// features is the source of GeoJSON.
type features struct{}

func (features) frame() frame {
	return frame{"{\"type\":\"FeatureCollection\",\"features\":[\n", ",\n", "\n]}\n"}
}

func (features) scan(in io.Reader, yield func(item) bool) error { return scanFeatures(in, yield) }

// feature is a GeoJSON feature of ours; other members are ignored (RFC 7946, section 6.1).
type feature struct {
	Type       string         `json:"type"`
	ID         jsontext.Value `json:"id"`
	Geometry   jsontext.Value `json:"geometry"`
	Properties jsontext.Value `json:"properties"`
}

// scanFeatures reads the features of a FeatureCollection one by one, so that a file of any size fits.
func scanFeatures(in io.Reader, yield func(item) bool) error {
	in, err := decode.Unmarked(in)
	if err != nil {
		return err
	}
	lines := &lineCounter{in: in}
	dec := jsontext.NewDecoder(lines, jsontext.AllowDuplicateNames(true))
	broken := func(err error) error {
		var syntax *jsontext.SyntacticError
		switch {
		case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
			yield(item{line: lines.at(dec.InputOffset()), err: &fault.FieldError{Problem: "is not GeoJSON: it ends too early"}})
		case errors.As(err, &syntax):
			yield(item{line: lines.at(syntax.ByteOffset), err: &fault.FieldError{Problem: "is not JSON: " + syntax.Err.Error()}})
		default:
			return fmt.Errorf("read line %d: %w", lines.at(dec.InputOffset()), err)
		}
		return nil
	}
	if dec.PeekKind() != '{' {
		if _, err := dec.ReadToken(); err != nil {
			return broken(err)
		}
		yield(item{line: 1, err: &fault.FieldError{Problem: "is not a GeoJSON FeatureCollection"}})
		return nil
	}
	if _, err := dec.ReadToken(); err != nil {
		return broken(err)
	}
	collection, features := false, false
	for dec.PeekKind() == '"' {
		name, err := dec.ReadToken()
		if err != nil {
			return broken(err)
		}
		switch key := name.String(); {
		case key == "features" && dec.PeekKind() == '[':
			features = true
			if more, err := eachFeature(dec, lines, yield); err != nil || !more {
				if err != nil {
					return broken(err)
				}
				return nil
			}
		default:
			value, err := dec.ReadValue()
			if err != nil {
				return broken(err)
			}
			collection = collection || key == "type" && string(value) == `"FeatureCollection"`
		}
	}
	if _, err := dec.ReadToken(); err != nil {
		return broken(err)
	}
	if !collection || !features {
		yield(item{line: 1, err: &fault.FieldError{Problem: "is not a GeoJSON FeatureCollection with its features"}})
	}
	return nil
}

// eachFeature reads the array of features; more is false when yield had enough.
func eachFeature(dec *jsontext.Decoder, lines *lineCounter, yield func(item) bool) (more bool, err error) {
	if _, err := dec.ReadToken(); err != nil {
		return false, err
	}
	for n := 1; dec.PeekKind() != ']'; n++ {
		value, err := dec.ReadValue()
		if err != nil {
			return false, err
		}
		line := lines.at(dec.InputOffset() - int64(len(value)))
		if !yield(featureItem(value, line, n)) {
			return false, nil
		}
	}
	_, err = dec.ReadToken()
	return err == nil, err
}

// featureItem takes a feature apart.
func featureItem(value []byte, line, n int) item {
	it := item{line: line, feature: n, raw: bytes.Clone(value)}
	bad := func(field, problem string, allowed ...string) item {
		it.err = &fault.FieldError{Field: field, Problem: problem, Allowed: allowed}
		return it
	}
	if len(value) > record.MaxLine {
		return bad("", fmt.Sprintf("the feature is longer than %d bytes", record.MaxLine))
	}
	var f feature
	if err := json.Unmarshal(value, &f, jsontext.AllowDuplicateNames(true)); err != nil {
		return bad("", "is not a GeoJSON feature")
	}
	switch {
	case f.Type != "Feature":
		return bad("/type", "is not a feature", "Feature")
	case len(f.Properties) == 0 || f.Properties.Kind() != '{':
		return bad("/properties", "has to be the record, an object")
	}
	it.text = bytes.Clone(f.Properties)
	if len(f.Geometry) == 0 || f.Geometry.Kind() == 'n' {
		return it
	}
	var g struct {
		Type        string    `json:"type"`
		Coordinates []float64 `json:"coordinates"`
	}
	if err := json.Unmarshal(f.Geometry, &g); err != nil || g.Type != "Point" || len(g.Coordinates) < 2 {
		return bad("/geometry", "has to be a Point, or null; the areas of a record are named by its region_ids")
	}
	it.point = &record.Point{g.Coordinates[0], g.Coordinates[1]}
	return it
}

// lineCounter remembers where lines begin in what was read last.
type lineCounter struct {
	in    io.Reader
	read  int64
	feeds []int64 // offsets after line feeds that at has not passed yet
	line  int     // lines passed
}

func (l *lineCounter) Read(p []byte) (int, error) {
	n, err := l.in.Read(p)
	for i, b := range p[:n] {
		if b == '\n' {
			l.feeds = append(l.feeds, l.read+int64(i)+1)
		}
	}
	l.read += int64(n)
	return n, err
}

// at returns the line of an offset. Offsets are asked for in rising order.
func (l *lineCounter) at(offset int64) int {
	passed := 0
	for passed < len(l.feeds) && l.feeds[passed] <= offset {
		passed++
	}
	l.line += passed
	l.feeds = l.feeds[passed:]
	return l.line + 1
}
