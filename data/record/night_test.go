package record_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"oblast/data/record"
)

func local(t testing.TB, text, zone string) time.Time {
	t.Helper()
	loc, ok := record.Location(zone)
	if !ok {
		t.Fatalf("no zone %s", zone)
	}
	v, err := time.ParseInLocation("2006-01-02 15:04", text, loc)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestNightOf(t *testing.T) {
	for _, tc := range []struct {
		name, start, end, zone string
		want                   string // "": no night's
	}{
		{"evening to morning", "2025-08-26 20:00", "2025-08-27 06:10", "Europe/Moscow", "2025-08-27"},
		{"before midnight", "2025-08-25 20:00", "2025-08-26 00:00", "Europe/Moscow", "2025-08-26"},
		{"after midnight", "2025-08-26 00:00", "2025-08-26 06:10", "Europe/Moscow", "2025-08-26"},
		{"late evening", "2025-08-26 18:00", "2025-08-27 00:00", "Europe/Moscow", "2025-08-27"},
		{"morning", "2025-09-27 06:00", "2025-09-27 12:00", "Europe/Moscow", "2025-09-27"},
		{"widest", "2025-08-26 18:00", "2025-08-27 12:00", "Europe/Moscow", "2025-08-27"},
		{"a minute early", "2025-08-26 17:59", "2025-08-27 12:00", "Europe/Moscow", ""},
		{"a minute late", "2025-08-26 18:00", "2025-08-27 12:01", "Europe/Moscow", ""},
		{"afternoon to evening", "2025-10-28 15:00", "2025-10-28 20:00", "Europe/Moscow", ""},
		{"a day and more", "2025-08-26 20:00", "2025-08-28 06:00", "Europe/Moscow", ""},
		{"instant at night", "2025-08-27 03:00", "", "Europe/Moscow", "2025-08-27"},
		{"instant at noon", "2025-08-27 12:00", "", "Europe/Moscow", ""},
		{"instant at six in the evening", "2025-08-26 18:00", "", "Europe/Moscow", "2025-08-27"},
		{"clocks go back", "2025-10-25 20:00", "2025-10-26 08:00", "Europe/Kyiv", "2025-10-26"},
		{"new year", "2025-12-31 20:00", "2026-01-01 08:00", "Asia/Kamchatka", "2026-01-01"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			loc, _ := record.Location(tc.zone)
			var end *time.Time
			if tc.end != "" {
				e := local(t, tc.end, tc.zone).UTC()
				end = &e
			}
			got := ""
			if d, ok := record.NightOf(local(t, tc.start, tc.zone).UTC(), end, loc); ok {
				got = d.String()
			}
			if got != tc.want {
				t.Errorf("got %q, want %q", got, tc.want)
			}
		})
	}
}

// The derived bounds of a night belong to that night, in every zone and over every change of clocks.
func TestNightBoundsAreOfTheirNight(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		date := record.Date(rapid.IntRange(0, 30000).Draw(t, "date"))
		zone := rapid.SampledFrom([]string{"Europe/Moscow", "Europe/Kyiv", "Asia/Kamchatka", "America/Anchorage", "UTC", "Pacific/Apia"}).Draw(t, "zone")
		loc, _ := record.Location(zone)
		if record.DateOf(hourOf(date, 12, loc)) != date {
			return // the zone left it out
		}
		w := record.NightBounds(date, loc)
		got, ok := record.NightOf(w.Start, &w.End, loc)
		if !ok || got != date {
			t.Fatalf("night to %s in %s: got %s, %v", date, zone, got, ok)
		}
		day := record.DayBounds(date, loc)
		if _, ok := record.NightOf(day.Start, &day.End, loc); ok {
			t.Fatalf("the day of %s in %s is a night", date, zone)
		}
		if got := record.DateOf(day.Start.In(loc)); got != date {
			t.Fatalf("the day of %s in %s begins on %s", date, zone, got)
		}
	})
}

func TestLocation(t *testing.T) {
	for _, name := range []string{"", "Local", "Moscow", "../etc/passwd", "Europe/moscow2"} {
		if _, ok := record.Location(name); ok {
			t.Errorf("Location(%q) is known", name)
		}
	}
}
