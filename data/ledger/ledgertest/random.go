package ledgertest

import (
	"fmt"
	"strings"

	"pgregory.net/rapid"

	"oblast/data/ledger"
	"oblast/data/record"
)

// places are what random incidents happen at: from a district to nowhere.
var places = []string{
	"RU-KLU.dzerzhinsky", "RU-KLU.kozelsky", "RU-KLU.kirovsky", "RU-KLU", "RU-KLU.kozelsky RU-KLU.kirovsky", "RU-BRY.pogarsky", "RU-BRY",
	"RU-KLU RU-MOS", "RU-KLU.kozelsky RU-BRY.suzemsky", "RU-TA", "RU-MOW", "composite.moscow", "water.black-sea", "RU", "", "UA-43", "UA-59.sumy", "UA-53", "RU UA",
	"RU-ATLANTIS",
}

var (
	counts  = []string{"1", "1", "2", "3", "7", "0", "?", "10+", "~4", ">=2", "<=3"}
	nights  = []string{"2025-08-25", "2025-08-26", "2025-08-27"}
	windows = []string{"", "", "2025-08-25 20:00/2025-08-26 00:00", "2025-08-26 00:00/2025-08-26 06:10", "2025-08-25 22:00/2025-08-26 02:00"}
	items   = []string{"RU-KLU", "RU-BRY", "RU-ROS", "composite.moscow", "water.black-sea", "UA-43", "RU-MOW", "RU-ATLANTIS"}
	effects = []string{"dwelling 2", "vehicle ?", "building 1", "injured none", "injured 1", "injured 0", "killed none", "killed 2", "infrastructure none"}
)

// Records draws a few nights of incidents and tallies that need not agree with each other.
func Records(t *rapid.T) ledger.Input {
	in := ledger.Input{Statements: Held(Statements()), Documents: Held(map[string]*record.Document{})}
	for i := range rapid.IntRange(0, 14).Draw(t, "incidents") {
		in.Incidents = append(in.Incidents, drawIncident(t, fmt.Sprintf("inc-%02d", i)))
	}
	for i := range rapid.IntRange(0, 5).Draw(t, "tallies") {
		in.Tallies = append(in.Tallies, drawTally(t, fmt.Sprintf("tal-%02d", i)))
	}
	return in
}

func drawIncident(t *rapid.T, id string) *record.Incident {
	pick := func(label string, from []string) string { return rapid.SampledFrom(from).Draw(t, label) }
	inc := Incident(id, pick("night", nights), pick("count", counts), pick("place", places))
	for range rapid.IntRange(0, 2).Draw(t, "effects") {
		With(inc, pick("effect", effects))
	}
	switch rapid.IntRange(0, 9).Draw(t, "when") {
	case 0:
		Day(inc, pick("day", nights))
	case 1:
		inc.When = record.When{Zone: "Europe/Moscow", Precision: "unknown"}
	case 2, 3:
		from, to, _ := strings.Cut(pick("interval", windows[2:]), "/")
		Stated(inc, from, to)
		night := Date("2025-08-26")
		inc.When.NightOf = &night
	}
	inc.WeaponClass = pick("class", []string{"uav", "uav", "uav", "uav_fixed_wing", "missile", "unknown"})
	inc.IsInterception = rapid.IntRange(0, 4).Draw(t, "kind") > 0
	inc.Statements = []string{pick("speaker", []string{"st-governor", "st-governor", "st-media", "st-nobody"})}
	inc.Grade = pick("grade", []string{"confirmed", "weak", "contested", "confirmed", "discounted"})
	return inc
}

func drawTally(t *rapid.T, id string) *record.Tally {
	window := rapid.SampledFrom(windows).Draw(t, "window")
	night := "2025-08-26"
	if window == "" {
		night = rapid.SampledFrom(nights).Draw(t, "tally's night")
	}
	var split []string
	sum := 0
	for _, unit := range items {
		if n := rapid.IntRange(-8, 9).Draw(t, unit); n >= 0 {
			split = append(split, fmt.Sprintf("%s %d", unit, n))
			sum += n
		}
	}
	kind := "none"
	if len(split) > 0 {
		kind = rapid.SampledFrom([]string{"complete", "complete", "partial"}).Draw(t, "split")
	}
	total := max(0, sum+rapid.SampledFrom([]int{0, 0, 0, 3, 40, -2}).Draw(t, "off by"))
	tally := Tally(id, night, window, total, kind, strings.Join(split, ", "))
	if rapid.IntRange(0, 5).Draw(t, "other side") == 0 {
		tally.Scope, tally.Items, tally.Split = []string{"UA"}, []record.TallyItem{}, "none"
	}
	tally.WeaponClass = rapid.SampledFrom([]string{"uav", "uav", "uav", "missile", "unknown"}).Draw(t, "tally's class")
	tally.Metric = rapid.SampledFrom([]string{"intercepted", "intercepted", "intercepted", "launched"}).Draw(t, "metric")
	if rapid.IntRange(0, 6).Draw(t, "qualifier") == 0 {
		tally.Count = *Count(fmt.Sprintf("%d+", total))
	}
	return tally
}
