package record

import (
	"errors"
	"io"
	"strconv"
	"strings"
	"sync"

	"github.com/go-json-experiment/json/jsontext"

	"oblast/geo/fault"
)

// reader reads one JSON value by its keys and collects what does not fit, each fault with its JSON pointer. A missing
// key reads as null; null is a fault where a value has to be known. After a syntax error nothing more is read.
type reader struct {
	dec     tokens
	shared  *shared // nil: every part is made anew
	path    []step
	words   []string // a list in the reading
	counted Count    // a count in the reading
	checked checker  // of the record that was read
	faults  []error
	broken  bool
}

// step is one part of the pointer to where the reader stands.
type step struct {
	key   string
	index int // when key is empty
}

var readers = sync.Pool{New: func() any { return new(reader) }}

// begin returns a reader at the start of b. Give it back with end.
func begin(b []byte) *reader {
	r := readers.Get().(*reader)
	r.start(b, false)
	return r
}

// start puts the reader at the start of b. quick: what is odd is left to another start.
func (r *reader) start(b []byte, quick bool) {
	r.path, r.faults, r.broken = r.path[:0], nil, false
	r.dec.reset(b, quick)
}

// finish checks that nothing follows the value and returns the faults.
func (r *reader) finish() []error {
	if !r.broken {
		if err := r.dec.ReadToken(); err == nil {
			r.fault("more follows the record; write one JSON object", "", nil)
		} else if !errors.Is(err, io.EOF) {
			r.syntax(err)
		}
	}
	r.dec.release()
	return r.faults
}

// end finishes and gives the reader back.
func (r *reader) end() []error {
	faults := r.finish()
	readers.Put(r)
	return faults
}

// pointer writes where the reader stands, RFC 6901.
func (r *reader) pointer() string {
	var b strings.Builder
	for _, s := range r.path {
		b.WriteByte('/')
		if s.key == "" {
			b.WriteString(strconv.Itoa(s.index))
		} else {
			b.WriteString(escapePointer(s.key))
		}
	}
	return b.String()
}

func escapePointer(key string) string {
	return strings.NewReplacer("~", "~0", "/", "~1").Replace(key)
}

func (r *reader) fault(problem, value string, allowed []string) {
	r.faults = append(r.faults, &fault.FieldError{Field: r.pointer(), Value: shorten(value), Problem: problem, Allowed: allowed})
}

// syntax reports text that is not JSON, and ends the reading.
func (r *reader) syntax(err error) {
	r.broken = true
	if r.dec.odd {
		return // it is read again
	}
	problem := "is not JSON: " + err.Error()
	var s *jsontext.SyntacticError
	switch {
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		problem = "is not JSON: it ends too early"
	case errors.As(err, &s):
		problem = "is not JSON at byte " + strconv.FormatInt(s.ByteOffset, 10) + ": " + s.Err.Error()
	}
	r.fault(problem, "", nil)
}

// shorten bounds a value that a message repeats.
func shorten(s string) string {
	const most = 60
	if len(s) <= most {
		return s
	}
	cut := most
	for cut > 0 && s[cut]&0xC0 == 0x80 {
		cut--
	}
	return s[:cut] + "..."
}

// field is a key of an object of type T, with the way to its value. One that must be there has no unknown: a truth value,
// or an object. Any other key that is missing reads as null.
type field[T any] struct {
	key  string
	must bool
	read func(*reader, *T)
}

// For must of a field.
const may, must = false, true

