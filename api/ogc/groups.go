package ogc

import (
	"context"
	"fmt"
	"math"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"oblast/api/media"
	"oblast/data/snapshot"
	"oblast/geo/encode"
	"oblast/geo/fault"
	"oblast/geo/layer"
	"oblast/geo/region"
)

// groupRequest is a request for groups, read and checked, and its answer: a table with a row a group.
type groupRequest struct {
	itemRequest
	by           []int
	byNames      []string
	measures     []layer.Measure
	measureNames []string
	region       int // column of by whose values are units with areas; -1: none
	order        string
	limit        int

	tree    *region.Tree
	at      address
	offer   media.Offer
	result  *encode.Features
	rows    []int32
	matched int // features
	groups  int
}

// regionColumns are the columns of a layer that hold ids of units, the finest first.
func regionColumns(l *snapshot.Layer) []int {
	var columns []int
	for _, name := range []string{"district_id", "region_id", "id", "country", "parent_id"} {
		if i := l.Schema().Index(name); i >= 0 && (name != "id" || l.OfRegions()) {
			columns = append(columns, i)
		}
	}
	return columns
}

// needRegion says what is missing for groups as features.
func (g *groupRequest) needRegion(l *snapshot.Layer) error {
	if g.region >= 0 {
		return nil
	}
	var names []string
	for _, c := range regionColumns(l) {
		names = append(names, l.Schema().Columns[c].Name)
	}
	return &fault.FieldError{Field: "by", Value: strings.Join(g.byNames, ","), Problem: "names no region, whose area f=geojson would draw", Allowed: names}
}

// compute finds the groups, orders them and cuts off what is beyond the limit.
func (g *groupRequest) compute(ctx context.Context, l *snapshot.Layer, snap *snapshot.Snapshot) error {
	ctx, cancel := context.WithTimeout(ctx, filterTime)
	defer cancel()
	var found *layer.Groups
	var err error
	t := l.Table
	if l.Totals != nil {
		t = g.features.Table()
		found, err = t.Aggregate(ctx, g.query, g.by, g.measures)
	} else {
		found, err = l.Aggregate(ctx, g.query, g.by, g.measures)
	}
	if err != nil {
		return err
	}
	table, err := g.table(t, found)
	if err != nil {
		return err
	}
	g.result, g.groups, g.matched = encode.NewFeatures(table), table.Len(), found.Rows
	page, err := table.Search(ctx, layer.Query{Sort: g.keys(table), Limit: g.limit}, nil)
	if err != nil {
		return err
	}
	g.rows = page.Rows
	g.form = encode.Form{Geometry: encode.NoGeometry, Areas: snap.Boundaries().Areas(g.detail)}
	if g.offer.Name == groupFeatures.Name {
		g.form.Geometry = encode.Footprint
	}
	for i := range table.Schema().Columns {
		g.form.Columns = append(g.form.Columns, i)
	}
	return nil
}

// keys is the order of the groups' table; there is always one.
func (g *groupRequest) keys(t *layer.Table) []layer.SortKey {
	if g.order != byGroup || len(g.by) == 0 {
		return []layer.SortKey{{Column: len(t.Schema().Columns) - len(g.measures), Descending: g.order == byMeasureDown}}
	}
	var keys []layer.SortKey
	for i := range g.by {
		keys = append(keys, layer.SortKey{Column: i})
	}
	return keys
}

// table makes the groups rows: the columns that they were made by, the name of the region beside its id, the measures.
func (g *groupRequest) table(t *layer.Table, found *layer.Groups) (*layer.Table, error) {
	schema := layer.Schema{Name: "groups", Geometry: layer.Areas}
	for _, c := range g.by {
		column := t.Schema().Columns[c]
		column.Required = false
		schema.Columns = append(schema.Columns, column)
	}
	if g.region >= 0 {
		schema.Columns = append(schema.Columns, layer.Column{Name: t.Schema().Columns[g.region].Name + "_name", Title: "Name", Description: "English"})
	}
	for i, m := range g.measures {
		schema.Columns = append(schema.Columns, measureColumn(t.Schema(), g.measureNames[i], m))
	}
	type named struct {
		id    string
		group int
	}
	all := make([]named, found.Len())
	for i := range all {
		all[i] = named{g.id(t, found.Keys(i)), i}
	}
	slices.SortFunc(all, func(a, b named) int { return strings.Compare(a.id, b.id) })
	b := layer.NewBuilder(schema, t.Shapes(), len(all))
	for _, n := range all {
		b.Row(n.id)
		g.row(b, t, found, n.group)
	}
	return b.Build()
}

