package exchange

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"oblast/data/record"
	"oblast/data/store"
	"oblast/geo/decode"
	"oblast/geo/fault"
)

// posts is the source of a Telegram channel's export, result.json: each post is a document and, where it has words, a
// draft statement. A post that was edited is a document of its own that derives from the first one; so does a forward
// from a document of the channel where it comes from.
type posts struct {
	options *Options
	known   *store.Appender
	name    string
	id      int64
	kind    string
	once    sync.Once
	edits   map[string][]string // of the log: statements by the post that they are of
}

func (p *posts) frame() frame {
	head, err := json.Marshal(map[string]any{"name": p.name, "type": p.kind, "id": p.id})
	if err != nil || len(head) == 0 {
		head = []byte("{}")
	}
	return frame{string(head[:len(head)-1]) + ",\"messages\":[\n", ",\n", "\n]}\n"}
}

// post is a message of the export, as far as it is read here.
type post struct {
	ID         int64          `json:"id"`
	Type       string         `json:"type"`
	Date       string         `json:"date"`
	DateUnix   string         `json:"date_unixtime"`
	EditedUnix string         `json:"edited_unixtime"`
	Forwarded  string         `json:"forwarded_from"`
	Text       jsontext.Value `json:"text"`
	Poll       struct {
		Question jsontext.Value `json:"question"`
	} `json:"poll"`
}

// words are what a post says: its text, then the question of its poll. What may be answered, and how many did, is nobody's
// statement.
func (m *post) words() string {
	return strings.TrimSpace(plainText(m.Text) + "\n" + plainText(m.Poll.Question))
}

func (p *posts) scan(in io.Reader, yield func(item) bool) error {
	in, err := decode.Unmarked(in)
	if err != nil {
		return err
	}
	lines := &lineCounter{in: in}
	dec := jsontext.NewDecoder(lines, jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true))
	err = p.read(dec, lines, yield)
	var syntax *jsontext.SyntacticError
	var shape *json.SemanticError
	switch {
	case err == nil, errors.Is(err, errHadEnough):
		return nil
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		yield(item{line: lines.at(dec.InputOffset()), err: &fault.FieldError{Problem: "is no export of a Telegram channel: it ends too early"}})
	case errors.As(err, &syntax):
		yield(item{line: lines.at(syntax.ByteOffset), err: &fault.FieldError{Problem: "is not JSON: " + syntax.Err.Error()}})
	case errors.As(err, &shape), errors.Is(err, fault.ErrInvalid):
		yield(item{line: lines.at(dec.InputOffset()), err: &fault.FieldError{Problem: "is no export of a Telegram channel (result.json): " + strings.TrimPrefix(err.Error(), ": ")}})
	default:
		return fmt.Errorf("read line %d: %w", lines.at(dec.InputOffset()), err)
	}
	return nil
}

// published are the kinds of chats that anybody may read, or whoever has their address; some exports name none.
var published = []string{"", "public_channel", "private_channel", "public_supergroup"}

// errHadEnough ends a reading.
var errHadEnough = errors.New("had enough")

// read reads the channel's own keys, and its messages one by one. An export of all chats holds the channel deeper down:
// it has to be exported by itself.
func (p *posts) read(dec *jsontext.Decoder, lines *lineCounter, yield func(item) bool) error {
	if dec.PeekKind() != '{' {
		if _, err := dec.ReadToken(); err != nil {
			return err
		}
		return &fault.FieldError{Problem: "it is no object"}
	}
	if _, err := dec.ReadToken(); err != nil {
		return err
	}
	seen := false
	for dec.PeekKind() == '"' {
		key, err := dec.ReadToken()
		if err != nil {
			return err
		}
		switch name := key.String(); {
		case name == "messages" && dec.PeekKind() == '[':
			if p.id == 0 {
				return &fault.FieldError{Problem: "the id of the channel does not stand before its messages"}
			}
			if !slices.Contains(published, p.kind) {
				return &fault.FieldError{Problem: fmt.Sprintf("it is a %s; only what was published is imported: a channel, or a public group", strings.ReplaceAll(p.kind, "_", " "))}
			}
			seen = true
			err = p.messages(dec, lines, yield)
		case name == "name" && dec.PeekKind() == '"':
			err = json.UnmarshalDecode(dec, &p.name)
		case name == "type" && dec.PeekKind() == '"':
			err = json.UnmarshalDecode(dec, &p.kind)
		case name == "id" && dec.PeekKind() == '0':
			err = json.UnmarshalDecode(dec, &p.id)
		default:
			err = dec.SkipValue()
		}
		if err != nil {
			return err
		}
	}
	if _, err := dec.ReadToken(); err != nil {
		return err
	}
	if !seen {
		return &fault.FieldError{Problem: "it has no messages; export the channel by itself, as JSON"}
	}
	return nil
}

func (p *posts) messages(dec *jsontext.Decoder, lines *lineCounter, yield func(item) bool) error {
	if _, err := dec.ReadToken(); err != nil {
		return err
	}
	for n := 1; dec.PeekKind() != ']'; n++ {
		value, err := dec.ReadValue()
		if err != nil {
			return err
		}
		it := item{line: lines.at(dec.InputOffset() - int64(len(value))), feature: n}
		raw := bytes.Clone(value)
		var m post
		switch err := json.Unmarshal(raw, &m, jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true)); {
		case len(raw) > record.MaxLine:
			it.err = &fault.FieldError{Problem: fmt.Sprintf("the post is longer than %d bytes", record.MaxLine)}
		case err != nil:
			it.err = &fault.FieldError{Problem: "is not a post: " + err.Error()}
		case m.Type != "message":
			continue // a service message: somebody joined, a picture was changed
		default:
			it.make = func() (made, error) { return p.make(&m) }
		}
		if p.options.KeepGoing {
			it.raw = raw
		}
		if !yield(it) {
			return errHadEnough
		}
	}
	_, err := dec.ReadToken()
	return err
}

