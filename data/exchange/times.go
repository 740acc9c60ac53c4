package exchange

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"oblast/data/record"
	"oblast/geo/fault"
)

// dateForms are how a date may be written. Where day and month could be taken for each other, the day stands first.
var dateForms = []string{time.DateOnly, "02.01.2006", "2.1.2006", "02.01.06", "2006/01/02", "2 January 2006", "02 January 2006", "2 Jan 2006", "January 2, 2006", "Jan 2, 2006", "January 2 2006", "Jan 2 2006", "2 Jan 06", "2-Jan-06", "2-Jan-2006", "2.1.06", "20060102"}

// timeForms are how a time with its date may be written where it says no zone.
var timeForms = []string{"2006-01-02 15:04", "2006-01-02 15:04:05", "2006-01-02T15:04", "2006-01-02T15:04:05", "02.01.2006 15:04", "02.01.2006 15:04:05", "2.1.2006 15:04", "02.01.06 15:04", "2 January 2006 15:04", "2 Jan 2006 15:04", "Jan 2, 2006 15:04", "January 2, 2006 15:04", "2006-01-02 15:04:05.999", "2006-01-02 15:04:05.999999"}

// zonedForms say their zone.
var zonedForms = []string{time.RFC3339Nano, "2006-01-02 15:04:05Z07:00", "2006-01-02 15:04:05 -0700", "2006-01-02T15:04Z07:00", time.RFC1123Z, time.RFC1123}

// slashed are dates such as 27/8/2025 and 27-8-2025, which some write with the month first.
var slashed = regexp.MustCompile(`^(\d{1,2})[/-](\d{1,2})[/-](\d{4})$`)

// eitherWay is what is wrong with a date whose day and month could be taken for each other.
const eitherWay = "may have the day or the month first; write it as 2025-08-27"

// parseSlashed reads a date with slashes where the day cannot be the month; both is true where it could.
func parseSlashed(text string) (date record.Date, both, ok bool) {
	m := slashed.FindStringSubmatch(text)
	if m == nil {
		return 0, false, false
	}
	first, _ := strconv.Atoi(m[1])
	second, _ := strconv.Atoi(m[2])
	if first <= 12 && second <= 12 && first != second {
		return 0, true, false
	}
	form := "2/1/2006"
	if first <= 12 {
		form = "1/2/2006"
	}
	t, err := time.Parse(form, strings.ReplaceAll(text, "-", "/"))
	return record.DateOf(t), false, err == nil && t.Year() > 1900
}

// months are the months of dates in words, in the case in which they stand there, and how the forms write them.
var months = strings.NewReplacer("января", "January", "февраля", "February", "марта", "March", "апреля", "April", "мая", "May", "июня", "June", "июля", "July",
	"августа", "August", "сентября", "September", "октября", "October", "ноября", "November", "декабря", "December",
	"січня", "January", "лютого", "February", "березня", "March", "квітня", "April", "травня", "May", "червня", "June", "липня", "July",
	"серпня", "August", "вересня", "September", "жовтня", "October", "листопада", "November", "грудня", "December")

// inForms writes a date or time as the forms have it: months in English, without the word for the year, a comma after the
// year, or spaces of other kinds.
func inForms(text string) string {
	if strings.IndexFunc(text, func(r rune) bool { return r > 127 }) >= 0 {
		text = months.Replace(strings.ToLower(strings.Join(strings.Fields(text), " ")))
		for _, year := range []string{" года", " г.", "г.", " р.", " року"} {
			text = strings.Replace(text, year, "", 1)
		}
	}
	return strings.Replace(text, "Sept ", "Sep ", 1)
}

func parseDate(text string) (record.Date, bool) {
	text = inForms(text)
	if date, _, ok := parseSlashed(text); ok {
		return date, true
	}
	for _, form := range dateForms {
		if t, err := time.Parse(form, text); err == nil {
			return record.DateOf(t), t.Year() > 1900
		}
	}
	return 0, false
}

