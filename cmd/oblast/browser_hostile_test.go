package main_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"oblast/data/record"
)

// evil is what a hostile report says: markup, the end of a script, of an attribute and of a comment, a template's braces,
// and marks that turn the direction of writing.
const evil = `<img src=x onerror="window.pwned=1;alert(1)"></script><script>window.pwned=2</script><svg onload=window.pwned=3>"'` + "`" + `--><style>*{display:none}</style>${window.pwned=4}{{window.pwned=5}}` + "\u202Eright to left\u202C\u200F\u2028end"

// evilAddress is an address that wants to leave its attribute.
const evilAddress = `https://example.org/a?"><img/src=x/onerror=window.pwned=6>'onmouseover='window.pwned=7`

// hostileRecords have hostile words in every text that a record may hold.
func hostileRecords() []record.Record {
	one := 1
	words := func(field string) *string { return new(field + evil) }
	place := func(level string, at *record.Point, ids ...string) record.Place {
		return record.Place{Level: level, RegionIDs: ids, Name: words("name"), Verbatim: words("verbatim"), Point: at, Method: "reviewer", Generalised: words("generalised"),
			Resolution: &record.Resolution{Query: words("query"), Answer: ids, Suggested: ids, Rejected: []record.Rejection{{ID: "KZ", Reason: "rejection" + evil}}, DecidedBy: words("decider"), Reason: words("reason")}}
	}
	count := &record.Count{Min: &one, Best: &one, Max: &one, Qualifier: "exact"}
	district, town := incident("inc-district", place("district", nil, "RU-KLU.563697")), incident("inc-town", place("settlement", &record.Point{36.1, 54.4}, "RU-KLU"))
	town.IsDamage = true
	for _, inc := range []*record.Incident{district, town} {
		inc.Effects = []record.Effect{{Subject: "vehicle", Part: words("part"), State: "reported", Count: count, Cause: "debris", Statement: new("st-1")}}
		inc.Attribution = &record.Attribution{AttributedTo: words("to"), AttributedBy: words("by"), OtherSideStance: "unknown"}
		inc.GradeReason, inc.Tags = words("grade reason"), []string{"tag" + evil}
	}
	checks := []record.Check{{Check: "name", Result: "contradicted", Says: words("says"), Numbers: []int{}, Note: words("note")}}
	return []record.Record{
		&record.Document{Kind: record.KindDocument, ID: "doc-1", Title: words("title"), URL: new(evilAddress), Publisher: words("publisher"), PublisherRole: "other", ArchiveURL: new(evilAddress), DerivedFrom: []string{}},
		&record.Statement{Kind: record.KindStatement, ID: "st-1", Document: "doc-1", Speaker: words("speaker"), SpeakerRole: "other", Channel: words("channel"), Quote: "quote" + evil, QuoteLang: new("ar"), Summary: words("summary"), Checks: checks},
		district, town,
		&record.Tally{Kind: record.KindTally, ID: "tal-1", Metric: "intercepted", Count: record.Count{Min: &one, Best: &one, Max: &one, Qualifier: "exact"}, WindowBasis: "phrase_only", Zone: "Europe/Moscow", NightOf: &night,
			WeaponClass: "uav", Scope: []string{"RU"}, Split: "complete", Items: []record.TallyItem{{RegionID: "RU-KLU", Count: 1, Note: words("item")}}, Statements: []string{"st-1"}, Checks: checks, Status: "ok"},
		&record.Restriction{Kind: record.KindRestriction, ID: "res-1", RegionID: "RU-KLU", Instrument: words("instrument"), Status: "in_force", Summary: words("rule"), Statements: []string{"st-1"}},
	}
}

// harmless fails the test where a report's words became more than words.
func harmless(b *tab, where string) {
	b.Helper()
	if got := eval[string](b, `String(window.pwned)`); got != "undefined" {
		b.Errorf("%s: a report's words were run (%s)", where, got)
	}
	if made := eval[[]string](b, `[...document.querySelectorAll('img, body style, svg[onload], [onerror], [onload], [onmouseover], script:not([src]):not([type="application/json"])')].map((n) => n.outerHTML.slice(0, 100))`); len(made) > 0 {
		b.Errorf("%s: elements were made of a report's words: %q", where, made)
	}
	if bad := eval[[]string](b, `[...document.querySelectorAll('a[href], form[action], iframe')].map((a) => a.href ?? a.action ?? a.src).filter((h) => !/^https?:/.test(h))`); len(bad) > 0 {
		b.Errorf("%s: links that are none: %q", where, bad)
	}
}

