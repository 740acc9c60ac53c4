package api_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"oblast/data/record"
)

// post is what an importer makes of a post: a document and a draft statement with its words.
func post(id, words string, from ...string) []record.Record {
	published := time.Date(2025, 9, 1, 5, 0, 0, 0, time.UTC)
	return []record.Record{
		&record.Document{Kind: record.KindDocument, ID: "doc-" + id, Title: &words, PublisherRole: "other", PublishedAt: &published, DerivedFrom: append([]string{}, from...)},
		&record.Statement{Kind: record.KindStatement, ID: "st-" + id, Document: "doc-" + id, SpeakerRole: "other", Quote: words, Checks: []record.Check{}},
	}
}

// TestRule14ADraftIsNotPublic: a post that was imported and that nobody has put into a record yet has no place that a
// restriction could be held against. It is told from the revision on by which a record rests on it.
func TestRule14ADraftIsNotPublic(t *testing.T) {
	l := starterLog(t)
	l.put(t, "create", post("draft", "qoarse words")...)
	l.put(t, "create", post("other", "vuther words")...)
	s, follow := following(t, l)
	drafted := len(*l)
	told := func(when string, want bool, ids ...string) {
		t.Helper()
		feed := s.ask(t, http.MethodGet, "/feed.json?limit=200&kind=statement,document&since="+fmt.Sprint(drafted-4), "").body
		for _, id := range ids {
			for _, at := range []string{"/records/" + id, "/records/" + id + "/revisions"} {
				if a := s.ask(t, http.MethodGet, at, ""); (a.StatusCode == 200) != want {
					t.Errorf("%s: %s is %d", when, at, a.StatusCode)
				}
			}
			if strings.Contains(feed, `"`+id+`"`) != want {
				t.Errorf("%s: %s in the feed: %v", when, id, !want)
			}
		}
	}
	told("imported", false, "doc-draft", "st-draft", "doc-other", "st-other")
	for _, at := range []string{"/feed.atom?kind=statement,document&limit=200", "/coverage?f=json", "/ledger?f=json", "/collections/incidents/items?limit=1000"} {
		if body := s.ask(t, http.MethodGet, at, "").body; strings.Contains(body, "qoarse") {
			t.Errorf("%s tells a draft", at)
		}
	}

	one := record.Exact(1)
	night, start, end := record.NewDate(2025, 9, 1), time.Date(2025, 8, 31, 17, 0, 0, 0, time.UTC), time.Date(2025, 9, 1, 5, 0, 0, 0, time.UTC)
	l.put(t, "create", &record.Incident{Kind: record.KindIncident, ID: "inc-reviewed", IsInterception: true, WeaponClass: "uav", Count: &one,
		When:    record.When{Start: &start, End: &end, Zone: "Europe/Moscow", Precision: "night", NightOf: &night},
		Place:   record.Place{Level: "region", RegionIDs: []string{"RU-BRY"}, Method: "given"},
		Effects: []record.Effect{}, Statements: []string{"st-draft"}, Grade: "weak", Tags: []string{}})
	l.put(t, "create", &record.Statement{Kind: record.KindStatement, ID: "st-besides", Document: "doc-draft", SpeakerRole: "media", Quote: "besides", Checks: []record.Check{}})
	l.put(t, "create", post("draft-e1", "qoarse words, edited", "doc-draft")...) // a later edit is read again first
	if err := follow.Refresh(t.Context()); err != nil {
		t.Fatal(err)
	}
	told("reviewed", true, "doc-draft", "st-draft", "st-besides")
	told("reviewed", false, "doc-other", "st-other", "doc-draft-e1", "st-draft-e1")
	if a := s.ask(t, http.MethodGet, fmt.Sprintf("/records/st-draft?as_of=%d", drafted), ""); a.StatusCode != 404 {
		t.Errorf("as of before the review: %d", a.StatusCode)
	}
	if r := fetch[recordAnswer](t, s, "/records/inc-reviewed"); len(r.Statements) != 1 || len(r.Remarks) != 1 || r.Remarks[0].ID != "st-besides" {
		t.Errorf("the incident tells %+v, besides %+v", r.Statements, r.Remarks)
	}

	l.add("retraction", "inc-reviewed", "a reviewer", "it was somewhere else", nil)
	if err := follow.Refresh(t.Context()); err != nil {
		t.Fatal(err)
	}
	told("retracted", true, "doc-draft", "st-draft", "st-besides")

	// Of the starter records none is a draft.
	for _, r := range *starterLog(t) {
		if a := s.ask(t, http.MethodGet, "/records/"+r.RecordID, ""); a.StatusCode != 200 {
			t.Errorf("%s: %d", r.RecordID, a.StatusCode)
		}
	}
}