// nightWords are words before a date that make it a night's morning, twoDays the dates of a night's evening and morning, with
// the rest of the morning's.
var (
	nightWords = regexp.MustCompile(`^(?:[ву] )?(?:ночь|ніч) (?:на |с |со |з |із )|^(?:the )?night to (?:the )?`)
	twoDays    = regexp.MustCompile(`^(?:с |со |з |із )?(\d{1,2}) ?(?:-|–|—|/| на | to ) ?(\d{1,2})([. ].+)$`)
)

// nightDate reads a date that may be a night's: the evening's date may stand before the morning's, which is the one that
// counts ("26-27.08.2025"), or words that say so. night tells that the words do, two that there are two dates.
func nightDate(text string) (date record.Date, night, two, ok bool) {
	text = strings.ToLower(strings.Join(strings.Fields(text), " "))
	rest := nightWords.ReplaceAllString(text, "")
	m := twoDays.FindStringSubmatch(rest)
	if m == nil {
		date, ok = parseDate(rest)
		return date, rest != text, false, ok
	}
	date, ok = parseDate(m[2] + m[3])
	evening, _ := strconv.Atoi(m[1])
	return date, rest != text, true, ok && (date-1).Time().Day() == evening
}

// parseTime reads a time; one that says no zone is local.
func parseTime(text string, loc *time.Location) (time.Time, bool) {
	text = inForms(text)
	for _, form := range zonedForms {
		if t, err := time.Parse(form, text); err == nil {
			return t.UTC(), t.Year() > 1900
		}
	}
	for _, form := range timeForms {
		if t, err := time.ParseInLocation(form, text, loc); err == nil {
			return t.UTC(), t.Year() > 1900
		}
	}
	return time.Time{}, false
}

// parts are what a part of a day may be called.
var parts = map[string]string{"night": "night", "ночь": "night", "ночью": "night", "ніч": "night", "overnight": "night",
	"day": "day", "день": "day", "днем": "day", "днём": "day", "morning": "morning", "утро": "morning", "утром": "morning", "ранок": "morning",
	"afternoon": "afternoon", "ранком": "morning", "удень": "day", "вдень": "day", "вночі": "night", "вранці": "morning", "ввечері": "evening", "overnight into": "night",
	"evening": "evening", "вечер": "evening", "вечером": "evening", "вечір": "evening"}

// when reads the time of a row: a night, an interval, a date with or without a part of the day; or else the publication,
// by which it had happened.
func (b *builder) when(published *time.Time) record.When {
	w := record.When{Zone: b.zone, Precision: "unknown"}
	loc := b.loc
	if zone := b.said[fieldTimeZone]; zone != "" {
		if l, ok := record.Location(zone); ok {
			w.Zone, loc = zone, l
		} else {
			b.bad(fieldTimeZone, zone, "is not an IANA time zone such as Europe/Moscow")
		}
	}
	b.clocks()
	switch {
	case b.said[fieldTimeStart] != "":
		b.interval(&w, loc)
	case b.said[fieldNightOf] != "":
		if date, ok := b.date(fieldNightOf); ok {
			record.SetNight(&w, date)
		}
	case b.said[fieldDate] != "":
		b.onDate(&w, loc)
	case published != nil:
		record.SetFirstReported(&w, *published)
		return w
	}
	if published != nil && w.Start != nil && w.Start.After(*published) {
		b.bad(fieldPublishedAt, b.said[fieldPublishedAt], fmt.Sprintf("is before the event, which began on %s", w.Start.Format(time.RFC3339)))
	}
	return w
}

// clock is a time of the day alone.
var clock = regexp.MustCompile(`^([01]?\d|2[0-3])[:.]([0-5]\d)(:[0-5]\d)?$`)

