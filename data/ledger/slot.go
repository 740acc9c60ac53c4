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

// slotOf returns the slot of a record: its night, else the local date of its start (UTC where the zone is not known),
// else undated.
func slotOf(nightOf *record.Date, start *time.Time, zone string) Slot {
	switch {
	case nightOf != nil:
		return Slot{*nightOf, PartNight}
	case start != nil:
		loc, ok := record.Location(zone)
		if !ok {
			loc = time.UTC
		}
		return Slot{record.DateOf(start.In(loc)), PartDay}
	}
	return Slot{0, PartUndated}
}

// SlotOf returns the night or day of an incident.
func SlotOf(inc *record.Incident) Slot {
	return slotOf(inc.When.NightOf, inc.When.Start, inc.When.Zone)
}

// tallySlot returns the night or day of a tally.
func tallySlot(t *record.Tally) Slot {
	if t.Window != nil {
		return slotOf(t.NightOf, &t.Window.Start, t.Zone)
	}
	return slotOf(t.NightOf, nil, t.Zone)
}
