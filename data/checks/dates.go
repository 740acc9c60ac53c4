package checks

import (
	"slices"
	"strings"
	"time"

	"oblast/data/record"
)

// months and weekdays by the forms in which dates have them; January is 1, Sunday 0.
var (
	months   = forms(1, "january jan января січня", "february feb февраля лютого", "march mar марта березня", "april apr апреля квітня", "may мая травня", "june jun июня червня", "july jul июля липня", "august aug августа серпня", "september sept sep сентября вересня", "october oct октября жовтня", "november nov ноября листопада", "december dec декабря грудня")
	weekdays = forms(0, "sunday воскресенье воскресенья неділя неділю неділі", "monday понедельник понедельника понеділок понеділка", "tuesday вторник вторника вівторок вівторка", "wednesday среда среду среды середа середу середи", "thursday четверг четверга четвер четверга", "friday пятница пятницу пятницы п'ятниця п'ятницю п'ятниці", "saturday суббота субботу субботы субота суботу суботи")
)

func forms(from int, lists ...string) map[string]int {
	out := map[string]int{}
	for i, list := range lists {
		for _, form := range strings.Fields(list) {
			out[form] = from + i
		}
	}
	return out
}

// toNight are words before a date that is the morning of a night; ofNight before one that may be its evening too.
var (
	toNight = phrasesOf("в ночь на", "ночь на", "у ніч на", "ніч на", "night to", "night into", "overnight to", "overnight into")
	ofNight = phrasesOf("night of", "night of the", "night on", "ночью", "вночі", "ночь с", "ніч з", "ніч із")
)

// elsewhen are words with which a text tells of other times than its own, or of when something was published.
var elsewhen = stemsOf("since", "earlier", "before", "previous", "compared", "until", "law", "decree", "will", "said", "reported", "wrote", "published", "ранее", "раньше", "накануне", "состояни", "станом", "прошлы", "прошло", "до", "после", "after", "с", "сообщил", "написал", "закон", "указ", "сравнени", "напередодні", "раніше", "минул", "повідоми", "порівнян", "від")

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

// stated is a date in a text. Its year is 0 where it is not said.
type stated struct {
	day, month, year int
	from, to         int // tokens
}

// statedDates finds "27 августа 2025", "27 August", "August 27, 2025".
func (x *text) statedDates() (out []stated) {
	for i := range x.tokens {
		month := months[x.tokens[i].text]
		if month == 0 || x.tokens[i].kind != word || !x.namesMonth(i) {
			continue
		}
		d := stated{month: month, from: i, to: i + 1}
		switch before, after := x.at(i-1), x.at(i+1); {
		case dayNumber(before):
			d.day, d.from = before.n, i-1
		case dayNumber(after) && after.end-after.start <= 2:
			d.day, d.to = after.n, i+2
			if x.at(d.to).text == "," && isYear(x.at(d.to+1)) {
				d.to++
			}
		default:
			continue
		}
		if year := x.at(d.to); isYear(year) {
			d.year, d.to = year.n, d.to+1
		}
		out = append(out, d)
	}
	return out
}

// namesMonth is for English: "may" and "march" are months with a capital letter alone.
func (x *text) namesMonth(i int) bool {
	first := x.of[x.tokens[i].start]
	return first < 'a' || first > 'z'
}

func dayNumber(t token) bool {
	return (t.kind == other || t.kind == count) && !t.inWords && t.n >= 1 && t.n <= 31
}
func isYear(t token) bool { return t.kind == other && t.n >= 1900 && t.n <= 2100 }

// in returns the date in a year; false for one that does not exist.
func (d stated) in(year int) (record.Date, bool) {
	t := time.Date(year, time.Month(d.month), d.day, 0, 0, 0, 0, time.UTC)
	return record.DateOf(t), t.Day() == d.day
}

// years are those that a date without one may be in.
func (d stated) years(times []span, published *time.Time) (out []int) {
	add := func(year int) {
		if !slices.Contains(out, year) {
			out = append(out, year)
		}
	}
	if d.year > 0 {
		return []int{d.year}
	}
	for _, s := range times {
		add(s.from.Time().Year())
		add(s.to.Time().Year())
	}
	if published != nil && len(times) == 0 {
		add(published.Year())
	}
	return out
}

