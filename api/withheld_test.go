package api_test

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"oblast/api"
	"oblast/data/record"
	"oblast/data/snapshot"
)

// log is a log in memory.
type log []record.Revision

func (l log) Since(_ context.Context, seq int64, yield func(record.Revision) error) error {
	for _, rev := range l[seq:] {
		if err := yield(rev); err != nil {
			return err
		}
	}
	return nil
}

func (l log) Watch(context.Context) <-chan int64 { return nil }

func (l *log) put(t testing.TB, change string, records ...record.Record) {
	t.Helper()
	for _, r := range records {
		body, err := record.Encode(r)
		if err != nil {
			t.Fatal(err)
		}
		*l = append(*l, record.Revision{Seq: int64(len(*l) + 1), RecordID: r.RecordID(), Rev: 1, Change: change, Author: "an author", Reason: "entered",
			RecordedAt: time.Date(2025, 12, 1, 0, 0, len(*l), 0, time.UTC), Body: body, SHA256: fmt.Sprintf("%064x", len(*l)+1)})
	}
}

// starterLog holds the starter records.
func starterLog(t testing.TB) *log {
	t.Helper()
	revs, err := starterRevisions()
	if err != nil {
		t.Fatal(err)
	}
	l := log(revs)
	return &l
}

// live serves a log.
func live(t testing.TB, l *log) *running {
	t.Helper()
	c, _ := config(t)
	s, err := snapshot.Open(t.Context(), l, snapshot.NewBoundaries(c.Gazetteer.Tree), slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	c.Snapshots = s
	return start(t, c)
}

// secret is an incident with its statement and document, all of which carry a word and a number that stand nowhere else.
func secret(word string, number int, place record.Place, start time.Time, zone string) []record.Record {
	end := start.Add(time.Hour)
	title, quote, address, part := word+" headline", word+" quoted", "https://"+word+".example/", word+" roof"
	count := record.Exact(number)
	st := "st-" + word
	place.Name, place.Verbatim = &quote, &title
	return []record.Record{
		&record.Document{Kind: record.KindDocument, ID: "doc-" + word, Title: &title, URL: &address, Publisher: &title, PublisherRole: "local_media", DerivedFrom: []string{}},
		&record.Statement{Kind: record.KindStatement, ID: st, Document: "doc-" + word, Speaker: &quote, SpeakerRole: "governor", Quote: quote, Summary: &title, Checks: []record.Check{}},
		&record.Incident{Kind: record.KindIncident, ID: "inc-" + word, IsInterception: true, IsDamage: true, WeaponClass: "uav", Count: &count,
			When:       record.When{Start: &start, End: &end, Zone: zone, Precision: "window"},
			Place:      place,
			Effects:    []record.Effect{{Subject: "dwelling", Part: &part, State: "reported", Count: &count, Cause: "debris", Statement: &st}},
			Statements: []string{st}, Grade: "confirmed", GradeReason: &quote, Tags: []string{word}},
	}
}

// What may not be told, and where it must not be found.
const (
	coarseWord, coarseNumber   = "qoarseville", 791937 // told at its region alone
	delayedWord, delayedNumber = "qelayedburg", 888731 // not told yet
)

// secretive is the starter log with two incidents that may not be told whole, and the rules that say so.
func secretive(t testing.TB) *log {
	t.Helper()
	l := starterLog(t)
	region, delay := "region", "72h"
	l.put(t, "create", secret(coarseWord, coarseNumber, record.Place{Level: "exact", RegionIDs: []string{"RU-KLU.563697"}, Point: &record.Point{35.98765, 54.98765}, Method: "given"},
		time.Date(2025, 8, 25, 10, 0, 0, 0, time.UTC), "Europe/Moscow")...)
	l.put(t, "create", secret(delayedWord, delayedNumber, record.Place{Level: "exact", RegionIDs: []string{"RU-ORL"}, Point: &record.Point{171.98765, 71.98765}, Method: "given"},
		time.Now().UTC().Truncate(time.Hour).Add(-3*time.Hour), "Europe/Moscow")...)
	l.put(t, "create",
		&record.Restriction{Kind: record.KindRestriction, ID: "res-coarse", RegionID: "RU-KLU", Status: "in_force", CoarsestPublicLevel: &region, Statements: []string{"st-" + coarseWord}},
		&record.Restriction{Kind: record.KindRestriction, ID: "res-late", RegionID: "RU-ORL", Status: "in_force", Delay: &delay, Statements: []string{}})
	return l
}

// leaks returns what a text tells that it must not.
func leaks(text, at string) []string {
	forbidden := []string{coarseWord, delayedWord, "35.9876", "54.9876", "171.9876", "71.9876", "888731", "888,731", "888 731"}
	if strings.Contains(at, "level=district") || strings.Contains(at, "totals-2") {
		forbidden = append(forbidden, "791937")
	}
	var found []string
	for _, word := range forbidden {
		if strings.Contains(text, word) {
			found = append(found, word)
		}
	}
	return found
}

// whole is everything that an answer says: status line, header, body, and what a packed body holds.
func whole(a answer) string {
	var b strings.Builder
	_ = a.Header.Write(&b)
	b.WriteString(a.body)
	if z, err := zip.NewReader(bytes.NewReader([]byte(a.body)), int64(len(a.body))); err == nil {
		for _, f := range z.File {
			if r, err := f.Open(); err == nil {
				_, _ = io.Copy(&b, r)
				_ = r.Close()
			}
		}
	}
	return b.String()
}

// TestRule14WhatIsWithheldIsNowhere asks every public address in every form, with parameters that look for it, and finds no
// name, coordinate, quote, count or id of what is withheld or told more coarsely; errors, header fields, counts and
// extents included.
func TestRule14WhatIsWithheldIsNowhere(t *testing.T) {
	l := secretive(t)
	s := live(t, l)
	asked := 0
	for _, at := range everyAddress(t, s) {
		a := s.ask(t, http.MethodGet, at, "")
		asked++
		if a.StatusCode >= 500 {
			t.Errorf("%s: %d %.200s", at, a.StatusCode, a.body)
		}
		if found := leaks(whole(a), at); len(found) > 0 {
			t.Errorf("%s (%d) tells %q", at, a.StatusCode, found)
		}
	}
	if asked < 300 {
		t.Errorf("only %d addresses were asked", asked)
	}
	// Who names a secret learns no more than who names nothing.
	for _, at := range []string{"/records/", "/collections/incidents/items/", "/records/X/revisions"} {
		for _, id := range []string{"inc-" + coarseWord, "inc-" + delayedWord, "st-" + coarseWord, "doc-" + delayedWord} {
			if same(s, t, at, id) != same(s, t, at, "inc-neverwasthere") {
				t.Errorf("%s tells %s from an id that was never used", at, id)
			}
		}
	}
	for _, filter := range []string{"count_min=888731", "place_verbatim LIKE 'q%'", "id='inc-" + coarseWord + "'", "S_INTERSECTS(geom,POINT(171.98765 71.98765))", "district_id='RU-KLU.563697'"} {
		a := s.ask(t, http.MethodGet, "/collections/incidents/items?f=json&filter="+url.QueryEscape(filter), "")
		var page struct {
			NumberMatched *int `json:"numberMatched"`
		}
		if err := json.Unmarshal([]byte(a.body), &page); a.StatusCode == 200 && (err != nil || page.NumberMatched == nil || *page.NumberMatched != 0) {
			t.Errorf("%s finds something: %.300s", filter, a.body)
		}
	}
}

// same is an answer with the id that was asked for taken out, and what differs from request to request.
func same(s *running, t *testing.T, at, id string) string {
	path := at + id
	if strings.Contains(at, "X") {
		path = strings.ReplaceAll(at, "X", id)
	}
	a := s.ask(t, http.MethodGet, path, "")
	body := regexp.MustCompile(`urn:request:[^"]+`).ReplaceAllString(a.body, "")
	return a.Status + strings.ReplaceAll(body, id, "ID")
}

// everyAddress lists the addresses of all routes, in every form that their description offers.
func everyAddress(t *testing.T, s *running) (all []string) {
	t.Helper()
	var doc struct {
		Paths map[string]map[string]struct {
			Parameters []struct {
				Name   string `json:"name"`
				Ref    string `json:"$ref"`
				Schema struct {
					Enum []string `json:"enum"`
				} `json:"schema"`
			} `json:"parameters"`
		} `json:"paths"`
		Components struct {
			Parameters map[string]struct {
				Name   string `json:"name"`
				Schema struct {
					Enum []string `json:"enum"`
				} `json:"schema"`
			} `json:"parameters"`
		} `json:"components"`
	}
	if err := json.Unmarshal([]byte(s.ask(t, "GET", "/api?f=json", "").body), &doc); err != nil {
		t.Fatal(err)
	}
	for path, item := range doc.Paths {
		get, ok := item["get"]
		if !ok {
			continue
		}
		forms := []string{""}
		for _, p := range get.Parameters {
			if p.Ref != "" {
				shared := doc.Components.Parameters[p.Ref[strings.LastIndex(p.Ref, "/")+1:]]
				p.Name, p.Schema.Enum = shared.Name, shared.Schema.Enum
			}
			if p.Name == "f" && len(p.Schema.Enum) > 0 {
				forms = append(forms, p.Schema.Enum...)
			}
		}
		for _, at := range filled(t, path) {
			for _, form := range forms {
				if form != "" {
					all = append(all, with(at, "f="+form))
				} else {
					all = append(all, at)
				}
			}
		}
	}
	// Every route is among them, or is one that its own address here stands for.
	for _, r := range api.Routes() {
		if r[0] == http.MethodGet {
			all = append(all, address(t, r[1]))
		}
	}
	return all
}

// filled gives a path of the description the values and parameters that look for what is withheld.
func filled(t *testing.T, path string) (all []string) {
	t.Helper()
	paths := []string{path}
	if strings.Contains(path, "{id}") && strings.HasPrefix(path, "/collections") {
		paths = nil
		for _, id := range []string{"incidents", "interceptions", "damage", "tallies", "regions-1", "totals-1", "totals-2"} {
			paths = append(paths, strings.ReplaceAll(path, "{id}", id))
		}
	}
	for _, p := range paths {
		switch {
		case strings.Contains(p, "{"):
			route := regexp.MustCompile(`\{(\w+)\}`).ReplaceAllString(p, ":$1")
			all = append(all, address(t, route))
		case strings.HasSuffix(p, "/items"):
			all = append(all, p+"?limit=1000", p+"?limit=1&sortby=-count_max")
			if !strings.Contains(p, "totals") && !strings.Contains(p, "regions") {
				all = append(all, p+"?limit=1000&geometry=footprint")
			}
		case p == "/choropleth":
			for _, level := range []string{"country", "region", "district"} {
				for _, measure := range []string{"interceptions", "reports", "damaged_objects", "nights"} {
					for _, basis := range []string{"incidents", "reconciled"} {
						all = append(all, p+"?geometry=point&within=RU&level="+level+"&measure="+measure+"&basis="+basis)
					}
				}
				all = append(all, p+"?geometry=none&from=2025-08-25&to=2025-08-25&within=RU-KLU&level="+level, p+"?geometry=none&per=area&within=RU-ORL&level="+level)
			}
		case p == "/ledger":
			all = append(all, p, p+"?part=day", p+"?from=2025-08-25&to=2025-08-25", p+"?within=RU-KLU")
		case p == "/feed.json", p == "/feed.atom":
			all = append(all, p+"?limit=200&kind=incident,tally,restriction,statement,document,alias", p+"?since=200")
		case p == "/coverage":
			all = append(all, p, p+"?level=district")
		case p == "/geocode":
			all = append(all, p+"?q=Kaluga")
		case p == "/reverse":
			all = append(all, p+"?lon=35.4&lat=54.4")
		default:
			all = append(all, p)
		}
		if as := all[len(all)-1]; strings.HasPrefix(p, "/ledger") || strings.HasPrefix(p, "/choropleth") || strings.HasPrefix(p, "/feed") {
			all = append(all, with(as, "as_of=210"), with(as, "as_of="+"2025-12-01T00:03:33Z"))
		}
	}
	return all
}

// TestRule14ARestrictionLeavesTheRegion: what is told more coarsely counts in its region, says so and why; its districts have
// no number on any day.
func TestRule14ARestrictionLeavesTheRegion(t *testing.T) {
	s := live(t, secretive(t))
	var items struct {
		Features []struct {
			ID         string         `json:"id"`
			Properties map[string]any `json:"properties"`
		} `json:"features"`
	}
	if err := json.Unmarshal([]byte(s.ask(t, "GET", "/collections/incidents/items?limit=1000&f=json&region_id=RU-KLU", "").body), &items); err != nil {
		t.Fatal(err)
	}
	found := 0
	for _, f := range items.Features {
		if f.Properties["count_min"] == 791937.0 {
			found++
			if !strings.HasPrefix(f.ID, "withheld-") || f.Properties["place_level"] != "region" || !strings.Contains(f.Properties["generalised"].(string), "res-coarse") {
				t.Errorf("told as %v", f)
			}
			if a := s.ask(t, "GET", "/records/"+f.ID, ""); a.StatusCode != 200 || !strings.Contains(a.body, `"generalised":"Told no finer than region in RU-KLU`) {
				t.Errorf("its record: %d %.300s", a.StatusCode, a.body)
			}
		}
		if f.Properties["district_id"] != nil {
			t.Errorf("%s is told in a district", f.ID)
		}
	}
	if found != 1 {
		t.Fatalf("told %d times", found)
	}
	for level, want := range map[string]string{"region": "RU-KLU,Kaluga Oblast,region,RU,value,791937,791937,791937", "district": "RU-KLU.563697,Dzerzhinsky District,district,RU-KLU,withheld,,,"} {
		csv := s.ask(t, "GET", "/choropleth?f=csv&from=2025-08-25&to=2025-08-25&part=day&within=RU-KLU&level="+level, "").body
		if !strings.Contains(csv, want) {
			t.Errorf("%s: no %q in %.600s", level, want, csv)
		}
	}
}
