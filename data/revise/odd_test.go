package revise_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"oblast/data/boundaries"
	"oblast/data/record"
	"oblast/data/revise"
	"oblast/data/store"
	"oblast/data/store/sqlite"
	"oblast/geo/fault"
	"oblast/geo/gazetteer"
)

// TestAnIncidentIsOneEventAtOnePlaceAndTime merges incidents that cannot be one event, and such as can.
func TestAnIncidentIsOneEventAtOnePlaceAndTime(t *testing.T) {
	gaz, err := gazetteer.Load(boundaries.Files)
	if err != nil {
		t.Fatal(err)
	}
	night := func(day int) func(*record.Incident) {
		return func(i *record.Incident) {
			record.SetNight(&i.When, record.DateOf(time.Date(2025, 8, day, 0, 0, 0, 0, time.UTC)))
		}
	}
	hours := func(from, to int) func(*record.Incident) {
		return func(i *record.Incident) {
			start, end := time.Date(2025, 8, 27, from, 0, 0, 0, time.UTC), time.Date(2025, 8, 27, to, 0, 0, 0, time.UTC)
			record.SetInterval(&i.When, start, &end, "window")
		}
	}
	since := func(hour int) func(*record.Incident) {
		return func(i *record.Incident) {
			record.SetInterval(&i.When, time.Date(2025, 8, 27, hour, 0, 0, 0, time.UTC), nil, "exact")
		}
	}
	in := func(ids ...string) func(*record.Incident) {
		return func(i *record.Incident) { i.Place.RegionIDs = append([]string{}, ids...) }
	}
	weapon := func(class string) func(*record.Incident) {
		return func(i *record.Incident) { i.WeaponClass = class }
	}
	damage := func(i *record.Incident) { i.IsInterception, i.IsDamage, i.Count = false, true, nil }
	counting := func(n int) func(*record.Incident) {
		return func(i *record.Incident) { c := record.Exact(n); i.Count = &c }
	}
	both := func(fs ...func(*record.Incident)) func(*record.Incident) {
		return func(i *record.Incident) {
			for _, f := range fs {
				f(i)
			}
		}
	}
	for _, tc := range []struct {
		name       string
		one, other func(*record.Incident)
		odd        string // "": they may be one
		note       string
	}{
		{name: "nothing known of either", one: both(), other: both()},
		{name: "one night", one: night(27), other: night(27)},
		{name: "two nights", one: night(27), other: night(28), odd: "b is of the night of 2025-08-28, a of that of 2025-08-27"},
		{name: "a night and no time", one: night(27), other: both()},
		{name: "hours that meet", one: hours(3, 6), other: hours(5, 7)},
		{name: "hours that nearly meet", one: hours(3, 6), other: hours(7, 8)},
		{name: "hours far apart", one: hours(2, 4), other: hours(6, 7), odd: "b is of 2025-08-27 09:00 to 2025-08-27 10:00, a of 2025-08-27 05:00 to 2025-08-27 07:00"},
		{name: "hours before", one: hours(9, 10), other: hours(3, 6), odd: "b is of 2025-08-27 06:00"},
		{name: "a start in the hours of the other", one: hours(3, 6), other: since(5)},
		{name: "two starts", one: since(3), other: since(5), odd: "b is of 2025-08-27 08:00, a of 2025-08-27 06:00"},
		{name: "starts an hour apart", one: since(4), other: since(3)},
		{name: "a night and an hour of it", one: night(27), other: since(1)},
		{name: "a night and hours after it", one: night(27), other: hours(12, 13), odd: "b is of 2025-08-27 15:00"},
		{name: "first reported later", one: hours(3, 6), other: func(i *record.Incident) { hours(12, 13)(i); i.When.Precision = "first_reported" }},
		{name: "a district of the region", one: in("RU-KLU"), other: in("RU-KLU.563697")},
		{name: "the region of a district", one: in("RU-KLU.563697"), other: in("RU-KLU")},
		{name: "one district of several", one: in("RU-KLU.563697", "RU-BRY"), other: in("RU-KLU.563697")},
		{name: "two regions", one: in("RU-KLU"), other: in("RU-BRY"), odd: "b is in Bryansk Oblast (RU-BRY), a in Kaluga Oblast (RU-KLU)"},
		{name: "a member of the composite", one: in("composite.moscow"), other: in("RU-MOW")},
		{name: "a water and a shore", one: in("water.black-sea"), other: in("RU-KDA")},
		{name: "no place", one: in("RU-KLU"), other: func(i *record.Incident) { in()(i); i.Place.Level = "unknown" }},
		{name: "kinds of one weapon", one: weapon("uav"), other: weapon("uav_fixed_wing")},
		{name: "weapon unknown", one: weapon("missile"), other: weapon("unknown")},
		{name: "two weapons", one: weapon("uav"), other: weapon("missile"), odd: "b is about missile, a about uav"},
		{name: "interception and damage", one: both(), other: damage},
		{name: "all at once", one: both(night(27), in("RU-KLU")), other: both(night(28), in("RU-BRY")), odd: "a of that of 2025-08-27; b is in Bryansk"},
		{name: "two numbers", one: counting(1), other: counting(3), note: "a counts 1, as before; the 3 of b stands in its earlier versions alone"},
		{name: "one number", one: counting(3), other: counting(3)},
	} {
		t.Run(tc.name, func(t *testing.T) {
			log, err := sqlite.Open(t.Context(), sqlite.Memory)
			if err != nil {
				t.Fatal(err)
			}
			defer log.Close()
			appender, err := store.NewAppender(t.Context(), log, nil)
			if err != nil {
				t.Fatal(err)
			}
			d := revise.NewDesk(log, appender, gaz.Tree)
			doc := &record.Document{Kind: record.KindDocument, ID: "doc", PublisherRole: "other", DerivedFrom: []string{}}
			a, b := incident("a", 1, "st-1"), incident("b", 1, "st-1")
			tc.one(a)
			tc.other(b)
			if _, err := d.Put(t.Context(), []record.Record{doc, statement("st-1"), a, b}, store.Update, wish(0)); err != nil {
				t.Fatal(err)
			}
			done, err := d.Merge(t.Context(), "a", []string{"b"}, wish(0))
			if tc.odd == "" {
				if err != nil {
					t.Fatalf("refused: %v", err)
				}
				if got := strings.Join(done[0].Notes, "; "); got != tc.note {
					t.Errorf("notes %q, want %q", got, tc.note)
				}
				return
			}
			var odd *revise.OddError
			if !errors.As(err, &odd) || !errors.Is(err, fault.ErrConflict) || !strings.Contains(err.Error(), tc.odd) || !strings.Contains(err.Error(), "--anyway") {
				t.Fatalf("got %v, want a refusal that says %q", err, tc.odd)
			}
			if got := state(t, d, "b"); !strings.HasPrefix(got, "b@1") {
				t.Errorf("refused, and b is %s", got)
			}
			anyway := wish(0)
			anyway.Anyway = true
			done, err = d.Merge(t.Context(), "a", []string{"b"}, anyway)
			if err != nil || !strings.Contains(strings.Join(done[0].Notes, "; "), tc.odd) {
				t.Errorf("anyway: %v, %+v; want a note that says %q", err, done, tc.odd)
			}
		})
	}
}

