package checks_test

import (
	"testing"

	"oblast/data/checks"
	"oblast/data/record"
)

// Which numbers of records may be contradicted by what the words count, and by which words.
func TestUnitsOfRecords(t *testing.T) {
	of := func(class string, count record.Count) *record.Incident {
		inc := night(wednesday, 1)
		inc.WeaponClass, inc.Count = class, &count
		return inc
	}
	effect := func(subject, state string, n int) *record.Incident {
		c := record.Exact(n)
		return &record.Incident{Kind: record.KindIncident, IsDamage: true, Effects: []record.Effect{{Subject: subject, State: state, Count: &c}}}
	}
	tally := func(metric string) record.Record {
		return &record.Tally{Kind: record.KindTally, ID: "tal", Metric: metric, WeaponClass: "uav", Count: record.Exact(26), Split: "none"}
	}
	damageAlone := of("uav", record.Exact(26))
	damageAlone.IsInterception, damageAlone.IsDamage = false, true
	const missiles, people = "other_unit [26]: the words count missiles, the record drones <26 missiles>", "other_unit [5]: the words count drones, the record people <5 drones>"
	for _, tc := range []struct {
		name, quote string
		beside      []record.Record
		want        string
	}{
		{"exact", "26 missiles fell.", []record.Record{of("uav", record.Exact(26))}, missiles},
		{"kinds of drones", "26 missiles fell.", []record.Record{of("uav_multirotor", record.Exact(26))}, missiles},
		{"one", "One missile fell.", []record.Record{of("uav", record.Exact(1))}, "other_unit [1]: the words count missiles, the record drones <One missile>"},
		{"no weapon is recorded", "26 missiles fell.", []record.Record{of("unknown", record.Exact(26))}, ""},
		{"about so many", "26 missiles fell.", []record.Record{of("uav", record.About(26))}, ""},
		{"at least so many", "26 missiles fell.", []record.Record{of("uav", record.AtLeast(26))}, ""},
		{"a number that is missing", "26 missiles fell.", []record.Record{of("uav", record.Count{Qualifier: "exact"})}, ""},
		{"none", "0 missiles fell.", []record.Record{of("uav", record.Exact(0))}, ""},
		{"another number", "20 missiles fell.", []record.Record{of("uav", record.Exact(26))}, ""},
		{"no interception", "26 missiles fell.", []record.Record{damageAlone}, ""},
		{"launched", "26 missiles fell.", []record.Record{tally("launched")}, missiles},
		{"hits are counted in places", "26 missiles fell.", []record.Record{tally("hit")}, ""},
		{"hurt", "5 drones fell.", []record.Record{effect("injured", "reported", 5)}, people},
		{"killed", "5 drones fell.", []record.Record{effect("killed", "reported", 5)}, people},
		{"hurt, denied", "5 drones fell.", []record.Record{effect("injured", "denied", 5)}, ""},
		{"houses and people stand for each other", "5 houses burn.", []record.Record{effect("injured", "reported", 5)}, ""},
		{"what hit the houses is not counted", "5 houses hit by missiles.", []record.Record{effect("injured", "reported", 5)}, ""},
		{"things hit by missiles", "3 missiles fell.", []record.Record{effect("vehicle", "reported", 3)}, "other_unit [3]: the words count missiles, the record things damaged <3 missiles>"},
		{"missiles that were houses", "3 houses burn.", []record.Record{of("missile", record.Exact(3))}, "other_unit [3]: the words count things damaged, the record missiles <3 houses>"},
		{"houses where weapons are counted", "26 houses burn.", []record.Record{of("uav", record.Exact(26))}, "other_unit [26]: the words count things damaged, the record drones <26 houses>"},
		{"houses, and a verb of weapons", "26 houses stand there, all was intercepted.", []record.Record{of("uav", record.Exact(26))}, ""},
		{"the number of two records", "26 missiles fell.", []record.Record{of("uav", record.Exact(26)), effect("vehicle", "reported", 26)}, ""},
		{"two records of other numbers", "26 missiles fell.", []record.Record{of("uav", record.Exact(26)), effect("vehicle", "reported", 3)}, missiles},
		{"the same of two records is told once", "26 missiles fell.", []record.Record{of("uav", record.Exact(26)), of("uav", record.Exact(26))}, missiles},
		{"the first that is wrong", "26 missiles and 26 houses.", []record.Record{of("uav", record.Exact(26))}, missiles},
		{"wrong, then right", "26 missiles, no, 26 drones.", []record.Record{of("uav", record.Exact(26))}, ""},
		{"right, then wrong", "26 drones and 26 missiles.", []record.Record{of("uav", record.Exact(26))}, ""},
		{"within five words", "26 of these long grey missiles fell.", []record.Record{of("uav", record.Exact(26))}, "other_unit [26]: the words count missiles, the record drones <26 of these long grey missiles>"},
		{"after more than five", "26 of these long and grey missiles fell.", []record.Record{of("uav", record.Exact(26))}, ""},
		{"after a sign", "It was 26: missiles fell.", []record.Record{of("uav", record.Exact(26))}, ""},
	} {
		if got := saying(checks.Of(said(tc.quote), nil, tc.beside)); got != tc.want {
			t.Errorf("%s: %s\n got %s\nwant %s", tc.name, tc.quote, got, tc.want)
		}
	}
}
