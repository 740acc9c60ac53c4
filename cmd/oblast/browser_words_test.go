package main_test

import (
	"strings"

	"oblast/data/record"
)

// longRecords are a report whose every text is one word of 200 letters, and one in a script that runs from right to left.
func longRecords() []record.Record {
	long, place := new(strings.Repeat("Ж", 200)), func(name *string) record.Place {
		return record.Place{Level: "settlement", RegionIDs: []string{"RU-KLU"}, Name: name, Verbatim: name, Point: &record.Point{36.2, 54.5}, Method: "given"}
	}
	all := append(source(),
		&record.Document{Kind: record.KindDocument, ID: "doc-long", PublisherRole: "other", Publisher: long, Title: long, DerivedFrom: []string{}},
		&record.Statement{Kind: record.KindStatement, ID: "st-long", Document: "doc-long", SpeakerRole: "governor", Speaker: long, Quote: *long, Summary: long, Checks: []record.Check{}})
	words, right := incident("inc-long", place(long)), incident("inc-right", place(new("في كالوغا (12)")))
	words.Statements, words.GradeReason, words.Tags = []string{"st-long"}, long, []string{*long}
	words.Effects = []record.Effect{{Subject: "vehicle", Part: long, State: "reported", Cause: "debris", Statement: new("st-long")}}
	return append(all, words, right)
}

// longWords opens all that shows the words of a report: none is wider than what it stands in, and what runs from right to
// left turns nothing about it.
func longWords(b *tab) {
	b.base = startProgram(b, "--starter=false", "--data", imported(b, longRecords()))
	const wide = `[...document.querySelectorAll('html, .scroll, .panel, .embed-foot')].filter((n) => n.scrollWidth > n.clientWidth + 1).map((n) => n.tagName + '.' + n.className + ' ' + n.scrollWidth + ' > ' + n.clientWidth)`
	for path, there := range map[string]string{
		"/?sel=inc-long": `.card-view .st`, "/?sel=RU-KLU": `.region-view .rec`, "/?z=7&c=36,54": `.rec`, "/embed?from=2025-08-27&to=2025-08-27": `.embed-foot p`,
		"/ledger?night=2025-08-27&f=html": `.story`,
	} {
		for _, s := range []screen{desk, phone} {
			if !strings.HasPrefix(path, "/?") && s == desk {
				continue
			}
			p := newTab(b, b.ctx, b.base, s)
			p.navigate(path)
			p.until(path+" is there", `document.querySelector('`+there+`')`)
			p.rests()
			if found := eval[[]string](p, wide); len(found) > 0 {
				b.Errorf("%s, %d px: %q", path, s.width, found)
			}
			p.clean()
		}
	}
	b.open("/?sel=inc-right")
	b.until("the words of the place stand apart", `document.querySelector('.steps bdi')`)
	if got := eval[string](b, `(() => { const r = document.createRange(), n = document.querySelector('.steps bdi').parentNode; r.selectNode(n.firstChild); const open = r.getBoundingClientRect().left; r.selectNode(n.lastChild); return open < r.getBoundingClientRect().left ? 'in order' : 'turned'; })()`); got != "in order" {
		b.Errorf("the quotation marks about words from right to left are %s", got)
	}
}

// linkToNothing follows a link to a record in a log that has none: it is said, not waited for.
func linkToNothing(b *tab) {
	b.base = startProgram(b, "--starter=false")
	b.open("/?sel=inc-2025-08-27-kaluga-dzerzhinsky")
	b.until("that there is no such record is said", `document.querySelector('.panel [role=alert]') && !document.querySelector('.panel').textContent.includes('Loading')`)
}
