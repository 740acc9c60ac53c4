package snapshot

import (
	"fmt"
	"sync"

	"oblast/data/record"
	"oblast/data/totals"
	"oblast/geo/choropleth"
	"oblast/geo/encode"
	"oblast/geo/layer"
	"oblast/geo/region"
)

// TotalsLayer makes the tables of a layer of totals: one a period, part, measure and basis. Safe for concurrent use.
type TotalsLayer struct {
	snapshot *Snapshot
	level    region.Level
	schema   layer.Schema
}

// totalsCache keeps the tables asked for last.
type totalsCache struct {
	mu    sync.Mutex
	held  map[totals.Query]*encode.Features
	order []totals.Query // oldest first
}

// maxTotals is how many tables of totals a snapshot keeps.
const maxTotals = 32

// Default is the query of the layer itself: interceptions, reconciled, over the whole kept period.
func (l *TotalsLayer) Default() totals.Query {
	return totals.Query{Level: l.level, Measure: "interceptions", Basis: totals.Reconciled, Part: "all", Whole: true, Within: region.None}
}

// Period returns the first and the last date of the kept period; both 0 where nothing is dated.
func (l *TotalsLayer) Period() (from, to record.Date) { return l.snapshot.totals.Period() }

// Features returns the table of a query, with its encoder. Level and Within are the layer's own.
func (l *TotalsLayer) Features(q totals.Query) (*encode.Features, error) {
	q.Level, q.Within = l.level, region.None
	if q.Whole {
		q.From, q.To = 0, 0
	}
	c := &l.snapshot.claimed
	c.mu.Lock()
	defer c.mu.Unlock()
	if f, ok := c.held[q]; ok {
		return f, nil
	}
	t, err := l.table(q)
	if err != nil {
		return nil, err
	}
	if c.held == nil {
		c.held = map[totals.Query]*encode.Features{}
	}
	if len(c.order) == maxTotals {
		delete(c.held, c.order[0])
		c.order = c.order[1:]
	}
	f := encode.NewFeatures(t)
	c.held[q], c.order = f, append(c.order, q)
	return f, nil
}

// total is a row of totals with everything that it shows.
type total struct {
	*totals.Row
	unit     *region.Unit
	class    int // below 0: none
	from, to record.Date
}

type totalColumn struct {
	layer.Column
	set func(b *layer.Builder, t *total)
}

func (l *TotalsLayer) table(q totals.Query) (*layer.Table, error) {
	tree, cube := l.snapshot.Tree(), l.snapshot.totals
	rows := cube.Rows(q)
	classes, err := l.snapshot.Classes(q, rows, choropleth.Options{})
	if err != nil {
		return nil, err
	}
	from, to := q.From, q.To
	if q.Whole {
		from, to = cube.Period()
	}
	columns := totalColumns()
	b := layer.NewBuilder(l.schema, l.snapshot.boundaries.Shapes(), len(rows))
	for i := range rows {
		t := total{Row: &rows[i], unit: tree.At(rows[i].Unit), class: -1, from: from, to: to}
		if t.Min.Known && t.Status == "value" {
			t.class = classes.Index(float64(t.Min.N))
		}
		b.Row(t.unit.ID)
		b.Point(t.unit.Label[0], t.unit.Label[1])
		b.Area(t.Unit)
		for _, c := range columns {
			c.set(b, &t)
		}
	}
	return b.Build()
}

