package checks

import (
	"slices"

	"oblast/data/record"
)

// The units that are told apart.
const (
	unitUAV     = "uav"
	unitMissile = "missile"
	unitObject  = "object"
	unitPeople  = "people"
)

// unitStems are beginnings of the words for each.
var unitStems = map[string]stems{
	unitUAV:     stemsOf("drone", "uav", "unmanned", "quadcopter", "shahed", "беспилот", "бпла", "дрон", "квадрокоптер", "безпілот", "шахед"),
	unitMissile: stemsOf("missile", "rocket", "ракет"),
	unitObject: stemsOf("house", "home", "dwelling", "building", "vehicle", "car", "cars", "minibus", "bus", "buses", "truck", "apartment", "household", "garage", "roof", "window", "facade", "enterprise", "station", "infrastructure", "property",
		"дом", "дома", "домов", "домам", "домами", "домовлад", "жил", "здан", "машин", "автомоб", "авто", "микроавтобус", "автобус", "квартир", "гараж", "крыш", "окн", "окон", "остеклен", "фасад", "предприят", "станц", "инфраструктур", "объект", "строен", "построй",
		"будин", "будівл", "автівк", "мікроавтобус", "дах", "вікн", "вікон", "підприєм", "інфраструктур", "об'єкт", "споруд"),
	unitPeople: stemsOf("people", "person", "resident", "civilian", "injur", "wound", "kill", "dead", "hurt", "victim", "evacuat", "человек", "люди", "людей", "людям", "жител", "пострада", "ранен", "погиб", "убит", "мирн", "эвакуир",
		"осіб", "особа", "особи", "мешкан", "постражда", "поранен", "загиб", "евакуй"),
}

// weaponVerbs tell of weapons without naming them.
var weaponVerbs = stemsOf("intercept", "shot", "downed", "target", "сбит", "сбил", "перехвач", "уничтож", "цель", "цели", "целей", "подавлен", "збит", "збил", "перехопл", "знищен", "ціль", "цілі", "цілей")

// unitOf is the unit that a word is for; "" for none.
func unitOf(word string) string {
	for _, unit := range []string{unitUAV, unitMissile, unitPeople, unitObject} {
		if unitStems[unit].fit(word) {
			return unit
		}
	}
	return ""
}

// unitAfter is the unit of the thing that a number counts: of the first word for one, within the next words, and which
// token that is; "" where a sign or another number comes first.
func (x *text) unitAfter(i int) (unit string, at int) {
	for j := i + 1; j <= i+5 && x.at(j).kind == word; j++ {
		if unit := unitOf(x.at(j).text); unit != "" {
			return unit, j
		}
	}
	return "", i
}

// measure is a number of a record, and what it counts.
type measure struct {
	n    int
	unit string
}

// measuresOf lists the exact numbers of records.
func measuresOf(beside []record.Record) (out []measure) {
	add := func(c *record.Count, unit string) {
		if c != nil && c.Qualifier == "exact" && c.Best != nil && *c.Best > 0 && unit != "" {
			out = append(out, measure{*c.Best, unit})
		}
	}
	for _, r := range beside {
		switch r := r.(type) {
		case *record.Incident:
			if r.IsInterception {
				add(r.Count, weaponUnit(r.WeaponClass))
			}
			for i := range r.Effects {
				if e := &r.Effects[i]; e.State == "reported" {
					add(e.Count, effectUnit(e.Subject))
				}
			}
		case *record.Tally:
			if r.Metric != "hit" {
				add(&r.Count, weaponUnit(r.WeaponClass))
			}
		}
	}
	return out
}

func weaponUnit(class string) string {
	switch class {
	case "uav", "uav_fixed_wing", "uav_multirotor":
		return unitUAV
	case "missile":
		return unitMissile
	}
	return ""
}

func effectUnit(subject string) string {
	if subject == "injured" || subject == "killed" {
		return unitPeople
	}
	return unitObject
}

// units finds numbers of records that the words count as something else: the number stands there with that, never with
// what the record says, and what the record says is nowhere in the words without a number of its own.
func (x *text) units(measures []measure) (out []Finding) {
	pairs, loose := x.pairs()
	for _, m := range measures {
		if loose[m.unit] || slices.ContainsFunc(measures, func(o measure) bool { return o.n == m.n && o.unit != m.unit }) {
			continue
		}
		wrong := pair{}
		for _, p := range pairs {
			if p.n == m.n && p.unit == m.unit {
				wrong = pair{}
				break
			}
			if p.n == m.n && wrong.unit == "" && confused(m.unit, p.unit) {
				wrong = p
			}
		}
		if wrong.unit != "" {
			f := computed(OtherUnit, x.words(wrong.from, wrong.to), m.n)
			f.Units = []string{wrong.unit, m.unit}
			f.note()
			out = append(out, f)
		}
	}
	return out
}

// confused reports whether a word for one unit may contradict a number of another: houses and people stand for each
// other too often.
func confused(record, said string) bool {
	weapon := func(unit string) bool { return unit == unitUAV || unit == unitMissile }
	return weapon(record) || weapon(said)
}

// pair is a number in the words with what it counts.
type pair struct {
	measure
	from, to int // tokens
}

// pairs lists the numbers that count a unit, and the units that are spoken of without a number.
func (x *text) pairs() (pairs []pair, loose map[string]bool) {
	loose = map[string]bool{}
	owned := map[int]bool{}
	for i := range x.tokens {
		if x.tokens[i].kind != count {
			continue
		}
		unit, at := x.unitAfter(i)
		if unit == "" {
			continue
		}
		pairs = append(pairs, pair{measure{x.tokens[i].n, unit}, i, at + 1})
		for ; unitOf(x.at(at).text) == unit; at++ { // "беспилотных летательных аппаратов" is one thing
			owned[at] = true
		}
	}
	for i, t := range x.tokens {
		if !owned[i] {
			loose[unitOf(t.text)] = true
		}
		if weaponVerbs.fit(t.text) && !x.pairsWeapons(pairs) {
			loose[unitUAV], loose[unitMissile] = true, true
		}
	}
	return pairs, loose
}

// pairsWeapons reports whether some number counts weapons: then verbs are about these.
func (x *text) pairsWeapons(pairs []pair) bool {
	return slices.ContainsFunc(pairs, func(p pair) bool { return p.unit == unitUAV || p.unit == unitMissile })
}