// TestAnUnknownIDNamesThoseThatAreLikeIt asks for ids that nobody used.
func TestAnUnknownIDNamesThoseThatAreLikeIt(t *testing.T) {
	d, _ := desk(t)
	long := incident("inc-2025-08-27-kaluga-dzerzhinsky-"+strings.Repeat("x", 60), 1, "st-1")
	if _, err := d.Put(t.Context(), []record.Record{incident("inc-2025-08-27-kaluga-dzerzhinsky", 1, "st-1"), incident("inc-2025-08-27-kaluga-zhukovsky", 1, "st-1"), long}, store.Update, wish(0)); err != nil {
		t.Fatal(err)
	}
	for _, tc := range []struct{ asked, want string }{
		{"inc-3", `no record has the id "inc-3"; did you mean inc-1, inc-2?: `},
		{"inc-2025-08-27-kaluga-dzerzhinski", "did you mean inc-2025-08-27-kaluga-dzerzhinsky?"},
		{"kaluga-zhukovsky", "did you mean inc-2025-08-27-kaluga-zhukovsky?"},
		{"inc-2025-08-27-kaluga-dzerzhinsky-" + strings.Repeat("x", 59), "did you mean " + long.ID},
		{"quite another", `no record has the id "quite another": `},
		{"doc9", `did you mean doc?`},
	} {
		_, err := d.History(t.Context(), tc.asked)
		if !errors.Is(err, fault.ErrNotFound) || !strings.Contains(err.Error(), tc.want) {
			t.Errorf("%s: got %v, want %q", tc.asked, err, tc.want)
		}
		if _, err := d.Put(t.Context(), []record.Record{incident(tc.asked[:3]+"-none", 1, "st-1")}, store.Correction, wish(1)); !errors.Is(err, fault.ErrNotFound) || !strings.Contains(err.Error(), "without --expect makes a new one") {
			t.Errorf("a correction of nothing: %v", err)
		}
	}
}
