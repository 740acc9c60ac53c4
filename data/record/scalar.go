package record

import (
	"bytes"
	"strconv"
	"time"

	"github.com/go-json-experiment/json/jsontext"
)

// scalar reads the raw text of a string or number.
func (r *reader) scalar(kind jsontext.Kind, want string) (raw []byte, ok bool) {
	if r.dec.PeekKind() != kind {
		r.wrong(want)
		return nil, false
	}
	raw, err := r.dec.ReadValue()
	if err != nil {
		r.syntax(err)
		return nil, false
	}
	return raw, true
}

// text reads a string.
func (r *reader) text() string { return r.textOf(r.shared) }

// ownText reads a string that is not shared.
func (r *reader) ownText() string { return r.textOf(nil) }

func (r *reader) textOf(s *shared) string {
	raw, ok := r.scalar('"', "a string")
	if !ok {
		return ""
	}
	if bytes.IndexByte(raw, '\\') < 0 {
		return s.text(raw[1 : len(raw)-1])
	}
	unquoted, err := jsontext.AppendUnquote(nil, raw)
	if err != nil {
		r.syntax(err)
		return ""
	}
	return string(unquoted)
}

// word reads a string of an enumeration and does not copy a known value. Validation judges the others.
func (r *reader) word(known []string) string {
	raw, ok := r.scalar('"', "a string")
	if !ok {
		return ""
	}
	for _, k := range known {
		if string(raw[1:len(raw)-1]) == k {
			return k
		}
	}
	s, err := jsontext.AppendUnquote(nil, raw)
	if err != nil {
		r.syntax(err)
	}
	return string(s)
}

func (r *reader) kind() Kind { return Kind(r.word(Kinds)) }

func (r *reader) wordOrNull(known []string) *string {
	if r.null() {
		return nil
	}
	return r.shared.word(r.word(known))
}

func (r *reader) textOrNull() *string {
	if r.null() {
		return nil
	}
	return r.shared.word(r.text())
}

// boolean reads true or false.
func (r *reader) boolean() bool {
	kind := r.dec.PeekKind()
	if kind != 't' && kind != 'f' {
		r.wrong("true or false")
		return false
	}
	r.skip()
	return kind == 't'
}

// maxInteger bounds whole numbers, so that sums of them cannot overflow.
const maxInteger = 999_999_999

// integer reads a whole number without fraction or exponent.
func (r *reader) integer() int {
	raw, ok := r.scalar('0', "a whole number")
	if !ok {
		return 0
	}
	n, err := strconv.ParseInt(string(raw), 10, 64)
	if err != nil || n < -maxInteger || n > maxInteger {
		r.fault("is not a whole number of at most nine digits", string(raw), nil)
		return 0
	}
	return int(n)
}

func (r *reader) integerOrNull() *int {
	if r.null() {
		return nil
	}
	return r.shared.integer(r.integer())
}

func (r *reader) number() float64 {
	raw, ok := r.scalar('0', "a number")
	if !ok {
		return 0
	}
	f, err := strconv.ParseFloat(string(raw), 64)
	if err != nil {
		r.fault("is too large a number", string(raw), nil)
		return 0
	}
	return f
}

// instant reads an RFC 3339 time in UTC.
func (r *reader) instant() time.Time {
	raw, ok := r.scalar('"', "a time in UTC such as 2025-08-26T17:00:00Z")
	if !ok {
		return time.Time{}
	}
	text := raw[1 : len(raw)-1]
	t, err := r.shared.parse(text)
	if err != nil || text[len(text)-1] != 'Z' {
		r.fault("is not a time in UTC; write it as 2025-08-26T17:00:00Z", string(text), nil)
		return time.Time{}
	}
	return t
}

func (r *reader) instantOrNull() *time.Time {
	if r.null() {
		return nil
	}
	return r.shared.instant(r.instant())
}

func (r *reader) dateOrNull() *Date {
	if r.null() {
		return nil
	}
	raw, ok := r.scalar('"', "a date such as 2025-08-27")
	if !ok {
		return nil
	}
	d, err := r.shared.parseDate(raw[1 : len(raw)-1])
	if err != nil {
		r.fault("is not a date; write it as 2025-08-27", string(raw[1:len(raw)-1]), nil)
	}
	return r.shared.date(d)
}

// texts reads a list of strings; never nil unless the list is missing.
func (r *reader) texts() []string {
	out := r.words[:0]
	ok := r.list(func() { out = append(out, r.text()) })
	if r.words = out; !ok && !r.broken {
		return nil
	}
	return r.shared.list(out)
}
