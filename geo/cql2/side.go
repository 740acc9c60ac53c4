package cql2

import "math"

// Side bounds one end of an interval, in microseconds since 1970, both bounds included.
type Side struct{ Least, Most int64 }

// free is a side on which nothing is asked, nothing one that no moment lies in.
var (
	free    = Side{math.MinInt64, math.MaxInt64}
	nothing = Side{math.MaxInt64, math.MinInt64}
)

func (s Side) from(least int64) Side { return Side{max(s.Least, least), s.Most} }
func (s Side) upTo(most int64) Side  { return Side{s.Least, min(s.Most, most)} }
func (s Side) at(moment int64) Side  { return s.from(moment).upTo(moment) }

func (s Side) after(moment int64) Side {
	if moment == math.MaxInt64 {
		return nothing
	}
	return s.from(moment + 1)
}

func (s Side) before(moment int64) Side {
	if moment == math.MinInt64 {
		return nothing
	}
	return s.upTo(moment - 1)
}

// Sides returns what a temporal operator asks of an interval whose second operand is a known time: that its start, by its
// first microsecond, and its end, by its last, each lie within a side; days says which of the two are whole days. Of
// T_DISJOINT, which asks something else, both are free.
func (o Op) Sides(other Value, days [2]bool) (start, end Side) {
	first, last := other.From.first(), other.To.last()
	// Where an interval that meets the other one ends, and where one that it meets starts: two days by their dates.
	meetsAt, metAt := first, last
	if days[1] && other.From.Day {
		meetsAt = other.From.last()
	}
	if days[0] && other.To.Day {
		metAt = other.To.first()
	}
	switch o {
	case TAfter:
		return free.after(last), free
	case TBefore:
		return free, free.before(first)
	case TIntersects:
		return free.upTo(last), free.from(first)
	case TEquals:
		return free.at(first), free.at(last)
	case TContains:
		return free.before(first), free.after(last)
	case TDuring:
		return free.after(first), free.before(last)
	case TFinishedBy:
		return free.before(first), free.at(last)
	case TFinishes:
		return free.after(first), free.at(last)
	case TStartedBy:
		return free.at(first), free.after(last)
	case TStarts:
		return free.at(first), free.before(last)
	case TMeets:
		return free, free.at(meetsAt)
	case TMetBy:
		return free.at(metAt), free
	case TOverlappedBy:
		return free.after(first).before(metAt), free.after(last)
	case TOverlaps:
		return free.before(first), free.before(last).after(meetsAt)
	}
	return free, free
}
