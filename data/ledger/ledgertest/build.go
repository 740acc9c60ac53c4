package ledgertest

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"oblast/data/record"
)

// Date reads a date written as in 2025-08-27.
func Date(s string) record.Date {
	d, err := record.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

// Instant reads an instant of Moscow time written as in 2025-08-27 06:10.
func Instant(s string) time.Time {
	t, err := time.ParseInLocation("2006-01-02 15:04", s, time.FixedZone("MSK", 3*3600))
	if err != nil {
		panic(err)
	}
	return t.UTC()
}

// Count reads "5", "10+" (more than), "~7" (about), ">=3" (at least), "<=4" (up to) and "?" (not given).
func Count(s string) *record.Count {
	number := func(s string) *int {
		n, err := strconv.Atoi(s)
		if err != nil {
			panic(err)
		}
		return &n
	}
	switch {
	case s == "":
		return nil
	case s == "?":
		one := 1
		return &record.Count{Min: &one, Qualifier: "not_given"}
	case strings.HasSuffix(s, "+"):
		n := number(strings.TrimSuffix(s, "+"))
		*n++
		return &record.Count{Min: n, Qualifier: "more_than"}
	case strings.HasPrefix(s, "~"):
		return &record.Count{Best: number(s[1:]), Qualifier: "about"}
	case strings.HasPrefix(s, ">="):
		return &record.Count{Min: number(s[2:]), Qualifier: "at_least"}
	case strings.HasPrefix(s, "<="):
		return &record.Count{Max: number(s[2:]), Qualifier: "up_to"}
	}
	return &record.Count{Min: number(s), Best: number(s), Max: number(s), Qualifier: "exact"}
}

// Incident returns an official interception of a night, count as Count reads it ("" for damage alone), at places given
// by id, separated by spaces.
func Incident(id, night, count, places string) *record.Incident {
	date := Date(night)
	bounds := [2]time.Time{Instant((date - 1).String() + " 20:00"), Instant(night + " 08:00")}
	inc := &record.Incident{
		Kind: record.KindIncident, ID: id, IsInterception: count != "", IsDamage: count == "", WeaponClass: "uav", Count: Count(count),
		When:  record.When{Start: &bounds[0], End: &bounds[1], Zone: "Europe/Moscow", Precision: "night", NightOf: &date},
		Place: record.Place{Level: "district", RegionIDs: strings.Fields(places), Method: "given"},
		Grade: "confirmed", Statements: []string{"st-governor"}, Effects: []record.Effect{}, Tags: []string{},
	}
	if !strings.Contains(places, ".") {
		inc.Place.Level = "region"
	}
	return inc
}

// Day makes an incident one of a day: hours unknown.
func Day(inc *record.Incident, day string) *record.Incident {
	start, end := Instant(day+" 08:00"), Instant(day+" 20:00")
	inc.When = record.When{Start: &start, End: &end, Zone: "Europe/Moscow", Precision: "day"}
	return inc
}

// Stated gives an incident a stated interval.
func Stated(inc *record.Incident, from, to string) *record.Incident {
	start, end := Instant(from), Instant(to)
	inc.When.Start, inc.When.End, inc.When.Precision = &start, &end, "window"
	return inc
}

// With adds effects written as "dwelling 3", "vehicle ?" or "injured none", each by the governor.
func With(inc *record.Incident, effects ...string) *record.Incident {
	for _, e := range effects {
		subject, n, _ := strings.Cut(e, " ")
		effect := record.Effect{Subject: subject, State: "reported", Cause: "debris"}
		switch n {
		case "none":
			effect.State = "none_reported"
		case "?":
		default:
			effect.Count = Count(n)
		}
		inc.Effects = append(inc.Effects, effect)
		inc.IsDamage = inc.IsDamage || effect.State == "reported" && subject != "injured" && subject != "killed"
	}
	return inc
}

// Tally returns a total of interceptions over Russia: of a window "2025-08-25 20:00/2025-08-26 00:00", or, window empty,
// of the night alone. split is "complete", "partial" or "none"; items are written "RU-BRY 9, RU-ROS 8".
func Tally(id, night, window string, total int, split, items string) *record.Tally {
	t := &record.Tally{
		Kind: record.KindTally, ID: id, Metric: "intercepted", Count: *Count(strconv.Itoa(total)), WindowBasis: "phrase_only",
		Zone: "Europe/Moscow", WeaponClass: "uav", Scope: []string{"RU"}, Split: split, Items: []record.TallyItem{},
		Statements: []string{"st-ministry"}, Status: "ok",
	}
	if night != "" {
		d := Date(night)
		t.NightOf = &d
	}
	if from, to, ok := strings.Cut(window, "/"); ok {
		t.Window, t.WindowBasis = &record.Window{Start: Instant(from), End: Instant(to)}, "stated"
	}
	for item := range strings.SplitSeq(items, ",") {
		var id string
		var n int
		if _, err := fmt.Sscan(item, &id, &n); err == nil {
			t.Items = append(t.Items, record.TallyItem{RegionID: id, Count: n})
		}
	}
	return t
}

// Statements are those that Incident and Tally refer to.
func Statements() map[string]*record.Statement {
	return map[string]*record.Statement{
		"st-governor": {Kind: record.KindStatement, ID: "st-governor", Document: "doc", SpeakerRole: "governor"},
		"st-ministry": {Kind: record.KindStatement, ID: "st-ministry", Document: "doc", SpeakerRole: "defence_ministry"},
		"st-airforce": {Kind: record.KindStatement, ID: "st-airforce", Document: "doc", SpeakerRole: "armed_forces"},
		"st-media":    {Kind: record.KindStatement, ID: "st-media", Document: "doc", SpeakerRole: "media"},
	}
}
