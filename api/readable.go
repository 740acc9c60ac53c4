package api

import (
	"bytes"
	"net/http"
	"net/url"

	"oblast/api/media"
	"oblast/api/params"
	"oblast/api/problem"
	"oblast/assets"

	"github.com/labstack/echo/v4"
)

// problemOffers are the forms of an error: a page for who asks for one, else JSON.
var problemOffers = []media.Offer{{Name: "json", Type: problem.MediaType}, media.HTML}

// readable makes the page of a problem for a person; nil for a program.
func (p *pages) readable(c echo.Context, d problem.Details) []byte {
	req := c.Request()
	query := req.URL.Query()
	if form := query.Get("f"); form != "" && form != media.HTML.Name {
		return nil
	}
	if form, err := media.Choose(req, "", problemOffers); err != nil || form.Name != media.HTML.Name {
		return nil
	}
	lang := p.language(req, params.Values{})
	for _, known := range wrong {
		if known.lang == query.Get("lang") {
			lang = known.lang
		}
	}
	page := assets.Problem{Lang: lang, Detail: d.Detail, Status: d.Status, Instance: d.Instance}
	for _, known := range wrong {
		if known.lang == lang {
			known.fill(&page, req.URL, d)
		}
	}
	var b bytes.Buffer
	if err := p.bundle.Problem(&b, page); err != nil {
		return nil
	}
	h := c.Response().Header()
	h.Set("Content-Language", lang)
	h.Add("Vary", "Accept, Accept-Language")
	return b.Bytes()
}

// wrongWords say that an address leads nowhere, in one language.
type wrongWords struct {
	lang, address, missing, ours, lead, leadOurs, without, start string
}

var wrong = []wrongWords{
	{"en", "This address asks for something that cannot be shown", "There is nothing at this address", "The server could not answer just now",
		"What is wrong with it, and what is allowed:", "The fault is ours; it has been noted.", "The same without what is wrong", "The whole map"},
	{"ru", "Адрес просит о том, чего нельзя показать", "По этому адресу ничего нет", "Сервер сейчас не может ответить",
		"Что в нём неверно и что допустимо:", "Ошибка наша, она записана.", "То же без неверного", "Вся карта"},
	{"uk", "Адреса просить про те, чого не можна показати", "За цією адресою нічого немає", "Сервер зараз не може відповісти",
		"Що в ній хибне і що дозволено:", "Помилка наша, її записано.", "Те саме без хибного", "Уся мапа"},
}

// fill says what is wrong and which ways lead on: the same address without its wrong parameters where that is one, and the
// map.
func (w *wrongWords) fill(page *assets.Problem, at *url.URL, d problem.Details) {
	page.Title, page.Lead = w.address, w.lead
	switch {
	case d.Status >= http.StatusInternalServerError:
		page.Title, page.Lead = w.ours, w.leadOurs
	case d.Status == http.StatusNotFound:
		page.Title = w.missing
	}
	left := at.Query()
	for _, f := range d.Errors {
		page.Faults = append(page.Faults, assets.Fault{Field: f.Field, Value: f.Value, Detail: f.Detail, Allowed: f.Allowed})
		left.Del(f.Field)
	}
	if d.Status == http.StatusBadRequest && len(left) < len(at.Query()) {
		rest := url.URL{Path: at.Path, RawQuery: left.Encode()}
		page.Ways = append(page.Ways, assets.Link{URL: rest.String(), Text: w.without})
	}
	page.Ways = append(page.Ways, assets.Link{URL: "/", Text: w.start}, assets.Link{URL: "/api?f=html", Text: "API"})
}
