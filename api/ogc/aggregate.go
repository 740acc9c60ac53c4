package ogc

import (
	"bytes"
	"net/http"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"oblast/api/media"
	"oblast/api/params"
	"oblast/api/respond"
	"oblast/data/snapshot"
	"oblast/geo/encode"
	"oblast/geo/layer"
)

// maxGroups is the most groups of an answer.
const maxGroups = 100_000

// groupFeatures are groups as features: GeoJSON beside JSON, so it has a name of its own.
var groupFeatures = media.Offer{Name: "geojson", Type: media.GeoJSON.Type}

func groupOffers(l *snapshot.Layer) []media.Offer {
	if len(regionColumns(l)) == 0 {
		return []media.Offer{media.JSON, media.CSV}
	}
	return []media.Offer{media.JSON, media.CSV, groupFeatures}
}

// totalParam names the total that a layer of totals gives, where measure is what is computed of groups.
const totalParam = "total"

// The orders of groups.
const (
	byGroup       = "group"
	byMeasure     = "measure"
	byMeasureDown = "-measure"
)

// groupParams are what /aggregate of a layer takes besides its columns.
func groupParams(l *snapshot.Layer) params.Table {
	t := params.Table{
		{Name: "by", Kind: params.List, Enum: columnNames(l), Description: "Columns whose values make groups, unknown ones together; none: one group. f=geojson draws a region of them."},
		{Name: "measure", Kind: params.List, Enum: measureNames(l), Pattern: measurePattern(measureNames(l)), Default: "count",
			Description: "What is computed of each group: count of features, count(column) of known values, sum, mean, min, max of a column. What is not known is left out, never taken as 0; where nothing is known the measure is null."},
		{Name: "sortby", Kind: params.Enum, Enum: []string{byGroup, byMeasure, byMeasureDown}, Default: byGroup,
			Description: "The order of the groups: by their values, or by the first measure, with - the greatest first."},
		{Name: "limit", Kind: params.Integer, Min: 1, Max: maxGroups, Default: strconv.Itoa(maxGroups), Description: "Most groups in the answer; numberGroups says how many there are."},
	}
	t = t.With(conditionParams(l)...)
	if len(regionColumns(l)) > 0 && holdsAreas(l) {
		t = t.With(detailParam())
	}
	if l.Totals != nil {
		for _, p := range totalsParams() {
			if p.Name == "measure" { // which is the groups' here
				p.Name = totalParam
			}
			t = t.With(p)
		}
	}
	return t.With(asOfParam, formatParam(groupOffers(l)))
}

// Aggregate answers /collections/{id}/aggregate: features in groups, with measures of each.
func (s *Service) Aggregate(c echo.Context) error {
	snap, l, err := s.asked(c)
	if err != nil {
		return err
	}
	g, err := readGroups(s.collection(l).groups, l, c.Request())
	if err != nil {
		return err
	}
	f, err := media.Choose(c.Request(), g.format, groupOffers(l))
	if err != nil {
		return err
	}
	g.tree, g.at, g.offer = snap.Tree(), s.address(c), f
	if f.Name == groupFeatures.Name {
		if err := g.needRegion(l); err != nil {
			return err
		}
	}
	reply := respond.Reply{MediaType: f.Type, ETag: s.tag(snap), Modified: snap.ChangedAt(), Key: g.at.as(f.Name)}
	if f.Name == media.CSV.Name {
		reply.Attachment = l.Name + "-groups.csv"
	}
	reply.Body = func(dst []byte) ([]byte, error) {
		if err := g.compute(c.Request().Context(), l, snap); err != nil {
			return dst, err
		}
		if g.notice() != "" {
			c.Response().Header().Set(NoticeHeader, g.notice())
		}
		if f.Name == media.CSV.Name {
			b := bytes.NewBuffer(dst)
			err := encode.WriteCSV(c.Request().Context(), b, &encode.Layer{Features: g.result, Rows: g.rows, Form: g.form}, encode.InColumns)
			return b.Bytes(), err
		}
		return g.json(dst), nil
	}
	return s.config.Responder.Send(c, reply)
}

