package record

import "time"

// The ways in which a time is reported. Each sets start, end, precision and night of a When in its zone, as validation
// asks for them; a zone that is not known leaves them as they are.

// SetNight says that it was in the night to a date, no hour given.
func SetNight(w *When, morning Date) {
	if loc, ok := Location(w.Zone); ok {
		w.span(NightBounds(morning, loc), "night")
		w.NightOf = &morning
	}
}

// SetPart says that it was in a part of a date, no hour given: night (the night to it), morning, afternoon, evening, day.
func SetPart(w *When, date Date, part string) {
	loc, ok := Location(w.Zone)
	if !ok {
		return
	}
	switch part {
	case "night":
		SetNight(w, date)
	case "morning":
		w.span(Window{hour(date, 6, loc), hour(date, 12, loc)}, "part_of_day")
	case "afternoon":
		w.span(Window{hour(date, 12, loc), hour(date, 18, loc)}, "part_of_day")
	case "evening":
		w.span(Window{hour(date, 18, loc), hour(date, 24, loc)}, "part_of_day")
	case "day":
		w.span(DayBounds(date, loc), "day")
	}
}

// SetDate says that it was within so many dates from the given one on, and neither whether by day or by night.
func SetDate(w *When, date Date, days int) {
	if loc, ok := Location(w.Zone); ok {
		w.span(Window{hour(date, 0, loc), hour(date+Date(days), 0, loc)}, "approximate")
	}
}

// SetInterval says that it was from start to end, or at start where end is nil.
func SetInterval(w *When, start time.Time, end *time.Time, precision string) {
	loc, ok := Location(w.Zone)
	if !ok {
		return
	}
	w.Start, w.End, w.Precision, w.NightOf = &start, end, precision, nil
	if night, is := NightOf(start, end, loc); is {
		w.NightOf = &night
	}
}

// SetFirstReported says that nothing is known but when it was first reported: it had happened by then.
func SetFirstReported(w *When, published time.Time) { SetInterval(w, published, nil, "first_reported") }

// span sets derived bounds, and the night that they lie in.
func (w *When) span(bounds Window, precision string) {
	SetInterval(w, bounds.Start, &bounds.End, precision)
}
