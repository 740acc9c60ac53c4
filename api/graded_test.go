package api_test

import (
	"strings"
	"testing"

	"oblast/data/record"
	"oblast/data/revise"
	"oblast/data/store"
)

// TestAReviewersGradeIsToldWithItsReason, beside what the rules give, in the record, the table, the feed and the page of
// the night; and an undo gives the rules their word back.
func TestAReviewersGradeIsToldWithItsReason(t *testing.T) {
	s, desk, now := edited(t)
	const id = "inc-2025-08-27-kaluga-dzerzhinsky"
	type told struct {
		Grading struct {
			Grade, Reason, Rule string
			RuleReason          string `json:"rule_reason"`
			Overridden          bool
		}
	}
	said := func() string {
		g := fetch[told](t, s, "/records/"+id).Grading
		mark := ""
		if g.Overridden {
			mark = " overridden"
		}
		return g.Grade + ": " + g.Reason + " / " + g.Rule + ": " + g.RuleReason + mark
	}
	page := func(lang string) string {
		return words(s.ask(t, "GET", "/ledger?f=html&night=2025-08-27&lang="+lang, "").body)
	}
	if got := said(); got != "confirmed: governor / confirmed: governor" {
		t.Errorf("by the rules: %s", got)
	}
	if !strings.Contains(page("en"), "Vladislav Shapsha (governor) Confirmed: governor") {
		t.Error("the page does not say how far the report may be believed")
	}
	grade := func(grade, reason string) {
		t.Helper()
		e, _ := now.Current().Record(id)
		held, ok := e.Record.(*record.Incident)
		if !ok {
			t.Fatalf("%+v", e)
		}
		inc := *held
		inc.Grade, inc.GradeReason = grade, &reason
		wish := revise.Wish{Author: "ann", Reason: "looked at again", Expect: e.Last().Rev}
		if _, err := desk.Put(t.Context(), []record.Record{&inc}, store.Update, wish); err != nil {
			t.Fatal(err)
		}
		if err := now.Refresh(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	grade("weak", "the post was taken down within the hour")
	if got := said(); got != "weak: the post was taken down within the hour / confirmed: governor overridden" {
		t.Errorf("overridden: %s", got)
	}
	for lang, want := range map[string]string{
		"en": "One source: the post was taken down within the hour (a reviewer’s decision; the rules give: Confirmed, governor)",
		"ru": "Один источник: the post was taken down within the hour (решение редактора; по правилам: Подтверждено, губернатор)",
		"uk": "Одне джерело: the post was taken down within the hour (рішення редактора; за правилами: Підтверджено, губернатор)",
	} {
		if !strings.Contains(page(lang), want) {
			t.Errorf("%s: the page lacks %q", lang, want)
		}
	}
	if a := s.ask(t, "GET", "/collections/incidents/items?id="+id+"&properties=grade&geometry=none", ""); !strings.Contains(a.body, `"grade":"weak"`) {
		t.Errorf("the table: %.300s", a.body)
	}
	if a := s.ask(t, "GET", "/feed.json?limit=1", ""); !strings.Contains(a.body, "grade was confirmed and is weak") {
		t.Errorf("the feed: %.900s", a.body)
	}
	grade("confirmed", "heard by the reviewer herself") // what the rules give too: nothing is overridden, the reason is hers
	if got := said(); got != "confirmed: heard by the reviewer herself / confirmed: governor" {
		t.Errorf("agreed: %s", got)
	}
	grade("discounted", "a film of another year")
	if got := said(); got != "discounted: a film of another year / confirmed: governor overridden" {
		t.Errorf("discounted: %s", got)
	}
	if a := s.ask(t, "GET", "/choropleth?level=region&from=2025-08-27&to=2025-08-27&part=night&within=RU-KLU&geometry=none", ""); !strings.Contains(a.body, `"status":"none_reported"`) {
		t.Errorf("what is disproved is counted: %.900s", a.body)
	}
	if _, err := desk.Undo(t.Context(), id, revise.Wish{Author: "ann", Reason: "it was that night after all"}); err != nil {
		t.Fatal(err)
	}
	if err := now.Refresh(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := said(); got != "confirmed: heard by the reviewer herself / confirmed: governor" {
		t.Errorf("undone: %s", got)
	}
}
