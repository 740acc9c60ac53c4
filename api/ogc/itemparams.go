package ogc

import (
	"errors"
	"math"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"time"

	"oblast/api/media"
	"oblast/api/params"
	"oblast/data/record"
	"oblast/data/snapshot"
	"oblast/data/totals"
	"oblast/geo/encode"
	"oblast/geo/fault"
	"oblast/geo/layer"
	"oblast/geo/region"
)

// Page sizes: without a limit, and the most that a page holds.
const (
	defaultLimit = 10
	maxLimit     = 10_000
)

var itemOffers = []media.Offer{media.GeoJSON, media.HTML, media.CSV}

// itemParams returns what /items of a layer takes besides its columns.
func itemParams(l *snapshot.Layer) params.Table {
	t := params.Table{
		{Name: "bbox", Kind: params.BBox, Example: "30,50,42,60",
			Description: "Features whose geometry meets the box west,south,east,north in degrees (six numbers: heights are passed over). West above east: over the antimeridian. Features without a place match every box."},
		{Name: "datetime", Kind: params.DateTime, Example: "2025-08-26/2025-08-27",
			Description: "Features whose time meets an instant, a date or an interval (../ and /.. are open). Features without a time match everything."},
		// Requirement 21 C: a limit above the maximum is no error. What is accepted is declared; what a page holds is said.
		{Name: "limit", Kind: params.Integer, Min: 1, Max: math.MaxInt32, Default: strconv.Itoa(defaultLimit), Example: "1000",
			Description: "Most features in the page. A page never holds more than 10000: a higher limit is lowered to that, and the answer says so (notice)."},
		{Name: "properties", Kind: params.List, Enum: columnNames(l), Description: "The columns to return, in this order; all without it."},
		geometryParam(l),
	}
	if holdsAreas(l) {
		t = t.With(detailParam())
	}
	if l.Totals != nil {
		t = t.With(totalsParams()...)
	}
	return t.With(
		params.Param{Name: "after", Kind: params.String, Description: "The page begins after this id: next links carry it."},
		params.Param{Name: "before", Kind: params.String, Description: "The page ends before this id: prev links carry it."},
		formatParam(itemOffers))
}

func filterParam(c *layer.Column) params.Param {
	p := params.Param{Name: c.Name, Description: "Only features whose " + c.Name + " is this value. " + c.Description}
	switch {
	case c.Type == layer.Integer:
		p.Kind = params.Integer
	case c.Type == layer.Number:
		p.Kind = params.Number
	case c.Type == layer.Boolean:
		p.Kind = params.Boolean
	case c.Type == layer.Date:
		p.Kind = params.Date
	case c.Type == layer.Text && c.Enum != nil:
		p.Kind, p.Enum = params.Enum, c.Enum
	}
	return p
}

func columnNames(l *snapshot.Layer) []string {
	var names []string
	for _, c := range l.Table.Schema().Columns {
		names = append(names, c.Name)
	}
	return names
}

// holdsAreas reports whether rows of the layer may have areas.
func holdsAreas(l *snapshot.Layer) bool { return l.Table.Shapes() != nil }

func geometryParam(l *snapshot.Layer) params.Param {
	own := "footprint"
	if l.Table.Schema().Geometry == layer.Points {
		own = "point"
	}
	return params.Param{Name: "geometry", Kind: params.Enum, Enum: []string{"point", "footprint", "none"}, Default: own,
		Description: "What the geometry member holds: the representative point, the area as far as the place is known, or null."}
}

func detailParam() params.Param {
	p := params.Param{Name: "detail", Kind: params.Enum, Default: snapshot.DefaultDetail.String(), Description: "How finely areas are drawn; neighbours fit at every detail."}
	for _, d := range region.Details {
		p.Enum = append(p.Enum, d.String())
	}
	return p
}

