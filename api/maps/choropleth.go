package maps

import (
	"cmp"
	"slices"
	"sync"

	"oblast/api/media"
	"oblast/api/params"
	"oblast/api/respond"
	"oblast/data/population"
	"oblast/data/snapshot"
	"oblast/data/totals"
	"oblast/geo/choropleth"
	"oblast/geo/region"

	"github.com/labstack/echo/v4"
)

var topoJSON = media.Offer{Name: "topojson", Type: "application/topo+json"}

var choroplethOffers = []media.Offer{media.GeoJSON, media.CSV, topoJSON}

// pers are what a number can be divided by.
var pers = []string{"none", "area", "night", "population"}

// ChoroplethParams are the parameters of GET /choropleth.
var ChoroplethParams = periodParams.With(
	enumParam("level", levelNames(totalLevels), "region", "Level of the units, one feature each; among districts, regions that have none and are covered stand for themselves"),
	enumParam("measure", totals.Measures, "interceptions", "What is counted"),
	enumParam("basis", []string{totals.Claimed, totals.Incidents, totals.Reconciled}, totals.Reconciled, "Official totals alone, incidents alone, or the bounds when both are believed. Only interceptions and nights are claimed"),
	enumParam("per", pers, "none", "What the rate divides by: nothing, 1,000 km², nights of the period, or 100,000 people by the operator's table"),
	withinParam,
	params.Param{Name: "covered", Kind: params.Boolean, Default: "false", Description: "Leave out units that no source speaks of; the legend still counts them"},
	enumParam("method", choropleth.Methods, "", "How classes are made; ckmeans unless breaks are given"),
	params.Param{Name: "classes", Kind: params.Integer, Min: choropleth.MinClasses, Max: choropleth.MaxClasses, Default: "5", Description: "Most classes; few distinct values make fewer"},
	params.Param{Name: "breaks", Kind: params.Numbers, Min: 1, Max: choropleth.MaxClasses, Example: "1,2,5,10,20", Description: "Lower bounds of the classes, ascending; implies method=fixed"},
	params.Param{Name: "zoom", Kind: params.Number, Min: 0, Max: 22, Default: "5", Description: "Zoom of a web map that the shapes are drawn for: decides their detail"},
	enumParam("geometry", []string{"polygon", "point", "none"}, "polygon", "The areas, their label points, or values alone"),
	langParam(),
	enumParam("f", media.Names(choroplethOffers), "", "Format; without it the Accept header decides"),
)

// ChoroplethParamsOf are they on a server with a table of populations, or without one.
func ChoroplethParamsOf(people bool) params.Table {
	t := ChoroplethParams.With()
	for i := range t {
		if t[i].Name == "per" && !people {
			t[i].Enum = pers[:3]
		}
	}
	return t
}

// view is one choropleth, asked for and computed.
type view struct {
	query   totals.Query
	period  period
	per     string
	lang    string
	method  choropleth.Options
	covered bool
	form    string
	detail  region.Detail

	snap    *snapshot.Snapshot
	people  *population.Table // for per=population
	rows    []totals.Row
	classes choropleth.Classes
	nights  int // of the period, for per=night
}

// Choropleth answers GET /choropleth: totals by unit with their classes and legend.
func (s *Service) Choropleth(c echo.Context) error {
	v, snap, err := s.read(c, ChoroplethParams)
	if err != nil {
		return err
	}
	offer, err := media.Choose(c.Request(), v.String("f"), choroplethOffers)
	if err != nil {
		return err
	}
	view, err := newView(v, snap, s.Population)
	if err != nil {
		return err
	}
	return s.Responder.Send(c, respond.Reply{MediaType: offer.Type, ETag: s.tag(snap), Modified: snap.ChangedAt(), Key: c.Request().URL.RequestURI(), KeepPlain: true,
		Language: view.lang, Body: func(dst []byte) ([]byte, error) {
			rows, _ := rowPool.Get().(*[]totals.Row)
			defer rowPool.Put(rows)
			if err := view.compute((*rows)[:0]); err != nil {
				return dst, err
			}
			*rows = view.rows
			switch offer.Name {
			case "csv":
				return view.appendCSV(dst), nil
			case "topojson":
				return s.appendTopology(dst, view)
			}
			return s.appendView(dst, view)
		}})
}

