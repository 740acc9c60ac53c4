package record

import (
	"bytes"
	"errors"
	"io"
	"unicode/utf8"

	"github.com/go-json-experiment/json/jsontext"
)

// tokens gives the tokens of one JSON value. Records mostly come as Encode writes them, so it first reads by itself, at a
// fraction of the library's cost, what needs no judgement: no escapes, no exponents, little depth. Whatever else it meets
// makes the text odd: then the reading is worth nothing and is done again by the library, which decides what is JSON and
// says what is not.
type tokens struct {
	library jsontext.Decoder
	source  bytes.Buffer
	quick   bool
	never   bool // not quick, whatever is asked: for comparison
	odd     bool

	text   []byte
	at     int
	ready  bool // white space and the delimiter before the next token are behind
	depth  int
	inside [8]inside
}

// inside is an open object or list.
type inside struct {
	object bool
	state  state
}

type state uint8

const (
	first state = iota // nothing read yet
	named              // a name was read, its value comes
	after              // a value was read
)

var errOdd = errors.New("is odd")

func (t *tokens) reset(b []byte, quick bool) {
	t.quick, t.odd, t.text, t.at, t.ready, t.depth = quick && !t.never, false, b, 0, false, 0
	if !t.quick {
		t.source = *bytes.NewBuffer(b)
		t.library.Reset(&t.source, jsontext.AllowDuplicateNames(true))
	}
}

// release lets go of the text.
func (t *tokens) release() { t.source, t.text = bytes.Buffer{}, nil }

// PeekKind returns the kind of the next token, as jsontext does; 0 where there is none.
func (t *tokens) PeekKind() jsontext.Kind {
	if !t.quick {
		return t.library.PeekKind()
	}
	switch c := t.next(); {
	case c == '-' || c >= '0' && c <= '9':
		return '0'
	case c == '"' || c == '{' || c == '}' || c == '[' || c == ']' || c == 'n' || c == 't' || c == 'f':
		return jsontext.Kind(c)
	}
	return 0
}

// ReadValue returns a name, string or number as it is written.
func (t *tokens) ReadValue() (jsontext.Value, error) {
	if !t.quick {
		return t.library.ReadValue()
	}
	from := t.at
	switch c := t.next(); {
	case c == '"':
		from = t.at
		t.string()
	case c == '-' || c >= '0' && c <= '9':
		from = t.at
		t.number()
	default:
		t.odd = true
	}
	if t.odd {
		return nil, errOdd
	}
	t.read()
	return t.text[from:t.at], nil
}

// ReadToken reads a bracket; at the end of the text it is io.EOF.
func (t *tokens) ReadToken() error {
	if !t.quick {
		_, err := t.library.ReadToken()
		return err
	}
	c := t.next()
	switch {
	case t.odd:
	case (c == '{' || c == '[') && t.depth < len(t.inside):
		t.inside[t.depth] = inside{object: c == '{'}
		t.depth++
		t.at, t.ready = t.at+1, false
		return nil
	case (c == '}' || c == ']') && t.depth > 0 && t.inside[t.depth-1].object == (c == '}') && t.inside[t.depth-1].state != named:
		t.depth--
		t.at++
		t.read()
		return nil
	case c == 0 && t.at == len(t.text) && t.depth == 0:
		return io.EOF
	}
	t.odd = true
	return errOdd
}

// SkipValue passes over null, true or false.
func (t *tokens) SkipValue() error {
	if !t.quick {
		return t.library.SkipValue()
	}
	if t.next() == 'n' && len(t.text)-t.at >= 4 && string(t.text[t.at:t.at+4]) == "null" { // most of all
		t.at += 4
		t.read()
		return nil
	}
	for _, word := range [...]string{"null", "true", "false"} {
		if rest := t.text[t.at:]; len(rest) >= len(word) && string(rest[:len(word)]) == word {
			t.at += len(word)
			t.read()
			return nil
		}
	}
	t.odd = true
	return errOdd
}

// named passes over the next name and its colon where the name is key and all stands as Encode writes it; else it passes
// over nothing.
func (t *tokens) named(key string) bool {
	if !t.quick || t.ready || t.depth == 0 {
		return false
	}
	in := &t.inside[t.depth-1]
	rest := t.text[t.at:]
	if in.state == after {
		if len(rest) == 0 || rest[0] != ',' {
			return false
		}
		rest = rest[1:]
	}
	n := len(key)
	if in.state == named || !in.object || len(rest) < n+4 || rest[0] != '"' || string(rest[1:n+1]) != key || rest[n+1] != '"' || rest[n+2] != ':' || rest[n+3] <= ' ' {
		return false
	}
	t.at, t.ready, in.state = len(t.text)-len(rest)+n+3, true, named
	return true
}

// next returns the first byte of the next token, 0 where there is none.
func (t *tokens) next() byte {
	if !t.ready {
		t.advance()
	}
	if t.odd || t.at >= len(t.text) {
		return 0
	}
	return t.text[t.at]
}

// advance passes over white space and the delimiter before the next token.
func (t *tokens) advance() {
	t.space()
	t.ready = true
	if t.depth == 0 || t.at >= len(t.text) {
		return
	}
	in, c := &t.inside[t.depth-1], t.text[t.at]
	switch {
	case in.state == first, in.state == after && (c == '}' || c == ']'):
		return
	case in.state == named && c == ':', in.state == after && c == ',':
		t.at++
		t.space()
		if t.at < len(t.text) && t.text[t.at] != '}' && t.text[t.at] != ']' {
			return
		}
	}
	t.odd = true
}

func (t *tokens) space() {
	for t.at < len(t.text) && (t.text[t.at] == ' ' || t.text[t.at] == '\n' || t.text[t.at] == '\t' || t.text[t.at] == '\r') {
		t.at++
	}
}

// read notes that a name or a value was read.
func (t *tokens) read() {
	t.ready = false
	if t.depth == 0 {
		return
	}
	switch in := &t.inside[t.depth-1]; {
	case in.object && in.state != named:
		in.state = named
	default:
		in.state = after
	}
}

// string passes over a string without escapes.
func (t *tokens) string() {
	wide := false
	for i := t.at + 1; i < len(t.text); i++ {
		switch c := t.text[i]; {
		case c == '"':
			if wide && !utf8.Valid(t.text[t.at:i]) {
				t.odd = true
			}
			t.at = i + 1
			return
		case c < ' ' || c == '\\':
			t.odd = true
			return
		case c >= utf8.RuneSelf:
			wide = true
		}
	}
	t.odd = true
}

// number passes over a number without an exponent.
func (t *tokens) number() {
	digits := func() (n int) {
		for t.at < len(t.text) && t.text[t.at] >= '0' && t.text[t.at] <= '9' {
			t.at, n = t.at+1, n+1
		}
		return n
	}
	if t.text[t.at] == '-' {
		t.at++
	}
	zero := t.at < len(t.text) && t.text[t.at] == '0'
	n := digits()
	t.odd = n == 0 || zero && n > 1
	if t.at < len(t.text) && t.text[t.at] == '.' {
		t.at++
		t.odd = digits() == 0 || t.odd
	}
	if t.at < len(t.text) {
		if c := t.text[t.at]; c != ',' && c != '}' && c != ']' && c != ' ' {
			t.odd = true
		}
	}
}
