package ogc

import (
	"errors"
	"net/http"
	"slices"
	"strconv"
	"time"

	"oblast/api/params"
	"oblast/data/record"
	"oblast/data/snapshot"
	"oblast/data/totals"
	"oblast/geo/encode"
	"oblast/geo/fault"
	"oblast/geo/layer"
	"oblast/geo/region"
)

// itemRequest is a request for items, read and checked.
type itemRequest struct {
	query    layer.Query
	columns  []int
	geometry encode.Geometry
	detail   region.Detail
	features *encode.Features
	where    []layer.Equal
	format   string
	notice   string // what was done otherwise than asked
}

// readItems reads the query of a request for items. Errors join every fault.
func readItems(c *collection, l *snapshot.Layer, req *http.Request) (*itemRequest, error) {
	v, filters, err := c.read(req)
	r := &itemRequest{features: l.Features, where: l.Where, format: v.String("f")}
	faults := []error{err}
	schema := l.Schema()
	for _, f := range filters {
		text, err := schema.Columns[f.column].Canonical(f.text)
		if err != nil {
			faults = append(faults, err)
		}
		r.query.Equal = append(r.query.Equal, layer.Equal{Column: f.column, Text: text})
	}
	if v.Given("after") && v.Given("before") {
		faults = append(faults, v.Fault("before", "cannot stand beside after"))
	}
	if err := errors.Join(faults...); err != nil {
		return nil, err
	}
	if v.Given("bbox") {
		b := v.BBox("bbox")
		r.query.Boxes = layer.Boxes(b[0], b[1], b[2], b[3])
	}
	if v.Given("datetime") {
		i := timesOf(v.Interval("datetime"))
		r.query.Interval = &i
	}
	r.query.After, r.query.Before = v.String("after"), v.String("before")
	r.query.Limit = v.Int("limit")
	if r.query.Limit > maxLimit {
		r.note("limit " + strconv.Itoa(r.query.Limit) + " was lowered to " + strconv.Itoa(maxLimit) + ", the most that a page holds; follow the next link")
		r.query.Limit = maxLimit
	}
	r.columns = c.columns(v.List("properties"))
	r.shape(l, v)
	if l.Totals == nil {
		return r, nil
	}
	if v.Given("datetime") {
		// The standard wants what has no time of its own to fit any (clause 7.15.4); who asks so means another thing.
		r.note("datetime chooses nothing here: the period that is added up is chosen with from and to")
	}
	return r, r.sum(l, v)
}

// note says something more about what was done otherwise than asked.
func (r *itemRequest) note(text string) {
	if r.notice != "" {
		r.notice += "; "
	}
	r.notice += text
}

// shape sets what the geometry member holds.
func (r *itemRequest) shape(l *snapshot.Layer, v params.Values) {
	switch v.String("geometry") {
	case "none":
		r.geometry = encode.NoGeometry
	case "footprint":
		r.geometry = encode.Footprint
	default:
		r.geometry = encode.Point
	}
	r.detail = snapshot.DefaultDetail
	if d, err := region.ParseDetail(v.String("detail")); err == nil {
		r.detail = d
	}
}

// timesOf returns an interval as the layers read it, an open side where the request left it open.
func timesOf(asked params.Interval) layer.Interval {
	times := layer.NewInterval(time.Time{}, time.Time{})
	if !asked.OpenStart {
		times.First = asked.Start.UnixMilli()
	}
	if !asked.OpenEnd {
		times.Last = asked.End.UnixMilli()
	}
	return times
}

// sum chooses the table of totals that the request asks for.
func (r *itemRequest) sum(l *snapshot.Layer, v params.Values) error {
	q := l.Totals.Default()
	q.Measure, q.Basis, q.Part = v.String("measure"), v.String("basis"), v.String("part")
	bases := totals.Bases(q.Measure)
	if !slices.Contains(bases, q.Basis) {
		return &fault.FieldError{Field: "basis", Value: q.Basis, Problem: "is not a basis of the measure " + q.Measure, Allowed: bases}
	}
	if v.Given("from") || v.Given("to") {
		q.Whole = false
		q.From, q.To = l.Totals.Period()
		if v.Given("from") {
			q.From = record.DateOf(v.Date("from"))
		}
		if v.Given("to") {
			q.To = record.DateOf(v.Date("to"))
		}
		if v.Given("from") && v.Given("to") && q.From > q.To {
			return v.Fault("to", "is before from", v.String("from")+" or later")
		}
	}
	var err error
	r.features, err = l.Totals.Features(q)
	return err
}
