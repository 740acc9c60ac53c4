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
