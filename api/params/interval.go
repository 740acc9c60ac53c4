package params

import (
	"strings"
	"time"
)

// Interval is what a datetime parameter asks for: instants from Start to End. An open side is the zero time. The
// bounds are as the client means them: a date stands for its whole day, so End then is the day's last instant.
type Interval struct {
	Start time.Time // first instant; zero: open
	End   time.Time // last instant, inclusive; zero: open
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
		return Interval{start, end}, ""
	}
	if strings.Contains(to, "/") {
		return i, "has more than one /"
	}
	open := func(s string) bool { return s == "" || s == ".." }
	ok := true
	if !open(from) {
		if i.Start, _, ok = parseInstant(from); !ok {
			return Interval{}, form
		}
	}
	if !open(to) {
		if _, i.End, ok = parseInstant(to); !ok {
			return Interval{}, form
		}
	}
	if !i.Start.IsZero() && !i.End.IsZero() && i.End.Before(i.Start) {
		return Interval{}, "ends before it starts"
	}
	return i, ""
}

// parseInstant reads an RFC 3339 time or full-date and returns its first and last instant.
func parseInstant(s string) (first, last time.Time, ok bool) {
	if day, err := time.Parse(time.DateOnly, s); err == nil {
		return day, day.AddDate(0, 0, 1).Add(-time.Nanosecond), true
	}
	// RFC 3339, 5.6: T and Z may be lower case; a + that was not escaped arrives as a space.
	t, err := time.Parse(time.RFC3339, strings.ToUpper(strings.Replace(s, " ", "+", 1)))
	return t.UTC(), t.UTC(), err == nil
}
