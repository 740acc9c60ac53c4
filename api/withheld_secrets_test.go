package api_test

import (
	"fmt"
	"testing"
	"time"

	"oblast/data/record"
)

// secrets are what may not be told of a log. Two logs that differ in their secrets alone have to look the same to the
// public, byte for byte: what tells them apart is a leak, whether or not anybody can read it.
type secrets struct {
	word     string       // in each name, quote, title, address, tag, author and reason
	district string       // of Kaluga, where no more than the region may be told
	point    record.Point // in that district
	late     int          // number of what may not be told yet
	lateAt   record.Point
	hour     int // when that was
	item     int // of a split that holds until then
}

// What no answer may hold. The ids are the same in every log, for they are looked for and asked for.
const (
	coarseNumber = 791937 // told at its region alone
	secretID     = "qidden"
)

var (
	secret = secrets{"qoarseville", "RU-KLU.563697", record.Point{35.98765, 54.98765}, 888731, record.Point{36.76543, 53.76543}, 10, 43219}
	twin   = secrets{"vuthersberg", "RU-KLU.572058", record.Point{36.12345, 55.12345}, 776541, record.Point{35.65432, 52.65432}, 11, 52917}
)

// today began when the tests did, so that all logs are of one day.
var today = time.Now().UTC().Truncate(24 * time.Hour)

// secretIDs are those of the records that may not be told under their own.
var secretIDs = []string{"inc-qidden", "st-qidden", "doc-qidden", "doc-qidden-relay", "st-qidden-relay", "inc-qidden-late", "st-qidden-late", "doc-qidden-late",
	"alias-qidden", "inc-qidden-gone", "st-qidden-gone", "doc-qidden-gone", "inc-qidden-moved", "st-qidden-moved", "doc-qidden-moved",
	"inc-qidden-afloat", "st-qidden-afloat", "doc-qidden-afloat", "inc-qidden-meant", "st-qidden-meant", "doc-qidden-meant"}

// report makes an incident with its statement and document, each of whose texts holds the word.
func (x *secrets) report(id string, number int, place record.Place, start time.Time) []record.Record {
	end := start.Add(time.Hour)
	title, quote, address, part := x.word+" headline", x.word+" quoted", "https://"+x.word+".example/", x.word+" roof"
	count := record.Exact(number)
	st := "st-" + id
	place.Name, place.Verbatim, place.Method = &quote, &title, "given"
	return []record.Record{
		&record.Document{Kind: record.KindDocument, ID: "doc-" + id, Title: &title, URL: &address, Publisher: &title, PublisherRole: "local_media", DerivedFrom: []string{}},
		&record.Statement{Kind: record.KindStatement, ID: st, Document: "doc-" + id, Speaker: &quote, SpeakerRole: "governor", Quote: quote, Summary: &title, Checks: []record.Check{}},
		&record.Incident{Kind: record.KindIncident, ID: "inc-" + id, IsInterception: true, IsDamage: true, WeaponClass: "uav", Count: &count,
			When:       record.When{Start: &start, End: &end, Zone: "Europe/Moscow", Precision: "window"},
			Place:      place,
			Effects:    []record.Effect{{Subject: "dwelling", Part: &part, State: "reported", Count: &count, Cause: "debris", Statement: &st}},
			Statements: []string{st}, Grade: "confirmed", GradeReason: &quote, Tags: []string{x.word}},
	}
}

// at is a place in the district that may not be told.
func (x *secrets) at() record.Place {
	return record.Place{Level: "exact", RegionIDs: []string{x.district}, Point: &x.point}
}

