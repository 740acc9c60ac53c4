// Package assets holds the built front end: hashed scripts and styles to be served for ever, and the two pages that load
// them. What goes in is built from src by cmd/buildassets; what comes out are files, their addresses, and finished HTML.
// Everything here is read-only and safe for concurrent use.
package assets

import (
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"html/template"
	"io"
	"io/fs"
)

//go:embed dist
var dist embed.FS

//go:embed pages
var pages embed.FS

// policy is the Content-Security-Policy of the pages: no inline script, no inline style but the one whose hash it names,
// nothing from another host.
const policy = "default-src 'none'; script-src 'self'; style-src 'self' 'sha256-%s'; img-src 'self' data: blob:; connect-src 'self'; " +
	"base-uri 'none'; form-action 'self'; frame-ancestors %s"

// Prefix is the path under which FS is to be served.
const Prefix = "/assets/"

// entry is a line of manifest.json: the hashed file of a logical name, and what it imports at once.
type entry struct {
	File    string   `json:"file"`
	Imports []string `json:"imports"`
}

// Bundle is the built front end.
type Bundle struct {
	files     fs.FS
	manifest  map[string]entry
	templates *template.Template
	first     template.CSS // style of the first picture, which stands in the page
	policies  [2]string
}

// Open reads the manifest and the pages.
func Open() (*Bundle, error) {
	files, err := fs.Sub(dist, "dist")
	if err != nil {
		return nil, err
	}
	b := &Bundle{files: files}
	raw, err := fs.ReadFile(files, "manifest.json")
	if err != nil {
		return nil, err
	}
	if err := json.Unmarshal(raw, &b.manifest); err != nil {
		return nil, fmt.Errorf("manifest.json: %w", err)
	}
	if b.templates, err = template.ParseFS(pages, "pages/*.html"); err != nil {
		return nil, err
	}
	for _, name := range []string{"map.js", "embed.js", "first.css", "map.css", "page.css", "icon.svg"} {
		if _, ok := b.manifest[name]; !ok {
			return nil, fmt.Errorf("manifest.json has no %s", name)
		}
	}
	first, err := fs.ReadFile(files, b.manifest["first.css"].File)
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(first)
	hash := base64.StdEncoding.EncodeToString(sum[:])
	b.first, b.policies = template.CSS(first), [2]string{fmt.Sprintf(policy, hash, "'self'"), fmt.Sprintf(policy, hash, "*")}
	return b, nil
}

// SecurityPolicy is the Content-Security-Policy that the pages are to be sent with, those for frames excepted.
func (b *Bundle) SecurityPolicy() string { return b.policies[0] }

// EmbedSecurityPolicy is the Content-Security-Policy of the page that stands in frames of anybody's pages.
func (b *Bundle) EmbedSecurityPolicy() string { return b.policies[1] }

// FS holds the files to serve under Prefix. Their names carry a hash of what is in them, so they never change; only
// manifest.json does.
func (b *Bundle) FS() fs.FS { return b.files }

// URL is the address of a logical name (`map.js`, `map.css`, `messages/ru.json`), or "" when there is none.
func (b *Bundle) URL(logical string) string {
	e, ok := b.manifest[logical]
	if !ok {
		return ""
	}
	return Prefix + e.File
}

// Messages are the map's words in a language: JSON, a text a key or its plural forms. It is nil for one that is not there.
func (b *Bundle) Messages(lang string) []byte {
	e, ok := b.manifest["messages/"+lang+".json"]
	if !ok {
		return nil
	}
	raw, err := fs.ReadFile(b.files, e.File)
	if err != nil {
		return nil // the manifest is that of the files embedded with it
	}
	return raw
}

// Link is an address with its words, for readers without script.
type Link struct{ URL, Text string }

// Page is what a page says before its script runs.
type Page struct {
	Lang        string // `en`, `ru` or `uk`
	Theme       string // `light`, `dark`, or "" for the reader's own
	Title       string
	Heading     string // what the map shows, or ""
	Description string
	Canonical   string        // absolute address of the page, or ""
	Image       string        // absolute address of a picture of it, or ""
	Preload     []string      // addresses that the script will ask for first: the overview of the boundaries, the totals
	First       template.HTML // picture of the map before its script has come, trusted; or ""
	Bootstrap   any           // becomes JSON
	Fallback    []Link
}

// Page writes the page called `index` or `embed`. Every value is escaped for its place; Bootstrap is JSON that cannot end
// its script element.
func (b *Bundle) Page(w io.Writer, name string, p Page) error {
	script := map[string]string{"index": "map.js", "embed": "embed.js"}[name]
	if script == "" {
		return fmt.Errorf("no page called %q", name)
	}
	if p.Lang == "" {
		p.Lang = "en"
	}
	var modules []string
	for _, file := range b.manifest[script].Imports {
		modules = append(modules, Prefix+file)
	}
	if words := b.URL("messages/" + p.Lang + ".json"); words != "" {
		p.Preload = append([]string{words}, p.Preload...)
	}
	return b.templates.ExecuteTemplate(w, name+".html", struct {
		Page
		Critical            template.CSS
		Script, Style, Icon string
		Modules             []string
	}{p, b.first, b.URL(script), b.URL("map.css"), b.URL("icon.svg"), modules})
}

// Fault is one wrong parameter of an address.
type Fault struct {
	Field, Value, Detail string
	Allowed              []string
}

// Problem is a page that says what is wrong with an address.
type Problem struct {
	Lang     string
	Title    string
	Lead     string
	Detail   string  // shown where there are no faults
	Faults   []Fault // in English, as the API has them
	Ways     []Link  // on from here
	Status   int
	Instance string // name of the request, or ""
}

// Problem writes the page of a problem.
func (b *Bundle) Problem(w io.Writer, p Problem) error {
	return b.templates.ExecuteTemplate(w, "problem.html", struct {
		Problem
		Style, Icon string
	}{p, b.URL("page.css"), b.URL("icon.svg")})
}
