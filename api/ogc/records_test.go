package ogc_test

import (
	"time"

	"oblast/data/record"
)

// spot returns an interception at a point, in the night to 27 August 2025; without a point its place is unknown.
func spot(id string, point *record.Point) *record.Incident {
	night := record.NewDate(2025, time.August, 27)
	zone, _ := record.Location("Europe/Moscow")
	w, one, decided := record.NightBounds(night, zone), record.Exact(1), "as these tests decide"
	inc := &record.Incident{Kind: record.KindIncident, ID: id, IsInterception: true, WeaponClass: "uav", Count: &one,
		When:    record.When{Start: &w.Start, End: &w.End, Zone: "Europe/Moscow", Precision: "night", NightOf: &night},
		Place:   record.Place{Level: "unknown", RegionIDs: []string{}, Method: "given"},
		Effects: []record.Effect{}, Statements: []string{"st-test"}, Grade: "weak", GradeReason: &decided, Tags: []string{}}
	if point != nil {
		inc.Place.Level, inc.Place.Point = "exact", point
	}
	return inc
}

// said returns the document and the statement that spot refers to; the words are hostile.
func said() []record.Record {
	speaker, url := `<script>alert("x")</script>`, "https://example.org/a?b=<b>"
	return []record.Record{
		&record.Document{Kind: record.KindDocument, ID: "doc-test", URL: &url, PublisherRole: "other", DerivedFrom: []string{}},
		&record.Statement{Kind: record.KindStatement, ID: "st-test", Document: "doc-test", Speaker: &speaker, SpeakerRole: "governor",
			Quote: `"><img src=x onerror=alert(1)>`, Checks: []record.Check{}},
	}
}
