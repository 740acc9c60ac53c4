package params

import (
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

// parseInterval reads an instant, a date, or an interval "a/b" whose sides may be "..", or empty (open).
func parseInterval(text string) (i Interval, problem string) {
	const form = "is neither a time, a date, nor an interval of them"
	from, to, interval := strings.Cut(text, "/")
	if !interval {
		start, end, ok := parseInstant(text)
		if !ok {
			return i, form
		}
		return Interval{Start: start, End: end}, ""
	}
	switch {
	case strings.Contains(to, "/"):
		return i, "has more than one /"
	case from == "" && to == "":
		return i, "names neither a start nor an end"
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
	switch {
	case !startOK || !endOK:
		return Interval{}, form
	case !i.OpenStart && !i.OpenEnd && i.End.Before(i.Start):
		return Interval{}, "ends before it starts"
	}
	return i, ""
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
