package checks

import (
	"fmt"
	"time"
)

// note gives a finding its reason in English. Other languages are written from the rule and what it compared.
func (f *Finding) note() {
	text := ""
	switch n := f.Numbers; f.Rule {
	case NotMore, NotFewer:
		text = fmt.Sprintf("%d is %s %d", n[1], compareWords(n[0], n[1]), n[0])
	case WeekdayOfDate:
		if len(f.Dates) == 1 {
			text = fmt.Sprintf("%s is a %s, not a %s", dateWords(f.Dates[0].Time()), time.Weekday(n[1]), time.Weekday(n[0]))
		}
	case NightElsewhere, DateElsewhere:
		if len(f.Dates) == 2 {
			text = fmt.Sprintf("the words say %s, the record is of %s", dateWords(f.Dates[0].Time()), dateWords(f.Dates[1].Time()))
		} else if len(f.Dates) == 1 {
			text = fmt.Sprintf("the words say a %s, the record is of %s, a %s", time.Weekday(n[0]), dateWords(f.Dates[0].Time()), f.Dates[0].Time().Weekday())
		}
	case PublishedBefore:
		if len(f.Dates) == 2 {
			text = fmt.Sprintf("the source came out on %s, before what it tells of began on %s", dateWords(f.Dates[1].Time()), dateWords(f.Dates[0].Time()))
		}
	case PartsAboveTotal, PartsBelowTotal:
		text = fmt.Sprintf("the parts add up to %d, the total is %d", n[1], n[0])
	case OtherUnit:
		if len(f.Units) == 2 {
			text = fmt.Sprintf("the words count %s, the record %s", unitNouns[f.Units[0]], unitNouns[f.Units[1]])
		}
	}
	if text != "" {
		f.Note = &text
	}
}

func compareWords(earlier, later int) string {
	switch {
	case later < earlier:
		return "fewer than"
	case later > earlier:
		return "more than"
	}
	return "as many as"
}

func dateWords(t time.Time) string { return t.Format("2 January 2006") }

// unitNouns are the units in English.
var unitNouns = map[string]string{unitUAV: "drones", unitMissile: "missiles", unitObject: "things damaged", unitPeople: "people"}
