package checks

import (
	"time"

	"oblast/data/record"
)

// span is when a record says that something happened: the local dates from its evening to its end, and its night.
type span struct {
	from, to record.Date
	night    *record.Date
}

// timesOf lists the times of records that have one.
func timesOf(beside []record.Record) (out []span) {
	add := func(night *record.Date, start, end *time.Time, zone string) {
		loc, ok := record.Location(zone)
		if !ok {
			loc = time.UTC
		}
		s := span{night: night}
		switch {
		case start != nil:
			s.from = record.DateOf(start.In(loc))
			s.to = s.from
			if end != nil {
				s.to = max(s.from, record.DateOf(end.Add(-time.Nanosecond).In(loc)))
			}
		case night == nil:
			return
		default:
			s.from, s.to = *night-1, *night
		}
		if night != nil {
			s.from, s.to = min(s.from, *night-1), max(s.to, *night)
		}
		out = append(out, s)
	}
	for _, r := range beside {
		switch r := r.(type) {
		case *record.Incident:
			if r.When.Precision != "first_reported" && r.When.Precision != "unknown" {
				add(r.When.NightOf, r.When.Start, r.When.End, r.When.Zone)
			}
		case *record.Tally:
			if r.Window != nil {
				add(r.NightOf, &r.Window.Start, &r.Window.End, r.Zone)
			} else {
				add(r.NightOf, nil, nil, r.Zone)
			}
		}
	}
	return out
}

// nearest is the date of the records that is nearest to another.
func nearest(to record.Date, times []span) record.Date {
	best := times[0].date()
	for _, s := range times[1:] {
		if abs(int(s.date()-to)) < abs(int(best-to)) {
			best = s.date()
		}
	}
	return best
}

func (s span) date() record.Date {
	if s.night != nil {
		return *s.night
	}
	return s.from
}

// untimely finds incidents that began after their source came out: it cannot tell of them. A publication at midnight, in
// UTC or where the incident was, is a date alone and may be of any hour of it.
func untimely(published *time.Time, beside []record.Record) (out []Finding) {
	if published == nil {
		return nil
	}
	for _, r := range beside {
		inc, ok := r.(*record.Incident)
		if !ok || inc.When.Start == nil || !inc.When.Start.After(*published) {
			continue
		}
		loc, known := record.Location(inc.When.Zone)
		if !known {
			loc = time.UTC
		}
		if dateAlone(*published, time.UTC) && !inc.When.Start.After(published.Add(24*time.Hour)) || dateAlone(*published, loc) && !inc.When.Start.After(published.In(loc).AddDate(0, 0, 1)) {
			continue
		}
		f := computed(PublishedBefore, "")
		f.Dates = []record.Date{record.DateOf(inc.When.Start.In(loc)), record.DateOf(published.In(loc))}
		f.note()
		return append(out, f)
	}
	return nil
}

func dateAlone(at time.Time, loc *time.Location) bool {
	h, m, s := at.In(loc).Clock()
	return h == 0 && m == 0 && s == 0
}
