package maps_test

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"oblast/api/maps"
	"oblast/api/problem"
	"oblast/api/respond"
	"oblast/data/record"
	"oblast/data/snapshot"

	"github.com/labstack/echo/v4"
)

// nightly is a log of one incident a night, and one by day on every tenth date; the last is of no date.
func nightly(t testing.TB, nights, each int) *maps.Service {
	t.Helper()
	all, err := loaded()
	if err != nil {
		t.Fatal(err)
	}
	var revs []record.Revision
	add := func(rec record.Record) {
		body, err := record.Encode(rec)
		if err != nil {
			t.Fatal(err)
		}
		revs = append(revs, record.Revision{Seq: int64(len(revs) + 1), RecordID: rec.RecordID(), Rev: 1, Change: "create", RecordedAt: time.Unix(1_700_000_000, 0).UTC(), Author: "test", Body: body})
	}
	governor := "A. Governor"
	add(&record.Document{Kind: record.KindDocument, ID: "doc", PublisherRole: "other", DerivedFrom: []string{}})
	add(&record.Statement{Kind: record.KindStatement, ID: "st", Document: "doc", Speaker: &governor, SpeakerRole: "governor", Checks: []record.Check{}})
	zone, _ := record.Location("Europe/Moscow")
	one := record.Exact(1)
	for n := range nights {
		date := record.NewDate(2022, 1, 1+n)
		w := record.NightBounds(date, zone)
		for i := range each {
			inc := &record.Incident{Kind: record.KindIncident, ID: fmt.Sprintf("inc-%05d-%03d", n, i), IsInterception: true, WeaponClass: "uav", Count: &one,
				When:    record.When{Start: &w.Start, End: &w.End, Zone: "Europe/Moscow", Precision: "night", NightOf: &date},
				Place:   record.Place{Level: "region", RegionIDs: []string{"RU-BRY"}, Method: "given"},
				Effects: []record.Effect{}, Statements: []string{"st"}, Grade: "confirmed", Tags: []string{}}
			if n%10 == 9 && i == 0 {
				inc.When = record.When{Zone: "Europe/Moscow"}
				record.SetDate(&inc.When, date, 1)
			}
			if n == nights-1 && i == 1 {
				inc.When = record.When{Zone: "Europe/Moscow", Precision: "unknown"}
			}
			add(inc)
		}
	}
	snap, err := snapshot.Build(context.Background(), all.Snapshots.Current().Boundaries(), time.Unix(1_800_000_000, 0), revs)
	if err != nil {
		t.Fatal(err)
	}
	return telling(t, all, snap)
}

// telling is a service of another snapshot; it has kept no answers.
func telling(t testing.TB, s *maps.Service, snap *snapshot.Snapshot) *maps.Service {
	return maps.New(maps.Config{Words: readWords(t), Snapshots: fixed{snap}, Gazetteer: s.Gazetteer, Responder: respond.New(8<<20, 2, ""), Build: "test"})
}

func routed(s *maps.Service) http.Handler {
	e := echo.New()
	e.HTTPErrorHandler = problem.Handler(slog.New(slog.DiscardHandler))
	e.GET("/ledger", s.Ledger)
	return e
}

type ledgerPage struct {
	Matched  int     `json:"nights_matched"`
	Returned int     `json:"nights_returned"`
	Next     *string `json:"next"`
	Nights   []struct {
		Date *string
		Part string
	}
}

func (p *ledgerPage) names() (out []string) {
	for _, n := range p.Nights {
		date := "-"
		if n.Date != nil {
			date = *n.Date
		}
		out = append(out, date+" "+n.Part)
	}
	return out
}

