package api

import (
	"bytes"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync/atomic"

	"oblast/api/maps"
	"oblast/api/media"
	"oblast/api/params"
	"oblast/api/respond"
	"oblast/api/wording"
	"oblast/assets"
	"oblast/data/totals"
	"oblast/geo/choropleth"

	"github.com/labstack/echo/v4"
)

// pages answer with the map, for a window or for a frame.
type pages struct {
	config    *Config
	maps      *maps.Service
	bundle    *assets.Bundle
	responder *respond.Responder
	landing   echo.HandlerFunc
	last      atomic.Pointer[bootstrap]
}

func newPages(c *Config, m *maps.Service, bundle *assets.Bundle, r *respond.Responder, landing echo.HandlerFunc) *pages {
	return &pages{config: c, maps: m, bundle: bundle, responder: r, landing: landing}
}

// stateParams are the state of the map in its address. The script reads them; the server checks them, so that a wrong
// link says what is wrong with it.
var stateParams = params.Table{
	{Name: "z", Kind: params.Number, Min: 0, Max: 22, Description: "Zoom of the view"},
	{Name: "c", Kind: params.Numbers, Min: 2, Max: 2, Example: "35.9,54.8", Description: "Centre of the view: longitude, latitude"},
	{Name: "from", Kind: params.Date, Example: "2025-08-27", Description: "First date, inclusive"},
	{Name: "to", Kind: params.Date, Example: "2025-08-27", Description: "Last date, inclusive"},
	{Name: "part", Kind: params.Enum, Enum: []string{"all", "night", "day"}, Description: "Nights, days, or both"},
	{Name: "level", Kind: params.Enum, Enum: []string{"country", "region", "district"}, Description: "Level of the regions that are filled"},
	{Name: "measure", Kind: params.Enum, Enum: totals.Measures, Description: "What is counted"},
	{Name: "basis", Kind: params.Enum, Enum: []string{totals.Claimed, totals.Incidents, totals.Reconciled}, Description: "Official totals, incidents, or both"},
	{Name: "per", Kind: params.Enum, Enum: []string{"none", "area", "night", "population"}, Description: "What numbers are divided by"},
	{Name: "method", Kind: params.Enum, Enum: choropleth.Methods, Description: "How classes are made"},
	{Name: "classes", Kind: params.Integer, Min: choropleth.MinClasses, Max: choropleth.MaxClasses, Description: "Most classes"},
	{Name: "breaks", Kind: params.Numbers, Min: 1, Max: choropleth.MaxClasses, Description: "Lower bounds of the classes"},
	{Name: "layers", Kind: params.List, Enum: []string{"totals", "places", "districts", "regions", "waters", "restrictions"}, Description: "Layers that are shown"},
	{Name: "kind", Kind: params.Enum, Enum: []string{"all", "interception", "damage"}, Description: "Kind of the incidents shown"},
	{Name: "grade", Kind: params.List, Enum: []string{"confirmed", "fair", "weak", "contested", "discounted"}, Description: "Grades of the incidents shown"},
	{Name: "within", Kind: params.String, MaxLength: 120, Example: "RU-KLU", Description: "Id of the unit looked at"},
	{Name: "sel", Kind: params.String, MaxLength: 120, Description: "Id of the chosen region or record"},
	{Name: "lang", Kind: params.Enum, Enum: maps.Languages, Description: "Language; else the browser's"},
	{Name: "theme", Kind: params.Enum, Enum: []string{"auto", "light", "dark"}, Description: "Colours; else the browser's"},
	params.Version("as_of", "Version or time of what is shown"),
}

// homeOffers are the forms of the address that is given to anyone, the client's first.
var homeOffers = []media.Offer{media.JSON, media.HTML}

// mapOffers are the same where the address has a state of the map: somebody passed on a link to it, and programs that show
// what is behind a link ask for anything.
var mapOffers = []media.Offer{media.HTML, media.JSON}

// Home answers GET /: the map for a browser, the landing page of the API for a client that reads no HTML or names a
// form.
func (p *pages) Home(c echo.Context) error {
	if strings.Contains(c.Request().URL.RawQuery, "f=") && c.QueryParams().Has("f") {
		return p.landing(c)
	}
	offers := homeOffers
	if c.Request().URL.RawQuery != "" {
		offers = mapOffers
	}
	form, err := media.Choose(c.Request(), "", offers)
	if err != nil {
		return err
	}
	if form.Name != media.HTML.Name {
		return p.landing(c)
	}
	return p.send(c, "index")
}

// Embed answers GET /embed: the map for a frame in somebody's page.
func (p *pages) Embed(c echo.Context) error { return p.send(c, "embed") }

