package cql2

import (
	"cmp"
	"strings"
	"time"
)

// Related reports whether a temporal operator holds of two times.
func (o Op) Related(a, b Value) bool { return related(o, a, b) }

// related decides a temporal operator by the definitions of Allen (1983) on closed intervals: an instant is an interval
// whose ends are equal. (The standard's table exchanges T_STARTS and T_STARTEDBY in one place; its counts do not.)
func related(op Op, a, b Value) bool {
	ff, tt := starts(a.From, b.From), ends(a.To, b.To)
	switch op {
	case TAfter:
		return apart(b.To, a.From)
	case TBefore:
		return apart(a.To, b.From)
	case TDisjoint:
		return apart(b.To, a.From) || apart(a.To, b.From)
	case TIntersects:
		return !apart(b.To, a.From) && !apart(a.To, b.From)
	case TEquals:
		return ff == 0 && tt == 0
	case TContains:
		return ff < 0 && tt > 0
	case TDuring:
		return ff > 0 && tt < 0
	case TFinishedBy:
		return ff < 0 && tt == 0
	case TFinishes:
		return ff > 0 && tt == 0
	case TStartedBy:
		return ff == 0 && tt > 0
	case TStarts:
		return ff == 0 && tt < 0
	case TMeets:
		return meet(a.To, b.From)
	case TMetBy:
		return meet(b.To, a.From)
	case TOverlappedBy:
		return ff > 0 && tt > 0 && !apart(b.To, a.From) && !meet(b.To, a.From)
	case TOverlaps:
		return ff < 0 && tt < 0 && !apart(a.To, b.From) && !meet(a.To, b.From)
	}
	return false
}

func starts(a, b Moment) int { return cmp.Compare(a.first(), b.first()) }
func ends(a, b Moment) int   { return cmp.Compare(a.last(), b.last()) }

// apart reports whether an interval that ends with a lies before one that starts with b.
func apart(end, start Moment) bool { return end.last() < start.first() }

// meet reports whether one interval ends where another starts; two days by their dates.
func meet(end, start Moment) bool {
	if end.Day && start.Day {
		return end.Micros == start.Micros
	}
	return end.last() == start.first()
}

// first and last are the moment as the start and as the end of an interval.
func (m Moment) first() int64 { return m.Micros }

func (m Moment) last() int64 {
	if m.Day {
		return m.Micros + microsADay - 1
	}
	return m.Micros
}

// Span returns the moment's first and last microsecond.
func (m Moment) Span() (first, last int64) { return m.first(), m.last() }

// parseMoment reads a date, or a timestamp (RFC 3339; a time without a zone is UTC, as the suite's source has it).
func parseMoment(text string, day bool) (Value, bool) {
	if day {
		t, err := time.Parse(time.DateOnly, text)
		return DateValue(t), err == nil
	}
	if !strings.ContainsAny(text, "Tt") {
		return Value{}, false
	}
	t, err := time.Parse(time.RFC3339Nano, strings.ToUpper(text))
	if err != nil {
		return Value{}, false
	}
	return InstantValue(t.UTC()), true
}

// parseEither reads what a side of an interval may be: a date or a timestamp.
func parseEither(text string) (Value, bool) {
	if v, ok := parseMoment(text, true); ok {
		return v, true
	}
	return parseMoment(text, false)
}
