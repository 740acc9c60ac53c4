package checks_test

import (
	"testing"
	"time"

	"oblast/data/checks"
	"oblast/data/record"
)

// saying writes findings as told does, each with the words that it is about.
func saying(found []checks.Finding) string {
	out := told(found)
	for _, f := range found {
		if f.Says != nil {
			out += " <" + *f.Says + ">"
		}
	}
	return out
}

// Sentences at the edge of what the rules of comparisons and sums read: which of two numbers was before, what is no
// comparison, what is no part; and the very words that a finding shows.
func TestWordsAtTheEdgeOfComparisonsAndSums(t *testing.T) {
	for _, tc := range []struct{ quote, want string }{
		{"26 drones, up from 43 the night before.", "not_more [43 26]: 26 is fewer than 43 <26 drones, up from 43>"},
		{"43 drones, down from 26 the night before.", "not_fewer [26 43]: 43 is more than 26 <43 drones, down from 26>"},
		{"43 the night before, 26 now: an increase.", "not_more [43 26]: 26 is fewer than 43 <43 the night before, 26 now: an increase>"},
		{"Рост: 26 дронов, накануне — 43.", "not_more [43 26]: 26 is fewer than 43 <Рост: 26 дронов, накануне — 43>"},
		{"Рост: 26 дронов, накануне 43.", "not_more [43 26]: 26 is fewer than 43 <Рост: 26 дронов, накануне 43>"},
		{"One official said that the number rose from 43 to 26.", "not_more [43 26]: 26 is fewer than 43 <rose from 43 to 26>"},
		{"Twenty-six drones, an increase over the forty-three the night before.", "not_more [43 26]: 26 is fewer than 43 <Twenty-six drones, an increase over the forty-three>"},
		{"The number declined from 26 to 26.", "not_fewer [26 26]: 26 is as many as 26 <declined from 26 to 26>"},
		{"43 drones, fewer than the 26 of the night before.", "not_fewer [26 43]: 43 is more than 26 <43 drones, fewer than the 26>"},
		{"43 drones were brought down from the sky, 26 the night before.", ""},
		{"43 drones were shot down from 26 of the night before.", ""},
		{"26 in Rostov, 15 in Oryol: an increase over the 43 the night before.", ""},
		{"An increase over the 43 the night before and the 50 the day before: 26.", ""},
		{"It rose from 43, then 26.", ""},
		{"More than 43 drones were shot down; the night before 26.", ""},
		{"It was 43 the night before and never increased to 26.", ""},
		// Sums.
		{"67 drones were intercepted: 40 over Bryansk (12 by crews), 20 over Kaluga [9 of them late], 14 over Tula.", "parts_above_total [67 74]: the parts add up to 74, the total is 67 <67 drones were intercepted: 40 over Bryansk (12 by crews), 20 over Kaluga [9 of them late], 14>"},
		{"121 drones were intercepted: 60 over Bryansk; 52 over Kaluga.", "parts_below_total [121 112]: the parts add up to 112, the total is 121 <121 drones were intercepted: 60 over Bryansk; 52>"},
		{"9 drones were shot down: 6 over Bryansk, 2 and another 3 over Tula.", "parts_above_total [9 11]: the parts add up to 11, the total is 9 <9 drones were shot down: 6 over Bryansk, 2 and another 3>"},
		{"9 missiles were shot down: 6 over Bryansk, 4 over Tula.", "parts_above_total [9 10]: the parts add up to 10, the total is 9 <9 missiles were shot down: 6 over Bryansk, 4>"},
		{"One ministry counted 9 drones: 6 over Bryansk, 4 over Tula.", "parts_above_total [9 10]: the parts add up to 10, the total is 9 <9 drones: 6 over Bryansk, 4>"},
		{"9 drones were shot down: 8 over Bryansk.", ""},
		{"9 drones were shot down: 6 over Bryansk, 2 4 times over Tula.", "parts_above_total [9 12]: the parts add up to 12, the total is 9 <9 drones were shot down: 6 over Bryansk, 2 4>"},
		{"About 9 drones were shot down: 6 over Bryansk, 4 over Tula.", ""},
		{"9 people saw 12 drones: 8 over Bryansk, 6 over Tula.", ""},
		{"9 houses were damaged: 6 in Bryansk, 4 in Tula.", ""},
	} {
		if got := saying(checks.Of(said(tc.quote), nil, nil)); got != tc.want {
			t.Errorf("%s\n got %s\nwant %s", tc.quote, got, tc.want)
		}
	}
}

