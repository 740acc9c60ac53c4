package checks_test

import (
	"testing"
	"time"

	"oblast/data/checks"
	"oblast/data/record"
)

// What is a day of a month, a year, a month and a night, at the first and the last that is one, and one further.
func TestDatesAtTheirBounds(t *testing.T) {
	published := time.Date(2025, 5, 6, 6, 0, 0, 0, time.UTC)
	nights := []record.Record{night(record.NewDate(2025, time.August, 27), 1)}
	for _, tc := range []struct {
		quote     string
		published *time.Time
		beside    []record.Record
		want      string
	}{
		{"On Monday, 31 August 2025 a drone fell.", nil, nil, "weekday_of_date [1 0]: 31 August 2025 is a Sunday, not a Monday <Monday, 31 August 2025>"},
		{"On Monday, 1 August 2025 a drone fell.", nil, nil, "weekday_of_date [1 5]: 1 August 2025 is a Friday, not a Monday <Monday, 1 August 2025>"},
		{"On Monday, 32 August 2025 a drone fell.", nil, nil, ""},
		{"On Monday, 0 August 2025 a drone fell.", nil, nil, ""},
		{"On Monday, two August 2025 nights later a drone fell.", nil, nil, ""},
		{"On Tuesday, 1 January 1900 a balloon fell.", nil, nil, "weekday_of_date [2 1]: 1 January 1900 is a Monday, not a Tuesday <Tuesday, 1 January 1900>"},
		{"On Monday, 1 January 1899 a balloon fell.", nil, nil, ""},
		{"On Monday, 1 January 2100 a drone fell.", nil, nil, "weekday_of_date [1 5]: 1 January 2100 is a Friday, not a Monday <Monday, 1 January 2100>"},
		{"On Monday, 1 January 2101 a drone fell.", nil, nil, ""},
		{"On Monday, August 5, 2025 a drone fell.", nil, nil, "weekday_of_date [1 2]: 5 August 2025 is a Tuesday, not a Monday <Monday, August 5, 2025>"},
		{"On Monday, August 5 2025 a drone fell.", nil, nil, "weekday_of_date [1 2]: 5 August 2025 is a Tuesday, not a Monday <Monday, August 5 2025>"},
		{"On Tuesday, 5 May, a drone fell.", &published, nil, "weekday_of_date [2 1]: 5 May 2025 is a Monday, not a Tuesday <Tuesday, 5 May>"},
		{"On Tuesday, 5 may have fallen.", &published, nil, ""},
		{"On Tuesday, 5 august guests came.", &published, nil, ""},
		// A date after words that make it a night, with a weekday or two dates between.
		{"В ночь на среду, 20 августа, сбит беспилотник.", nil, nights, "night_elsewhere []: the words say 20 August 2025, the record is of 27 August 2025 <В ночь на среду, 20 августа>"},
		{"В ночь на среду 20 августа сбит беспилотник.", nil, nights, "night_elsewhere []: the words say 20 August 2025, the record is of 27 August 2025 <В ночь на среду 20 августа>"},
		{"В ночь с 19 на 20 августа сбит беспилотник.", nil, nights, "night_elsewhere []: the words say 20 August 2025, the record is of 27 August 2025 <ночь с 19 на 20 августа>"},
		{"A drone fell on the night of 19–20 August.", nil, nights, "night_elsewhere []: the words say 20 August 2025, the record is of 27 August 2025 <night of 19–20 August>"},
		{"В ночь с 26 на 27 августа сбит беспилотник.", nil, nights, ""},
		{"A drone fell on the night of 26-27 August.", nil, nights, ""},
		{"В ночь с 27 на 28 августа сбит беспилотник.", nil, nights, "night_elsewhere []: the words say 28 August 2025, the record is of 27 August 2025 <ночь с 27 на 28 августа>"},
		{"A drone fell on the night of 26 August.", nil, nights, ""},
		{"A drone fell on the night of 25 August.", nil, nights, "night_elsewhere []: the words say 25 August 2025, the record is of 27 August 2025 <night of 25 August>"},
	} {
		if got := saying(checks.Of(said(tc.quote), tc.published, tc.beside)); got != tc.want {
			t.Errorf("%s\n got %s\nwant %s", tc.quote, got, tc.want)
		}
	}
}
