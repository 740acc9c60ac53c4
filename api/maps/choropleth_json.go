package maps

import (
	"strconv"
	"time"

	"oblast/data/totals"
	"oblast/geo/choropleth"
	"oblast/geo/encode"
	"oblast/geo/region"
)

// head is what stands beside the features.
type head struct {
	Title      string      `json:"title"`
	Period     period      `json:"period"`
	Level      string      `json:"level"`
	Measure    string      `json:"measure"`
	Basis      string      `json:"basis"`
	Per        string      `json:"per"`
	Population *string     `json:"population"` // whose table the rate is made with; null where none is
	AsOf       *time.Time  `json:"as_of"`
	Version    string      `json:"version"`
	Boundaries string      `json:"boundaries"`
	Sources    []publisher `json:"sources"`
	Unlocated  int         `json:"unlocated"`
	Withheld   int         `json:"withheld"`
	Legend     legend      `json:"legend"`
}

// legend is the map's key: rows of classes and of the kinds of missing.
type legend struct {
	Measure string                    `json:"measure"`
	Basis   string                    `json:"basis"`
	Unit    string                    `json:"unit"`
	Method  string                    `json:"method"`
	Classes []choropleth.LegendClass  `json:"classes"`
	Missing []choropleth.MissingClass `json:"missing"`
}

// ramps gives each family of measures its colours.
var ramps = map[string]string{"interceptions": "mulberry", "nights": "spruce", "reports": "dusk", "damage_reports": "umber",
	"damaged_objects": "umber", "injured": "slate", "killed": "slate"}

func (s *Service) head(w *view) head {
	counts := map[string]int{}
	var values []float64
	status, run := "", 0 // rows of one status in a row: most of the world is covered by nobody
	for i := range w.rows {
		r := &w.rows[i]
		if r.Status != status {
			counts[status] += run
			status, run = r.Status, 0
		}
		run++
		if r.ResidualMax.Known && r.ResidualMax.N > 0 || r.ResidualMin.Known && r.ResidualMin.N > 0 {
			counts["residual"]++
		}
		if n, ok := w.number(r); ok {
			values = append(values, n)
		}
	}
	counts[status] += run
	gathered := s.periods.of(w.snap).gather(w.query)
	words := wordsOf(w.lang)
	classes := w.classes.Legend(values, ramps[w.query.Measure])
	if classes == nil {
		classes = []choropleth.LegendClass{}
	}
	missing := choropleth.Missing(counts)
	for i := range missing {
		missing[i].Label = words.missing[missing[i].Status]
	}
	var people *string
	if w.per == "population" {
		name := w.people.Name()
		people = &name
	}
	return head{
		Title: words.title(w), Population: people, Period: w.period, Level: levelName(w.query.Level), Measure: w.query.Measure, Basis: w.query.Basis, Per: w.per,
		AsOf: asOf(w.snap), Version: w.snap.Version(), Boundaries: w.snap.Tree().Version(),
		Sources: gathered.publishers, Unlocated: gathered.unlocated, Withheld: w.snap.Withheld(),
		Legend: legend{w.query.Measure, w.query.Basis, words.unit(w.query.Measure, w.per), w.classes.Method, classes, missing},
	}
}

// appendView appends a GeoJSON FeatureCollection with the head's members beside the features (RFC 7946, 6.1).
func (s *Service) appendView(dst []byte, w *view) ([]byte, error) {
	dst = append(dst, `{"type":"FeatureCollection",`...)
	at := len(dst)
	dst, err := appendJSON(dst, s.head(w))
	if err != nil {
		return dst, err
	}
	dst = append(dst[:at], dst[at+1:len(dst)-1]...) // the members without their braces
	dst = append(dst, `,"features":[`...)
	first := true
	for i := range w.rows {
		r := &w.rows[i]
		if !w.shown(r) {
			continue
		}
		if !first {
			dst = append(dst, ',')
		}
		first = false
		u := w.snap.Tree().At(r.Unit)
		dst = append(dst, "\n"+`{"type":"Feature","id":`...)
		dst = encode.AppendString(dst, u.ID)
		dst = append(dst, `,"properties":{`...)
		dst = w.appendProperties(dst, u, r)
		dst = append(dst, `},"geometry":`...)
		switch w.form {
		case "polygon":
			dst = w.snap.Boundaries().Areas(w.detail).Append(dst, []int32{r.Unit})
		case "point":
			dst = encode.AppendPoint(dst, u.Label[0], u.Label[1])
		default:
			dst = append(dst, "null"...)
		}
		dst = append(dst, '}')
	}
	return append(dst, "]}\n"...), nil
}

// numbers are the columns of a row that count, in order.
var numbers = []struct {
	name string
	of   func(*totals.Row) totals.Number
}{
	{"min", func(r *totals.Row) totals.Number { return r.Min }},
	{"best", func(r *totals.Row) totals.Number { return r.Best }},
	{"max", func(r *totals.Row) totals.Number { return r.Max }},
	{"claimed_min", func(r *totals.Row) totals.Number { return r.ClaimedMin }},
	{"claimed_best", func(r *totals.Row) totals.Number { return r.ClaimedBest }},
	{"claimed_max", func(r *totals.Row) totals.Number { return r.ClaimedMax }},
	{"incidents_min", func(r *totals.Row) totals.Number { return r.IncidentsMin }},
	{"incidents_best", func(r *totals.Row) totals.Number { return r.IncidentsBest }},
	{"incidents_max", func(r *totals.Row) totals.Number { return r.IncidentsMax }},
	{"residual_min", func(r *totals.Row) totals.Number { return r.ResidualMin }},
	{"residual_max", func(r *totals.Row) totals.Number { return r.ResidualMax }},
	{"unsplit_max", func(r *totals.Row) totals.Number { return r.UnsplitMax }},
}

func (w *view) appendProperties(dst []byte, u *region.Unit, r *totals.Row) []byte {
	text := func(name, value string) {
		dst = append(append(append(dst, '"'), name...), `":`...)
		if value == "" {
			dst = append(dst, "null"...)
		} else {
			dst = encode.AppendString(dst, value)
		}
		dst = append(dst, ',')
	}
	text("region_id", u.ID)
	text("name", u.Names.In(w.lang))
	text("level", u.Level.String())
	text("parent_id", u.Parent)
	text("status", r.Status)
	for _, n := range numbers {
		dst = append(append(append(dst, '"'), n.name...), `":`...)
		if v := n.of(r); v.Known {
			dst = strconv.AppendInt(dst, v.N, 10)
		} else {
			dst = append(dst, "null"...)
		}
		dst = append(dst, ',')
	}
	dst = append(dst, `"conflict":`...)
	dst = strconv.AppendBool(dst, r.Conflict)
	dst = append(dst, `,"n_incidents":`...)
	dst = strconv.AppendInt(dst, int64(r.NIncidents), 10)
	dst = append(dst, `,"n_tallies":`...)
	dst = strconv.AppendInt(dst, int64(r.NTallies), 10)
	dst = append(dst, `,"area_km2":`...)
	dst = encode.AppendNumber(dst, u.AreaKM2)
	dst = append(dst, `,"rate":`...)
	n, valued := w.number(r)
	if valued && w.per != "none" {
		dst = encode.AppendNumber(dst, n)
	} else {
		dst = append(dst, "null"...)
	}
	dst = append(dst, `,"class":`...)
	if class := w.classes.Index(n); valued && class >= 0 {
		return strconv.AppendInt(dst, int64(class), 10)
	}
	return append(dst, "null"...)
}
