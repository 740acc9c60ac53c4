package topology

import (
	"encoding/json"
	"fmt"
	"math"
	"strconv"
	"unicode/utf8"

	"oblast/geo/fault"
)

// maxDepth bounds nesting in what is skipped; TopoJSON itself nests less than ten deep.
const maxDepth = 64

// scanner reads JSON (RFC 8259) front to back. The first fault is kept in err and makes every later call do nothing,
// so that callers may check once at the end of a loop.
type scanner struct {
	b   []byte
	pos int
	err error
}

func (s *scanner) fail(format string, args ...any) {
	if s.err == nil {
		s.err = fmt.Errorf("%w topology: byte %d: %s", fault.ErrInvalid, s.pos, fmt.Sprintf(format, args...))
	}
}

// peek returns the next byte that is not white space, 0 at the end or after a fault.
func (s *scanner) peek() byte {
	if s.err != nil {
		return 0
	}
	for s.pos < len(s.b) {
		switch c := s.b[s.pos]; c {
		case ' ', '\t', '\n', '\r':
			s.pos++
		default:
			return c
		}
	}
	return 0
}

// accept consumes c if it comes next.
func (s *scanner) accept(c byte) bool {
	if s.peek() != c {
		return false
	}
	s.pos++
	return true
}

// need consumes c or fails.
func (s *scanner) need(c byte) {
	if !s.accept(c) {
		s.fail("%q expected", c)
	}
}

// elements calls each for every element of an array; each must consume it.
func (s *scanner) elements(each func(i int)) {
	s.need('[')
	if s.accept(']') {
		return
	}
	for i := 0; s.err == nil; i++ {
		each(i)
		if s.accept(',') {
			continue
		}
		s.need(']')
		return
	}
}

// members calls each for every member of an object; each must consume the value.
func (s *scanner) members(each func(key string)) {
	s.need('{')
	if s.accept('}') {
		return
	}
	for s.err == nil {
		key := s.text()
		s.need(':')
		if s.err != nil {
			return
		}
		each(key)
		if s.accept(',') {
			continue
		}
		s.need('}')
		return
	}
}

// text reads a string.
func (s *scanner) text() string {
	raw := s.quoted()
	if s.err != nil {
		return ""
	}
	inner := raw[1 : len(raw)-1]
	for _, c := range inner {
		if c == '\\' || c >= utf8.RuneSelf {
			var text string
			if err := json.Unmarshal(raw, &text); err != nil {
				s.fail("bad string: %v", err)
			}
			return text
		}
	}
	return intern(inner)
}

// intern returns a text without allocating for the words that a document has thousands of times.
func intern(b []byte) string {
	for _, word := range [...]string{"type", "id", "arcs", "properties", "Polygon", "MultiPolygon"} {
		if string(b) == word {
			return word
		}
	}
	return string(b)
}

// quoted consumes a string and returns it with its quotes, escapes unread.
func (s *scanner) quoted() []byte {
	s.need('"')
	if s.err != nil {
		return nil
	}
	start := s.pos - 1
	for i := s.pos; i < len(s.b); i++ {
		switch c := s.b[i]; {
		case c == '"':
			s.pos = i + 1
			return s.b[start:s.pos]
		case c == '\\':
			i++
		case c < ' ':
			s.pos = i
			s.fail("control character in a string")
			return nil
		}
	}
	s.fail("string without an end")
	return nil
}

// maxInteger bounds whole numbers, so that sums of a few never overflow.
const maxInteger = 1 << 40

// integer reads a number that must be whole and at most maxInteger either way. Plain digits take the short way.
func (s *scanner) integer() int64 {
	c := s.peek()
	i, negative := s.pos, c == '-'
	if negative {
		i++
	}
	var v int64
	start := i
	for ; i < len(s.b); i++ {
		d := s.b[i] - '0'
		if d > 9 {
			break
		}
		if v = v*10 + int64(d); v > maxInteger {
			return s.wholeFloat()
		}
	}
	if s.err != nil || i == start || (i < len(s.b) && (s.b[i] == '.' || s.b[i]|0x20 == 'e')) || (s.b[start] == '0' && i > start+1) {
		return s.wholeFloat()
	}
	s.pos = i
	if negative {
		v = -v
	}
	return v
}

func (s *scanner) wholeFloat() int64 {
	v := s.float()
	if v != math.Trunc(v) || math.Abs(v) > maxInteger {
		s.fail("%v is not a whole number within bounds", v)
		return 0
	}
	return int64(v)
}

// float reads a number.
func (s *scanner) float() float64 {
	raw := s.number()
	if s.err != nil {
		return 0
	}
	v, err := strconv.ParseFloat(string(raw), 64)
	if err != nil {
		s.fail("%s is not a number that can be held", raw)
	}
	return v
}

// number consumes a number by the grammar of RFC 8259, section 6, and returns its bytes.
func (s *scanner) number() []byte {
	s.peek()
	if s.err != nil {
		return nil
	}
	start, i := s.pos, s.pos
	digits := func() bool {
		from := i
		for i < len(s.b) && s.b[i]-'0' <= 9 {
			i++
		}
		return i > from
	}
	has := func(c byte) bool { return i < len(s.b) && s.b[i] == c }
	if has('-') {
		i++
	}
	zero := has('0')
	first := i
	ok := digits() && !(zero && i > first+1)
	if ok && has('.') {
		i++
		ok = digits()
	}
	if ok && (has('e') || has('E')) {
		i++
		if has('+') || has('-') {
			i++
		}
		ok = digits()
	}
	if !ok {
		s.fail("number expected")
		return nil
	}
	s.pos = i
	return s.b[start:i]
}

// skip consumes any value.
func (s *scanner) skip() {
	s.skipDepth(0)
}

func (s *scanner) skipDepth(depth int) {
	if depth > maxDepth {
		s.fail("nested more than %d deep", maxDepth)
		return
	}
	switch c := s.peek(); {
	case c == '{':
		s.members(func(string) { s.skipDepth(depth + 1) })
	case c == '[':
		s.elements(func(int) { s.skipDepth(depth + 1) })
	case c == '"':
		s.quoted()
	case c == '-' || c-'0' <= 9:
		s.number()
	default:
		if !s.word("true") && !s.word("false") && !s.word("null") {
			s.fail("value expected")
		}
	}
}

// word consumes a literal name if it comes next.
func (s *scanner) word(w string) bool {
	s.peek()
	if s.err != nil || len(s.b)-s.pos < len(w) || string(s.b[s.pos:s.pos+len(w)]) != w {
		return false
	}
	s.pos += len(w)
	return true
}
