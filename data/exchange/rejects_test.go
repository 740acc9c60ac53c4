package exchange_test

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"oblast/data/exchange"
)

// broken is a file of a format with one fault, and what mends it.
type broken struct {
	format                 exchange.Format
	text, wrong, right     string
	created, rejected, all int64 // revisions without the fault, items left out, revisions of the mended file
}

// brokenFiles has one of every format that can be imported. In those of whole records others lean on what is at fault.
func brokenFiles(t *testing.T) []broken {
	t.Helper()
	doc := `{"kind":"document","id":"d%d","title":null,"url":null,"publisher":null,"publisher_role":%q,"language":null,"published_at":null,"captured_at":null,"sha256":null,"archive_url":null,"derived_from":[%s]}`
	lines := strings.Join([]string{fmt.Sprintf(doc, 1, "other", ""), fmt.Sprintf(doc, 2, "blog", ""), fmt.Sprintf(doc, 3, "other", `"d2"`),
		fmt.Sprintf(doc, 4, "other", `"d3"`), fmt.Sprintf(doc, 5, "other", `"d6"`), fmt.Sprintf(doc, 6, "other", `"d1"`)}, "\n")
	features := `{"type":"FeatureCollection","features":[` + "\n" + `{"type":"Feature","geometry":null,"properties":` + strings.Join(strings.Split(lines, "\n"), "},\n"+`{"type":"Feature","geometry":null,"properties":`) + "}\n]}\n"
	empty := "<entry><title></title><id></id></entry>"
	all := []broken{
		{exchange.JSONLines, lines, "blog", "other", 3, 3, 6},
		{exchange.GeoJSON, features, "blog", "other", 3, 3, 6},
		{exchange.CSV, "count;region_ids\n1;RU-KLU\nmany;RU-KLU\n3;RU-KLU\n", "many", "2", 5, 1, 7},
		{exchange.ACLED, strings.Replace(testdata(t, "acled.csv"), "RUS2,27 August 2025", "RUS2,31.02.2025", 1), "RUS2,31.02.2025", "RUS2,27 August 2025", 3, 1, 6},
		{exchange.UCDP, strings.Replace(testdata(t, "ucdp.csv"), "52.5530", "north", 1), "north", "52.5530", 3, 1, 6},
		{exchange.Telegram, strings.Replace(testdata(t, "result.json"), `"1756271523"`, `"wrong"`, 1), "wrong", "1756271523", 7, 1, 9},
		{exchange.Feed, strings.Replace(testdata(t, "feed.atom"), "</feed>", empty+"</feed>", 1), empty, "<entry><title>A third</title><id>urn:3</id></entry>", 3, 1, 4},
	}
	if len(all) != len(exchange.Formats) {
		t.Fatalf("%d formats, %d tried", len(exchange.Formats), len(all))
	}
	return all
}

// A file of any format is imported whole or not at all, and the second time it adds nothing.
func TestEveryFormatIsAllOrNothingAndAddsNothingTwice(t *testing.T) {
	for _, tc := range brokenFiles(t) {
		t.Run(string(tc.format), func(t *testing.T) {
			log := memory(t)
			o := exchange.Options{Format: tc.format, Places: places(t), Author: "a test", Name: "t"}
			report, err := load(t, log, tc.text, o)
			if !errors.Is(err, exchange.ErrFaults) || report.NFaults == 0 || head(t, log) != 0 {
				t.Fatalf("with a fault: %+v, %v, %d revisions", report, err, head(t, log))
			}
			whole := strings.Replace(tc.text, tc.wrong, tc.right, 1)
			if report, err = load(t, log, whole, o); err != nil || head(t, log) != tc.all {
				t.Fatalf("mended: %+v, %v, %d revisions", report, err, head(t, log))
			}
			report, err = load(t, log, whole, o)
			if err != nil || report.Created != 0 || report.Unchanged != tc.all || head(t, log) != tc.all {
				t.Errorf("a second time: %+v, %v, %d revisions", report, err, head(t, log))
			}
		})
	}
}

// What is at fault is left out with what leans on it, given back in the format of the input, and when mended imported: then
// the log holds what the mended file would have brought.
func TestKeepGoing(t *testing.T) {
	for _, tc := range brokenFiles(t) {
		t.Run(string(tc.format), func(t *testing.T) {
			log := memory(t)
			var rejects bytes.Buffer
			o := exchange.Options{Format: tc.format, Places: places(t), Author: "a test", KeepGoing: true, Rejects: &rejects, Name: "t"}
			report, err := load(t, log, tc.text, o)
			if !errors.Is(err, exchange.ErrRejects) || report.Created != tc.created || report.Rejected != tc.rejected {
				t.Fatalf("got %+v, %v", report, err)
			}
			mended := strings.Replace(rejects.String(), tc.wrong, tc.right, 1)
			if mended == rejects.String() {
				t.Fatalf("the fault is not in the rejects: %s", mended)
			}
			rejects.Reset()
			report, err = load(t, log, mended, o)
			if n := head(t, log); err != nil || n != tc.all || rejects.Len() > 0 {
				t.Fatalf("mended: %d revisions, %+v, %v; rejects %s\n%s", n, report, err, rejects.String(), mended)
			}
			other := memory(t)
			if _, err := load(t, other, strings.Replace(tc.text, tc.wrong, tc.right, 1), o); err != nil {
				t.Fatal(err)
			}
			if got, want := sortedLines(export(t, log, exchange.JSONLines)), sortedLines(export(t, other, exchange.JSONLines)); got != want {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
		})
	}
}

func sortedLines(text string) string {
	lines := strings.Split(text, "\n")
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}
