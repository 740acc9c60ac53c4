package main_test

import "oblast/data/record"

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
