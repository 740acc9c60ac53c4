package maps

import (
	"errors"
	"strings"
	"time"
	"unicode"

	"oblast/api/params"
	"oblast/api/respond"
	"oblast/geo/geocode"
	"oblast/geo/region"

	"github.com/labstack/echo/v4"
)

// mostText bounds a query's text, in bytes: a place name, not a page.
const mostText = 500

// mostAnswers is how many answers a query may have, and askedLevels are those that it may ask for.
const mostAnswers = 20

var askedLevels = []string{"country", "region", "district", "water_area", "composite_region"}

// GeocodeParams are the parameters of GET /geocode.
var GeocodeParams = params.Table{
	{Name: "q", Kind: params.String, Required: true, MaxLength: mostText, Pattern: wordsPattern, Example: "Dzerzhinsky district, Kaluga region", Description: "Words that name a place in English, Russian or Ukrainian, its parents in any order. For whole articles there is POST /geocode/text"},
	{Name: "prefix", Kind: params.Boolean, Default: "false", Description: "The text is the beginning of a name, as somebody types it: places whose names go on with it, the likeliest first, without probabilities"},
	{Name: "within", Kind: params.String, MaxLength: 40, Names: true, Example: "RU-KLU", Description: "Id of the unit that the place lies in"},
	{Name: "level", Kind: params.Enum, Enum: askedLevels, Description: "Only places of this level"},
	{Name: "source", Kind: params.String, MaxLength: 100, Description: "What the words were read in: reviewers' decisions that hold for this source alone count too"},
	langParam(),
	{Name: "at", Kind: params.Date, Example: "2019-06-01", Description: "Date at which the place must have been valid"},
	decidedParam,
	{Name: "limit", Kind: params.Integer, Min: 1, Max: mostAnswers, Default: "5", Description: "Most answers"},
	geometryParam("polygon"),
	{Name: "zoom", Kind: params.Number, Min: 0, Max: 22, Default: "6", Description: "Zoom of a web map that areas are drawn for: decides their detail"},
	jsonParam,
}

// decidedParam chooses the decisions of an older state of the log.
var decidedParam = params.Version("as_of", "Reviewers' decisions as they stood at a version (a number of revisions) or at a time; without it the newest. Borders and names are those of today: at is for those.")

// Geocode answers GET /geocode: the places that words mean, or, with prefix, those that they begin to name, as
// GeocodeJSON.
func (s *Service) Geocode(c echo.Context) error {
	v, err := GeocodeParams.Read(c.Request())
	if err != nil {
		return err
	}
	q, err := s.geocodeQuery(v)
	if err = errors.Join(controlFault(v), err); err != nil {
		return err
	}
	with, err := s.decider(c.Request().Context(), v)
	if err != nil {
		return err
	}
	f := Form{Lang: q.Lang, Geometry: v.String("geometry"), Detail: region.ForZoom(v.Float("zoom"))}
	reply := respond.Reply{MediaType: "application/geo+json", ETag: s.places() + with.tag, Key: c.Request().URL.RequestURI(), Language: f.Lang}
	reply.Body = func(dst []byte) ([]byte, error) {
		answer := with.coder.Geocode(q)
		return append(s.AppendAnswer(dst, &answer, f, with.decided), '\n'), nil
	}
	if v.Bool("prefix") {
		if !v.Given("geometry") {
			f.Geometry = "point"
		}
		reply.Body = func(dst []byte) ([]byte, error) {
			return s.appendCompletions(dst, with.coder, geocode.PrefixQuery{Text: q.Text, Within: q.Within, Level: q.Level, Lang: q.Lang, At: q.At, Limit: q.Limit}, f), nil
		}
	}
	return s.Responder.Send(c, reply)
}

// wordsPattern keeps control characters out that are no white space.
const wordsPattern = `^[^\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]*$`

// controlFault refuses a text with control characters. One without words is a question without an answer, which says so.
func controlFault(v params.Values) error {
	if strings.ContainsFunc(v.String("q"), isControl) {
		return v.Fault("q", "has a control character", "words that name a place, as text without control characters")
	}
	return nil
}

// isControl tells what wordsPattern keeps out.
func isControl(r rune) bool { return unicode.IsControl(r) && !unicode.IsSpace(r) }

// appendCompletions appends the places whose names go on with a text.
func (s *Service) appendCompletions(dst []byte, coder *geocode.Geocoder, q geocode.PrefixQuery, f Form) []byte {
	places := coder.Prefix(q)
	dst = s.openAnswer(dst, q.Text)
	for i := range places {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = append(dst, `{"type":"Feature","properties":{"geocoding":{`...)
		dst = s.appendPlace(dst, &places[i], f.Lang)
		dst = append(dst, `}},"geometry":`...)
		dst = append(s.appendPlaceGeometry(dst, &places[i], f), '}')
	}
	return append(dst, "]}\n"...)
}

func (s *Service) geocodeQuery(v params.Values) (geocode.Query, error) {
	q := geocode.Query{Text: v.String("q"), Within: v.String("within"), Lang: v.String("lang"), Limit: v.Int("limit")}
	if _, err := withinUnit(v, s.Gazetteer.Tree); err != nil {
		return q, err
	}
	if v.Set("level") {
		level, err := region.ParseLevel(v.String("level"))
		if err != nil {
			return q, err
		}
		q.Level = &level
	}
	if v.Set("at") {
		q.At = v.Date("at").Format(time.DateOnly)
	}
	return q, nil
}
