package maps

import (
	"time"

	"oblast/api/params"
	"oblast/api/respond"
	"oblast/geo/geocode"
	"oblast/geo/region"

	"github.com/labstack/echo/v4"
)

// mostText bounds a query's text, in bytes: a place name, not a page.
const mostText = 500

// GeocodeParams are the parameters of GET /geocode.
var GeocodeParams = params.Table{
	{Name: "q", Kind: params.String, Required: true, MaxLength: mostText, Example: "Dzerzhinsky district, Kaluga region", Description: "Words that name a place in English, Russian or Ukrainian, its parents in any order"},
	{Name: "within", Kind: params.String, MaxLength: 40, Example: "RU-KLU", Description: "Id of the unit that the place lies in"},
	{Name: "level", Kind: params.Enum, Enum: []string{"country", "region", "district", "water_area", "composite_region"}, Description: "Only places of this level"},
	langParam(),
	{Name: "at", Kind: params.Date, Example: "2019-06-01", Description: "Date at which the place must have been valid"},
	{Name: "limit", Kind: params.Integer, Min: 1, Max: 20, Default: "5", Description: "Most answers"},
	geometryParam("polygon"),
	{Name: "zoom", Kind: params.Number, Min: 0, Max: 22, Default: "6", Description: "Zoom of a web map that areas are drawn for: decides their detail"},
	jsonParam,
}

// Geocode answers GET /geocode: the regions that words mean, as GeocodeJSON.
func (s *Service) Geocode(c echo.Context) error {
	v, err := GeocodeParams.Read(c.Request())
	if err != nil {
		return err
	}
	q, err := s.geocodeQuery(v)
	if err != nil {
		return err
	}
	coder, err := s.Geocoder()
	if err != nil {
		return err
	}
	return s.Responder.Send(c, respond.Reply{MediaType: "application/geo+json", ETag: s.places(), Key: c.Request().URL.RequestURI(), Language: v.String("lang"),
		Body: func(dst []byte) ([]byte, error) {
			return s.AppendAnswer(dst, coder.Geocode(q), q.Lang, v.String("geometry"), region.ForZoom(v.Float("zoom")))
		}})
}

func (s *Service) geocodeQuery(v params.Values) (geocode.Query, error) {
	q := geocode.Query{Text: v.String("q"), Within: v.String("within"), Lang: v.String("lang"), Limit: v.Int("limit")}
	if _, err := unitParam(v, "within", s.Gazetteer.Tree); err != nil {
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
