package maps

import (
	"encoding/json"
	"encoding/xml"
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"time"

	"oblast/api/media"
	"oblast/api/params"
	"oblast/api/respond"
	"oblast/api/wording"
	"oblast/data/record"
	"oblast/data/snapshot"
	"oblast/data/store"

	"github.com/labstack/echo/v4"
)

// JSONFeed is the form of /feed.json (jsonfeed.org, version 1.1).
var JSONFeed = media.Offer{Name: "json", Type: "application/feed+json"}

// FeedParams are the parameters of GET /feed.atom and /feed.json.
var FeedParams = params.Table{
	params.Version("since", "Only what was recorded after a version (a number of revisions) or a time"),
	{Name: "before", Kind: params.Integer, Min: 1, Max: 1 << 53, Description: "Only what stands below this number of a revision: the page after one that ended there"},
	{Name: "limit", Kind: params.Integer, Min: 1, Max: 200, Default: "50", Description: "Most entries"},
	{Name: "kind", Kind: params.List, Enum: []string{"incident", "tally", "restriction", "statement", "document", "alias"}, Description: "Kinds of records; without it incidents, tallies and restrictions"},
	spokenParam,
	asOfParam,
}

// feed is a page of news.
type feed struct {
	teller
	base string
	self string
	next string // "" where there is none
	news []snapshot.News
	went [][]string // for each of the news, what a merged or split record went into
}

// FeedAtom answers GET /feed.atom (RFC 4287).
func (s *Service) FeedAtom(c echo.Context) error { return s.feed(c, media.Atom.Type, (*feed).atom) }

// FeedJSON answers GET /feed.json.
func (s *Service) FeedJSON(c echo.Context) error { return s.feed(c, JSONFeed.Type, (*feed).json) }

func (s *Service) feed(c echo.Context, mediaType string, write func(*feed) ([]byte, error)) error {
	v, snap, err := s.read(c, FeedParams)
	if err != nil {
		return err
	}
	say, negotiated := s.spoken(c.Request(), v)
	f := &feed{teller: teller{snap, say}, base: s.base(c)}
	above := int64(0)
	if v.Set("since") {
		if above, err = snap.VersionAt("since", v.String("since")); err != nil {
			return err
		}
	}
	var kinds []record.Kind
	for _, k := range v.List("kind") {
		kinds = append(kinds, record.Kind(k))
	}
	return s.Responder.Send(c, respond.Reply{MediaType: mediaType, ETag: s.tag(snap), Modified: snap.ChangedAt(), Key: say.Code + " " + f.base + c.Request().URL.RequestURI(), KeepPlain: true,
		Language: say.Code, Negotiated: negotiated,
		Body: func(dst []byte) ([]byte, error) {
			more := false
			f.news, more = snap.News(kinds, above, int64(v.Int("before")), v.Int("limit"))
			steps := make([]snapshot.Change, len(f.news))
			for i := range f.news {
				steps[i] = f.news[i].Step.Change
			}
			f.went = snap.Became(steps...)
			f.self = f.base + c.Request().URL.RequestURI()
			if more {
				query := c.Request().URL.Query()
				query.Set("before", strconv.FormatInt(f.news[len(f.news)-1].Step.Seq, 10))
				f.next = f.base + c.Request().URL.Path + "?" + query.Encode()
			}
			b, err := write(f)
			return append(dst, b...), err
		}})
}

// base is the address of the service as the client sees it, without a slash at the end.
func (s *Service) base(c echo.Context) string {
	if s.BaseURL != "" {
		return strings.TrimRight(s.BaseURL, "/")
	}
	return c.Scheme() + "://" + c.Request().Host
}

// changed says what kind of news it is: new, changed or retracted.
func changed(n snapshot.News) string {
	switch {
	case !n.Step.Stands:
		return "retracted"
	case n.Step.Rev == 1:
		return "new"
	}
	return "changed"
}

