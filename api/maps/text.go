package maps

import (
	"bytes"
	"fmt"
	"net/url"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"oblast/api/params"
	"oblast/api/problem"
	"oblast/api/respond"
	"oblast/geo/fault"
	"oblast/geo/geocode/mention"
	"oblast/geo/region"

	"github.com/labstack/echo/v4"
)

// mostArticle bounds a text, in bytes.
const mostArticle = 1 << 20

// TextParams are the parameters of POST /geocode/text.
var TextParams = params.Table{
	{Name: "within", Kind: params.String, MaxLength: 40, Names: true, Example: "RU", Description: "Id of the unit that all places lie in"},
	{Name: "source", Kind: params.String, MaxLength: 100, Description: "Where the text is from: reviewers' decisions that hold for this source alone count too"},
	{Name: "lang", Kind: params.Enum, Enum: Languages, Description: "Language of names; without it that of the text"},
	{Name: "at", Kind: params.Date, Example: "2019-06-01", Description: "Date at which places must have been valid"},
	decidedParam,
	geometryParam("point"),
	{Name: "zoom", Kind: params.Number, Min: 0, Max: 22, Default: "6", Description: "Zoom of a web map that areas are drawn for: decides their detail"},
	jsonParam,
}

// textBody is the JSON form of a text: what is not given is taken from the address.
type textBody struct {
	Text   *string `json:"text"`
	Lang   *string `json:"lang"`
	Within *string `json:"within"`
	At     *string `json:"at"`
}

// GeocodeText answers POST /geocode/text: the places that a text speaks of, with where they stand in it.
func (s *Service) GeocodeText(c echo.Context) error {
	defer s.room.hold(c)()
	text, v, err := s.readText(c)
	if err != nil {
		return err
	}
	with, err := s.decider(c.Request().Context(), v)
	if err != nil {
		return err
	}
	in := mention.Text{Text: text, Lang: v.String("lang"), Within: v.String("within")}
	if v.Set("at") {
		in.At = v.Date("at").Format(time.DateOnly)
	}
	portion, err := s.room.text(c.Request().Context(), len(text))
	if err != nil {
		return err
	}
	defer portion.shrink(0)
	found, err := with.scanner().Scan(c.Request().Context(), in)
	if err != nil {
		return err
	}
	f := Form{Lang: found.Lang, Geometry: v.String("geometry"), Detail: region.ForZoom(v.Float("zoom"))}
	return s.Responder.Send(c, respond.Reply{MediaType: "application/geo+json", CacheControl: respond.NoStore, Language: found.Lang,
		Body: func(dst []byte) ([]byte, error) {
			dst = s.AppendText(dst, text, &found, f, with.decided)
			found = mention.Result{} // the answer may be long on its way
			portion.shrink(cap(dst))
			return dst, nil
		}})
}

// readText reads a text, as text/plain or in JSON, and the parameters.
func (s *Service) readText(c echo.Context) (string, params.Values, error) {
	kind := contentType(c)
	if kind != "text/plain" && !isJSON(kind) {
		return "", params.Values{}, fmt.Errorf(`%w: send the text as text/plain in UTF-8, or as application/json: {"text": "..."}`, problem.ErrUnsupportedMediaType)
	}
	body, err := readBody(c, 4*mostArticle)
	if err != nil {
		return "", params.Values{}, err
	}
	asked, err := url.ParseQuery(c.Request().URL.RawQuery)
	if err != nil {
		_, err := TextParams.Read(c.Request())
		return "", params.Values{}, err
	}
	text := string(body)
	if isJSON(kind) {
		if text, err = readTextJSON(body, asked); err != nil {
			return "", params.Values{}, err
		}
	}
	v, err := TextParams.Parse(asked)
	faults := fault.Fields(err)
	if err == nil {
		_, err = withinUnit(v, s.Gazetteer.Tree)
		faults = fault.Fields(err)
	}
	return text, v, joined(append(faults, textFaults(text)...))
}

// readTextJSON reads the JSON form, and puts its other members beside the parameters.
func readTextJSON(body []byte, asked url.Values) (string, error) {
	var given textBody
	err := decodeWhole(bytes.TrimSpace(body), &given)
	if err == nil && given.Text == nil {
		return "", &fault.FieldError{Field: "/text", Problem: "is required", Allowed: []string{"the text, as a string"}}
	}
	if err != nil {
		return "", &fault.FieldError{Field: "body", Problem: unreadable(err), Allowed: []string{`{"text":"In the Kaluga region ...","lang":"en"}`}}
	}
	for name, value := range map[string]*string{"lang": given.Lang, "within": given.Within, "at": given.At} {
		if value != nil {
			asked[name] = append(asked[name], *value)
		}
	}
	return *given.Text, nil
}

// VisiblePattern is what isVisible tells, as the description says it: dialects of patterns do not agree on \s.
const VisiblePattern = `[^\t-\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]`

// isVisible tells that a character is neither white space nor a byte order mark.
func isVisible(r rune) bool { return !unicode.IsSpace(r) && r != '\ufeff' }

// textFaults tells what is wrong with a text.
func textFaults(text string) []*fault.FieldError {
	one := func(problem, allowed string) []*fault.FieldError {
		return []*fault.FieldError{{Field: "text", Problem: problem, Allowed: []string{allowed}}}
	}
	switch {
	case !strings.ContainsFunc(text, isVisible):
		return one("is empty", "an article, a post or a sentence")
	case len(text) > mostArticle:
		return one(fmt.Sprintf("is longer than %d bytes", mostArticle), "the text in parts")
	case !utf8.ValidString(text):
		return one("is neither UTF-8, nor UTF-16 with a byte order mark, nor Windows-1251", "text in UTF-8; other encodings are to be converted first")
	}
	return nil
}