// Dates, nights and weekdays at the edges of what may be meant.
func TestWordsAtTheEdgeOfDates(t *testing.T) {
	at := func(y int, m time.Month, d, h int) *time.Time {
		x := time.Date(y, m, d, h, 0, 0, 0, time.UTC)
		return &x
	}
	interval := func(from, to *time.Time) record.Record {
		inc := &record.Incident{Kind: record.KindIncident, ID: "inc", When: record.When{Zone: "Europe/Moscow"}}
		record.SetInterval(&inc.When, *from, to, "window")
		return inc
	}
	nightOf := func(d int) record.Record { return night(record.NewDate(2025, time.August, d), 1) }
	day := interval(at(2025, 8, 27, 10), at(2025, 8, 27, 12)) // 13 to 15 of a Wednesday, no night
	for _, tc := range []struct {
		name, quote string
		published   *time.Time
		beside      []record.Record
		want        string
	}{
		{"a day and the day before", "A drone fell on 26 August 2025.", nil, []record.Record{day}, ""},
		{"a day and the day after", "A drone fell on 28 August 2025.", nil, []record.Record{day}, ""},
		{"two days before", "A drone fell on 25 August 2025.", nil, []record.Record{day}, "date_elsewhere []: the words say 25 August 2025, the record is of 27 August 2025 <25 August 2025>"},
		{"two days after", "A drone fell on August 29, 2025.", nil, []record.Record{day}, "date_elsewhere []: the words say 29 August 2025, the record is of 27 August 2025 <August 29, 2025>"},
		{"of the publication, a day off", "A drone fell on 20 August 2025.", at(2025, 8, 21, 6), []record.Record{nightOf(14)}, ""},
		{"of the publication, two days off", "A drone fell on 20 August 2025.", at(2025, 8, 22, 6), []record.Record{nightOf(14)}, "date_elsewhere []: the words say 20 August 2025, the record is of 14 August 2025 <20 August 2025>"},
		{"the evening of a night", "A drone fell on 25 August.", nil, []record.Record{nightOf(27)}, ""},
		{"the day before its evening", "A drone fell on 24 August.", nil, []record.Record{nightOf(27)}, "date_elsewhere []: the words say 24 August 2025, the record is of 27 August 2025 <24 August>"},
		{"a night of a day", "В ночь на 28 августа сбит беспилотник.", nil, []record.Record{day}, ""},
		{"a night two days off a day", "В ночь на 29 августа сбит беспилотник.", nil, []record.Record{day}, "night_elsewhere []: the words say 29 August 2025, the record is of 27 August 2025 <В ночь на 29 августа>"},
		{"the night to a date is no evening's", "В ночь на 26 августа сбит беспилотник.", nil, []record.Record{nightOf(27)}, "night_elsewhere []: the words say 26 August 2025, the record is of 27 August 2025 <В ночь на 26 августа>"},
		{"a night between two dates", "On the night of 27 to 28 August a drone fell.", nil, []record.Record{nightOf(27)}, "night_elsewhere []: the words say 28 August 2025, the record is of 27 August 2025 <night of 27 to 28 August>"},
		{"a night on a weekday and a date", "В ночь на среду, 27 августа, сбит беспилотник.", nil, []record.Record{nightOf(27)}, ""},
		{"the nearest of two records", "В ночь на 20 августа сбит беспилотник.", nil, []record.Record{nightOf(27), nightOf(23)}, "night_elsewhere []: the words say 20 August 2025, the record is of 23 August 2025 <В ночь на 20 августа>"},
		{"the nearest stands first", "В ночь на 20 августа сбит беспилотник.", nil, []record.Record{nightOf(23), nightOf(27)}, "night_elsewhere []: the words say 20 August 2025, the record is of 23 August 2025 <В ночь на 20 августа>"},
		{"a date that is none", "A drone fell on 31 June 2025.", nil, []record.Record{day}, ""},
		{"two dates", "A drone fell on 12 August 2025, another on 13 August 2025.", nil, []record.Record{day}, ""},
		{"a weekday of two days before", "A drone fell on Monday.", nil, []record.Record{day}, "date_elsewhere [1]: the words say a Monday, the record is of 27 August 2025, a Wednesday <Monday>"},
		{"a weekday of the day before", "A drone fell on Tuesday.", nil, []record.Record{day}, ""},
		{"a weekday of the day after", "A drone fell on Thursday.", nil, []record.Record{day}, ""},
		{"a weekday of two days after", "A drone fell on Friday.", nil, []record.Record{day}, "date_elsewhere [5]: the words say a Friday, the record is of 27 August 2025, a Wednesday <Friday>"},
		{"the weekday of the publication", "A drone fell on Friday.", at(2025, 8, 29, 3), []record.Record{day}, ""},
		{"the weekday of the publication, local", "A drone fell on Friday.", at(2025, 8, 28, 22), []record.Record{day}, ""},
		{"two weekdays", "A drone fell on Friday, another on Saturday.", nil, []record.Record{day}, ""},
		{"a weekday at the beginning", "Friday: a drone fell.", nil, []record.Record{day}, "date_elsewhere [5]: the words say a Friday, the record is of 27 August 2025, a Wednesday <Friday>"},
		{"a weekday in brackets after its date", "On 27 August 2025 (Thursday) a drone fell.", nil, nil, "weekday_of_date [4 3]: 27 August 2025 is a Wednesday, not a Thursday <27 August 2025 (Thursday>"},
		{"a weekday right after its date", "27 августа 2025 четверг сбит дрон.", nil, nil, "weekday_of_date [4 3]: 27 August 2025 is a Wednesday, not a Thursday <27 августа 2025 четверг>"},
		{"a weekday of the published year", "On Thursday, 27 August, a drone fell.", at(2025, 8, 27, 6), nil, "weekday_of_date [4 3]: 27 August 2025 is a Wednesday, not a Thursday <Thursday, 27 August>"},
		{"a weekday of no known year", "On Thursday, 27 August, a drone fell.", nil, nil, ""},
		{"a weekday right before its date", "On Thursday 27 August 2025 a drone fell.", nil, nil, "weekday_of_date [4 3]: 27 August 2025 is a Wednesday, not a Thursday <Thursday 27 August 2025>"},
		{"a weekday before everything", "Thursday 27 August 2025: a drone fell.", nil, nil, "weekday_of_date [4 3]: 27 August 2025 is a Wednesday, not a Thursday <Thursday 27 August 2025>"},
		{"a weekday before its date and another after it", "On Wednesday 27 August 2025, Thursday not, a drone fell.", nil, nil, ""},
		{"two weekdays from the beginning", "Friday or Saturday a drone fell.", nil, []record.Record{day}, ""},
		{"the weekday of a publication late in the day", "A drone fell on Friday.", at(2025, 8, 29, 14), []record.Record{day}, ""},
		{"the weekday after a publication before noon", "A drone fell on Friday.", at(2025, 8, 28, 11), []record.Record{day}, "date_elsewhere [5]: the words say a Friday, the record is of 27 August 2025, a Wednesday <Friday>"},
		{"as near to either", "В ночь на 25 августа сбит беспилотник.", nil, []record.Record{nightOf(23), nightOf(27)}, "night_elsewhere []: the words say 25 August 2025, the record is of 23 August 2025 <В ночь на 25 августа>"},
		{"a night to hyphened dates", "A drone fell on the night of 19-20 August.", nil, []record.Record{nightOf(27)}, "night_elsewhere []: the words say 20 August 2025, the record is of 27 August 2025 <night of 19-20 August>"},
		{"of hyphened dates, Russian", "Ночью 19-20 августа сбит беспилотник.", nil, []record.Record{nightOf(20)}, ""},
		{"of the evening's date alone", "В ночь 19-20 августа сбит беспилотник.", nil, []record.Record{nightOf(19)}, "night_elsewhere []: the words say 20 August 2025, the record is of 19 August 2025 <ночь 19-20 августа>"},
		{"hyphened after the month", "A drone fell on the night of August 19-20.", nil, []record.Record{nightOf(20)}, ""},
		{"hyphened after the month, elsewhere", "A drone fell on the night of August 19–20, 2025.", nil, []record.Record{nightOf(27)}, "night_elsewhere []: the words say 20 August 2025, the record is of 27 August 2025 <night of August 19–20, 2025>"},
		{"hyphened, the first of the two is the evening", "A drone fell on the night of August 19-20.", nil, []record.Record{nightOf(19)}, "night_elsewhere []: the words say 20 August 2025, the record is of 19 August 2025 <night of August 19-20>"},
		{"hyphened numbers of no date", "Ночью сбито 19-20 дронов.", nil, []record.Record{nightOf(27)}, ""},
		{"days of a month, no night", "Drones fell on 19-20 August 2025.", nil, []record.Record{nightOf(20)}, ""},
		{"a span over midnight ends before it", "A drone fell on 29 August 2025.", nil, []record.Record{interval(at(2025, 8, 27, 10), at(2025, 8, 27, 21))}, "date_elsewhere []: the words say 29 August 2025, the record is of 27 August 2025 <29 August 2025>"},
		{"a span into the next day", "A drone fell on 29 August 2025.", nil, []record.Record{interval(at(2025, 8, 27, 10), at(2025, 8, 27, 22))}, ""},
	} {
		if got := saying(checks.Of(said(tc.quote), tc.published, tc.beside)); got != tc.want {
			t.Errorf("%s: %s\n got %s\nwant %s", tc.name, tc.quote, got, tc.want)
		}
	}
}