// titleOf is the title of an entry.
func (f *feed) titleOf(n snapshot.News) string {
	what := changed(n)
	if change := n.Step.Change.Change; what == "retracted" && (change == store.Merge || change == store.Split) {
		what = change
	}
	return f.say.Say("feed."+what, "what", f.title(n.Entry))
}

// text tells why, by whom, where it went, and what is different.
func (f *feed) text(i int) string {
	var lines []string
	n := f.news[i]
	if n.Step.Reason != "" {
		lines = append(lines, f.say.Say("feed.reason", "reason", n.Step.Reason))
	}
	if n.Step.Author != "" {
		lines = append(lines, f.say.Say("feed.by", "author", n.Step.Author))
	}
	if len(f.went[i]) > 0 {
		lines = append(lines, f.say.Say("feed.went", "ids", strings.Join(f.went[i], ", ")))
	}
	if n.Step.Withheld {
		lines = append(lines, f.say.Say("feed.withheld"))
	}
	for k := range n.Step.Differences {
		lines = append(lines, f.difference(&n.Step.Differences[k]))
	}
	if len(lines) == 0 {
		lines = append(lines, f.say.Say("feed.noreason"))
	}
	return strings.Join(lines, "\n")
}

// difference writes one difference: in English as the history does.
func (f *feed) difference(d *record.Difference) string {
	if f.say.Code == wording.Codes[0] {
		return d.Words
	}
	field := f.field(d.Field)
	switch {
	case d.Before == nil && d.After != nil && strings.Count(d.Field, "/") > 1:
		return f.say.Say("feed.added", "field", field)
	case d.After == nil && d.Before != nil && strings.Count(d.Field, "/") > 1:
		return f.say.Say("feed.removed", "field", field)
	}
	return f.say.Say("feed.difference", "field", field, "before", f.value(d.Before), "after", f.value(d.After))
}

// field names a field by its JSON pointer: the part of the record in words, what lies deeper by its names.
func (f *feed) field(pointer string) string {
	parts := strings.Split(strings.TrimPrefix(pointer, "/"), "/")
	name, rest := parts[0], parts[1:]
	said := strings.ReplaceAll(name, "_", " ")
	if name == "effects" && len(rest) > 0 {
		if n, err := strconv.Atoi(rest[0]); err == nil {
			said, rest = f.say.Say("field.effect", "n", n+1), rest[1:]
		}
	} else if key := "field." + name; f.say.Has(key) {
		said = f.say.Say(key)
	}
	if len(rest) == 0 {
		return said
	}
	return said + " (" + strings.Join(rest, " ") + ")"
}

// value writes what a field held: numbers with their qualifier in words, all else as JSON has it.
func (f *feed) value(v any) string {
	switch v := v.(type) {
	case nil:
		return f.say.Say("range.unknown")
	case record.Count:
		return f.count(&v)
	case *record.Count:
		return f.count(v)
	case string:
		return v
	case *string:
		return *v
	case []string:
		return strings.Join(v, ", ")
	}
	b, err := json.Marshal(v)
	if err != nil {
		return fmt.Sprint(v)
	}
	return strings.Trim(string(b), `"`)
}

func (f *feed) link(n snapshot.News) string {
	return f.base + "/records/" + url.PathEscape(n.Entry.ID)
}

// name is the id of an entry: of the record and the revision, whatever the address of the service.
func name(n snapshot.News) string {
	return "urn:oblast:" + url.PathEscape(n.Entry.ID) + ":" + strconv.Itoa(n.Step.Rev)
}

type atomLink struct {
	Rel  string `xml:"rel,attr"`
	Type string `xml:"type,attr,omitempty"`
	Href string `xml:"href,attr"`
}

type atomEntry struct {
	ID       string   `xml:"id"`
	Title    string   `xml:"title"`
	Updated  string   `xml:"updated"`
	Author   string   `xml:"author>name"`
	Link     atomLink `xml:"link"`
	Category struct {
		Term string `xml:"term,attr"`
	} `xml:"category"`
	Content string `xml:"content"`
}

