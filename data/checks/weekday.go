package checks

import (
	"time"

	"oblast/data/record"
)

// weekdayOf holds a weekday against the date that it stands beside.
func (x *text) weekdayOf(d stated, times []span, published *time.Time) []Finding {
	at := -1
	for _, i := range []int{d.from - 1, d.from - 2, d.to, d.to + 1} {
		sign := x.at(d.from - 1)
		if i >= d.to {
			sign = x.at(d.to)
		}
		beside := i == d.from-1 || i == d.to || sign.text == "," || sign.text == "("
		if _, ok := weekdays[x.at(i).text]; ok && beside {
			at = i
			break
		}
	}
	if at < 0 {
		return nil
	}
	said := weekdays[x.at(at).text]
	years := d.years(times, published)
	if len(years) != 1 {
		return nil
	}
	date, ok := d.in(years[0])
	if !ok || int(date.Time().Weekday()) == said {
		return nil
	}
	f := computed(WeekdayOfDate, x.words(min(at, d.from), max(at+1, d.to)), said, int(date.Time().Weekday()))
	f.Dates = []record.Date{date}
	f.note()
	return []Finding{f}
}

// weekdayAgainst holds the only weekday of a text without a date against the records: it may be that of the evening, of
// any day until the end, of the day after, and of the publication.
func (x *text) weekdayAgainst(times []span, published *time.Time) []Finding {
	at := -1
	for i := range x.tokens {
		if _, ok := weekdays[x.tokens[i].text]; ok {
			if at >= 0 {
				return nil
			}
			at = i
		}
	}
	if at < 0 {
		return nil
	}
	said := weekdays[x.tokens[at].text]
	if published != nil && (int(published.Weekday()) == said || int(published.Add(12*time.Hour).Weekday()) == said) {
		return nil
	}
	for _, s := range times {
		for day := s.from - 1; day <= s.to+1; day++ {
			if int(day.Time().Weekday()) == said {
				return nil
			}
		}
	}
	meant := times[0].date()
	f := computed(DateElsewhere, x.words(at, at+1), said)
	f.Dates = []record.Date{meant}
	f.note()
	return []Finding{f}
}
