package ledger

import (
	"cmp"
	"time"

	"oblast/data/record"
)

// Part says which part of a date a slot is.
type Part uint8

// The parts. The night to a date comes before its day.
const (
	PartNight Part = iota
	PartDay
	PartUndated // neither a night nor a date is known: in no period but the whole
)

// String returns night, day or undated.
func (p Part) String() string { return [...]string{"night", "day", "undated"}[p] }

// Slot is one night or one day. Date is the morning's date of a night, the local date of a day, 0 when undated.
type Slot struct {
	Date record.Date
	Part Part
}

// Compare orders slots in time: the night to a date, its day; the undated last.
func (s Slot) Compare(o Slot) int { return cmp.Compare(s.rank(), o.rank()) }

// rank orders slots in time, undated last.
func (s Slot) rank() int64 {
	if s.Part == PartUndated {
		return 1 << 40
	}
	return int64(s.Date)*2 + int64(s.Part)
}

// clock turns instants into local dates, and remembers zones.
type clock struct{ zones map[string]*time.Location }

func newClock() *clock { return &clock{zones: map[string]*time.Location{}} }

// in returns the location of an IANA zone; an unknown one is read as UTC.
func (c *clock) in(zone string) *time.Location {
	if loc, ok := c.zones[zone]; ok {
		return loc
	}
	loc, err := time.LoadLocation(zone)
	if err != nil {
		loc = time.UTC
	}
	c.zones[zone] = loc
	return loc
}

// slotOf returns the slot of a record: its night, else the local date of its start, else undated.
func (c *clock) slotOf(nightOf *record.Date, start *time.Time, zone string) Slot {
	switch {
	case nightOf != nil:
		return Slot{*nightOf, PartNight}
	case start != nil:
		return Slot{record.DateOf(start.In(c.in(zone))), PartDay}
	}
	return Slot{0, PartUndated}
}

// bounds returns the derived bounds of a slot in a zone: a night 20:00-08:00, a day 08:00-20:00, local.
func (c *clock) bounds(s Slot, zone string) record.Window {
	t := s.Date.Time()
	y, m, d := t.Date()
	at := func(day, hour int) time.Time { return time.Date(y, m, day, hour, 0, 0, 0, c.in(zone)) }
	if s.Part == PartDay {
		return record.Window{Start: at(d, 8), End: at(d, 20)}
	}
	return record.Window{Start: at(d-1, 20), End: at(d, 8)}
}
