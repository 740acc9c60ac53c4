package maps

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"oblast/api/problem"
	"oblast/api/respond"
	"oblast/geo/fault"
	"oblast/geo/geocode"
	"oblast/geo/region"

	"github.com/labstack/echo/v4"
)

// Bounds of a batch: queries, bytes of the body, and faults that are listed.
const (
	mostQueries   = 1000
	mostBatchBody = 1 << 20
	mostFaults    = 50
)

// batchQuery is one query of POST /geocode; members are those of GET's parameters.
type batchQuery struct {
	Q      string  `json:"q"`
	Within string  `json:"within"`
	Level  *string `json:"level"`
	Lang   string  `json:"lang"`
	At     string  `json:"at"`
	Limit  *int    `json:"limit"`
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
	var faults []error
	if len(list) == 0 || len(list) > mostQueries {
		faults = append(faults, &fault.FieldError{Field: "/queries", Problem: fmt.Sprintf("has %d queries", len(list)), Allowed: []string{fmt.Sprintf("1 to %d", mostQueries)}})
		list = nil
	}
	if !slices.Contains(geometries, geometry) {
		faults = append(faults, &fault.FieldError{Field: "/geometry", Value: geometry, Problem: "is not a geometry", Allowed: geometries})
	}
	queries := make([]geocode.Query, len(list))
	for i := range list {
		v, err := GeocodeParams.Parse(list[i].asked())
		if err == nil {
			queries[i], err = s.geocodeQuery(v)
		}
		for _, f := range fault.Fields(err) {
			f.Field = fmt.Sprintf("/queries/%d/%s", i, f.Field)
		}
		if err != nil {
			faults = append(faults, err)
		}
		if len(faults) >= mostFaults {
			break
		}
	}
	return queries, errors.Join(faults...)
}

// asked is a query as the parameters of GET would put it.
func (b *batchQuery) asked() url.Values {
	asked := url.Values{}
	for name, value := range map[string]string{"q": b.Q, "within": b.Within, "lang": b.Lang, "at": b.At} {
		if value != "" {
			asked.Set(name, value)
		}
	}
	if b.Level != nil {
		asked.Set("level", *b.Level)
	}
	if b.Limit != nil {
		asked.Set("limit", strconv.Itoa(*b.Limit))
	}
	return asked
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
			err = errMore
		}
	}
	var large *http.MaxBytesError
	if err == nil || errors.As(err, &large) {
		return err
	}
	return &fault.FieldError{Field: "body", Problem: unreadable(err), Allowed: []string{`{"queries":[{"q":"Kaluga region"}],"geometry":"none"}`}}
}

var errMore = errors.New("more after the first value")

// unreadable says what is wrong with a body in the words of JSON, not of this program.
func unreadable(err error) string {
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case errors.Is(err, io.EOF):
		return "is empty"
	case errors.Is(err, io.ErrUnexpectedEOF):
		return "ends in the middle"
	case errors.Is(err, errMore):
		return "has more after the first value"
	case errors.As(err, &syntax):
		return fmt.Sprintf("is not JSON at byte %d", syntax.Offset)
	case errors.As(err, &kind):
		at := ""
		if kind.Field != "" {
			at = " at /" + strings.ReplaceAll(kind.Field, ".", "/")
		}
		return fmt.Sprintf("has %s%s, where %s is expected", kind.Value, at, jsonKind(kind.Type))
	}
	if member, ok := strings.CutPrefix(err.Error(), "json: unknown field "); ok {
		return "has an unknown member " + member
	}
	return "is not the JSON expected"
}

// jsonKind names the kind of JSON value that is read into a type.
func jsonKind(t reflect.Type) string {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	switch t.Kind() {
	case reflect.Struct:
		return "an object"
	case reflect.Slice:
		return "an array"
	case reflect.String:
		return "a string"
	}
	return "a whole number"
}
