package api_test

import (
	"strings"
	"testing"
	"time"

	"oblast/data/record"
)

// TestThePublicationIsTheUpperBoundOfTime: a report of which no more is known counts by when it was first reported and is
// held against nothing by its hours; one whose source came out before it began is contradicted, in the record and on the
// page of the night, and nothing is corrected.
func TestThePublicationIsTheUpperBoundOfTime(t *testing.T) {
	l := starterLog(t)
	published := time.Date(2025, 8, 26, 22, 30, 0, 0, time.UTC) // 01:30 of the night to 27 August in Moscow
	speaker := "a governor"
	two := record.Exact(2)
	report := func(id string, set func(*record.When)) *record.Incident {
		inc := &record.Incident{Kind: record.KindIncident, ID: id, IsInterception: true, WeaponClass: "uav", Count: &two, When: record.When{Zone: "Europe/Moscow", Precision: "unknown"},
			Place: record.Place{Level: "region", RegionIDs: []string{"RU-ROS"}, Method: "given"}, Effects: []record.Effect{}, Statements: []string{"st-early"}, Grade: "confirmed", Tags: []string{}}
		set(&inc.When)
		return inc
	}
	l.put(t, "create", &record.Document{Kind: record.KindDocument, ID: "doc-early", PublisherRole: "other", PublishedAt: &published, DerivedFrom: []string{}},
		&record.Statement{Kind: record.KindStatement, ID: "st-early", Document: "doc-early", Speaker: &speaker, SpeakerRole: "governor", Checks: []record.Check{}},
		report("inc-first-reported", func(w *record.When) { record.SetFirstReported(w, published) }),
		report("inc-later", func(w *record.When) {
			end := published.Add(4 * time.Hour)
			record.SetInterval(w, published.Add(3*time.Hour), &end, "window")
		}))
	s := live(t, l)
	type told struct {
		Checks []struct{ Of, Rule, Result, Note string }
		Link   struct {
			Relation string
			Tests    struct{ Window string }
		}
		Record struct {
			When struct {
				NightOf string `json:"night_of"`
			}
		}
	}
	first := fetch[told](t, s, "/records/inc-first-reported")
	if first.Link.Tests.Window != "unknown" || first.Record.When.NightOf != "2025-08-27" {
		t.Errorf("first reported: %+v", first)
	}
	for _, id := range []string{"inc-first-reported", "inc-later"} { // the words are those of both
		found := ""
		for _, c := range fetch[told](t, s, "/records/"+id).Checks {
			found += c.Of + " " + c.Rule + " " + c.Result + ": " + c.Note
		}
		if found != "st-early published_before contradicted: the source came out on 27 August 2025, before what it tells of began on 27 August 2025" {
			t.Errorf("%s: %s", id, found)
		}
	}
	for lang, want := range map[string]string{
		"en": "Contradicted: The date: the source came out on 27 August 2025, before what it tells of began",
		"ru": "источник вышел 27 августа 2025 года, раньше, чем началось то, о чём он говорит",
		"uk": "джерело вийшло 27 серпня 2025 року, раніше, ніж почалося те, про що воно каже",
	} {
		if page := words(s.ask(t, "GET", "/ledger?f=html&night=2025-08-27&within=RU&lang="+lang, "").body); !strings.Contains(page, want) {
			t.Errorf("%s: the page lacks %q", lang, want)
		}
	}
}
