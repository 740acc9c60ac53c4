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
	ofNight = phrasesOf("night of", "night of the", "night on", "night", "overnight", "ночью", "ночь", "ночи", "вночі", "ніч", "ночі", "ночь с", "ніч з", "ніч із")
)

// elsewhen are words with which a text tells of other times than its own, or of when something was published.
var elsewhen = stemsOf("since", "earlier", "before", "previous", "compared", "until", "law", "decree", "will", "said", "reported", "wrote", "published", "ранее", "раньше", "накануне", "состояни", "станом", "прошлы", "прошло", "до", "после", "after", "с", "сообщил", "написал", "закон", "указ", "сравнени", "напередодні", "раніше", "минул", "повідоми", "порівнян", "від")

// stated is a date in a text. Its year is 0 where it is not said.
type stated struct {
	day, month, year int
	from, to         int  // tokens
	evening          bool // the date of the evening before stands with it: "August 19-20"
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
			if next := x.at(i + 3); hyphen(x.at(i+2).text) && dayNumber(next) && next.n == after.n+1 {
				d.day, d.to, d.evening = next.n, i+4, true
			}
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

func hyphen(sign string) bool { return sign == "-" || sign == "–" }

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
			out = append(out, x.nightAgainst(d, lead, strict || d.evening, times)...)
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
	date := at
	if _, ok := weekdays[x.at(at-1).text]; ok { // "в ночь на среду, 27 августа"
		at--
	} else if _, ok := weekdays[x.at(at-2).text]; ok && x.at(at-1).text == "," {
		at -= 2
	}
	if lead := x.at(at - 1).text; dayNumber(x.at(at-2)) && (lead == "на" || lead == "to" || hyphen(lead)) { // "в ночь с 26 на 27 августа"
		for back := 3; back > 0; back-- {
			if x.hasAny(at-2-back, ofNight) == back || x.hasAny(at-2-back, toNight) == back {
				return date - at + back + 2, true
			}
		}
	}
	for back := 3; back > 0; back-- {
		if x.hasAny(at-back, toNight) == back {
			return date - at + back, true
		}
		if x.hasAny(at-back, ofNight) == back {
			return date - at + back, false
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

func abs(n int) int { return max(n, -n) }