func totalsParams() []params.Param {
	return []params.Param{
		{Name: "from", Kind: params.Date, Example: "2025-08-27", Description: "First date of the period, inclusive: the night to it and its day; without it the kept period begins."},
		{Name: "to", Kind: params.Date, Example: "2025-08-27", Description: "Last date of the period, inclusive."},
		{Name: "part", Kind: params.Enum, Enum: []string{"all", "night", "day"}, Default: "all", Description: "Nights, days, or both."},
		{Name: "measure", Kind: params.Enum, Enum: totals.Measures, Default: "interceptions", Description: "What is added up."},
		{Name: "basis", Kind: params.Enum, Enum: []string{totals.Claimed, totals.Incidents, totals.Reconciled}, Default: totals.Reconciled,
			Description: "By official splits (of interceptions and nights only), by single reports, or the interval when both are believed."},
	}
}

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
	raw, err := url.ParseQuery(req.URL.RawQuery)
	if err != nil {
		_, err := c.all.Read(req)
		return nil, err
	}
	rest, filters, err := c.split(raw)
	if err != nil {
		return nil, err
	}
	v, err := c.base.Parse(rest)
	r := &itemRequest{features: l.Features, where: l.Where, format: v.String("f")}
	faults := []error{err}
	schema := l.Table.Schema()
	for _, name := range filters {
		column := c.index[name]
		text, err := schema.Columns[column].Canonical(raw[name][0])
		if err != nil {
			faults = append(faults, err)
		}
		r.query.Equal = append(r.query.Equal, layer.Equal{Column: column, Text: text})
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
		r.notice = "limit " + strconv.Itoa(r.query.Limit) + " was lowered to " + strconv.Itoa(maxLimit) + ", the most that a page holds; follow the next link"
		r.query.Limit = maxLimit
	}
	r.columns = c.columns(v.List("properties"))
	r.shape(l, v)
	if l.Totals == nil {
		return r, nil
	}
	return r, r.sum(l, v)
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

// collection is what the parameters of a layer are, which no snapshot changes.
type collection struct {
	base  params.Table // without the columns
	all   params.Table // with the columns, each an equality filter
	one   params.Table // of a single feature
	index map[string]int
	every []int // all columns
}

// collection returns the parameters of a layer, made when first asked for.
func (s *Service) collection(l *snapshot.Layer) *collection {
	if held, ok := s.collections.Load(l.Name); ok {
		return held.(*collection)
	}
	c := &collection{base: itemParams(l), one: oneItemParams(l), index: map[string]int{}}
	c.all = c.base
	for i, column := range l.Table.Schema().Columns {
		c.all = c.all.With(filterParam(&column))
		c.index[column.Name], c.every = i, append(c.every, i)
	}
	held, _ := s.collections.LoadOrStore(l.Name, c)
	return held.(*collection)
}

// takes reports whether a name is a parameter that is no column.
func (c *collection) takes(name string) bool {
	for i := range c.base {
		if c.base[i].Name == name {
			return true
		}
	}
	return false
}

// columns returns the positions of columns by name; all for nil.
func (c *collection) columns(names []string) []int {
	if names == nil {
		return c.every
	}
	columns := make([]int, len(names))
	for i, name := range names {
		columns[i] = c.index[name]
	}
	return columns
}

// split takes the equality filters out of a query, so that the small table reads the rest: most requests have none, and
// a layer may have sixty columns. Where a name is neither, or a filter is repeated or empty, the whole table says so.
func (c *collection) split(raw url.Values) (rest url.Values, filters []string, err error) {
	for name, texts := range raw {
		_, column := c.index[name]
		switch {
		case c.takes(name):
		case column && len(texts) == 1 && texts[0] != "":
			filters = append(filters, name)
		default:
			_, err := c.all.Parse(raw)
			return nil, nil, err
		}
	}
	if len(filters) == 0 {
		return raw, nil, nil
	}
	slices.Sort(filters)
	rest = make(url.Values, len(raw))
	for name, texts := range raw {
		if !slices.Contains(filters, name) {
			rest[name] = texts
		}
	}
	return rest, filters, nil
}
