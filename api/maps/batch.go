package maps

import (
	"fmt"
	"io"
	"slices"
	"strconv"

	"oblast/api/params"
	"oblast/api/problem"
	"oblast/api/respond"
	"oblast/geo/encode"
	"oblast/geo/fault"
	"oblast/geo/geocode"
	"oblast/geo/region"

	"github.com/labstack/echo/v4"
)

// Bounds of a batch: queries of an array, bytes of the body, and faults that are listed.
const (
	mostQueries   = 100_000
	mostBatchBody = 16 << 20
	mostFaults    = 50
)

// BatchParams are the parameters of POST /geocode: what holds for each query that does not say otherwise.
var BatchParams = batchParams()

func batchParams() params.Table {
	t := params.Table{}
	for _, p := range GeocodeParams {
		switch p.Name {
		case "q", "prefix":
		case "geometry":
			t = append(t, geometryParam("none"))
		default:
			t = append(t, p)
		}
	}
	return t
}

// batch is a request with many queries.
type batch struct {
	s       *Service
	with    decider
	given   params.Values // for queries that do not say otherwise
	common  geocode.Query // what those say, with no text
	form    Form
	body    []byte
	members members // of JSON: a text or an object each
	lines   *lines  // of JSON lines; nil: it is JSON
	wrapped bool    // in {"queries": [...]}
}

// GeocodeBatch answers POST /geocode: one GeocodeJSON document a query, in order, sent as they are made. A JSON array gives
// an array, JSON lines give lines, {"queries": [...]} gives {"answers": [...]}. A query is a text or an object whose
// members are the parameters of GET. Faults of an array are told together, before anything is answered; a faulty line is
// answered by a problem in its place.
func (s *Service) GeocodeBatch(c echo.Context) error {
	v, err := BatchParams.Read(c.Request())
	if err != nil {
		return err
	}
	b := &batch{s: s, given: v, form: Form{Geometry: v.String("geometry"), Detail: region.ForZoom(v.Float("zoom"))}}
	defer s.room.hold(c)()
	if err := b.read(c); err != nil {
		return err
	}
	if b.with, err = s.decider(c.Request().Context(), v); err != nil {
		return err
	}
	if b.common, err = s.geocodeQuery(v); err != nil {
		return err
	}
	reply := respond.Reply{MediaType: "application/json", CacheControl: respond.NoStore}
	if b.lines != nil {
		reply.MediaType = "application/x-ndjson"
		reply.Stream = func(w io.Writer) error { return inOrder(c.Request().Context(), w, len(b.lines.starts), b.answerLine) }
		return s.Responder.Send(c, reply)
	}
	queries, err := b.queries()
	if err != nil {
		return err
	}
	open, end := "[", "]\n"
	if b.wrapped {
		open, end = `{"answers":[`, "]}\n"
	}
	reply.Stream = func(w io.Writer) error {
		if _, err := io.WriteString(w, open); err != nil {
			return err
		}
		err := inOrder(c.Request().Context(), w, len(b.members), func(dst []byte, i int) []byte {
			if i > 0 {
				dst = append(dst, ',', '\n')
			}
			return b.answer(dst, queries[i])
		})
		if err == nil {
			_, err = io.WriteString(w, end)
		}
		return err
	}
	return s.Responder.Send(c, reply)
}

// queries reads all members, and tells all their faults.
func (b *batch) queries() ([]geocode.Query, error) {
	if n := len(b.members); n == 0 || n > mostQueries {
		problem := "has no queries"
		if n > 0 {
			problem = fmt.Sprintf("has more than %d queries", mostQueries)
		}
		return nil, &fault.FieldError{Field: "body", Problem: problem, Allowed: []string{fmt.Sprintf("1 to %d", mostQueries), "JSON lines (application/x-ndjson) for more"}}
	}
	if !slices.Contains(geometries, b.form.Geometry) {
		return nil, &fault.FieldError{Field: "/geometry", Value: b.form.Geometry, Problem: "is not a geometry", Allowed: geometries}
	}
	queries, at := make([]geocode.Query, len(b.members)), ""
	if b.wrapped {
		at = "/queries"
	}
	var faults []*fault.FieldError
	for i, member := range b.members {
		var err error
		if queries[i], err = b.query(b.body[member.from:member.to]); err == nil {
			continue
		}
		for _, f := range fault.Fields(err) {
			f.Field = at + "/" + strconv.Itoa(i) + f.Field
			faults = append(faults, f)
		}
		if len(faults) >= mostFaults {
			break
		}
	}
	return queries, joined(faults)
}

// answer appends the document of a query.
func (b *batch) answer(dst []byte, q geocode.Query) []byte {
	f := b.form
	f.Lang = q.Lang
	a := b.with.coder.Geocode(q)
	return b.s.AppendAnswer(dst, &a, f, b.with.decided)
}

// answerLine appends the document of line i, or the problem with it, and ends the line.
func (b *batch) answerLine(dst []byte, i int) []byte {
	q, err := b.query(b.lines.at(i))
	if err == nil {
		return append(b.answer(dst, q), '\n')
	}
	d := problem.From(err)
	dst = append(dst, `{"type":"about:blank","title":`...)
	dst = encode.AppendString(dst, d.Title)
	dst = append(dst, `,"status":`...)
	dst = strconv.AppendInt(dst, int64(d.Status), 10)
	dst = append(dst, `,"line":`...)
	dst = strconv.AppendInt(dst, int64(i)+1, 10)
	dst = append(dst, `,"errors":`...)
	dst, _ = appendJSON(dst, d.Errors) // texts alone: nothing that JSON cannot hold
	return append(dst, '}', '\n')
}
