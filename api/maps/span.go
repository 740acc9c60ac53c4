package maps

import (
	"encoding/json"

	"oblast/api/params"
	"oblast/data/record"
	"oblast/data/snapshot"
	"oblast/data/totals"
	"oblast/geo/region"
)

// span is what answers about totals choose alike: which nights and days, and in which unit.
type span struct {
	from, to record.Date
	whole    bool   // neither end was asked for
	part     string // all, night or day
	within   int32  // region.None: everywhere
}

// readSpan reads from, to, part, within, and night where there is one.
func readSpan(v params.Values, snap *snapshot.Snapshot) (x span, err error) {
	if x.from, x.to, x.whole, err = dates(v, snap); err != nil {
		return x, err
	}
	x.part = v.String("part")
	if v.Set("night") {
		if v.Given("from") || v.Given("to") || v.Given("part") {
			return x, v.Fault("night", "cannot stand beside from, to or part", "night alone, or from, to and part")
		}
		night := record.DateOf(v.Date("night"))
		x.from, x.to, x.whole, x.part = night, night, false, "night"
	}
	x.within, err = withinUnit(v, snap.Tree())
	return x, err
}

// query asks for the totals of the span.
func (x span) query(level region.Level, measure, basis string) totals.Query {
	return totals.Query{Level: level, Measure: measure, Basis: basis, Part: x.part, From: x.from, To: x.to, Whole: x.whole, Within: x.within}
}

// period is the span as answers name it.
func (x span) period(snap *snapshot.Snapshot) period {
	return period{x.from, x.to, x.part, x.whole && len(snap.Totals().Dates()) == 0}
}

// dates reads from and to; a missing one is the other, both missing the whole kept period.
func dates(v params.Values, snap *snapshot.Snapshot) (from, to record.Date, whole bool, err error) {
	switch {
	case v.Set("from") && v.Set("to"):
		from, to = record.DateOf(v.Date("from")), record.DateOf(v.Date("to"))
	case v.Set("from"):
		from = record.DateOf(v.Date("from"))
		_, to = snap.Totals().Period()
		to = max(from, to)
	case v.Set("to"):
		to = record.DateOf(v.Date("to"))
		from, _ = snap.Totals().Period()
		from = min(from, to)
	default:
		from, to = snap.Totals().Period()
		return from, to, true, nil
	}
	if from > to {
		err = v.Fault("from", "is after to", "a date not after "+v.String("to"))
	}
	return from, to, false, err
}

// periodParams are what chooses nights and days.
var periodParams = params.Table{
	{Name: "from", Kind: params.Date, Example: "2025-08-27", Description: "First date, inclusive: the night to it and the day of it. Without from and to: the whole kept period"},
	{Name: "to", Kind: params.Date, Example: "2025-08-27", Description: "Last date, inclusive"},
	{Name: "part", Kind: params.Enum, Enum: []string{"all", "night", "day"}, Default: "all", Description: "Nights, days (records without a night), or both"},
	asOfParam,
}

// period is a span of dates as answers name it. From and to are null where the whole is asked for and nothing kept has a
// date.
type period struct {
	From    record.Date
	To      record.Date
	Part    string
	undated bool
}

// MarshalJSON writes {"from":"2025-08-27","to":"2025-08-27","part":"night"}.
func (p period) MarshalJSON() ([]byte, error) {
	body := struct {
		From *record.Date `json:"from"`
		To   *record.Date `json:"to"`
		Part string       `json:"part"`
	}{Part: p.Part}
	if !p.undated {
		body.From, body.To = &p.From, &p.To
	}
	return json.Marshal(body)
}