// log is the starter log with these secrets; the last two records are the rules that keep them, or, without, entries of
// the register that hide nothing.
func (x *secrets) log(t testing.TB, kept bool) *log {
	t.Helper()
	l := starterLog(t)
	add := func(change string, records ...record.Record) {
		t.Helper()
		for _, r := range records {
			body, err := record.Encode(r)
			if err != nil {
				t.Fatal(err)
			}
			l.add(change, r.RecordID(), x.word+" author", x.word+" reason", body)
		}
	}
	day := time.Date(2025, 8, 25, 10, 0, 0, 0, time.UTC)
	add("create", x.report(secretID, coarseNumber, x.at(), day)...)

	words := x.word + " again"
	add("create", // a relay says the same in a document of its own
		&record.Document{Kind: record.KindDocument, ID: "doc-" + secretID + "-relay", Title: &words, PublisherRole: "other", DerivedFrom: []string{"doc-" + secretID}},
		&record.Statement{Kind: record.KindStatement, ID: "st-" + secretID + "-relay", Document: "doc-" + secretID + "-relay", SpeakerRole: "media", Quote: words, Checks: []record.Check{}})

	recent := today.Add(time.Duration(x.hour-24) * time.Hour)
	add("create", x.report(secretID+"-late", x.late, record.Place{Level: "exact", RegionIDs: []string{"RU-ORL.524639"}, Point: &x.lateAt}, recent)...)
	add("create", &record.Tally{Kind: record.KindTally, ID: "tal-recent", Metric: "intercepted", Count: record.Exact(100_000), Window: &record.Window{Start: today.Add(-24 * time.Hour), End: today},
		WindowBasis: "stated", Zone: "Europe/Moscow", WeaponClass: "uav", Scope: []string{"RU"}, Split: "complete",
		Items:      []record.TallyItem{{RegionID: "RU-ORL", Count: x.item, Note: &words}, {RegionID: "RU-BRY", Count: 100_000 - x.item}},
		Statements: []string{"st-" + secretID + "-late"}, Checks: []record.Check{{Check: "sum", Result: "ok", Says: &words, Numbers: []int{x.item}}}, Status: "ok"})

	within := "RU-KLU"
	add("create", &record.Alias{Kind: record.KindAlias, ID: "alias-" + secretID, Words: x.word + "burgh", ScopeParent: &within, RegionID: x.district, Author: x.word, Reason: x.word})

	add("create", x.report(secretID+"-gone", 31, x.at(), day)...)
	l.add("retraction", "inc-"+secretID+"-gone", x.word+" author", x.word+" was wrong", nil)

	moved := x.report(secretID+"-moved", 37, record.Place{Level: "region", RegionIDs: []string{"RU-BRY"}}, day)
	add("create", moved...) // told in a region without a rule, and corrected to be in the district
	inc, _ := moved[2].(*record.Incident)
	to := *inc
	to.Place.Level, to.Place.RegionIDs, to.Place.Point = "exact", []string{x.district}, &x.point
	add("correction", &to)

	// A point in the district whose record names no unit, and a region whose words may mean the district.
	add("create", x.report(secretID+"-afloat", 41, record.Place{Level: "exact", RegionIDs: []string{}, Point: &x.point}, day)...)
	add("create", x.report(secretID+"-meant", 43, record.Place{Level: "region", RegionIDs: []string{"RU-KLU"},
		Resolution: &record.Resolution{Query: &words, Answer: []string{"RU-KLU"}, Suggested: []string{x.district}, Rejected: []record.Rejection{}, Reason: &words}}, day)...)

	region, delay := "region", "72h"
	coarse := &record.Restriction{Kind: record.KindRestriction, ID: "res-coarse", RegionID: "RU-KLU", Status: "in_force", Statements: []string{"st-" + secretID}}
	late := &record.Restriction{Kind: record.KindRestriction, ID: "res-late", RegionID: "RU-ORL", Status: "in_force", Statements: []string{}}
	if kept {
		coarse.CoarsestPublicLevel, late.Delay = &region, &delay
	}
	l.put(t, "create", coarse, late)
	return l
}

// before is how many revisions stand before the secrets, and unruled how many before the rules.
func before(t testing.TB, l *log) (starter, unruled int) { return len(*starterLog(t)), len(*l) - 2 }

// forbidden are the texts that no answer may hold.
func (x *secrets) forbidden() []string {
	all := []string{x.word, secretID, fmt.Sprint(x.late), fmt.Sprint(x.item)}
	for _, p := range []record.Point{x.point, x.lateAt} {
		for _, c := range p {
			all = append(all, fmt.Sprintf("%.4f", c-0.00005)) // the digits alone, not rounded
		}
	}
	return all
}
