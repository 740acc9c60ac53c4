package record

import (
	"sync"
	"time"
	_ "time/tzdata" // zones are part of records: they have to be there on a machine without a zone database
)

// commonZones are the zones that most records are in.
var commonZones = []string{"Europe/Moscow", "Europe/Kyiv", "Europe/Minsk", "UTC"}

// zones remembers the zones that were loaded.
var zones sync.Map // string -> *time.Location

// Location returns an IANA zone by name; ok is false for a name that the database lacks, for "" and for "Local".
func Location(name string) (loc *time.Location, ok bool) {
	if v, held := zones.Load(name); held {
		return v.(*time.Location), true
	}
	if name == "" || name == "Local" {
		return nil, false
	}
	loc, err := time.LoadLocation(name)
	if err != nil {
		return nil, false
	}
	zones.Store(name, loc)
	return loc, true
}

// The derived bounds, in hours of the local day: what "in the night", "in the morning" mean where no hour is given.
const (
	nightStart, nightEnd = 20, 8 // of the day before, of the day
	dayStart, dayEnd     = 8, 20
)

// partsOfDay are the hours of morning, afternoon and evening.
var partsOfDay = [][2]int{{6, 12}, {12, 18}, {18, 24}}

// NightBounds returns the derived bounds of the night to a date: 20:00 to 08:00, local, half open.
func NightBounds(date Date, loc *time.Location) Window {
	w := Window{hour(date-1, nightStart, loc), hour(date, nightEnd, loc)}
	if !w.Start.Before(w.End) { // the zone left out the date before (Samoa, 30 December 2011)
		w.Start = w.End.Add(-12 * time.Hour)
	}
	return w
}

// DayBounds returns the derived bounds of the day of a date: 08:00 to 20:00, local, half open.
func DayBounds(date Date, loc *time.Location) Window {
	return Window{hour(date, dayStart, loc), hour(date, dayEnd, loc)}
}

func hour(date Date, h int, loc *time.Location) time.Time {
	y, m, d := date.Time().Date()
	return time.Date(y, m, d, h, 0, 0, 0, loc).UTC()
}

// NightOf returns the night that an interval belongs to, by the date of its morning: it has to lie in 18:00 to 12:00,
// local. A nil end is an instant. ok is false for an interval that is no night's.
func NightOf(start time.Time, end *time.Time, loc *time.Location) (night Date, ok bool) {
	local := start.In(loc)
	night = DateOf(local)
	if local.Hour() >= 18 {
		night++
	}
	noon := hour(night, 12, loc)
	if !start.Before(noon) { // 12:00 to 18:00: the other hours are after 18:00 of the day before
		return 0, false
	}
	if end != nil && end.After(noon) {
		return 0, false
	}
	return night, true
}

// partOfDay reports whether an interval is a morning, an afternoon or an evening.
func partOfDay(start, end time.Time, loc *time.Location) bool {
	date := DateOf(start.In(loc))
	for _, p := range partsOfDay {
		if start.Equal(hour(date, p[0], loc)) && end.Equal(hour(date, p[1], loc)) {
			return true
		}
	}
	return false
}