// make makes the records of a post.
func (p *posts) make(m *post) (made, error) {
	if m.ID <= 0 {
		return made{}, &fault.FieldError{Field: "/id", Problem: "is missing"}
	}
	at, err := unixTime(m.DateUnix, m.Date)
	if err != nil {
		return made{}, noTime("/date_unixtime", first(m.DateUnix, m.Date))
	}
	base := fmt.Sprintf("tg-%d-%d", p.id, m.ID)
	original := p.document("doc-"+base, at, m.ID)
	out := made{records: []record.Record{original}}
	text := m.words()
	if m.Forwarded != "" {
		origin := &record.Document{Kind: record.KindDocument, ID: "doc-tg-from-" + digest(m.Forwarded, text), Publisher: &m.Forwarded, PublisherRole: "other", DerivedFrom: []string{}}
		original.DerivedFrom = append(original.DerivedFrom, origin.ID)
		out.records, out.shared = []record.Record{origin, original}, 1
	}
	document, statement := original.ID, "st-"+base
	var supersedes *string
	if m.EditedUnix != "" {
		edited, err := unixTime(m.EditedUnix, "")
		if err != nil {
			return made{}, noTime("/edited_unixtime", m.EditedUnix)
		}
		again := p.document(fmt.Sprintf("doc-%s-e%d", base, edited.Unix()), edited, m.ID)
		again.DerivedFrom = append(again.DerivedFrom, original.ID)
		out.records = append(out.records, again)
		document = again.ID
		supersedes = p.before(base, edited.Unix())
		statement = fmt.Sprintf("st-%s-e%d", base, edited.Unix())
	}
	if text == "" {
		return out, nil
	}
	channel := "telegram"
	st := &record.Statement{Kind: record.KindStatement, ID: statement, Document: document, Speaker: textOrNull(p.name), SpeakerRole: "other",
		Channel: &channel, Quote: text, Supersedes: supersedes, Checks: []record.Check{}}
	if m.Forwarded != "" {
		st.Speaker = &m.Forwarded
	}
	if p.options.NoQuotes {
		st.Quote = ""
	}
	out.records = append(out.records, st)
	return out, nil
}

func noTime(field, value string) error {
	return &fault.FieldError{Field: field, Value: value, Problem: fmt.Sprintf("%q is no time in seconds since 1970", value)}
}

// before returns the statement that an edit replaces: the newest one that an earlier export brought, nil where none did.
func (p *posts) before(base string, edited int64) *string {
	p.once.Do(p.index)
	var newest string
	var at int64 = -1
	for _, id := range p.edits[base] {
		_, suffix, _ := strings.Cut(strings.TrimPrefix(id, "st-"+base), "-e")
		t, err := strconv.ParseInt(suffix, 10, 64)
		if suffix == "" {
			t, err = 0, nil
		}
		if err == nil && t < edited && t > at {
			newest, at = id, t
		}
	}
	return textOrNull(newest)
}

// index finds the statements that earlier exports of the channel brought.
func (p *posts) index() {
	p.edits = map[string][]string{}
	if p.known == nil {
		return
	}
	for id := range p.known.Standing(fmt.Sprintf("st-tg-%d-", p.id)) {
		base, _, _ := strings.Cut(strings.TrimPrefix(id, "st-"), "-e")
		p.edits[base] = append(p.edits[base], id)
	}
}

func (p *posts) document(id string, at time.Time, post int64) *record.Document {
	d := &record.Document{Kind: record.KindDocument, ID: id, Publisher: textOrNull(p.name), PublisherRole: "other", PublishedAt: &at, DerivedFrom: []string{}}
	if p.options.Channel != "" {
		url := fmt.Sprintf("%s/%d", strings.TrimSuffix(p.options.Channel, "/"), post)
		d.URL = &url
	}
	return d
}

// unixTime reads seconds since 1970; older exports have only a local time, which is taken as UTC for want of a zone.
func unixTime(seconds, local string) (time.Time, error) {
	if seconds == "" {
		return time.Parse("2006-01-02T15:04:05", local)
	}
	n, err := strconv.ParseInt(seconds, 10, 64)
	if err == nil && (n < 0 || n > 4102444800) {
		err = strconv.ErrRange
	}
	return time.Unix(n, 0).UTC(), err
}

// plainText joins the text of a post: a string, or a list of strings and of pieces with a text.
func plainText(text jsontext.Value) string {
	var whole string
	if json.Unmarshal(text, &whole, jsontext.AllowInvalidUTF8(true)) == nil {
		return strings.TrimSpace(whole)
	}
	var pieces []jsontext.Value
	if json.Unmarshal(text, &pieces, jsontext.AllowInvalidUTF8(true), jsontext.AllowDuplicateNames(true)) != nil {
		return ""
	}
	var b strings.Builder
	for _, piece := range pieces {
		var s string
		var part struct {
			Text string `json:"text"`
		}
		if json.Unmarshal(piece, &s, jsontext.AllowInvalidUTF8(true)) == nil {
			b.WriteString(s)
		} else if json.Unmarshal(piece, &part, jsontext.AllowInvalidUTF8(true), jsontext.AllowDuplicateNames(true)) == nil {
			b.WriteString(part.Text)
		}
	}
	return strings.TrimSpace(b.String())
}
