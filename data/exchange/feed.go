package exchange

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"
	"time"

	"github.com/mmcdole/gofeed"
	"golang.org/x/net/html"

	"oblast/data/record"
	"oblast/geo/fault"
)

// articles is the source of a feed, Atom or RSS: each article is a document and, where it has words, a draft statement.
type articles struct {
	options *Options
	around  frame
}

func (a *articles) frame() frame { return a.around }

// maxFeed bounds a feed, in bytes: it is read whole.
const maxFeed = 64 << 20

func (a *articles) scan(in io.Reader, yield func(item) bool) error {
	text, err := io.ReadAll(io.LimitReader(in, maxFeed+1))
	if err != nil {
		return fmt.Errorf("read the feed: %w", err)
	}
	if len(text) > maxFeed {
		yield(item{line: 1, err: &fault.FieldError{Problem: "the feed is longer than 64 MB"}})
		return nil
	}
	feed, err := parseFeed(text)
	if err != nil {
		yield(item{line: 1, err: &fault.FieldError{Problem: "is no feed (Atom or RSS): " + why(text, err)}})
		return nil
	}
	stood := a.takeApart(text, len(feed.Items))
	for i, entry := range feed.Items {
		if entry == nil {
			continue
		}
		it := item{line: 1, feature: i + 1, make: func() (made, error) { return a.make(feed, entry) }}
		if stood != nil {
			it.line, it.raw = 1+bytes.Count(text[:stood[i][0]], []byte("\n")), text[stood[i][0]:stood[i][1]]
		}
		if !yield(it) {
			return nil
		}
	}
	return nil
}

var articlePattern = regexp.MustCompile(`(?s)<(?:item|entry)(?:\s[^>]*)?>.*?</(?:item|entry)\s*>`)

// takeApart finds where the articles of a feed stand, and keeps what is around them; nil where it does not find them all.
func (a *articles) takeApart(text []byte, n int) [][]int {
	all := articlePattern.FindAllIndex(text, -1)
	if len(all) != n || n == 0 {
		return nil
	}
	a.around = frame{open: string(text[:all[0][0]]), between: "\n", close: string(text[all[n-1][1]:])}
	return all
}

// parseFeed reads a feed. The parser is meant for well-formed input of any dialect; what it cannot take is a fault.
func parseFeed(text []byte) (feed *gofeed.Feed, err error) {
	defer func() {
		if r := recover(); r != nil {
			feed, err = nil, errors.New("it cannot be read")
		}
	}()
	return gofeed.NewParser().ParseString(string(text))
}

// why says what is wrong with a text that is no feed.
func why(text []byte, err error) string {
	if len(bytes.TrimSpace(text)) == 0 {
		return "the file is empty"
	}
	return err.Error()
}

func (a *articles) make(feed *gofeed.Feed, entry *gofeed.Item) (made, error) {
	link := first(entry.Link, entry.GUID)
	if !isAddress(link) {
		link = ""
	}
	title := strings.Join(strings.Fields(plainHTML(entry.Title)), " ")
	words := plainHTML(first(entry.Content, entry.Description))
	if link == "" && title == "" && words == "" {
		return made{}, &fault.FieldError{Problem: "has no address, no title and no words"}
	}
	key := digest(first(entry.GUID, link, title+"\n"+words), first(feed.FeedLink, feed.Link, feed.Title))
	d := &record.Document{Kind: record.KindDocument, ID: "doc-feed-" + key, Title: textOrNull(title), URL: textOrNull(link), Publisher: textOrNull(strings.Join(strings.Fields(plainHTML(feed.Title)), " ")),
		PublisherRole: "other", Language: language(feed.Language), DerivedFrom: []string{}}
	var err error
	if d.PublishedAt, err = articleTime(entry); err != nil {
		return made{}, err
	}
	out := made{records: []record.Record{d}}
	if words == "" || a.options.NoQuotes {
		return out, nil
	}
	st := &record.Statement{Kind: record.KindStatement, ID: "st-feed-" + key, Document: d.ID, SpeakerRole: "media", Quote: words, QuoteLang: d.Language, Checks: []record.Check{}}
	if len(entry.Authors) > 0 && entry.Authors[0] != nil {
		st.Speaker = textOrNull(strings.TrimSpace(entry.Authors[0].Name))
	}
	out.records = append(out.records, st)
	return out, nil
}

// feedZones are zones that feeds name by letters, in hours from UTC. The parser takes every one that it does not know for UTC.
var feedZones = map[string]int{"GMT": 0, "UT": 0, "UTC": 0, "Z": 0, "MSK": 3, "MSD": 4, "EET": 2, "EEST": 3, "CET": 1, "CEST": 2, "WET": 0, "WEST": 1,
	"EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7}

// zoneLetters is a zone at the end of a time, where it is written in letters.
var zoneLetters = regexp.MustCompile(`\d\s+([A-Z]{2,5})$`)

// articleTime returns when an article was published, or else updated; nil where the feed says neither. What it says and
// cannot be read is a fault: a document without its time bounds nothing.
func articleTime(entry *gofeed.Item) (*time.Time, error) {
	field, text, parsed := "published", strings.TrimSpace(entry.Published), entry.PublishedParsed
	if text == "" {
		field, text, parsed = "updated", strings.TrimSpace(entry.Updated), entry.UpdatedParsed
	}
	if text == "" {
		return nil, nil
	}
	at := feedTime(parsed, text)
	if at == nil {
		return nil, &fault.FieldError{Field: field, Value: text, Problem: fmt.Sprintf("%q is not a time; write it as 2025-08-27T03:40:00Z, or leave it out where it is not known", text)}
	}
	return at, nil
}

// feedTime returns the time of an article as it was read from a text; nil where there is none, or one in an unknown zone.
func feedTime(at *time.Time, text string) *time.Time {
	if at == nil || at.Year() <= 1900 || at.Year() >= 3000 {
		return nil
	}
	t := at.UTC()
	if zone := zoneLetters.FindStringSubmatch(strings.TrimSpace(text)); zone != nil {
		hours, known := feedZones[zone[1]]
		if !known {
			return nil
		}
		y, month, d := at.Date()
		t = time.Date(y, month, d, at.Hour()-hours, at.Minute(), at.Second(), 0, time.UTC)
	}
	return &t
}

// language returns a BCP 47 tag where the feed's is one.
func language(tag string) *string {
	tag = strings.TrimSpace(tag)
	probe := record.Document{Kind: record.KindDocument, ID: "x", PublisherRole: "other", DerivedFrom: []string{}, Language: &tag}
	if tag == "" || probe.Validate() != nil {
		return nil
	}
	return &tag
}

// plainHTML returns the words of a piece of HTML.
func plainHTML(text string) string {
	if !strings.ContainsAny(text, "<&") {
		return strings.TrimSpace(text)
	}
	var b strings.Builder
	z := html.NewTokenizer(strings.NewReader(text))
	for skip := ""; ; {
		switch z.Next() {
		case html.ErrorToken:
			return strings.TrimSpace(b.String())
		case html.TextToken:
			if skip == "" {
				b.WriteString(html.UnescapeString(string(z.Text())))
			}
		case html.StartTagToken:
			name, _ := z.TagName()
			switch string(name) {
			case "script", "style":
				skip = string(name)
			case "br", "p", "div", "li", "tr":
				b.WriteByte('\n')
			}
		case html.EndTagToken:
			if name, _ := z.TagName(); string(name) == skip {
				skip = ""
			}
		}
	}
}