// newView reads the parameters; nothing is added up yet, so that a 304 costs nothing.
func newView(v params.Values, snap *snapshot.Snapshot, people *population.Table) (*view, error) {
	level, err := parseTotalLevel(v)
	if err != nil {
		return nil, err
	}
	return newViewOf(v, snap, people, level)
}

// newViewOf is newView where the address, not a parameter, says of which level.
func newViewOf(v params.Values, snap *snapshot.Snapshot, people *population.Table, level region.Level) (*view, error) {
	x, err := readSpan(v, snap)
	if err != nil {
		return nil, err
	}
	w := &view{snap: snap, people: people, per: cmp.Or(v.String("per"), pers[0]), lang: v.String("lang"), covered: v.Bool("covered"), form: v.String("geometry"),
		detail: region.ForZoom(v.Float("zoom")), period: x.period(snap),
		query: x.query(level, v.String("measure"), v.String("basis")),
	}
	w.query.Undivided = level == region.District // a city of the rank of a region is no hole in the map of districts
	if w.per == "population" && people == nil {
		return nil, v.Fault("per", "needs a table of populations, which this server was not given", pers[:3]...)
	}
	if allowed := totals.Bases(w.query.Measure); !slices.Contains(allowed, w.query.Basis) {
		return nil, v.Fault("basis", "does not exist for the measure "+w.query.Measure, allowed...)
	}
	w.method = choropleth.Options{Method: v.String("method"), Classes: v.Int("classes"), Breaks: v.Numbers("breaks")}
	if w.method.Method == choropleth.Fixed || len(w.method.Breaks) > 0 {
		if _, err := choropleth.Classify(nil, w.method); err != nil {
			return nil, err
		}
	}
	return w, nil
}

// rowPool holds rows of totals: some thousands of one level.
var rowPool = sync.Pool{New: func() any { return new([]totals.Row) }}

// compute adds up, into dst, and classifies.
func (w *view) compute(dst []totals.Row) error {
	w.rows = w.snap.Totals().RowsInto(dst, w.query)
	w.nights = nightsOf(w.snap, w.period)
	var err error
	if w.per == "none" {
		w.classes, err = w.snap.Classes(w.query, w.rows, w.method)
		return err
	}
	tree := w.snap.Tree()
	var rates []float64
	if !w.query.Whole && w.query.From == w.query.To {
		w.snap.Totals().EachSingleNight(w.query, func(unit int32, value float64) bool {
			if rate, ok := w.rate(tree.At(unit), value); ok {
				rates = append(rates, rate)
			}
			return true
		})
	} else {
		for i := range w.rows {
			if n, ok := w.number(&w.rows[i]); ok && n > 0 {
				rates = append(rates, n)
			}
		}
	}
	w.classes, err = choropleth.Classify(rates, w.method)
	return err
}

// number is what a row is classified by: its lower bound, or the rate of it; ok is false where it has no value.
func (w *view) number(r *totals.Row) (n float64, ok bool) {
	if r.Status != "value" || !r.Min.Known {
		return 0, false
	}
	if w.per == "none" {
		return float64(r.Min.N), true
	}
	return w.rate(w.snap.Tree().At(r.Unit), float64(r.Min.N))
}

// rate divides a number as asked for; ok is false for a unit of which the population is not known.
func (w *view) rate(u *region.Unit, n float64) (rate float64, ok bool) {
	switch {
	case w.per == "area" && u.AreaKM2 > 0:
		return n / u.AreaKM2 * 1000, true
	case w.per == "night" && w.nights > 0:
		return n / float64(w.nights), true
	case w.per == "population":
		people, ok := w.people.Of(u.ID)
		if !ok {
			return 0, false
		}
		return n / float64(people) * 100_000, true
	}
	return n, true
}

// nightsOf counts the nights of a period, both ends included, within what is kept.
func nightsOf(snap *snapshot.Snapshot, p period) int {
	first, last := snap.Totals().Period()
	from, to := max(p.From, first), min(p.To, last)
	return max(int(to-from)+1, 0)
}

// shown reports whether a row is written.
func (w *view) shown(r *totals.Row) bool { return !w.covered || r.Status != "not_covered" }