// TestLedgerIsReadPageByPage: each night and day stands on one page, in order, and every page says how many there are in
// all and where it goes on; the last says that it does not.
func TestLedgerIsReadPageByPage(t *testing.T) {
	h := routed(nightly(t, 130, 2))
	get := func(at string, into any) http.Header {
		t.Helper()
		rec := replied(h, at)
		if rec.Code != 200 {
			t.Fatalf("%s: %d %s", at, rec.Code, rec.Body)
		}
		if into != nil {
			if err := json.Unmarshal(rec.Body.Bytes(), into); err != nil {
				t.Fatal(err)
			}
		}
		return rec.Header()
	}
	for query, want := range map[string]int{"": 143, "part=day": 13, "part=night": 129, "within=RU": 143, "within=UA": 0, "from=2022-02-01&to=2022-02-03": 3} {
		var whole ledgerPage
		if h := get("/ledger?limit=1000&"+query, &whole); whole.Matched != want || whole.Returned != want || whole.Next != nil || len(whole.Nights) != want || h.Get("Link") != "" {
			t.Fatalf("%q: got %d of %d, next %v, want %d", query, whole.Returned, whole.Matched, whole.Next, want)
		}
		for _, limit := range []int{1, 7, 100} {
			var names []string
			for at := fmt.Sprintf("/ledger?limit=%d&%s", limit, query); at != ""; {
				var p ledgerPage
				header := get(at, &p)
				if at = ""; p.Next != nil {
					at = strings.TrimPrefix(*p.Next, "http://example.com")
				}
				if names = append(names, p.names()...); p.Matched != want || p.Returned > limit || p.Next != nil && (p.Returned != limit || !strings.Contains(header.Get("Link"), "<"+*p.Next+`>; rel="next"`)) {
					t.Fatalf("%q by %d: got %d of %d, next %v, %q", query, limit, p.Returned, p.Matched, p.Next, header.Get("Link"))
				}
			}
			if !slices.Equal(names, whole.names()) {
				t.Fatalf("%q by %d: got %v, want %v", query, limit, names, whole.names())
			}
		}
	}
	var first ledgerPage
	if get("/ledger", &first); first.Returned != 100 || first.Matched != 143 || first.Next == nil {
		t.Errorf("without a limit: got %d of %d, next %v", first.Returned, first.Matched, first.Next)
	}
	csv := get("/ledger?f=csv&limit=5", nil)
	if csv.Get("OGC-NumberMatched") != "143" || csv.Get("OGC-NumberReturned") != "5" || !strings.Contains(csv.Get("Link"), "after=2022-01-05.night") {
		t.Errorf("CSV: got %v", csv)
	}
	if page := replied(h, "/ledger?f=html&lang=en&limit=5").Body.String(); !strings.Contains(page, "after=2022-01-05.night") || !strings.Contains(page, "5 of 143") {
		t.Error("the page does not lead on")
	}
	for _, at := range []string{"/ledger?after=2022-01-05", "/ledger?after=2022-13-05.night", "/ledger?after=2022-01-05.undated", "/ledger?limit=0", "/ledger?limit=1001"} {
		if rec := replied(h, at); rec.Code != 400 {
			t.Errorf("%s: got %d", at, rec.Code)
		}
	}
}

// TestLedgerPageCostsItsNights: what a page takes, counted in the objects that it makes, does not follow the nights that are
// on other pages.
func TestLedgerPageCostsItsNights(t *testing.T) {
	made := func(nights int) float64 {
		h, n := routed(nightly(t, nights, 3)), 0
		return testing.AllocsPerRun(5, func() {
			n++ // another page each time: none is kept
			if rec := replied(h, fmt.Sprintf("/ledger?f=json&limit=10&after=2022-01-%02d.night", n)); rec.Code != 200 {
				t.Fatal(rec.Body)
			}
		})
	}
	few, many := made(30), made(600)
	if many > 1.2*few {
		t.Errorf("a page of ten nights makes %.0f objects among 600 nights, %.0f among 30", many, few)
	}
}

// BenchmarkLedger is a page of nights among 1,400 with 28,000 incidents, and all of them, as an answer without pages has them.
func BenchmarkLedger(b *testing.B) {
	const all = "naive, all nights"
	s := nightly(b, 1400, 20)
	pages := func(name, at string) {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				h := routed(telling(b, s, s.Snapshots.Current()))
				for at := at; at != ""; {
					rec := replied(h, at)
					if rec.Code != 200 {
						b.Fatal(rec.Body)
					}
					_, next, _ := strings.Cut(rec.Header().Get("Link"), "<http://example.com")
					if at, _, _ = strings.Cut(next, ">"); name != all {
						break
					}
				}
			}
		})
	}
	pages("page of 100", "/ledger?f=json")
	pages(all, "/ledger?f=json&limit=1000")
}

func replied(h http.Handler, at string) *httptest.ResponseRecorder {
	rec := httptest.NewRecorder()
	h.ServeHTTP(rec, httptest.NewRequest("GET", at, nil))
	return rec
}
