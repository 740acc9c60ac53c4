package maps

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"slices"
	"strings"
	"time"

	"oblast/api/params"
	"oblast/api/problem"
	"oblast/api/respond"
	"oblast/geo/fault"
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

// Bounds of a batch: queries, and bytes of the body.
const (
	mostQueries   = 1000
	mostBatchBody = 1 << 20
)

// batchQuery is one query of POST /geocode; members are those of GET's parameters.
type batchQuery struct {
	Q      string  `json:"q"`
	Within string  `json:"within"`
	Level  *string `json:"level"`
	Lang   string  `json:"lang"`
	At     string  `json:"at"`
	Limit  int     `json:"limit"`
}

// GeocodeBatch answers POST /geocode: {"queries":[{"q":...},...], "geometry":"none"} gives {"answers":[...]}, one
// GeocodeJSON document a query, in order.
func (s *Service) GeocodeBatch(c echo.Context) error {
	if _, err := noParams.Read(c.Request()); err != nil {
		return err
	}
	body := struct {
		Queries  []batchQuery `json:"queries"`
		Geometry string       `json:"geometry"`
	}{Geometry: "none"}
	if err := readJSON(c, &body); err != nil {
		return err
	}
	queries, err := s.batch(body.Queries, body.Geometry)
	if err != nil {
		return err
	}
	coder, err := s.Geocoder()
	if err != nil {
		return err
	}
	return s.Responder.Send(c, respond.Reply{MediaType: "application/json", Body: func(dst []byte) ([]byte, error) {
		dst = append(dst, `{"answers":[`...)
		for i, q := range queries {
			if err := c.Request().Context().Err(); err != nil {
				return dst, err
			}
			if i > 0 {
				dst = append(dst, ',')
			}
			var err error
			if dst, err = s.AppendAnswer(dst, coder.Geocode(q), q.Lang, body.Geometry, region.TwoKm); err != nil {
				return dst, err
			}
		}
		return append(dst, "]}\n"...), nil
	}})
}

// batch checks the queries of a body, all faults together.
func (s *Service) batch(list []batchQuery, geometry string) ([]geocode.Query, error) {
	if len(list) == 0 || len(list) > mostQueries {
		return nil, &fault.FieldError{Field: "/queries", Problem: fmt.Sprintf("has %d queries", len(list)), Allowed: []string{fmt.Sprintf("1 to %d", mostQueries)}}
	}
	if !slices.Contains(geometries, geometry) {
		return nil, &fault.FieldError{Field: "/geometry", Value: geometry, Problem: "is not a geometry", Allowed: geometries}
	}
	queries := make([]geocode.Query, len(list))
	for i, b := range list {
		asked := map[string][]string{}
		for name, value := range map[string]string{"q": b.Q, "within": b.Within, "lang": b.Lang, "at": b.At} {
			if value != "" {
				asked[name] = []string{value}
			}
		}
		if b.Level != nil {
			asked["level"] = []string{*b.Level}
		}
		if b.Limit != 0 {
			asked["limit"] = []string{fmt.Sprint(b.Limit)}
		}
		v, err := GeocodeParams.Parse(asked)
		if err == nil {
			queries[i], err = s.geocodeQuery(v)
		}
		if err != nil {
			for _, f := range fault.Fields(err) {
				f.Field = fmt.Sprintf("/queries/%d/%s", i, f.Field)
			}
			return nil, err
		}
	}
	return queries, nil
}

// readJSON reads a JSON body into v: one value, no unknown members, bounded.
func readJSON(c echo.Context, v any) error {
	kind, _, err := mime.ParseMediaType(c.Request().Header.Get("Content-Type"))
	if err != nil || (kind != "application/json" && !strings.HasSuffix(kind, "+json")) {
		return fmt.Errorf("%w: send application/json", problem.ErrUnsupportedMediaType)
	}
	dec := json.NewDecoder(http.MaxBytesReader(c.Response(), c.Request().Body, mostBatchBody))
	dec.DisallowUnknownFields()
	err = dec.Decode(v)
	if err == nil {
		if _, more := dec.Token(); more != io.EOF {
			err = fmt.Errorf("there is more after the first value")
		}
	}
	var large *http.MaxBytesError
	if err == nil || errors.As(err, &large) {
		return err
	}
	return &fault.FieldError{Field: "body", Problem: "is not the JSON expected: " + err.Error(), Allowed: []string{`{"queries":[{"q":"Kaluga region"}],"geometry":"none"}`}}
}