// A split is held against the bounds of its headline: an open bound contradicts nothing.
func TestSumsOfQualifiedTallies(t *testing.T) {
	n := func(v int) *int { return &v }
	for _, tc := range []struct {
		count record.Count
		split string
		sum   int
		want  string
	}{
		{record.Count{Min: n(20), Qualifier: "at_least"}, "complete", 26, ""},
		{record.Count{Min: n(20), Qualifier: "at_least"}, "complete", 19, "parts_below_total [20 19]: the parts add up to 19, the total is 20"},
		{record.Count{Min: n(20), Qualifier: "at_least"}, "partial", 19, ""},
		{record.Count{Max: n(20), Qualifier: "up_to"}, "complete", 19, ""},
		{record.Count{Max: n(20), Qualifier: "up_to"}, "complete", 21, "parts_above_total [20 21]: the parts add up to 21, the total is 20"},
		{record.Count{Max: n(20), Qualifier: "up_to"}, "partial", 21, "parts_above_total [20 21]: the parts add up to 21, the total is 20"},
		{record.Count{Best: n(20), Qualifier: "about"}, "complete", 25, ""},
	} {
		tally := &record.Tally{Kind: record.KindTally, ID: "tal", Count: tc.count, Split: tc.split, Status: "ok", Items: []record.TallyItem{{RegionID: "RU-BRY", Count: tc.sum}}}
		if got := told(checks.OfTally(tally)); got != tc.want {
			t.Errorf("%s %d of %s: got %q, want %q", tc.split, tc.sum, tc.count.Qualifier, got, tc.want)
		}
	}
	// A remark of another kind does not stand for the sum.
	note := "he said so"
	tally := &record.Tally{Kind: record.KindTally, ID: "tal", Count: record.Exact(9), Split: "complete", Status: "ok", Items: []record.TallyItem{{RegionID: "RU-BRY", Count: 11}},
		Checks: []record.Check{{Check: "date", Result: "contradicted", Numbers: []int{}, Note: &note}}}
	if got, want := told(checks.OfTally(tally)), "recorded date []: he said so; parts_above_total [9 11]: the parts add up to 11, the total is 9"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	tally.Checks[0] = record.Check{Check: "sum", Result: "ok", Numbers: []int{}, Note: &note}
	if got := told(checks.OfTally(tally)); got != "" {
		t.Errorf("what a reviewer settled: %q", got)
	}
	tally.Checks[0].Note = nil
	if got := told(checks.OfTally(tally)); got != "parts_above_total [9 11]: the parts add up to 11, the total is 9" {
		t.Errorf("what nobody gave a reason for: %q", got)
	}
}
