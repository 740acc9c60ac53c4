package ogc

import (
	"math"
	"strconv"
	"strings"

	"oblast/api/params"
	"oblast/data/snapshot"
	"oblast/data/totals"
	"oblast/geo/layer"
	"oblast/geo/region"
)

// defaultLimit is the size of a page without a limit.
const defaultLimit = 10

// itemParams returns what /items of a layer takes besides its columns.
func itemParams(l *snapshot.Layer) params.Table {
	t := params.Table{
		// Requirement 21 C: a limit above the maximum is no error. What is accepted is declared; what a page holds is said.
		{Name: "limit", Kind: params.Integer, Min: 1, Max: math.MaxInt32, Default: strconv.Itoa(defaultLimit), Example: "1000",
			Description: "Most features in the page. JSON, HTML and Atom never hold more than 10000, and no file more than its format can: a higher limit is lowered, and the answer says so (notice)."},
	}
	t = conditionParams(l).With(t...).With(sortParam(l)).With(formParams(l)...)
	if holdsAreas(l) {
		t = t.With(detailParam())
	}
	if l.Totals != nil {
		t = t.With(totalsParams()...)
	}
	return t.With(
		params.Param{Name: "after", Kind: params.String, MaxLength: maxCursor, Names: true, Description: "The page begins behind this feature (its id, or with sortby an opaque text): next links carry it."},
		params.Param{Name: "before", Kind: params.String, MaxLength: maxCursor, Names: true, Description: "The page ends before this feature: prev links carry it."},
		asOfParam, formatParam(itemOffers(l)))
}

// conditionParams choose features.
func conditionParams(l *snapshot.Layer) params.Table {
	return whereAndWhenParams(l).With(filterParams(l.Schema())...)
}

// whereAndWhenParams choose features by place and time; nil: of any layer.
func whereAndWhenParams(l *snapshot.Layer) params.Table {
	return params.Table{
		{Name: "bbox", Kind: params.Envelope, Example: "30,50,42,60",
			Description: "Features whose geometry meets the box west,south,east,north in degrees, or as bbox-crs orders its axes (six numbers: heights are passed over). West above east: over the antimeridian. Features without a place match every box."},
		bboxCRSParam(l),
		{Name: "datetime", Kind: params.DateTime, Example: "2025-08-26/2025-08-27",
			Description: "Features whose time meets an instant, a date or an interval. A side of an interval may be open (../ and /..) or a duration (2025-08-26/P2D). Features without a time match everything."},
	}
}

// maxCursor is the length of a cursor in bytes: it may carry the texts that an order goes by.
const maxCursor = 8 << 10

func filterParam(l *snapshot.Layer, c *layer.Column) params.Param {
	p := params.Param{Name: c.Name, Names: unitLevels(l, c) != nil, Description: strings.TrimSpace("Only features whose " + c.Name + " is this value. " + c.Description)}
	switch {
	case c.Type == layer.Integer:
		p.Kind = params.Integer
	case c.Type == layer.Number:
		p.Kind = params.Number
	case c.Type == layer.Boolean:
		p.Kind = params.Boolean
	case c.Type == layer.Date:
		p.Kind = params.Date
	case c.Type == layer.Instant:
		p.Pattern = "^" + params.InstantPattern + "$"
	case c.Type == layer.Text && c.Enum != nil:
		p.Kind, p.Enum = params.Enum, c.Enum
	}
	return p
}

func columnNames(l *snapshot.Layer) []string {
	var names []string
	for _, c := range l.Schema().Columns {
		names = append(names, c.Name)
	}
	return names
}

// holdsAreas reports whether rows of the layer may have areas.
func holdsAreas(l *snapshot.Layer) bool { return l.Table.Shapes() != nil }

// formParams say how features are written.
func formParams(l *snapshot.Layer) params.Table {
	names := columnNames(l)
	return params.Table{
		{Name: "properties", Kind: params.List, Enum: names, Description: "The columns to return, in this order; all without it."},
		{Name: "exclude-properties", Kind: params.List, Enum: names, Description: "Columns to leave out."},
		geometryParam(l),
		crsParam(l),
		{Name: "precision", Kind: params.Integer, Min: 0, Max: maxDecimals, Example: "5", Description: "Most decimals of coordinates; without it all that there are."},
	}
}

// maxDecimals is more than a double has behind the point of a degree.
const maxDecimals = 15

func geometryParam(l *snapshot.Layer) params.Param {
	if l.Schema().Geometry == layer.Own {
		return params.Param{Name: "geometry", Kind: params.Enum, Enum: []string{"footprint", "none"}, Default: "footprint",
			Description: "What the geometry member holds: the feature's geometry, or null."}
	}
	own := "footprint"
	if l.Schema().Geometry == layer.Points {
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
