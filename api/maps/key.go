package maps

import (
	"math"

	"oblast/api/params"
	"oblast/data/snapshot"
	"oblast/geo/choropleth"
	"oblast/geo/region"
)

// Key is what the colours of a choropleth mean, for whoever draws it elsewhere: the classes, breaks and kinds of missing of
// /choropleth.
type Key struct {
	Title   string // a sentence
	Per     string // none, area or night
	Nights  int    // of the period
	Classes []choropleth.LegendClass
	Missing []choropleth.MissingClass
	Legend  any               // both as /choropleth has them
	Names   map[string]string // what units are called, in short: regions that are covered, districts with a number
	View    *[4]float64       // west, south, east, north of those; nil: there are none
}

// KeyParams are the parameters of a key besides the period, the measure and the basis.
var KeyParams = params.Table{
	enumParam("per", []string{"none", "area", "night"}, "none", "What numbers are divided by: nothing, 1,000 km², or nights of the period"),
	enumParam("method", choropleth.Methods, "", "How classes are made; ckmeans unless breaks are given"),
	params.Param{Name: "classes", Kind: params.Integer, Min: choropleth.MinClasses, Max: choropleth.MaxClasses, Default: "5", Description: "Most classes; few distinct values make fewer"},
	params.Param{Name: "breaks", Kind: params.Numbers, Example: "1,2,5,10,20", Description: "Lower bounds of the classes, ascending; implies method=fixed"},
	langParam(),
}

// Key computes the key of the totals that the parameters ask for: those of periods, measure and basis, and of KeyParams as far
// as they are declared. Faults are those of /choropleth.
func (s *Service) Key(v params.Values, snap *snapshot.Snapshot, level region.Level) (*Key, error) {
	w, err := newViewOf(v, snap, s.Population, level)
	if err != nil {
		return nil, err
	}
	if err := w.compute(nil); err != nil {
		return nil, err
	}
	h := s.head(w)
	k := &Key{Title: h.Title, Per: w.per, Nights: w.nights, Classes: h.Legend.Classes, Missing: h.Legend.Missing, Legend: h.Legend, Names: map[string]string{}}
	for i := range w.rows {
		r, u := &w.rows[i], snap.Tree().At(w.rows[i].Unit)
		if r.Status == "value" || r.Status != "not_covered" && level == region.Region {
			k.Names[u.ID] = shortName(u.Names.In(w.lang))
		}
		if r.Status == "value" {
			k.reach(u.Label)
		}
	}
	return k, nil
}

// reach widens the view to a point.
func (k *Key) reach(p [2]float64) {
	at := [4]float64{p[0], p[1], p[0], p[1]}
	if k.View == nil {
		k.View = &at
		return
	}
	v := k.View
	*v = [4]float64{math.Min(v[0], at[0]), math.Min(v[1], at[1]), math.Max(v[2], at[2]), math.Max(v[3], at[3])}
}
