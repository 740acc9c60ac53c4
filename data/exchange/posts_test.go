package exchange_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"oblast/data/exchange"
	"oblast/data/record"
	"oblast/data/store"
)

func TestTelegramPosts(t *testing.T) {
	recs, report := made(t, testdata(t, "result.json"), exchange.Options{Format: exchange.Telegram, Channel: "https://t.me/governor/"})
	if report.Created != 9 {
		t.Errorf("%d records, want 6 documents and 3 statements: %v", report.Created, recs)
	}
	st := func(id string) *record.Statement {
		s, ok := recs[id].(*record.Statement)
		if !ok {
			t.Fatalf("no statement %s among %v", id, recs)
		}
		return s
	}
	doc := func(id string) *record.Document { return recs[id].(*record.Document) }
	first := st("st-tg-1234567890-10")
	if first.Quote != "Ночью сбит один беспилотник." || *first.Speaker != "Governor" || *first.Channel != "telegram" {
		t.Errorf("%+v", first)
	}
	if d := doc(first.Document); *d.URL != "https://t.me/governor/10" || d.PublishedAt.Format("15:04") != "05:12" {
		t.Errorf("%+v", d)
	}
	edited := st("st-tg-1234567890-11-e1756276200")
	if d := doc(edited.Document); edited.Supersedes != nil || !slices.Equal(d.DerivedFrom, []string{"doc-tg-1234567890-11"}) || doc("doc-tg-1234567890-11").PublishedAt.Format("15:04") != "06:00" {
		t.Errorf("%+v in %+v", edited, d)
	}
	forwarded := st("st-tg-1234567890-12")
	origin := doc(doc(forwarded.Document).DerivedFrom[0])
	if *forwarded.Speaker != "Defence ministry" || *origin.Publisher != "Defence ministry" {
		t.Errorf("%+v from %+v", forwarded, origin)
	}
	if _, ok := recs["doc-tg-1234567890-13"]; !ok {
		t.Error("a post without words is no document")
	}
}

// An edit that a later export brings replaces what the earlier one brought; both are kept.
func TestAnEditedPostReplacesWhatItWas(t *testing.T) {
	log := memory(t)
	o := exchange.Options{Format: exchange.Telegram, Author: "a test"}
	export := func(text, edited string) string {
		return fmt.Sprintf(`{"name":"G","type":"public_channel","id":7,"messages":[{"id":1,"type":"message","date":"2025-08-27T08:00:00","date_unixtime":"1756270800"%s,"text":%q}]}`, edited, text)
	}
	for _, text := range []string{export("10", ""), export("11", `,"edited_unixtime":"1756271000"`), export("12", `,"edited_unixtime":"1756272000"`)} {
		if report, err := load(t, log, text, o); err != nil {
			t.Fatal(err, report.Faults)
		}
	}
	text := ""
	for _, line := range strings.Split(exportLines(t, log), "\n") {
		if rec, err := record.Decode([]byte(line)); err == nil {
			if st, ok := rec.(*record.Statement); ok {
				text += st.Quote
				if st.Supersedes != nil {
					text += " replaces " + *st.Supersedes
				}
				text += "\n"
			}
		}
	}
	if want := "10\n11 replaces st-tg-7-1\n12 replaces st-tg-7-1-e1756271000\n"; text != want {
		t.Errorf("got\n%swant\n%s", text, want)
	}
}

func exportLines(t *testing.T, log store.Log) string { return export(t, log, exchange.JSONLines) }

func TestFeeds(t *testing.T) {
	recs, report := made(t, testdata(t, "feed.atom"), exchange.Options{Format: exchange.Feed})
	if report.Created != 3 {
		t.Errorf("%d records: %v", report.Created, recs)
	}
	for _, rec := range recs {
		switch rec := rec.(type) {
		case *record.Statement:
			if rec.Quote != "One UAV was shot down." || *rec.Speaker != "A. Writer" || rec.SpeakerRole != "media" {
				t.Errorf("%+v", rec)
			}
		case *record.Document:
			if *rec.Title == "One UAV & a roof" && (*rec.URL != "https://example.org/1" || rec.PublishedAt == nil) || *rec.Title == "Only a title" && rec.URL != nil {
				t.Errorf("%+v", rec)
			}
		}
	}
	recs, _ = made(t, testdata(t, "feed.rss"), exchange.Options{Format: exchange.Feed, NoQuotes: true})
	for _, rec := range recs {
		if d, ok := rec.(*record.Document); !ok || *d.Language != "ru" || d.PublishedAt.Format("15:04") != "06:00" {
			t.Errorf("%+v", rec)
		}
	}
}
