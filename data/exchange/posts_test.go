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

// The question of a poll is what the channel says; what stands over it goes before it.
func TestAPollKeepsItsQuestion(t *testing.T) {
	for _, tc := range []struct{ post, want string }{
		{`"text":"","poll":{"question":"Did you hear the blasts?","closed":true,"total_voters":40,"answers":[{"text":"Yes, 3 of them","voters":30,"chosen":false},{"text":"No","voters":10,"chosen":false}]}`, "Did you hear the blasts?"},
		{`"text":"","poll":{"question":["Did you ",{"type":"bold","text":"hear"}," them?"],"answers":[]}`, "Did you hear them?"},
		{`"text":"Ask yourself","poll":{"question":"Did you?"}`, "Ask yourself\nDid you?"},
		{`"text":"","poll":{}`, ""},
		{`"text":"","poll":null`, ""},
	} {
		recs, _ := made(t, `{"name":"A","type":"public_channel","id":7,"messages":[{"id":1,"type":"message","date_unixtime":"1756270800",`+tc.post+`}]}`, exchange.Options{Format: exchange.Telegram})
		got := ""
		if st, ok := recs["st-tg-7-1"].(*record.Statement); ok {
			got = st.Quote
		}
		if got != tc.want {
			t.Errorf("%s: got %q, want %q", tc.post, got, tc.want)
		}
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

// Feeds of other kinds: RSS 1.0, whole articles beside their beginnings, Atom with markup in titles and texts, zones by
// letters.
func TestFeedsOfOtherKinds(t *testing.T) {
	for _, tc := range []struct{ name, text, want string }{
		{"RSS 1.0", `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Old</title></channel><item rdf:about="https://e.org/1"><title>One</title><link>https://e.org/1</link><description>A drone fell.</description><dc:date>2025-08-27T06:00:00+03:00</dc:date></item></rdf:RDF>`,
			"Old: One, 2025-08-27T03:00Z: A drone fell."},
		{"a whole article", `<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>N</title><item><title><![CDATA[The &laquo;drone&raquo;]]></title><guid>abc</guid><pubDate>27 Aug 2025 09:00 MSK</pubDate><description>Short</description><content:encoded><![CDATA[<p>Shot <b>down</b>.</p><script>alert(1)</script><p>None hurt.</p>]]></content:encoded></item></channel></rss>`,
			"N: The «drone», 2025-08-27T06:00Z: Shot down.\nNone hurt."},
		{"markup in Atom", `<feed xmlns="http://www.w3.org/2005/Atom"><title type="html">The &lt;b&gt;Feed&lt;/b&gt;</title><entry><title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">One <em>drone</em></div></title><id>urn:1</id><updated>2025-08-27T06:00:00Z</updated><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Shot <b>down</b> &amp; out.</p></div></content></entry></feed>`,
			"The Feed: One drone, 2025-08-27T06:00Z: Shot down & out."},
	} {
		recs, _ := made(t, tc.text, exchange.Options{Format: exchange.Feed})
		got := ""
		for _, rec := range recs {
			if st, ok := rec.(*record.Statement); ok {
				d, at := recs[st.Document].(*record.Document), "no time"
				if d.PublishedAt != nil {
					at = d.PublishedAt.Format("2006-01-02T15:04Z")
				}
				got += fmt.Sprintf("%s: %s, %s: %s", *d.Publisher, *d.Title, at, st.Quote)
			}
		}
		if got != tc.want {
			t.Errorf("%s: got %q, want %q", tc.name, got, tc.want)
		}
	}
}

// A time that cannot be read is no missing time: it is told with its article, which can be left out and mended.
func TestTimesOfFeedsThatCannotBeRead(t *testing.T) {
	article := func(title, time string) string {
		return "<item><title>" + title + "</title>" + time + "<description>w</description></item>"
	}
	feed := func(articles ...string) string {
		return `<rss version="2.0"><channel><title>N</title>` + strings.Join(articles, "\n") + `</channel></rss>`
	}
	for _, tc := range []struct{ name, time, want string }{
		{"a zone that is none", "<pubDate>Wed, 27 Aug 2025 09:00:00 XYZ</pubDate>", `published: "Wed, 27 Aug 2025 09:00:00 XYZ" is not a time; write it as 2025-08-27T03:40:00Z`},
		{"a date that is none", "<pubDate>yesterday</pubDate>", `published: "yesterday" is not a time`},
		{"an updated date that is none", `<updated xmlns="http://www.w3.org/2005/Atom">soon</updated>`, `updated: "soon" is not a time`},
		{"none", "", ""},
	} {
		text := feed(article("Good", "<pubDate>Wed, 27 Aug 2025 09:00:00 +0300</pubDate>"), article("Bad", tc.time))
		report, err := load(t, memory(t), text, exchange.Options{Format: exchange.Feed, Author: "a test"})
		if tc.want == "" {
			if err != nil || report.Created != 4 {
				t.Errorf("%s: %v, %v", tc.name, report, err)
			}
			continue
		}
		if err == nil || len(report.Faults) != 1 || report.Faults[0].Line != 2 || !strings.Contains(report.Faults[0].Error(), tc.want) {
			t.Errorf("%s: %v, %v; want %s", tc.name, report.Faults, err, tc.want)
		}
		var rejects strings.Builder
		log := memory(t)
		o := exchange.Options{Format: exchange.Feed, Author: "a test", KeepGoing: true, Rejects: &rejects}
		if report, err = load(t, log, text, o); err == nil && report.Created != 2 || !strings.Contains(rejects.String(), "Bad") || strings.Contains(rejects.String(), "Good") {
			t.Errorf("%s: going on: %+v, %v: %s", tc.name, report, err, rejects.String())
		}
		mended := strings.Replace(rejects.String(), tc.time, "", 1)
		if report, err = load(t, log, mended, exchange.Options{Format: exchange.Feed, Author: "a test"}); err != nil || report.Created != 2 {
			t.Errorf("%s: mended: %+v, %v", tc.name, report, err)
		}
	}
}