// clocks puts a time of the day together with the date that another column has; a word for a part of the day there is that.
func (b *builder) clocks() {
	from := fieldDate
	if b.said[from] == "" {
		from = fieldNightOf // of a night the morning's date
	}
	date, _, two, ok := nightDate(b.said[from])
	ok = ok && (!two || from == fieldNightOf)
	start := b.said[fieldTimeStart]
	if !ok || start == "" {
		return
	}
	if _, part := parts[strings.ToLower(start)]; part && from == fieldDate && b.said[fieldPart] == "" {
		b.said[fieldPart], b.said[fieldTimeStart] = start, ""
		return
	}
	if !clock.MatchString(start) {
		return
	}
	at := func(d record.Date, text string) string { // as the forms have it
		m := clock.FindStringSubmatch(text)
		return fmt.Sprintf("%s %s:%s%s", d, ("0" + m[1])[len(m[1])-1:], m[2], m[3])
	}
	if hour, _ := strconv.Atoi(clock.FindStringSubmatch(start)[1]); from == fieldNightOf && hour >= 12 {
		date--
	}
	b.said[fieldTimeStart] = at(date, start)
	if end := b.said[fieldTimeEnd]; clock.MatchString(end) {
		if end = at(date, end); end <= b.said[fieldTimeStart] {
			end = at(date+1, b.said[fieldTimeEnd])
		}
		b.said[fieldTimeEnd] = end
	}
}

// serial is a day as spreadsheets number them, from 1982 to 2064.
var serial = regexp.MustCompile(`^[3-5]\d{4}(\.\d+)?$`)

func (b *builder) date(f field) (record.Date, bool) {
	date, night, two, ok := nightDate(b.said[f])
	if f == fieldDate && night && b.said[fieldPart] == "" {
		b.said[fieldPart] = "night"
	}
	if ok && two && f == fieldDate && parts[strings.ToLower(b.said[fieldPart])] != "night" {
		b.bad(f, b.said[f], "is two dates; where the night between them is meant, say so in a column part (night), or give the morning's date in a column night_of")
		return 0, false
	}
	if _, both, _ := parseSlashed(b.said[f]); both {
		b.bad(f, b.said[f], eitherWay)
	} else if serial.MatchString(b.said[f]) {
		b.bad(f, b.said[f], "is not a date, but the number that a spreadsheet keeps of one; give the column the form of a date there, as 2025-08-27, and save it again")
	} else if !ok {
		b.bad(f, b.said[f], "is not a date; write it as 2025-08-27")
	}
	return date, ok
}

// interval reads stated times.
func (b *builder) interval(w *record.When, loc *time.Location) {
	start, ok := parseTime(b.said[fieldTimeStart], loc)
	if !ok {
		b.bad(fieldTimeStart, b.said[fieldTimeStart], "is not a time; write it as 2025-08-27T03:40:00Z, or 2025-08-27 06:40 in the zone of the table")
		return
	}
	var end *time.Time
	if text := b.said[fieldTimeEnd]; text != "" {
		t, ok := parseTime(text, loc)
		if !ok {
			b.bad(fieldTimeEnd, text, "is not a time; write it as 2025-08-27T03:40:00Z, or 2025-08-27 06:40 in the zone of the table")
			return
		}
		end = &t
	}
	precision := b.said[fieldTimePrecision]
	if precision == "" {
		precision = "exact"
		if end != nil {
			precision = "window"
		}
	}
	record.SetInterval(w, start, end, precision)
}

// onDate reads a date, and the part of the day where one is given.
func (b *builder) onDate(w *record.When, loc *time.Location) {
	if start, ok := parseTime(b.said[fieldDate], loc); ok && strings.ContainsAny(b.said[fieldDate], ":") {
		record.SetInterval(w, start, nil, "exact")
		return
	}
	date, ok := b.date(fieldDate)
	if !ok {
		return
	}
	text := strings.ToLower(b.said[fieldPart])
	part, known := parts[text]
	switch {
	case text == "":
		record.SetDate(w, date, 1)
	case !known:
		b.bad(fieldPart, text, "is no part of a day; write night, day, morning, afternoon or evening")
	default:
		record.SetPart(w, date, part)
	}
}

// bad adds a fault of a field, named by its column.
func (b *builder) bad(f field, value, problem string, allowed ...string) {
	name := fieldNames[f].name
	if column, ok := b.named[name]; ok {
		name = column
	}
	b.faults = append(b.faults, &fault.FieldError{Field: name, Value: value, Problem: fmt.Sprintf("%q %s", value, problem), Allowed: allowed})
}
