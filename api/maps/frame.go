package maps

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"net/url"
	"strings"

	"oblast/api/wording"
	"oblast/data/record"
	"oblast/data/snapshot"
)

//go:embed pages/*.html
var pageFiles embed.FS

// frame is what stands around every page: its names, languages and forms, and of which state it is.
type frame struct {
	Lang, Title, Description string
	Style, Self, JSON, CSV   string
	Map, Up, UpTitle, AsOf   string // Up is what the page is one of
	Coverage                 string // which places sources speak of in the same period
	Languages                []pageLink
	Earlier                  bool // an older state was asked for
}

type pageLink struct{ Href, Title, Lang string }

// languageNames are what languages call themselves.
var languageNames = map[string]string{"en": "English", "ru": "Русский", "uk": "Українська"}

// pageWriter writes pages in one language, at one state.
type pageWriter struct {
	teller
	service *Service
	at      *url.URL   // of the page
	base    string     // of the server
	as      url.Values // what every address within takes on: language and state
}

func (s *Service) newPageWriter(snap *snapshot.Snapshot, say *wording.Language, at *url.URL, base string) pageWriter {
	w := pageWriter{teller{snap, say}, s, at, base, url.Values{}}
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

// same is the address of the page with one parameter set.
func (w pageWriter) same(name, value string) string {
	query := w.at.Query()
	query.Set(name, value)
	return w.at.Path + "?" + query.Encode()
}

// frame returns the frame of a page about a period.
func (w pageWriter) frame(title, description string, p period) frame {
	f := frame{Lang: w.say.Code, Title: title, Description: description, Style: w.service.Style, Self: w.base + w.same("f", "html"),
		JSON: w.same("f", "json"), CSV: w.same("f", "csv"), Earlier: w.at.Query().Has("as_of")}
	for _, code := range wording.Codes {
		f.Languages = append(f.Languages, pageLink{w.same("lang", code), languageNames[code], code})
	}
	if recorded := asOf(w.snap); recorded != nil {
		utc := recorded.UTC()
		when := wordsOf(w.say.Code).dateOf(record.DateOf(utc)) + ", " + utc.Format("15:04 UTC")
		f.AsOf = w.say.Say("ledger.asof", "when", when, "version", w.snap.Version())
	}
	f.Map, f.Coverage = w.onMap(p), w.of("/coverage", p, "f", "html")
	return f
}

// onMap leads to the map of a period; pairs are more of its state, name, value.
func (w pageWriter) onMap(p period, pairs ...string) string { return w.of("/", p, pairs...) }

// of is the address of something of a period.
func (w pageWriter) of(path string, p period, pairs ...string) string {
	if !p.undated {
		pairs = append(pairs, "from", p.From.String(), "to", p.To.String())
	}
	if p.Part != "" && p.Part != "all" {
		pairs = append(pairs, "part", p.Part)
	}
	return w.link(path, pairs...)
}

// appendTo appends the page that a template makes of its values.
func (w pageWriter) appendTo(dst []byte, name string, values any) ([]byte, error) {
	t, err := template.New(name).Funcs(template.FuncMap{"t": w.say.Say}).ParseFS(pageFiles, "pages/frame.html", "pages/"+name)
	if err != nil {
		return dst, fmt.Errorf("page %s: %w", name, err)
	}
	b := bytes.NewBuffer(dst)
	err = t.Execute(b, values)
	return b.Bytes(), err
}
