package ledger

import (
	"cmp"
	"slices"
	"strings"

	"oblast/geo/region"
)

// placeIncidents resolves and sorts the incidents that count.
func (b *builder) placeIncidents() {
	water := b.watersNamed()
	b.cases = make([]Case, 0, len(b.in.Incidents))
	for _, inc := range b.in.Incidents {
		if inc.Grade == "discounted" {
			continue
		}
		c := Case{Incident: inc, Spot: b.spots.spot(&inc.Place), Official: b.in.officialIncident(inc)}
		c.Slot = slotOf(inc.When.NightOf, inc.When.Start, inc.When.Zone)
		if inc.IsInterception {
			c.Sum = SumOf(inc.Count)
		}
		if c.Country == region.None && c.Home != region.None {
			if country, ok := water[waterNight{c.Slot, c.Home}]; ok {
				c.Country = country
			}
		}
		b.cases = append(b.cases, c)
	}
	sortCases(b.cases)
}

// waterNight is a water area in a slot.
type waterNight struct {
	slot Slot
	unit int32
}

// watersNamed says which country's entry names a water in a slot: an incident there is tested against it. Of several
// the first by country.
func (b *builder) watersNamed() map[waterNight]int32 {
	named := map[waterNight]int32{}
	for _, e := range b.entries {
		for _, item := range e.Items {
			if item.Unit == region.None || b.tree.At(item.Unit).Level != region.Water {
				continue
			}
			k := waterNight{e.Slot, item.Unit}
			if c, ok := named[k]; !ok || e.Country < c {
				named[k] = e.Country
			}
		}
	}
	return named
}

// sortCases orders cases by slot, country, region, district and id, in place. It sorts short keys and then moves each
// case once.
func sortCases(cases []Case) {
	type key struct {
		slot                      int64
		country, region, district int32
		i                         int32
	}
	keys := make([]key, len(cases))
	for i := range cases {
		c := &cases[i]
		keys[i] = key{c.Slot.rank(), c.Country, c.Region, c.District, int32(i)}
	}
	slices.SortFunc(keys, func(a, b key) int {
		switch {
		case a.slot != b.slot:
			return cmp.Compare(a.slot, b.slot)
		case a.country != b.country:
			return cmp.Compare(a.country, b.country)
		case a.region != b.region:
			return cmp.Compare(a.region, b.region)
		case a.district != b.district:
			return cmp.Compare(a.district, b.district)
		}
		return strings.Compare(cases[a.i].Incident.ID, cases[b.i].Incident.ID)
	})
	for start := range keys {
		held, to := cases[start], start
		for keys[to].i >= 0 {
			from := int(keys[to].i)
			keys[to].i = -1
			if from == start {
				cases[to] = held
				break
			}
			cases[to] = cases[from]
			to = from
		}
	}
}