func totalColumns() []totalColumn {
	words := func(c layer.Column, value func(t *total) string) totalColumn {
		return totalColumn{c, func(b *layer.Builder, t *total) { text(b, value(t)) }}
	}
	count := func(name, title, description string, value func(t *total) totals.Number) totalColumn {
		return totalColumn{layer.Column{Name: name, Title: title, Description: description, Type: layer.Integer},
			func(b *layer.Builder, t *total) {
				if n := value(t); n.Known {
					b.Integer(n.N)
				} else {
					b.Null()
				}
			}}
	}
	all := []totalColumn{
		words(layer.Column{Name: "region_id", Title: "Region", Description: "ISO 3166-1, ISO 3166-2, or region and code of the source", Required: true}, func(t *total) string { return t.unit.ID }),
		words(layer.Column{Name: "name", Title: "Name", Description: "English"}, func(t *total) string { return t.unit.Names.In("en") }),
		words(layer.Column{Name: "level", Title: "Level", Enum: []string{"country", "region", "district"}}, func(t *total) string { return t.unit.Level.String() }),
		words(layer.Column{Name: "parent_id", Title: "Parent", Description: "Id of the unit that it is a part of"}, func(t *total) string { return t.unit.Parent }),
		words(layer.Column{Name: "status", Title: "Status", Description: "value and zero have numbers; the others are kinds of missing", Enum: totals.Statuses, Required: true},
			func(t *total) string { return t.Status }),
		count("min", "Least", "On the basis asked for; never a missing number written as 0", func(t *total) totals.Number { return t.Min }),
		count("best", "Best", "Where the bounds meet, or the source gives one number", func(t *total) totals.Number { return t.Best }),
		count("max", "Most", "null beside a least: open", func(t *total) totals.Number { return t.Max }),
		count("claimed_min", "Claimed, least", "By official totals", func(t *total) totals.Number { return t.ClaimedMin }),
		count("claimed_best", "Claimed, best", "", func(t *total) totals.Number { return t.ClaimedBest }),
		count("claimed_max", "Claimed, most", "", func(t *total) totals.Number { return t.ClaimedMax }),
		count("incidents_min", "In incidents, least", "By single reports", func(t *total) totals.Number { return t.IncidentsMin }),
		count("incidents_best", "In incidents, best", "", func(t *total) totals.Number { return t.IncidentsBest }),
		count("incidents_max", "In incidents, most", "", func(t *total) totals.Number { return t.IncidentsMax }),
		count("residual_min", "Residual, least", "The part of the number that no unit below has", func(t *total) totals.Number { return t.ResidualMin }),
		count("residual_max", "Residual, most", "", func(t *total) totals.Number { return t.ResidualMax }),
		count("unsplit_max", "Unsplit, most", "What a total without a split may hold here, beside the number", func(t *total) totals.Number { return t.UnsplitMax }),
		{layer.Column{Name: "conflict", Title: "Conflict", Description: "An official report is above the official total", Type: layer.Boolean, Required: true},
			func(b *layer.Builder, t *total) { b.Boolean(t.Conflict) }},
		{layer.Column{Name: "n_incidents", Title: "Incidents", Description: "Reports in it", Type: layer.Integer, Required: true},
			func(b *layer.Builder, t *total) { b.Integer(int64(t.NIncidents)) }},
		{layer.Column{Name: "n_tallies", Title: "Official totals", Description: "Counted totals that name it, or may hold a part of it", Type: layer.Integer, Required: true},
			func(b *layer.Builder, t *total) { b.Integer(int64(t.NTallies)) }},
		{layer.Column{Name: "area_km2", Title: "Area", Type: layer.Number, Unit: "km2"}, func(b *layer.Builder, t *total) { b.Number(t.unit.AreaKM2) }},
		{layer.Column{Name: "rate", Title: "Rate", Description: "Least number by area", Type: layer.Number, Unit: "/(1000.km2)"},
			func(b *layer.Builder, t *total) {
				if t.Min.Known && t.unit.AreaKM2 > 0 {
					b.Number(float64(t.Min.N) / t.unit.AreaKM2 * 1000)
				} else {
					b.Null()
				}
			}},
		{layer.Column{Name: "class", Title: "Class", Description: "Of five by natural breaks, from 0; null without a value", Type: layer.Integer},
			func(b *layer.Builder, t *total) {
				if t.class >= 0 {
					b.Integer(int64(t.class))
				} else {
					b.Null()
				}
			}},
	}
	return append(all,
		totalColumn{layer.Column{Name: "period_from", Title: "From", Description: "First date, inclusive; null where nothing is dated", Type: layer.Date},
			func(b *layer.Builder, t *total) { periodSide(b, t, t.from) }},
		totalColumn{layer.Column{Name: "period_to", Title: "To", Description: "Last date, inclusive", Type: layer.Date},
			func(b *layer.Builder, t *total) { periodSide(b, t, t.to) }})
}

func periodSide(b *layer.Builder, t *total, d record.Date) {
	if t.from == 0 && t.to == 0 {
		b.Null()
	} else {
		b.Date(d.Time())
	}
}

// addTotals appends the layers of totals. Their tables are made when first asked for; until then they lean on those of
// the regions, which have the same rows and places.
func (s *Snapshot) addTotals() {
	for i, level := range regionLevels {
		regions, ok := s.Layer(fmt.Sprintf("regions-%d", i))
		if !ok {
			continue
		}
		l := &TotalsLayer{snapshot: s, level: level, schema: layer.Schema{Name: fmt.Sprintf("totals-%d", i), Geometry: layer.Areas}}
		for _, c := range totalColumns() {
			l.schema.Columns = append(l.schema.Columns, c.Column)
		}
		s.layers = append(s.layers, &Layer{Name: l.schema.Name, Title: regionTitles[i] + " with totals", Table: regions.Table, Totals: l,
			Description: "Totals by " + level.String() + " for a period (from, to, part), a measure and a basis: by default interceptions, reconciled, over the whole kept period."})
	}
}
