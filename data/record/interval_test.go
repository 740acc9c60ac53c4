package record_test

import (
	"testing"
	"time"

	"oblast/data/record"

	"pgregory.net/rapid"
)

// restlessZones are zones whose clocks are changed: at night, at midnight, by half an hour, over a whole date, and one
// where they are not.
var restlessZones = []string{"Europe/Kyiv", "Europe/Moscow", "Europe/London", "America/New_York", "America/Sao_Paulo", "Asia/Beirut", "Africa/Cairo",
	"Australia/Lord_Howe", "Pacific/Apia", "Pacific/Chatham", "Africa/Casablanca", "Asia/Tehran", "America/St_Johns", "UTC"}

func drawZone(t *rapid.T) (string, *time.Location) {
	name := rapid.SampledFrom(restlessZones).Draw(t, "zone")
	loc, ok := record.Location(name)
	if !ok {
		t.Fatalf("no zone %s", name)
	}
	return name, loc
}

// drawDate draws a date that the zone has (Samoa left one out): half of the time one on which, or in the night to which,
// clocks are changed, where the zone changes them that year.
func drawDate(t *rapid.T, loc *time.Location) record.Date {
	date := record.NewDate(2007, time.January, 1) + record.Date(rapid.IntRange(0, 20*365).Draw(t, "date"))
	if changed := changesAfter(date, loc); len(changed) > 0 && rapid.Bool().Draw(t, "when clocks change") {
		date = rapid.SampledFrom(changed).Draw(t, "change")
	}
	if record.DateOf(hourOf(date, 12, loc)) != date {
		date++
	}
	return date
}

// changesAfter lists the dates of a year from a date on between whose noon and the one before the zone changed its clocks.
func changesAfter(date record.Date, loc *time.Location) (out []record.Date) {
	_, before := hourOf(date, 12, loc).Zone()
	for d := date + 1; d < date+366; d++ {
		if _, now := hourOf(d, 12, loc).Zone(); now != before {
			out, before = append(out, d), now
		}
	}
	return out
}

// TestClocksChangeWhereTheyAreDrawn: the zones of these tests are restless, so that what they show is not of quiet days.
func TestClocksChangeWhereTheyAreDrawn(t *testing.T) {
	restless := 0
	for _, name := range restlessZones {
		if loc, ok := record.Location(name); ok && len(changesAfter(record.NewDate(2010, time.January, 1), loc)) > 0 {
			restless++
		}
	}
	if restless < 9 {
		t.Errorf("%d zones change their clocks in 2010", restless)
	}
}

// faultsOfWhen validates an incident that has the time.
func faultsOfWhen(w record.When) error {
	one := record.Exact(1)
	inc := record.Incident{Kind: record.KindIncident, ID: "i", IsInterception: true, WeaponClass: "uav", Count: &one, When: w,
		Place: record.Place{Level: "unknown", RegionIDs: []string{}, Method: "given"}, Effects: []record.Effect{}, Statements: []string{"s"}, Grade: "weak", Tags: []string{}}
	return inc.Validate()
}

// Every way of reporting a time gives one that validation takes, half open, with its zone, and the night that follows
// from it: whatever the zone does to its clocks that day.
func TestReportedTimesAreValidInEveryZone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		zone, loc := drawZone(t)
		date := drawDate(t, loc)
		w := record.When{Zone: zone}
		night := record.NightBounds(date, loc)
		switch how := rapid.SampledFrom([]string{"night", "morning", "afternoon", "evening", "day", "date", "interval", "first reported"}).Draw(t, "how"); how {
		case "date":
			record.SetDate(&w, date, rapid.IntRange(1, 31).Draw(t, "days"))
			if w.NightOf != nil {
				t.Fatalf("a whole date is of the night to %s", w.NightOf)
			}
		case "interval":
			start := night.Start.Add(time.Duration(rapid.IntRange(-3000, 3000).Draw(t, "minutes")) * time.Minute)
			end := start.Add(time.Duration(rapid.IntRange(1, 3000).Draw(t, "long")) * time.Minute)
			record.SetInterval(&w, start, &end, "window")
			inside := !start.Before(hourOf(date-1, 18, loc)) && !end.After(hourOf(date, 12, loc)) && start.Before(hourOf(date, 12, loc))
			if inside && (w.NightOf == nil || *w.NightOf != date) {
				t.Fatalf("%s to %s lies in the night to %s, and has %v", start, end, date, w.NightOf)
			}
		case "first reported":
			at := night.Start.Add(time.Duration(rapid.IntRange(0, 1440).Draw(t, "minutes")) * time.Minute)
			record.SetFirstReported(&w, at)
			if w.End != nil || w.Start.After(at) {
				t.Fatalf("it had happened by %s, and is %v", at, w)
			}
		default:
			record.SetPart(&w, date, how)
			if how == "night" && *w.NightOf != date {
				t.Fatalf("the night to %s is of %s", date, w.NightOf)
			}
		}
		if w.Start == nil || w.Start.Location() != time.UTC || w.End != nil && !w.End.After(*w.Start) {
			t.Fatalf("not half open in UTC: %+v", w)
		}
		if err := faultsOfWhen(w); err != nil {
			t.Fatal(err)
		}
	})
}

func hourOf(date record.Date, h int, loc *time.Location) time.Time {
	y, m, d := date.Time().Date()
	return time.Date(y, m, d, h, 0, 0, 0, loc)
}

// Morning, afternoon and evening follow each other without gap or overlap; the night to a date ends in its morning, and
// the day begins there; the next night begins where the day ends.
func TestPartsOfADateFollowEachOther(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		zone, loc := drawZone(t)
		date := drawDate(t, loc)
		part := func(name string) record.When {
			w := record.When{Zone: zone}
			record.SetPart(&w, date, name)
			return w
		}
		morning, afternoon, evening, day := part("morning"), part("afternoon"), part("evening"), part("day")
		if !morning.End.Equal(*afternoon.Start) || !afternoon.End.Equal(*evening.Start) {
			t.Fatalf("gaps on %s in %s: %v %v %v", date, zone, morning, afternoon, evening)
		}
		night, next := record.NightBounds(date, loc), record.NightBounds(date+1, loc)
		if !night.End.Equal(*day.Start) || !day.End.Equal(next.Start) {
			t.Fatalf("night, day and night on %s in %s: %v %v %v", date, zone, night, day, next)
		}
		if night.End.Before(*morning.Start) {
			t.Fatalf("the night to %s ends before its morning", date)
		}
	})
}

// An instant belongs to one night at most, and to the same one however its interval is cut short.
func TestAnInstantHasOneNight(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		_, loc := drawZone(t)
		start := hourOf(drawDate(t, loc), 0, loc).Add(time.Duration(rapid.IntRange(0, 1439).Draw(t, "minute")) * time.Minute)
		night, is := record.NightOf(start, nil, loc)
		local := start.In(loc)
		if want := local.Hour() >= 18 || local.Hour() < 12; is != want {
			t.Fatalf("%s is of a night: %v, want %v", local, is, want)
		}
		if !is {
			return
		}
		if to := local.AddDate(0, 0, 1); local.Hour() >= 18 && night != record.DateOf(to) || local.Hour() < 12 && night != record.DateOf(local) {
			t.Fatalf("%s is of the night to %s", local, night)
		}
		end := start.Add(time.Duration(rapid.IntRange(1, 1200).Draw(t, "long")) * time.Minute)
		if longer, ok := record.NightOf(start, &end, loc); ok && longer != night {
			t.Fatalf("%s to %s is of the night to %s, its start of that to %s", start, end, longer, night)
		}
	})
}