// object reads an object into a value.
func object[T any](r *reader, fields []field[T], into *T) {
	if !r.open('{', "an object") {
		return
	}
	var seen uint32 // as bits
	for next := 0; !r.broken; {
		if next < len(fields) && seen&(1<<next) == 0 && r.dec.named(fields[next].key) {
			seen |= 1 << next // its faults have no pointer: where there is one, all is read again with care
			fields[next].read(r, into)
			next++
			continue
		}
		if r.dec.PeekKind() != '"' {
			break
		}
		name, err := r.dec.ReadValue()
		if err != nil {
			r.syntax(err)
			break
		}
		k := keyIndex(fields, name)
		if k < 0 {
			r.unknown(name, keysOf(fields))
			continue
		}
		next = k + 1
		r.path = append(r.path, step{key: fields[k].key})
		if seen&(1<<k) == 0 {
			seen |= 1 << k
			fields[k].read(r, into)
		} else {
			r.fault("is given twice", "", nil)
			r.skip()
		}
		r.path = r.path[:len(r.path)-1]
	}
	if !r.close() {
		return
	}
	for i := range fields {
		if fields[i].must && seen&(1<<i) == 0 {
			r.path = append(r.path, step{key: fields[i].key})
			r.fault("is missing", "", nil)
			r.path = r.path[:len(r.path)-1]
		}
	}
}

// objects reads a list of objects; nil where there is no list.
func objects[T any](r *reader, fields []field[T]) []T {
	out := []T{}
	if !r.list(func() {
		out = append(out, *new(T))
		object(r, fields, &out[len(out)-1])
	}) {
		return nil
	}
	return out
}

// keyIndex finds a quoted name among the keys of fields; below 0 where it is none.
func keyIndex[T any](fields []field[T], quoted []byte) int {
	for i := range fields {
		if string(quoted[1:len(quoted)-1]) == fields[i].key {
			return i
		}
	}
	return -1
}

func keysOf[T any](fields []field[T]) []string {
	keys := make([]string, len(fields))
	for i := range fields {
		keys[i] = fields[i].key
	}
	return keys
}

// list reads an array; element is called at each element and reads it. ok is false when there was no array.
func (r *reader) list(element func()) (ok bool) {
	if !r.open('[', "a list; write [] for an empty one") {
		return false
	}
	for i := 0; !r.broken && r.dec.PeekKind() != ']'; i++ {
		r.path = append(r.path, step{index: i})
		element()
		r.path = r.path[:len(r.path)-1]
	}
	return r.close()
}

// open reads the beginning of an object or array, or skips what is there instead.
func (r *reader) open(kind jsontext.Kind, want string) bool {
	if r.broken {
		return false
	}
	if r.dec.PeekKind() != kind {
		r.wrong(want)
		return false
	}
	return r.token()
}

func (r *reader) close() bool { return !r.broken && r.token() }

// token reads a bracket.
func (r *reader) token() bool {
	if err := r.dec.ReadToken(); err != nil {
		r.syntax(err)
		return false
	}
	return true
}

// unknown reports a key that the record does not have; a known key in escaped writing is refused too.
func (r *reader) unknown(quoted []byte, keys []string) {
	name, err := jsontext.AppendUnquote(nil, quoted)
	if err != nil || len(name) == 0 {
		name = quoted
	}
	r.path = append(r.path, step{key: string(name)})
	r.fault("is not a field of this object", "", keys)
	r.skip()
	r.path = r.path[:len(r.path)-1]
}

func (r *reader) skip() {
	if r.broken {
		return
	}
	if err := r.dec.SkipValue(); err != nil {
		r.syntax(err)
	}
}

// wrong reports a value of another JSON type and skips it.
func (r *reader) wrong(want string) {
	given, ok := map[jsontext.Kind]string{'n': "null", 't': "true", 'f': "false", '"': "a string", '0': "a number", '{': "an object", '[': "a list"}[r.dec.PeekKind()]
	if !ok {
		err := r.dec.ReadToken()
		if err == nil {
			err = io.ErrUnexpectedEOF
		}
		r.syntax(err)
		return
	}
	r.fault("is "+given+" and has to be "+want, "", nil)
	r.skip()
}

// null reads a null where one stands.
func (r *reader) null() bool {
	if r.dec.PeekKind() != 'n' {
		return false
	}
	r.skip()
	return true
}