// hostileMap opens everything on the map that shows words of a report: list, tooltip, card, region, table, citation, embed.
func hostileMap(b *tab) {
	b.base = startProgram(b, "--starter=false", "--data", imported(b, hostileRecords()))
	literally := func(selector string, fields ...string) {
		b.Helper()
		for _, field := range fields {
			b.until(selector+" shows the words of "+field+" as they are", fmt.Sprintf(`document.querySelector(%s)?.textContent.includes(%s)`, quoted(selector), quoted(field+evil)))
		}
	}
	b.open("/")
	b.until("records are listed", `document.querySelectorAll('.rec').length === 2`)
	harmless(b, "list")
	for _, id := range []string{"inc-district", "inc-town"} {
		b.click(`.rec[data-id="` + id + `"]`)
		literally(".card-view", "speaker", "channel", "quote", "summary", "publisher", "verbatim", "query", "rejection", "reason", "decider", "part", "to", "by", "grade reason", "says", "note", "generalised")
		harmless(b, "card")
		if got := eval[string](b, `(() => { const q = document.querySelector('.card-view blockquote'); return q.lang + ' ' + q.dir + ' ' + getComputedStyle(q).unicodeBidi; })()`); !strings.HasPrefix(got, "ar auto ") {
			b.Errorf("the quote's language and direction: %s", got)
		}
		b.click(".card-acts button:nth-of-type(2)")
		b.until("the citation is there", `document.querySelectorAll('dialog textarea').length === 2`)
		harmless(b, "citation")
		b.keys(escape)
		b.click(".back")
		b.asks("!sel=")
	}
	b.open("/?sel=RU-KLU")
	literally(".region-view", "rule", "instrument", "speaker", "quote")
	harmless(b, "region")
	b.click("#act-table")
	b.until("the table is there", `document.querySelector('dialog .twin tbody tr')`)
	b.click("dialog .seg button:nth-child(2)")
	harmless(b, "table")
	b.keys(escape)
	b.until("the table is closed", `!document.querySelector('dialog[open]')`)
	// Marks are drawn anew when shapes come, and the focus goes with the old one: it is given again until it stays.
	b.until("a mark says its words", `(() => {
		const tip = document.querySelector('.tip'), mark = document.querySelector('.mk');
		if (tip.hidden && mark) { mark.blur(); mark.focus(); }
		return !tip.hidden;
	})()`)
	harmless(b, "tooltip")
	b.open("/embed")
	b.until("the embed is there", `document.querySelector('#head p').textContent.length > 3`)
	harmless(b, "embed")
}

// hostilePages opens the pages of the collections with hostile records, and asks whether an address that is none gets in.
func hostilePages(b *tab) {
	b.base = startProgram(b, "--starter=false", "--data", imported(b, hostileRecords()))
	for _, path := range []string{
		"/collections/incidents/items?f=html", "/collections/incidents/items/inc-town?f=html", "/collections/incidents/items/inc-district?f=html", "/collections/interceptions/items?f=html",
		"/collections/damage/items?f=html", "/collections/tallies/items?f=html", "/collections/tallies/items/tal-1?f=html",
	} {
		b.navigate(path)
		b.until(path+" has content", `document.querySelector('main table, main dl')`)
		harmless(b, path)
		if strings.Contains(path, "items/inc") && !eval[bool](b, `document.body.textContent.includes(`+quoted("verbatim"+evil)+`)`) {
			b.Errorf("%s does not show the words as they are", path)
		}
	}
	records := hostileRecords()
	records[0].(*record.Document).URL = new("javascript:window.pwned=8")
	if out, said, code := runProgram(b, string(jsonLines(b, records)), "import", "--data", ":memory:", "-"); code == 0 || !strings.Contains(out+said, "/url") {
		b.Errorf("an address that is script is imported: %d %s %s", code, out, said)
	}
}

// hostileAddresses opens addresses that want their own words to be run: none may come back as markup.
func hostileAddresses(b *tab) {
	b.allow("Failed to load resource")
	words := url.QueryEscape(`"><script>window.pwned=1</script><img src=x onerror=window.pwned=2>`)
	for _, path := range []string{
		"/?sel=" + words, "/?lang=" + words, "/?theme=" + words, "/?within=" + words, "/?from=" + words, "/?as_of=" + words, "/?" + words + "=1", "/embed?basis=" + words, "/#" + words,
		"/collections/" + words, "/collections/incidents/items?f=html&region_name=" + words, "/collections/incidents/items?f=html&bbox=" + words, "/collections/incidents/items?f=" + words,
		"/collections/incidents/items/" + words + "?f=html", "/records/" + words, "/geocode?q=" + words, "/choropleth?level=" + words, "/" + words,
	} {
		b.navigate(path)
		b.until(path+" is loaded", `document.readyState === 'complete'`)
		harmless(b, path)
	}
	answer, err := http.Get(b.base + "/?sel=" + words)
	if err != nil {
		b.fatal("%v", err)
	}
	answer.Body.Close()
	policy := answer.Header.Get("Content-Security-Policy")
	for _, want := range []string{"default-src 'none'", "script-src 'self'", "style-src 'self'", "base-uri 'none'", "frame-ancestors"} {
		if !strings.Contains(policy, want) {
			b.Errorf("the policy of the map lacks %s: %s", want, policy)
		}
	}
	if strings.Contains(policy, "unsafe") {
		b.Errorf("the policy of the map allows what is unsafe: %s", policy)
	}
}
