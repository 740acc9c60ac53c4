package record

import (
	"bytes"
	"strconv"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// Encode writes a record as one line of JSON without the line feed: keys in the order of the exported types, nothing
// left out, empty lists as []. The same record gives the same bytes: those of json.Marshal, at half of its cost, since
// imports encode every record. It does not validate; a text that is not UTF-8 is an error.
func Encode(r Record) ([]byte, error) { return AppendTo(make([]byte, 0, 1536), r) }

// AppendTo appends what Encode writes of a record.
func AppendTo(b []byte, r Record) ([]byte, error) {
	w := writer{b: b}
	switch r := r.(type) {
	case *Document:
		w.document(r)
	case *Statement:
		w.statement(r)
	case *Incident:
		w.incident(r)
	case *Tally:
		w.tally(r)
	case *Restriction:
		w.restriction(r)
	case *Alias:
		w.alias(r)
	}
	return w.b, w.err
}

// KindOf returns the kind of a record as Encode writes it: the first key of its body. "" when it is not there.
func KindOf(body []byte) Kind {
	rest, ok := bytes.CutPrefix(body, []byte(`{"kind":"`))
	if !ok {
		return ""
	}
	for _, k := range Kinds {
		if len(rest) > len(k) && rest[len(k)] == '"' && string(rest[:len(k)]) == k {
			return Kind(k)
		}
	}
	return ""
}

// writer appends JSON. Names come with what stands before them: `{"kind":` or `,"id":`.
type writer struct {
	b   []byte
	err error
}

func (w *writer) raw(s string) { w.b = append(w.b, s...) }

func (w *writer) text(name, s string) {
	w.raw(name)
	if unescaped(s) {
		w.b = append(w.b, '"')
		w.b = append(w.b, s...)
		w.b = append(w.b, '"')
		return
	}
	b, err := jsontext.AppendQuote(w.b, s)
	if err != nil && w.err == nil {
		w.err = err
	}
	w.b = b
}

// unescaped reports whether a text is ASCII that stands in JSON as it is: most words and ids.
func unescaped(s string) bool {
	for i := 0; i < len(s); i++ {
		if c := s[i]; c < ' ' || c > '~' || c == '"' || c == '\\' {
			return false
		}
	}
	return true
}

func (w *writer) textOrNull(name string, s *string) {
	if s == nil {
		w.raw(name)
		w.raw("null")
		return
	}
	w.text(name, *s)
}

func (w *writer) boolean(name string, v bool) {
	w.raw(name)
	w.b = strconv.AppendBool(w.b, v)
}

func (w *writer) integer(name string, n int) {
	w.raw(name)
	w.b = strconv.AppendInt(w.b, int64(n), 10)
}

func (w *writer) integerOrNull(name string, n *int) {
	if n == nil {
		w.raw(name)
		w.raw("null")
		return
	}
	w.integer(name, *n)
}

// number writes a float as the JSON library does.
func (w *writer) number(name string, f float64) {
	w.raw(name)
	b, err := json.Marshal(f)
	if err != nil && w.err == nil {
		w.err = err
	}
	w.b = append(w.b, b...)
}

func (w *writer) instant(name string, t time.Time) {
	w.raw(name)
	w.b = append(w.b, '"')
	w.b = t.AppendFormat(w.b, time.RFC3339Nano)
	w.b = append(w.b, '"')
}

func (w *writer) instantOrNull(name string, t *time.Time) {
	if t == nil {
		w.raw(name)
		w.raw("null")
		return
	}
	w.instant(name, *t)
}

func (w *writer) dateOrNull(name string, d *Date) {
	w.raw(name)
	if d == nil {
		w.raw("null")
		return
	}
	w.b = append(w.b, '"')
	w.b = d.Time().AppendFormat(w.b, time.DateOnly)
	w.b = append(w.b, '"')
}

func (w *writer) texts(name string, list []string) {
	w.raw(name)
	w.b = append(w.b, '[')
	for i, s := range list {
		w.comma(i)
		w.text("", s)
	}
	w.b = append(w.b, ']')
}

func (w *writer) comma(i int) {
	if i > 0 {
		w.b = append(w.b, ',')
	}
}
