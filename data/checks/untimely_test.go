package checks_test

import (
	"testing"
	"time"

	"oblast/data/checks"
	"oblast/data/record"
)

// TestASourceThatCameOutBefore what it tells of began is contradicted by its own date: the publication is the last moment
// at which that can have begun. A publication at midnight is a date alone.
func TestASourceThatCameOutBefore(t *testing.T) {
	at := func(text string) *time.Time {
		when, err := time.Parse(time.RFC3339, text)
		if err != nil {
			t.Fatal(err)
		}
		return &when
	}
	began := func(text, precision string) record.Record {
		inc := &record.Incident{Kind: record.KindIncident, ID: "inc", When: record.When{Zone: "Europe/Moscow", Precision: precision}}
		if text != "" {
			record.SetInterval(&inc.When, *at(text), nil, precision)
		}
		return inc
	}
	for _, tc := range []struct {
		name, published string
		of              record.Record
		want            string
	}{
		{"after the event", "2025-08-27T06:00:00Z", began("2025-08-27T03:00:00Z", "exact"), ""},
		{"at the moment", "2025-08-27T06:00:00Z", began("2025-08-27T06:00:00Z", "first_reported"), ""},
		{"before it", "2025-08-27T06:00:00Z", began("2025-08-27T16:00:00Z", "exact"), "published_before []: the source came out on 27 August 2025, before what it tells of began on 27 August 2025"},
		{"before its night", "2025-08-26T10:00:00Z", night(record.NewDate(2025, 8, 27), 1), "published_before []: the source came out on 26 August 2025, before what it tells of began on 26 August 2025"},
		{"a date alone, of the day", "2025-08-27T00:00:00Z", began("2025-08-27T16:00:00Z", "exact"), ""},
		{"a date alone in the place's own zone", "2025-08-26T21:00:00Z", began("2025-08-27T16:00:00Z", "exact"), ""},
		{"a date alone, of the day before", "2025-08-26T00:00:00Z", began("2025-08-27T16:00:00Z", "exact"), "published_before []: the source came out on 26 August 2025, before what it tells of began on 27 August 2025"},
		{"no time", "2025-08-27T06:00:00Z", began("", "unknown"), ""},
	} {
		if got := told(checks.Of(said(""), at(tc.published), []record.Record{tc.of})); got != tc.want {
			t.Errorf("%s: got %s, want %s", tc.name, got, tc.want)
		}
	}
	note := "the paper writes its dates of the next day"
	settled := &record.Statement{Kind: record.KindStatement, ID: "st", Checks: []record.Check{{Check: "date", Result: "ok", Numbers: []int{}, Note: &note}}}
	if got := told(checks.Of(settled, at("2025-08-26T10:00:00Z"), []record.Record{night(record.NewDate(2025, 8, 27), 1)})); got != "" {
		t.Errorf("what a reviewer settled: %s", got)
	}
}
