package record

import (
	"hash/maphash"
	"slices"
	"time"
)

// Decoder decodes like Decode and lets equal parts of the records be one: words and ids, counts, times, dates and short
// lists. Who holds very many records holds them in half the room. It remembers a bounded number of parts and is for one
// goroutine; the records may be shared and must not be changed.
type Decoder struct{ reader reader }

// NewDecoder returns a decoder that is to read about so many records: the more, the more parts it remembers, up to 1 MB of
// them.
func NewDecoder(records int) *Decoder {
	places := fewPlaces
	for places < records && places < manyPlaces {
		places *= 2
	}
	return &Decoder{reader{shared: &shared{
		seed:    maphash.MakeSeed(),
		texts:   make([]string, 2*places),
		words:   make([]*string, places),
		lists:   make([][]string, places),
		times:   make([]*time.Time, places),
		written: make([]written, places),
		days:    make([]writtenDate, places),
		dates:   make([]*Date, places),
	}}}
}

// How many parts of a kind are remembered.
const (
	fewPlaces  = 1 << 10
	manyPlaces = 1 << 13
)

// Decode decodes a record; see the function of that name.
func (d *Decoder) Decode(b []byte) (Record, error) { return d.reader.record(b) }

// shared remembers the parts of records that were read last, each kind in places that the hash of a part decides. A nil
// shared makes every part anew.
type shared struct {
	seed      maphash.Seed
	texts     []string
	words     []*string
	lists     [][]string
	times     []*time.Time
	written   []written
	days      []writtenDate
	dates     []*Date
	integers  [1024]*int
	counts    [256]*Count
	incidents []Incident
}

// written is a time with its text.
type written struct {
	text [20]byte // 2025-08-26T17:00:00Z
	time time.Time
}

// writtenDate is a date with its text.
type writtenDate struct {
	text [10]byte // 2025-08-27
	date Date
}

// longest is how long a text may be to be remembered.
const longest = 128

func (s *shared) text(b []byte) string {
	if s == nil || len(b) > longest {
		return string(b)
	}
	at := &s.texts[maphash.Bytes(s.seed, b)%uint64(len(s.texts))]
	if *at != string(b) {
		*at = string(b)
	}
	return *at
}

// word returns the address of a text.
func (s *shared) word(text string) *string {
	if s == nil || len(text) > longest {
		return own(text)
	}
	at := &s.words[maphash.String(s.seed, text)%uint64(len(s.words))]
	if *at == nil || **at != text {
		*at = own(text)
	}
	return *at
}

// own returns the address of a copy. What is found among the parts remembered is never copied: to take the address of a
// parameter would put it on the heap each time.
func own[T any](v T) *T { return &v }

// list returns a list that is equal to one that stays the caller's.
func (s *shared) list(list []string) []string {
	if s == nil || len(list) == 0 || len(list) > 4 {
		return append([]string{}, list...)
	}
	h := uint64(len(list))
	for _, text := range list {
		h = h*31 + maphash.String(s.seed, text)
	}
	at := &s.lists[h%uint64(len(s.lists))]
	if !slices.Equal(*at, list) {
		*at = slices.Clip(slices.Clone(list))
	}
	return *at
}

// parse reads an RFC 3339 time.
func (s *shared) parse(b []byte) (time.Time, error) {
	var w written
	if s == nil || len(b) != len(w.text) {
		return time.Parse(time.RFC3339, string(b))
	}
	at := &s.written[maphash.Bytes(s.seed, b)%uint64(len(s.written))]
	if string(at.text[:]) == string(b) {
		return at.time, nil
	}
	t, err := time.Parse(time.RFC3339, string(b))
	if err == nil {
		copy(at.text[:], b)
		at.time = t
	}
	return t, err
}

// parseDate reads a date.
func (s *shared) parseDate(b []byte) (Date, error) {
	var w writtenDate
	if s == nil || len(b) != len(w.text) {
		return ParseDate(string(b))
	}
	at := &s.days[maphash.Bytes(s.seed, b)%uint64(len(s.days))]
	if string(at.text[:]) == string(b) {
		return at.date, nil
	}
	d, err := ParseDate(string(b))
	if err == nil {
		copy(at.text[:], b)
		at.date = d
	}
	return d, err
}

func (s *shared) instant(t time.Time) *time.Time {
	if s == nil {
		return own(t)
	}
	at := &s.times[uint64(t.Unix())*0x9e3779b97f4a7c15>>32%uint64(len(s.times))]
	if *at == nil || **at != t {
		*at = own(t)
	}
	return *at
}

func (s *shared) date(d Date) *Date {
	if s == nil {
		return own(d)
	}
	at := &s.dates[uint32(d)%uint32(len(s.dates))]
	if *at == nil || **at != d {
		*at = own(d)
	}
	return *at
}

func (s *shared) integer(n int) *int {
	if s == nil {
		return own(n)
	}
	at := &s.integers[uint(n)%uint(len(s.integers))]
	if *at == nil || **at != n {
		*at = own(n)
	}
	return *at
}

func (s *shared) count(c Count) *Count {
	if s == nil {
		return own(c)
	}
	h := uint(len(c.Qualifier))
	for _, n := range [...]*int{c.Min, c.Best, c.Max} {
		if h *= 31; n != nil {
			h += uint(*n) + 1
		}
	}
	at := &s.counts[h%uint(len(s.counts))]
	if *at == nil || **at != c {
		*at = own(c)
	}
	return *at
}

// newIncident returns an empty incident, of a block of several.
func (s *shared) newIncident() *Incident {
	if s == nil {
		return new(Incident)
	}
	if len(s.incidents) == 0 {
		s.incidents = make([]Incident, 24) // 8 kB, which the runtime hands out without waste
	}
	i := &s.incidents[0]
	s.incidents = s.incidents[1:]
	return i
}
