package snapshot

import (
	"context"
	"fmt"
	"strings"

	"oblast/geo/encode"
	"oblast/geo/layer"
)

// Layer is a published collection of features: a table, the condition that its rows meet, and their encoder. A layer of
// totals has one table a period, part, measure and basis, made by Totals; its Table is that of the regions, with the same
// rows, areas and extent, and its Features are nil.
type Layer struct {
	Name        string
	Title       string
	Description string
	Table       *layer.Table
	Features    *encode.Features
	Where       []layer.Equal // on top of a query's own conditions
	Totals      *TotalsLayer  // nil for other layers
	Foreign     bool          // a file of the operator's: its columns are called as somebody liked, and nothing of ours is in it
}

// NewLayer returns the layer of a file of the operator's, which no record of the log changes.
func NewLayer(t *layer.Table, title, description string) *Layer {
	return &Layer{Foreign: true, Name: t.Schema().Name, Title: title, Description: description, Table: t, Features: encode.NewFeatures(t)}
}

// Schema describes the columns that the layer's features have; not to be changed.
func (l *Layer) Schema() *layer.Schema {
	if l.Totals != nil {
		return &l.Totals.schema
	}
	return l.Table.Schema()
}

// Find answers a query on the layer's rows.
func (l *Layer) Find(q layer.Query, dst []int32) layer.Page {
	return l.Table.Find(l.narrowed(q), dst)
}

// Search answers a query on the layer's rows, with its filter and order.
func (l *Layer) Search(ctx context.Context, q layer.Query, dst []int32) (layer.Page, error) {
	return l.Table.Search(ctx, l.narrowed(q), dst)
}

// Aggregate groups the rows of the layer that meet a query.
func (l *Layer) Aggregate(ctx context.Context, q layer.Query, by []int, measures []layer.Measure) (*layer.Groups, error) {
	return l.Table.Aggregate(ctx, l.narrowed(q), by, measures)
}

// narrowed adds the layer's own condition to a query.
func (l *Layer) narrowed(q layer.Query) layer.Query {
	if len(l.Where) > 0 {
		q.Equal = append(append(make([]layer.Equal, 0, len(l.Where)+len(q.Equal)), l.Where...), q.Equal...)
	}
	return q
}

// OfRegions reports whether each feature of the layer is a unit of the region tree: borders, or totals by region.
func (l *Layer) OfRegions() bool {
	return l.Totals != nil || strings.HasPrefix(l.Name, "regions-")
}

// Row returns the row of an id where the layer has it.
func (l *Layer) Row(id string) (row int32, ok bool) {
	row, ok = l.Table.Row(id)
	for _, e := range l.Where {
		if ok {
			text, known := l.Table.Column(e.Column).At(row)
			ok = known && text == e.Text
		}
	}
	return row, ok
}

// Layers returns all layers in the order in which they are listed. Shared: not to be changed.
func (s *Snapshot) Layers() []*Layer { return s.layers }

// Layer returns the layer of a name; ok is false where there is none.
func (s *Snapshot) Layer(name string) (l *Layer, ok bool) {
	for _, l := range s.layers {
		if l.Name == name {
			return l, true
		}
	}
	return nil, false
}

// buildLayers makes all layers; those of regions are taken over where another snapshot is given.
func (s *Snapshot) buildLayers(other *Snapshot) error {
	incidents, err := s.incidentTable(s.public.incidents, s.relations())
	if err != nil {
		return err
	}
	tallies, err := s.tallyTable(s.public.tallies)
	if err != nil {
		return err
	}
	return s.setLayers(incidents, encode.NewFeatures(incidents), tallies, encode.NewFeatures(tallies), other)
}

func (s *Snapshot) setLayers(incidents *layer.Table, features *encode.Features, tallies *layer.Table, claims *encode.Features, other *Snapshot) error {
	only := func(column string) []layer.Equal {
		return []layer.Equal{{Column: incidents.Schema().Index(column), Text: "true"}}
	}
	s.layers = []*Layer{
		{Name: "incidents", Title: "Incidents", Table: incidents, Features: features,
			Description: "Reported interceptions and damage, one row an incident. The point stands for the place at its level and claims nothing finer."},
		{Name: "interceptions", Title: "Interceptions", Table: incidents, Features: features, Where: only("is_interception"),
			Description: "Incidents in which something was reported intercepted."},
		{Name: "damage", Title: "Damage", Table: incidents, Features: features, Where: only("is_damage"),
			Description: "Incidents in which damage or harm was reported."},
		{Name: "tallies", Title: "Official totals", Table: tallies, Features: claims,
			Description: "Totals that officials gave over several regions, as stated."},
	}
	if other != nil && other.boundaries == s.boundaries {
		s.layers = append(s.layers, other.regionLayers()...)
	} else if err := s.addRegions(); err != nil {
		return err
	}
	s.addTotals()
	s.layers = append(s.layers, s.boundaries.beside...)
	return nil
}

var regionTitles = [...]string{"Countries", "Regions", "Districts"}

func (s *Snapshot) addRegions() error {
	for i, level := range regionLevels {
		name := fmt.Sprintf("regions-%d", i)
		t, err := regionTable(s.Tree(), s.boundaries.Shapes(), name, level)
		if err != nil {
			return err
		}
		s.layers = append(s.layers, &Layer{Name: name, Title: regionTitles[i], Table: t, Features: encode.NewFeatures(t),
			Description: regionTitles[i] + " with their borders, names and sizes."})
	}
	return nil
}

func (s *Snapshot) regionLayers() []*Layer {
	var out []*Layer
	for i := range regionLevels {
		if l, ok := s.Layer(fmt.Sprintf("regions-%d", i)); ok {
			out = append(out, l)
		}
	}
	return out
}
