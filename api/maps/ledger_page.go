package maps

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"net/url"
	"strings"

	"oblast/api/wording"
	"oblast/data/ledger"
	"oblast/data/record"
	"oblast/data/snapshot"
)

//go:embed pages/ledger.html
var ledgerFile embed.FS

// ledgerPage is the ledger for people: one night or day in full, or a list of them.
type ledgerPage struct {
	Lang, Title, Description string
	Style, Self, JSON, CSV   string
	Map, List, AsOf          string
	Languages                []pageLink
	Earlier                  bool // an older state was asked for
	Nights                   []nightPage
	Damage                   []reportPart // what is no interception
	Index                    []indexRow
	Before, After            *pageLink
}

type pageLink struct{ Href, Title, Lang string }

type indexRow struct {
	pageLink
	Scope, Total, NotIn             string
	Reports, Conflicts, Contradicts int
}

// pageWriter writes pages of the ledger in one language, at one state.
type pageWriter struct {
	teller
	service *Service
	as      url.Values // what every address within the ledger takes on: language and state
}

func (s *Service) newPageWriter(snap *snapshot.Snapshot, say *wording.Language, at *url.URL) pageWriter {
	w := pageWriter{teller{snap, say}, s, url.Values{}}
	for _, name := range []string{"lang", "as_of"} {
		if value := at.Query().Get(name); value != "" {
			w.as.Set(name, value)
		}
	}
	return w
}

// link is an address with parameters, name, value, in the language and state of the page.
func (w pageWriter) link(path string, pairs ...string) string {
	query := url.Values{}
	for name, values := range w.as {
		if name == "lang" && strings.HasPrefix(path, "/records/") {
			continue
		}
		query[name] = values
	}
	for i := 0; i+1 < len(pairs); i += 2 {
		query.Set(pairs[i], pairs[i+1])
	}
	if len(query) == 0 {
		return path
	}
	return path + "?" + query.Encode()
}

// appendPage appends the ledger as a page.
func (s *Service) appendPage(dst []byte, snap *snapshot.Snapshot, body ledgerBody, say *wording.Language, at *url.URL, base string) ([]byte, error) {
	t, err := template.New("ledger.html").Funcs(template.FuncMap{"t": say.Say}).ParseFS(ledgerFile, "pages/ledger.html")
	if err != nil {
		return dst, fmt.Errorf("page of the ledger: %w", err)
	}
	as := func(name, value string) string {
		query := at.Query()
		query.Set(name, value)
		return at.Path + "?" + query.Encode()
	}
	w := s.newPageWriter(snap, say, at)
	p := &ledgerPage{Lang: say.Code, Style: s.Style, Self: base + as("f", "html"), JSON: as("f", "json"), CSV: as("f", "csv"), Earlier: at.Query().Has("as_of"),
		Title: say.Say("ledger.title"), Description: say.Say("ledger.about"), List: w.link("/ledger", "f", "html")}
	for _, code := range wording.Codes {
		p.Languages = append(p.Languages, pageLink{as("lang", code), languageNames[code], code})
	}
	if body.AsOf != nil {
		utc := body.AsOf.UTC()
		when := wordsOf(say.Code).dateOf(record.DateOf(utc)) + ", " + utc.Format("15:04 UTC")
		p.AsOf = say.Say("ledger.asof", "when", when, "version", body.Version)
	}
	p.Map = w.link("/", "from", body.Period.From.String(), "to", body.Period.To.String())
	if body.Period.From == body.Period.To && !body.Period.undated {
		w.fill(p, body)
	} else {
		for i := range body.Nights {
			p.Index = append(p.Index, w.index(&body.Nights[i]))
		}
	}
	b := bytes.NewBuffer(dst)
	err = t.Execute(b, p)
	return b.Bytes(), err
}

// languageNames are what languages call themselves.
var languageNames = map[string]string{"en": "English", "ru": "Русский", "uk": "Українська"}

// fill writes one night or day out.
func (w pageWriter) fill(p *ledgerPage, body ledgerBody) {
	p.Title = capitalised(wordsOf(w.say.Code).period(body.Period))
	p.Description = w.say.Say("ledger.about.night")
	for i := range body.Nights {
		p.Nights = append(p.Nights, w.night(&body.Nights[i], body))
	}
	p.Damage = w.damage(body.Period)
	p.Before, p.After = w.neighbours(body.Period)
}

// linkTo leads to the page of a night or day.
func (w pageWriter) linkTo(s ledger.Slot) pageLink {
	date, part := s.Date.String(), s.Part.String()
	return pageLink{Href: w.link("/ledger", "f", "html", "from", date, "part", part, "to", date),
		Title: capitalised(wordsOf(w.say.Code).period(period{From: s.Date, To: s.Date, Part: part}))}
}

// neighbours are the nearest nights or days before and after that have something.
func (w pageWriter) neighbours(p period) (before, after *pageLink) {
	for _, b := range w.snap.Ledger().Books() {
		if len(b.Accounts) == 0 || b.Slot.Part == ledger.PartUndated || p.Part != "all" && p.Part != b.Slot.Part.String() {
			continue
		}
		switch link := w.linkTo(b.Slot); {
		case b.Slot.Date < p.From:
			before = &link
		case b.Slot.Date > p.To && after == nil:
			after = &link
		}
	}
	return before, after
}

func (w pageWriter) index(n *account) indexRow {
	row := indexRow{Scope: w.units(n.Scope), Total: w.say.Say("ledger.notkept"), Conflicts: len(n.Conflicts), Reports: len(n.Untested), Contradicts: len(n.Checks)}
	row.pageLink = pageLink{Href: w.link("/ledger", "f", "html"), Title: w.say.Say("ledger.undated")}
	if n.Date != nil {
		slot := ledger.Slot{Date: *n.Date}
		if n.NightOf == nil {
			slot.Part = ledger.PartDay
		}
		row.pageLink = w.linkTo(slot)
	}
	for _, list := range linkLists(n) {
		row.Reports += len(list.links)
	}
	if n.Total != nil {
		row.Total, row.NotIn = w.triple(n.Total), w.bounds(*n.NotInIncidents)
	}
	return row
}
