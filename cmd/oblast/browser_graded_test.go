package main_test

import (
	"time"

	"oblast/data/record"
)

// gradeOverridden opens a record whose grade a reviewer decided: the card tells the decision, its reason, and what the rules
// would give.
func gradeOverridden(b *tab) {
	inc := incident("inc-1", record.Place{Level: "unknown", RegionIDs: []string{}, Verbatim: new("somewhere"), Method: "given"})
	inc.Grade, inc.GradeReason = "weak", new("the photograph is of another year")
	b.base = startProgram(b, "--starter=false", "--data", imported(b, append(source(), inc)))
	b.open("/?sel=inc-1")
	b.until("the record has come", `document.querySelector('.card-view .st')`)
	b.says(".card-grade", "One source: the photograph is of another year", "a reviewer’s decision; the rules give: Confirmed, governor")
	b.open("/?sel=inc-1&lang=ru")
	b.until("the record has come", `document.querySelector('.card-view .st')`)
	b.says(".card-grade", "the photograph is of another year", "решение")
	b.says(".st-summary", "В нашем пересказе на английском: A summary of what was said.")
	if got := eval[string](b, `document.querySelector('.st-summary [lang]').lang`); got != "en" {
		b.Errorf("an English summary on a Russian page is marked %q", got)
	}
}

// nightsWithoutACountry opens a log of a drone over the sea, of damage alone, and of a report of which nothing is known but
// when it came out: each night can be stepped to, and the last says that it had happened by then.
func nightsWithoutACountry(b *tab) {
	atSea := incident("inc-sea", record.Place{Level: "water_area", RegionIDs: []string{"water.black-sea"}, Method: "given"})
	damage := incident("inc-damage", record.Place{Level: "region", RegionIDs: []string{"RU-KLU"}, Method: "given"})
	damage.IsInterception, damage.IsDamage, damage.Count = false, true, nil
	morning := record.NewDate(2025, time.August, 29)
	loc, _ := record.Location("Europe/Moscow")
	bounds := record.NightBounds(morning, loc)
	damage.When = record.When{Start: &bounds.Start, End: &bounds.End, Zone: "Europe/Moscow", Precision: "night", NightOf: &morning}
	first := incident("inc-first", record.Place{Level: "region", RegionIDs: []string{"RU-KLU"}, Method: "given"})
	first.When = record.When{Zone: "Europe/Moscow", Precision: "first_reported"}
	said := source()
	published := time.Date(2025, time.August, 27, 6, 40, 0, 0, time.UTC)
	said[0].(*record.Document).PublishedAt = &published
	b.base = startProgram(b, "--starter=false", "--data", imported(b, append(said, atSea, damage, first)))
	b.open("/")
	b.until("both nights are in the strip", `[...document.querySelectorAll('#strip [data-night]')].map((n) => n.dataset.night).join() === '2025-08-27,2025-08-29'`)
	b.click(`#strip [data-night="2025-08-27"]`)
	b.asks("from=2025-08-27")
	b.open("/?sel=inc-first")
	b.until("the record has come", `document.querySelector('.card-view .st')`)
	b.says(".card-view", "First reported", "9:40", "it happened before then")
	b.open("/?sel=inc-first&lang=uk")
	b.until("the record has come", `document.querySelector('.card-view .st')`)
	b.says(".card-view", "Уперше повідомлено", "сталося раніше")
}

// hollowMarks: a mark behind which one source stands is hollow, beside filled ones, and the legend says so.
func hollowMarks(b *tab) {
	all := source()
	all = append(all, &record.Statement{Kind: record.KindStatement, ID: "st-2", Document: "doc-1", SpeakerRole: "media", Summary: new("Somebody wrote so."), Checks: []record.Check{}})
	told, written := incident("inc-told", record.Place{Level: "district", RegionIDs: []string{"RU-KLU.563697"}, Method: "given"}), incident("inc-written", record.Place{Level: "region", RegionIDs: []string{"RU-ROS"}, Method: "given"})
	told.Grade, written.Statements = "confirmed", []string{"st-2"}
	b.base = startProgram(b, "--starter=false", "--data", imported(b, append(all, told, written)))
	b.open("/?z=5&c=38,51")
	b.until("both are drawn", `document.querySelectorAll('.mk').length === 2 && document.querySelectorAll('.rec').length === 2`)
	if got := eval[[]string](b, `[...document.querySelectorAll('.mk')].filter((m) => m.querySelector('.hollow')).map((m) => m.getAttribute('aria-label'))`); len(got) != 1 {
		b.Errorf("hollow are %q, want the one of the media alone", got)
	}
	b.says(`.rec[data-id="inc-written"]`, "One source")
	if b.count(`.rec[data-id="inc-written"] .hollow`) != 1 || b.count(`.rec[data-id="inc-told"] .hollow`) != 0 {
		b.Error("the list has other marks than the map")
	}
	b.says(".layers", "Hollow: one source, contested or discounted")
}