// atom writes the page as Atom.
func (f *feed) atom() ([]byte, error) {
	doc := struct {
		XMLName xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
		Lang    string      `xml:"xml:lang,attr"`
		ID      string      `xml:"id"`
		Title   string      `xml:"title"`
		Updated string      `xml:"updated"`
		Links   []atomLink  `xml:"link"`
		Entries []atomEntry `xml:"entry"`
	}{Lang: f.say.Code, ID: f.base + "/feed.atom", Title: f.say.Say("feed.title"), Updated: rfc3339(f.snap.RecordedAt()),
		Links: []atomLink{{"self", media.Atom.Type, f.self}, {"alternate", "text/html", f.base + "/"}}}
	if f.next != "" {
		doc.Links = append(doc.Links, atomLink{"next", media.Atom.Type, f.next})
	}
	for i, n := range f.news {
		e := atomEntry{ID: name(n), Title: f.titleOf(n), Updated: rfc3339(n.Step.RecordedAt), Author: n.Step.Author, Content: f.text(i),
			Link: atomLink{"alternate", "application/json", f.link(n)}}
		if e.Author == "" {
			e.Author = f.say.Say("feed.nobody")
		}
		e.Category.Term = changed(n)
		doc.Entries = append(doc.Entries, e)
	}
	b, err := xml.MarshalIndent(doc, "", " ")
	return append([]byte(xml.Header), b...), err
}

// rfc3339 writes a time; of an empty log the beginning of time, since Atom wants one.
func rfc3339(t time.Time) string {
	if t.IsZero() {
		t = time.Unix(0, 0)
	}
	return t.UTC().Format(time.RFC3339Nano)
}

type jsonItem struct {
	ID       string   `json:"id"`
	URL      string   `json:"url"`
	Title    string   `json:"title"`
	Text     string   `json:"content_text"`
	Modified string   `json:"date_modified"`
	Tags     []string `json:"tags"`
	Own      jsonOwn  `json:"_oblast"`
}

// jsonOwn is what JSON Feed has no member for.
type jsonOwn struct {
	About  string      `json:"about"`
	Kind   record.Kind `json:"kind"`
	Record string      `json:"record"`
	News   string      `json:"news"`   // new, changed, retracted
	Became []string    `json:"became"` // ids of the incidents that it was merged into or split to
	snapshot.Step
}

// json writes the page as JSON Feed.
func (f *feed) json() ([]byte, error) {
	doc := struct {
		Version  string     `json:"version"`
		Title    string     `json:"title"`
		Home     string     `json:"home_page_url"`
		Self     string     `json:"feed_url"`
		Next     string     `json:"next_url,omitempty"`
		Language string     `json:"language"`
		Items    []jsonItem `json:"items"`
		Own      struct {
			About   string     `json:"about"`
			Version string     `json:"version"`
			AsOf    *time.Time `json:"as_of"`
		} `json:"_oblast"`
	}{Version: "https://jsonfeed.org/version/1.1", Title: f.say.Say("feed.title"), Home: f.base + "/", Self: f.self, Next: f.next, Language: f.say.Code, Items: []jsonItem{}}
	about := f.base + "/api"
	doc.Own.About, doc.Own.Version, doc.Own.AsOf = about, f.snap.Version(), asOf(f.snap)
	for i, n := range f.news {
		doc.Items = append(doc.Items, jsonItem{ID: name(n), URL: f.link(n), Title: f.titleOf(n), Text: f.text(i), Modified: rfc3339(n.Step.RecordedAt),
			Tags: []string{changed(n), string(n.Entry.Kind)}, Own: jsonOwn{about, n.Entry.Kind, n.Entry.ID, changed(n), append([]string{}, f.went[i]...), n.Step}})
	}
	return json.Marshal(doc)
}
