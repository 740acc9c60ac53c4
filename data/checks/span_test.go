package checks_test

import (
	"testing"
	"time"

	"oblast/data/checks"
	"oblast/data/record"
)

// From which day to which a date in the words may be that of a record: the day before it begins to the day after it ends,
// and a night begins on the evening before.
func TestDaysOfRecords(t *testing.T) {
	at := func(day, hour int) *time.Time {
		x := time.Date(2025, 8, day, hour, 0, 0, 0, time.UTC)
		return &x
	}
	incident := func(zone, precision string, start, end *time.Time) record.Record {
		inc := &record.Incident{Kind: record.KindIncident, ID: "inc", When: record.When{Zone: "Europe/Moscow"}}
		record.SetInterval(&inc.When, *start, end, precision)
		inc.When.Zone = zone
		return inc
	}
	date := wednesday
	phrase := &record.Tally{Kind: record.KindTally, ID: "tal", Metric: "intercepted", Zone: "Europe/Moscow", NightOf: &date, WeaponClass: "uav", Split: "none", WindowBasis: "phrase_only"}
	window := &record.Tally{Kind: record.KindTally, ID: "tal", Metric: "intercepted", Zone: "Europe/Moscow", WeaponClass: "uav", Split: "none", WindowBasis: "stated", Window: &record.Window{Start: *at(27, 12), End: *at(27, 17)}}
	for _, tc := range []struct {
		name        string
		of          record.Record
		first, last int // of August, which the words may say
	}{
		{"a moment", incident("Europe/Moscow", "exact", at(27, 10), nil), 26, 28},
		{"a moment in a zone that nobody knows", incident("Europe/Nowhere", "exact", at(27, 10), nil), 26, 28},
		{"hours of a morning", incident("Europe/Moscow", "window", at(26, 22), at(26, 23)), 25, 28}, // 01:00 to 02:00 of the 27th
		{"hours of an evening", incident("Europe/Moscow", "window", at(26, 18), at(26, 19)), 25, 28},
		{"two days", incident("Europe/Moscow", "approximate", at(27, 10), at(28, 10)), 26, 29},
		{"a night by its phrase", phrase, 25, 28},
		{"a stated window of a day", window, 26, 28},
	} {
		for day := 20; day <= 31; day++ {
			words := time.Date(2025, 8, day, 0, 0, 0, 0, time.UTC).Format("A drone fell on 2 January 2006.")
			found := checks.Of(said(words), nil, []record.Record{tc.of})
			if wrong, want := len(found) > 0, day < tc.first || day > tc.last; wrong != want {
				t.Errorf("%s: %s contradicts: %v, want %v", tc.name, words, wrong, want)
			}
		}
	}
	for _, precision := range []string{"first_reported", "unknown"} {
		of := incident("Europe/Moscow", precision, at(27, 10), nil)
		if got := told(checks.Of(said("A drone fell on 20 August 2025."), nil, []record.Record{of})); got != "" {
			t.Errorf("%s is no time of the event: %s", precision, got)
		}
	}
}

// How long after a publication that is a date alone an incident may have begun: to the end of that date, in UTC or where it
// was.
func TestPublicationsThatAreADateAlone(t *testing.T) {
	at := func(text string) *time.Time {
		x, err := time.Parse(time.RFC3339, text)
		if err != nil {
			t.Fatal(err)
		}
		return &x
	}
	for _, tc := range []struct {
		published, began, zone string
		wrong                  bool
	}{
		{"2025-08-26T00:00:00Z", "2025-08-27T00:00:00Z", "Europe/Moscow", false},
		{"2025-08-26T00:00:00Z", "2025-08-27T00:30:00Z", "Europe/Moscow", true},
		{"2025-08-26T21:00:00Z", "2025-08-27T21:00:00Z", "Europe/Moscow", false},
		{"2025-08-26T21:00:00Z", "2025-08-27T21:30:00Z", "Europe/Moscow", true},
		{"2025-10-25T21:00:00Z", "2025-10-26T22:00:00Z", "Europe/Kyiv", false}, // 25 hours, as summer time ends
		{"2025-10-25T21:00:00Z", "2025-10-26T22:30:00Z", "Europe/Kyiv", true},
		{"2025-08-26T00:00:01Z", "2025-08-26T12:00:00Z", "Europe/Moscow", true},
		{"2025-08-26T00:01:00Z", "2025-08-26T12:00:00Z", "Europe/Moscow", true},
		{"2025-08-26T12:00:00Z", "2025-08-26T13:00:00Z", "Europe/Nowhere", true},
		{"2025-08-26T00:00:00Z", "2025-08-26T13:00:00Z", "Europe/Nowhere", false},
	} {
		inc := &record.Incident{Kind: record.KindIncident, ID: "inc", When: record.When{Zone: "Europe/Moscow"}}
		record.SetInterval(&inc.When, *at(tc.began), nil, "exact")
		inc.When.Zone = tc.zone
		if found := checks.Of(said(""), at(tc.published), []record.Record{inc}); len(found) > 0 != tc.wrong {
			t.Errorf("published %s, began %s in %s: %+v, want wrong %v", tc.published, tc.began, tc.zone, found, tc.wrong)
		}
	}
}