func (p *pages) send(c echo.Context, name string) error {
	if clean, ok := withoutTrackers(c.Request().URL.RawQuery); ok {
		return c.Redirect(http.StatusFound, c.Request().URL.EscapedPath()+clean)
	}
	v, err := stateParams.Read(c.Request())
	if err != nil {
		return err
	}
	snap, lang := p.config.Snapshots.Current(), p.language(c.Request(), v)
	if v.Given("as_of") { // the script asks for it later: a wrong link should say so at once
		if _, err := snap.VersionAt("as_of", v.String("as_of")); err != nil {
			return err
		}
	}
	boot := p.bootstrap(snap)
	overview := boot.Overview
	if v.Given("c") || v.Given("z") || v.Given("sel") {
		overview = "all" // the view may be anywhere
	}
	page := assets.Page{Lang: lang, Title: title[lang], Description: description[lang], Canonical: p.base(c) + "/",
		Preload: []string{"/boundaries/" + boot.BoundaryVersion + "/overview/" + overview + ".topojson", totalsAddress(v)},
		Fallback: []assets.Link{{URL: "/collections?f=html", Text: "Collections"}, {URL: "/collections/incidents/items?f=html", Text: "Incidents"},
			{URL: "/choropleth?f=csv", Text: "Totals (CSV)"}, {URL: "/api?f=html", Text: "API"}}}
	if theme := v.String("theme"); theme != "auto" {
		page.Theme = theme
	}
	own := *boot
	own.Lang, own.Overview = lang, overview
	page.Bootstrap = own
	return p.responder.Send(c, respond.Reply{MediaType: media.HTML.Type, Language: lang, Negotiated: !v.Given("lang"),
		ETag: boot.tag, Modified: snap.ChangedAt(), Key: strings.Join([]string{name, page.Theme, page.Canonical, page.Preload[0], page.Preload[1], v.String("z"), v.String("c"), v.String("layers")}, " "),
		Body: func(dst []byte) ([]byte, error) {
			b := bytes.NewBuffer(dst)
			p.picture(c, boot, v, &page)
			err := p.bundle.Page(b, name, page)
			return b.Bytes(), err
		}})
}

// picture puts into a page what its map shows: the heading, and a picture of it. A page without is as good, only later.
func (p *pages) picture(c echo.Context, boot *bootstrap, v params.Values, page *assets.Page) {
	asked, err := url.Parse(totalsAddress(v))
	if err != nil {
		return
	}
	query := asked.Query()
	query.Set("lang", page.Lang)
	if page.Heading, err = p.maps.Heading(c.Request().Context(), query); err != nil {
		p.config.Log.DebugContext(c.Request().Context(), "no heading", "error", err)
		return
	}
	if boot.Extent == nil || v.Given("layers") && !slices.Contains(v.List("layers"), "totals") {
		return
	}
	at := maps.View{Box: *boot.Extent}
	if centre := v.Numbers("c"); len(centre) == 2 && v.Given("z") {
		at = maps.View{Center: [2]float64(centre), Zoom: v.Float("z"), Fixed: true}
	} else if v.Given("sel") {
		return // the view goes to what is chosen
	}
	if page.First, err = p.maps.First(c.Request().Context(), query, at); err != nil {
		p.config.Log.DebugContext(c.Request().Context(), "no first picture", "error", err)
	}
}

// language is the one that the address names, else the best of those that the browser asks for.
func (p *pages) language(req *http.Request, v params.Values) string {
	named := ""
	if v.Given("lang") {
		named = v.String("lang")
	}
	return wording.Choose(req, named)
}

// base is the address of the service as the client sees it, without a slash at the end.
func (p *pages) base(c echo.Context) string {
	if p.config.BaseURL != "" {
		return strings.TrimRight(p.config.BaseURL, "/")
	}
	return c.Scheme() + "://" + c.Request().Host
}

// totalsAddress is what the script asks for first in a state, letter by letter: only the same address is fetched once.
func totalsAddress(v params.Values) string {
	b := []byte("/choropleth?")
	for _, p := range []struct{ name, otherwise, left string }{
		{"level", "region", ""}, {"measure", "interceptions", ""}, {"basis", totals.Reconciled, ""}, {"from", "", ""}, {"to", "", ""},
		{"part", "", "all"}, {"within", "", ""}, {"per", "", "none"}, {"method", "", "ckmeans"}, {"classes", "", "5"}, {"breaks", "", ""}, {"as_of", "", ""},
	} {
		value := either(v.String(p.name), p.otherwise)
		if value == "" || value == p.left || p.name == "method" && v.Given("breaks") {
			continue
		}
		b = append(b, p.name+"="+asScript.Replace(url.QueryEscape(value))+"&"...)
	}
	return string(append(b, "covered=true&geometry=none"...))
}

// asScript turns Go's escapes of a query into those of the script.
var asScript = strings.NewReplacer("+", "%20", "%2C", ",", "%3A", ":")

// title and description stand in the page before its script runs, and where links to it are shown.
var (
	title = map[string]string{
		"en": "oblast: reported drone interceptions and damage",
		"ru": "oblast: сообщения о перехватах БПЛА и повреждениях",
		"uk": "oblast: повідомлення про перехоплення БпЛА та пошкодження",
	}
	description = map[string]string{
		"en": "Publicly reported, past events on a map: drones intercepted and damage done, with the words that each number comes from.",
		"ru": "Опубликованные сообщения о прошедших событиях на карте: перехваченные беспилотники и повреждения, со словами, из которых взято каждое число.",
		"uk": "Оприлюднені повідомлення про минулі події на мапі: перехоплені безпілотники та пошкодження, зі словами, з яких узято кожне число.",
	}
)