// readGroups reads a request for groups.
func readGroups(c *collection, l *snapshot.Layer, req *http.Request) (*groupRequest, error) {
	v, filters, err := c.read(req, params.Values{})
	g := &groupRequest{itemRequest: itemRequest{features: l.Features, where: l.Where, format: v.String("f"), summed: totalParam}, region: -1}
	if err := g.readConditions(c, l, v, filters, err); err != nil {
		return nil, err
	}
	g.readForm(c, v)
	g.by, g.byNames = c.columns(v.List("by")), v.List("by")
	if g.byNames == nil {
		g.by = nil
	}
	for _, column := range regionColumns(l) {
		for _, by := range g.by {
			if column == by && g.region < 0 {
				g.region = column
			}
		}
	}
	names := v.List("measure")
	if names == nil {
		names = []string{"count"}
	}
	for _, name := range names {
		g.measures = append(g.measures, measureOf(l.Schema(), name))
	}
	g.measureNames, g.order, g.limit = names, v.String("sortby"), v.Int("limit")
	return g, nil
}

// measureKinds are the measures by their names in a request.
var measureKinds = []struct {
	name  string
	kind  layer.MeasureKind
	title string
}{{"count", layer.Count, "Known values"}, {"sum", layer.Sum, "Sum"}, {"mean", layer.Mean, "Mean"}, {"min", layer.Least, "Least"}, {"max", layer.Greatest, "Greatest"}}

// measureNames are the measures that make sense of a layer's columns.
func measureNames(l *snapshot.Layer) []string {
	names := []string{"count"}
	for i := range l.Schema().Columns {
		c := &l.Schema().Columns[i]
		number := c.Type == layer.Integer || c.Type == layer.Number
		for _, m := range measureKinds {
			switch {
			case m.kind == layer.Count && c.Required,
				(m.kind == layer.Sum || m.kind == layer.Mean) && !number,
				(m.kind == layer.Least || m.kind == layer.Greatest) && !number && c.Type != layer.Date && c.Type != layer.Instant:
			default:
				names = append(names, m.name+"("+c.Name+")")
			}
		}
	}
	return names
}

// measurePattern matches the names of measures, and nothing else: the columns of which the same can be had stand together.
func measurePattern(names []string) string {
	var columns, alike []string
	functions, of := map[string][]string{}, map[string][]string{} // by column; columns by their functions
	for _, name := range names[1:] {
		function, column, _ := strings.Cut(strings.TrimSuffix(name, ")"), "(")
		if functions[column] == nil {
			columns = append(columns, column)
		}
		functions[column] = append(functions[column], function)
	}
	for _, column := range columns {
		key := alternatives(functions[column])
		if of[key] == nil {
			alike = append(alike, key)
		}
		of[key] = append(of[key], column)
	}
	pattern := "^(" + names[0]
	for _, key := range alike {
		pattern += "|(" + key + `)\((` + alternatives(of[key]) + `)\)`
	}
	return pattern + ")$"
}

// measureOf reads the name of a measure, one of measureNames.
func measureOf(s *layer.Schema, name string) layer.Measure {
	function, column, of := strings.Cut(strings.TrimSuffix(name, ")"), "(")
	m := layer.Measure{Column: -1}
	for _, k := range measureKinds {
		if k.name == function {
			m.Kind = k.kind
		}
	}
	if of {
		m.Column = s.Index(column)
	}
	return m
}

// measureColumn describes a measure as a column: sum(count_best) is sum_count_best.
func measureColumn(s *layer.Schema, name string, m layer.Measure) layer.Column {
	c := layer.Column{Name: strings.NewReplacer("(", "_", ")", "").Replace(name), Title: "Features", Type: layer.Integer}
	if m.Column < 0 {
		return c
	}
	of := &s.Columns[m.Column]
	for _, k := range measureKinds {
		if k.kind == m.Kind {
			c.Title = k.title + " of " + of.Title
		}
	}
	switch m.Kind {
	case layer.Count:
	case layer.Mean:
		c.Type, c.Unit = layer.Number, of.Unit
	default:
		c.Type, c.Unit = of.Type, of.Unit
	}
	return c
}