// dates finds weekdays that are not those of the date beside them, and dates that cannot be those of the records.
func (x *text) dates(times []span, published *time.Time) (out []Finding) {
	all := x.statedDates()
	for _, d := range all {
		out = append(out, x.weekdayOf(d, times, published)...)
	}
	if len(times) == 0 || len(out) > 0 {
		return out
	}
	for _, d := range all {
		if lead, strict := x.nightLead(d.from); lead > 0 {
			out = append(out, x.nightAgainst(d, lead, strict, times)...)
		}
	}
	if len(out) > 0 || x.tellsElsewhen() {
		return out
	}
	if len(all) == 1 {
		return x.dateAgainst(all[0], times, published)
	}
	if len(all) == 0 {
		return x.weekdayAgainst(times, published)
	}
	return nil
}

func (x *text) tellsElsewhen() bool {
	for i, t := range x.tokens {
		if t.kind == word && (x.follow(i, "as", "of") || elsewhen.fit(t.text)) {
			return true
		}
	}
	return false
}

// nightLead reports how many words before a date make it a night, and whether they make it the morning's date.
func (x *text) nightLead(at int) (words int, strict bool) {
	if _, ok := weekdays[x.at(at-1).text]; ok { // "в ночь на среду, 27 августа"
		at--
	} else if _, ok := weekdays[x.at(at-2).text]; ok && x.at(at-1).text == "," {
		at -= 2
	}
	if lead := x.at(at - 1).text; dayNumber(x.at(at-2)) && (lead == "на" || lead == "to" || lead == "-" || lead == "–") { // "в ночь с 26 на 27 августа"
		for back := 3; back > 0; back-- {
			if x.hasAny(at-2-back, ofNight) == back || x.hasAny(at-2-back, toNight) == back {
				return back + 2, true
			}
		}
	}
	for back := 3; back > 0; back-- {
		if x.hasAny(at-back, toNight) == back {
			return back, true
		}
		if x.hasAny(at-back, ofNight) == back {
			return back, false
		}
	}
	return 0, false
}

// nightAgainst holds a stated night against the records. "The night of 26 August" may be the one that begins or ends then.
func (x *text) nightAgainst(d stated, lead int, strict bool, times []span) []Finding {
	var said record.Date
	for _, year := range d.years(times, nil) {
		date, ok := d.in(year)
		if !ok {
			return nil
		}
		said = date
		for _, s := range times {
			switch {
			case s.night == nil && date >= s.from-1 && date <= s.to+1:
				return nil
			case s.night != nil && (date == *s.night || !strict && date == *s.night-1):
				return nil
			}
		}
	}
	return elsewhere(NightElsewhere, x.words(d.from-lead, d.to), said, nearest(said, times))
}

// dateAgainst holds the only date of a text against the records, give or take the day before and after, and that of the
// publication.
func (x *text) dateAgainst(d stated, times []span, published *time.Time) []Finding {
	var said record.Date
	for _, year := range d.years(times, published) {
		date, ok := d.in(year)
		if !ok || published != nil && abs(int(date-record.DateOf(*published))) <= 1 {
			return nil
		}
		said = date
		for _, s := range times {
			if date >= s.from-1 && date <= s.to+1 {
				return nil
			}
		}
	}
	return elsewhere(DateElsewhere, x.words(d.from, d.to), said, nearest(said, times))
}

func elsewhere(rule, says string, said, meant record.Date) []Finding {
	f := computed(rule, says)
	f.Dates = []record.Date{said, meant}
	f.note()
	return []Finding{f}
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

// weekdayOf holds a weekday against the date that it stands beside.
func (x *text) weekdayOf(d stated, times []span, published *time.Time) []Finding {
	at := -1
	for _, i := range []int{d.from - 1, d.from - 2, d.to, d.to + 1} {
		sign := x.at(d.from - 1)
		if i > d.to-1 {
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

func abs(n int) int { return max(n, -n) }
