package params

import (
	"regexp"
	"strconv"
	"strings"
	"time"
)

// Interval is what a datetime parameter asks for: instants from Start to End. The bounds are as the client means them: a
// date stands for its whole day, so End then is the day's last instant.
type Interval struct {
	Start     time.Time // first instant; not to be read when OpenStart
	End       time.Time // last instant, inclusive; not to be read when OpenEnd
	OpenStart bool
	OpenEnd   bool
}

const notTimes = "is neither a time, a date, nor an interval of them"

// parseInterval reads an instant, a date, or an interval "a/b" of which a side may be "..", or empty (open), or a duration.
func parseInterval(text string) (i Interval, problem string) {
	from, to, interval := strings.Cut(text, "/")
	if !interval {
		start, end, ok := parseInstant(text)
		if !ok {
			return i, notTimes
		}
		return Interval{Start: start, End: end}, ""
	}
	switch {
	case strings.Contains(to, "/"):
		return i, "has more than one /"
	case from == "" && to == "":
		return i, "names neither a start nor an end"
	}
	if d, ok := parseDuration(to); ok {
		first, last, ok := parseInstant(from)
		if i = (Interval{Start: first, End: d.from(first, 1)}); last.After(first) { // whole days, from a date on
			i.End = later(i.End.Add(-time.Nanosecond), first)
		}
		return checked(i, ok)
	}
	if d, ok := parseDuration(from); ok {
		first, last, ok := parseInstant(to)
		if i = (Interval{Start: d.from(last, -1), End: last}); last.After(first) { // whole days, up to a date
			i.Start = d.from(last.Add(time.Nanosecond), -1)
			i.End = later(i.End, i.Start)
		}
		return checked(i, ok)
	}
	open := func(s string) bool { return s == "" || s == ".." }
	i.OpenStart, i.OpenEnd = open(from), open(to)
	startOK, endOK := true, true
	if !i.OpenStart {
		i.Start, _, startOK = parseInstant(from)
	}
	if !i.OpenEnd {
		_, i.End, endOK = parseInstant(to)
	}
	return checked(i, startOK && endOK)
}

func later(a, b time.Time) time.Time {
	if a.Before(b) {
		return b
	}
	return a
}

// checked is an interval of which the sides could be read, or not.
func checked(i Interval, ok bool) (Interval, string) {
	switch {
	case !ok:
		return Interval{}, notTimes
	case !i.OpenStart && !i.OpenEnd && i.End.Before(i.Start):
		return Interval{}, "ends before it starts"
	}
	return i, ""
}

// duration is how long an interval lasts by the calendar (ISO 8601, 5.5.2.3), in whole numbers.
type duration struct {
	years, months, days int
	clock               time.Duration
}

// from returns the time that is as much later, or with -1 earlier. A month later is the same day of the next, or as many
// days beyond its end as it lacks.
func (d duration) from(t time.Time, sign int) time.Time {
	return t.AddDate(sign*d.years, sign*d.months, sign*d.days).Add(time.Duration(sign) * d.clock)
}

var durationForm = regexp.MustCompile(`^P(?:(\d{1,4})Y)?(?:(\d{1,4})M)?(?:(\d{1,4})W)?(?:(\d{1,4})D)?(?:T(?:(\d{1,4})H)?(?:(\d{1,4})M)?(?:(\d{1,4})S)?)?$`)

func parseDuration(s string) (d duration, ok bool) {
	if !strings.HasPrefix(s, "P") || strings.HasSuffix(s, "T") || len(s) == 1 {
		return d, false
	}
	parts := durationForm.FindStringSubmatch(s)
	if parts == nil {
		return d, false
	}
	var n [7]int
	for i, text := range parts[1:] {
		n[i], _ = strconv.Atoi(text) // nothing is 0
	}
	clock := time.Duration(n[4])*time.Hour + time.Duration(n[5])*time.Minute + time.Duration(n[6])*time.Second
	return duration{n[0], n[1], 7*n[2] + n[3], clock}, true
}

// parseInstant reads an RFC 3339 time or full-date and returns its first and last instant. A date with a T behind it and no
// time is a date: GDAL writes it so where a condition is on a column of dates.
func parseInstant(s string) (first, last time.Time, ok bool) {
	if day, err := time.Parse(time.DateOnly, strings.TrimSuffix(s, "T")); err == nil {
		return day, day.AddDate(0, 0, 1).Add(-time.Nanosecond), true
	}
	// RFC 3339, 5.6: T and Z may be lower case; a + that was not escaped arrives as a space.
	t, err := time.Parse(time.RFC3339, strings.ToUpper(strings.Replace(s, " ", "+", 1)))
	return t.UTC(), t.UTC(), err == nil
}