// id names a group by its values.
func (g *groupRequest) id(t *layer.Table, keys []uint32) string {
	if len(keys) == 0 {
		return "all"
	}
	var parts []string
	for i, code := range keys {
		part := "%" // no escaped text is that
		if code != 0 {
			part = url.PathEscape(t.Column(g.by[i]).Text(code))
		}
		parts = append(parts, part)
	}
	return strings.Join(parts, "|")
}

func (g *groupRequest) row(b *layer.Builder, t *layer.Table, found *layer.Groups, group int) {
	name := ""
	for i, code := range found.Keys(group) {
		appendCode(b, t.Column(g.by[i]), code)
		if g.by[i] != g.region || code == 0 {
			continue
		}
		if unit, ok := g.tree.Find(t.Column(g.by[i]).Text(code)); ok {
			name = g.tree.At(unit).Names.In("en")
			if t.Shapes() != nil {
				b.Area(unit)
			}
		}
	}
	if g.region >= 0 {
		if name == "" {
			b.Null()
		} else {
			b.Text(name)
		}
	}
	for i, r := range found.Of(group) {
		m := g.measures[i]
		switch {
		case !r.Known:
			b.Null()
		case m.Kind == layer.Least || m.Kind == layer.Greatest:
			appendCode(b, t.Column(m.Column), r.Code)
		case m.Kind == layer.Mean || m.Column >= 0 && m.Kind == layer.Sum && t.Schema().Columns[m.Column].Type == layer.Number:
			b.Number(r.Number)
		default:
			b.Integer(int64(math.Round(r.Number)))
		}
	}
}

// appendCode sets the next column to a value of another table's column.
func appendCode(b *layer.Builder, v *layer.Values, code uint32) {
	if code == 0 {
		b.Null()
		return
	}
	b.Canonical(v.Text(code))
}

// notice says that groups were cut off.
func (g *groupRequest) notice() string {
	if len(g.rows) == g.groups {
		return g.itemRequest.notice
	}
	cut := fmt.Sprintf("these are the first %d of %d groups", len(g.rows), g.groups)
	if g.itemRequest.notice != "" {
		cut += "; " + g.itemRequest.notice
	}
	return cut
}

// json appends the answer as JSON, or as a FeatureCollection.
func (g *groupRequest) json(dst []byte) []byte {
	features := g.offer.Name == groupFeatures.Name
	dst = append(dst, '{')
	if features {
		dst = append(dst, `"type":"FeatureCollection",`...)
	}
	dst = strconv.AppendInt(append(dst, `"numberMatched":`...), int64(g.matched), 10)
	dst = strconv.AppendInt(append(dst, `,"numberGroups":`...), int64(g.groups), 10)
	dst = strconv.AppendInt(append(dst, `,"numberReturned":`...), int64(len(g.rows)), 10)
	dst = appendNames(append(dst, `,"by":`...), g.byNames)
	dst = appendNames(append(dst, `,"measures":`...), g.measureNames)
	if g.notice() != "" {
		dst = encode.AppendString(append(dst, `,"notice":`...), g.notice())
	}
	items := address{base: g.at.base, path: strings.TrimSuffix(g.at.path, "/aggregate"), query: ""}
	links := append(g.at.alternates(g.offer, []media.Offer{media.JSON, media.CSV}), Link{items.base + items.path, "collection", media.JSON.Type, "The collection"})
	dst = appendLinks(append(dst, `,"links":`...), links)
	if features {
		dst = g.result.AppendFeatures(append(dst, `,"features":[`...), g.rows, &g.form)
		return append(dst, "]}\n"...)
	}
	dst = append(dst, `,"groups":[`...)
	for i, row := range g.rows {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = g.result.AppendProperties(append(dst, '\n'), row, &g.form)
	}
	return append(dst, "]}\n"...)
}

func appendNames(dst []byte, names []string) []byte {
	dst = append(dst, '[')
	for i, name := range names {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = encode.AppendString(dst, name)
	}
	return append(dst, ']')
}
