package ogc

import (
	"cmp"
	"errors"
	"net/http"
	"slices"
	"strconv"
	"time"

	"oblast/api/media"
	"oblast/api/params"
	"oblast/data/record"
	"oblast/data/snapshot"
	"oblast/data/totals"
	"oblast/geo/cql2"
	"oblast/geo/encode"
	"oblast/geo/fault"
	"oblast/geo/layer"
	"oblast/geo/region"
)

// itemRequest is a request for items, read and checked.
type itemRequest struct {
	query    layer.Query
	times    layer.Interval // what query.Interval points to
	form     encode.Form
	system   *system
	detail   region.Detail
	features *encode.Features
	where    []layer.Equal
	format   string
	values   params.Values
	summed   string // the parameter that names the total of a layer of totals; "": measure
	notice   string // what was done otherwise than asked
}

// read reads the query of a request for items. Errors join every fault.
func (r *itemRequest) read(c *collection, l *snapshot.Layer, req *http.Request) error {
	v, filters, err := c.read(req, r.values)
	r.features, r.where, r.format = l.Features, l.Where, v.String("f")
	if err := r.readConditions(c, l, v, filters, err); err != nil {
		return err
	}
	r.query.Sort = readSort(c, v)
	r.query.After, r.query.Before = v.String("after"), v.String("before")
	if v.Given("after") && v.Given("before") {
		r.note("after was passed over: before says which page it is")
	}
	r.query.Limit = v.Int("limit")
	r.readForm(c, v)
	return nil
}

// readConditions reads what features must meet, and the period of totals; fault is what was found to be wrong before.
func (r *itemRequest) readConditions(c *collection, l *snapshot.Layer, v params.Values, filters []filter, fault error) error {
	if err := r.readMeets(c, l, v, filters, fault); err != nil || l.Totals == nil {
		return err
	}
	if v.Given("datetime") {
		// The standard wants what has no time of its own to fit any (clause 7.15.4); who asks so means another thing.
		r.note("datetime chooses nothing here: the period that is added up is chosen with from and to")
	}
	return r.sum(l, v)
}

// readMeets reads what features must meet; fault is what was found to be wrong before.
func (r *itemRequest) readMeets(c *collection, l *snapshot.Layer, v params.Values, filters []filter, fault error) (err error) {
	var faults []error
	if r.values = v; fault != nil {
		faults = append(faults, fault)
	}
	schema := l.Schema()
	for _, f := range filters {
		text, err := schema.Columns[f.column].Canonical(f.text)
		if err == nil {
			err = c.known(f.column, text)
		}
		if err != nil {
			faults = append(faults, err)
		}
		r.query.Equal = append(r.query.Equal, layer.Equal{Column: f.column, Text: text})
	}
	if err := errors.Join(faults...); err != nil {
		return err
	}
	if v.Given("bbox") {
		b, err := boxOf(v)
		if err != nil {
			return err
		}
		r.query.Boxes = layer.Boxes(b[0], b[1], b[2], b[3])
	}
	if v.Given("datetime") {
		r.times = timesOf(v.Interval("datetime"))
		r.query.Interval = &r.times
	}
	if r.query.Filter, err = readFilter(c, v); err != nil {
		return err
	}
	if r.query.Filter != nil {
		c.notFound(r.query.Filter, r.note)
	}
	if v.Given("bbox") {
		if meets := inBox(c, l, v); meets != nil && r.query.Filter != nil {
			r.query.Filter = cql2.Make(cql2.And, meets, r.query.Filter)
		} else if meets != nil {
			r.query.Filter = meets
		}
	}
	return nil
}

// note says something more about what was done otherwise than asked.
func (r *itemRequest) note(text string) {
	if r.notice != "" {
		r.notice += "; "
	}
	r.notice += text
}

// lower lowers the limit to the most that an answer holds, and says so.
func (r *itemRequest) lower(most int) {
	if r.query.Limit <= most {
		return
	}
	r.note("limit " + strconv.Itoa(r.query.Limit) + " was lowered to " + strconv.Itoa(most) + ", the most that an answer in this format holds; follow the next link")
	r.query.Limit = most
}

// readForm sets how features are written.
func (r *itemRequest) readForm(c *collection, v params.Values) {
	r.form.Columns = c.columns(v.List("properties"))
	if left := v.List("exclude-properties"); left != nil {
		kept := make([]int, 0, len(r.form.Columns))
		for _, column := range r.form.Columns {
			if !slices.ContainsFunc(left, func(name string) bool { return c.index[name] == column }) {
				kept = append(kept, column)
			}
		}
		r.form.Columns = kept
	}
	switch v.String("geometry") {
	case "none":
		r.form.Geometry = encode.NoGeometry
	case "footprint":
		r.form.Geometry = encode.Footprint
	default:
		r.form.Geometry = encode.Point
	}
	r.detail = snapshot.DefaultDetail
	if v.Given("detail") {
		r.detail, _ = region.ParseDetail(v.String("detail")) // one of the parameter's values
	}
	r.system = systemOf(v.String("crs"))
	if v.Given("precision") {
		r.form.Decimals = encode.WithDecimals(v.Int("precision"))
	}
}

// setForm completes the form once the format is known.
func (r *itemRequest) setForm(snap *snapshot.Snapshot, f media.Offer) error {
	r.form.Areas = snap.Boundaries().Areas(r.detail)
	if r.system.crs.IsLonLat() {
		return nil
	}
	if format := formatOf(f); format != nil && format.lonLat {
		return &fault.FieldError{Field: "crs", Value: r.system.crs.URI, Problem: "cannot stand in a " + f.Name + " answer, whose format knows one system alone",
			Allowed: []string{systems()[0].crs.URI}}
	}
	r.form.CRS = r.system.crs
	return nil
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
	q.Measure, q.Basis, q.Part = v.String(cmp.Or(r.summed, "measure")), v.String("basis"), v.String("part")
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
