package api

import (
	"math"
	"slices"

	"oblast/api/maps"
	"oblast/data/ledger"
	"oblast/data/record"
	"oblast/data/snapshot"
	"oblast/data/totals"
	"oblast/geo/region"
)

// bootstrap is the JSON in the page: what the script needs before its first request.
type bootstrap struct {
	Version         string      `json:"version"`
	BoundaryVersion string      `json:"boundary_version"`
	Build           string      `json:"build"`
	Period          *span       `json:"period"` // null where nothing has a date
	Nights          []string    `json:"nights"` // dates of which there are totals or reports, in order
	NightCount      int         `json:"night_count"`
	Languages       []string    `json:"languages"`
	Lang            string      `json:"lang"`
	Extent          *[4]float64 `json:"extent"`   // west, south, east, north of the incidents and of what has a total; null without an incident
	Overview        string      `json:"overview"` // chunk of the overview that the first picture needs
	Composites      []composite `json:"composites"`
	Attribution     []credit    `json:"attribution"`

	tag      string // of every page with it
	snapshot *snapshot.Snapshot
}

type span struct {
	From record.Date `json:"from"`
	To   record.Date `json:"to"`
}

// composite is a unit that is made of others, drawn as one badge.
type composite struct {
	ID      string     `json:"id"`
	Name    words      `json:"name"`
	Members []string   `json:"members"`
	Label   [2]float64 `json:"label"` // lon, lat
}

type words struct {
	EN string `json:"en"`
	RU string `json:"ru"`
	UK string `json:"uk"`
}

// credit names a data set as its licence wants it named.
type credit struct {
	Name        string `json:"name"`
	Attribution string `json:"attribution,omitempty"`
	Licence     string `json:"licence,omitempty"`
	URL         string `json:"url,omitempty"`
}

// bootstrap returns what the pages of a snapshot have in common; shared, not to be changed.
func (p *pages) bootstrap(snap *snapshot.Snapshot) *bootstrap {
	if held := p.last.Load(); held != nil && held.snapshot == snap {
		return held
	}
	b := p.newBootstrap(snap)
	p.last.Store(b)
	return b
}

func (p *pages) newBootstrap(snap *snapshot.Snapshot) *bootstrap {
	tree := snap.Tree()
	b := &bootstrap{Version: snap.Version(), BoundaryVersion: tree.Version(), Build: p.config.Build, Nights: nightsOf(snap),
		Languages: maps.Languages, Composites: []composite{}, Attribution: []credit{}, snapshot: snap}
	b.tag = snap.State() + "-" + b.BoundaryVersion + "-" + b.Build
	b.NightCount = len(b.Nights)
	if from, to := snap.Totals().Period(); len(snap.Totals().Dates()) > 0 {
		b.Period = &span{from, to}
	}
	if incidents, ok := snap.Layer("incidents"); ok {
		if box, ok := incidents.Table.Extent(); ok {
			b.Extent = withTotals(box, snap)
		}
	}
	b.Overview = "all"
	if b.Extent != nil {
		if near, ok := maps.NearChunk(*b.Extent); ok {
			b.Overview = near
		}
	}
	for _, i := range tree.OfLevel(region.Composite) {
		u := tree.At(i)
		b.Composites = append(b.Composites, composite{u.ID, words{u.Names.In("en"), u.Names.In("ru"), u.Names.In("uk")}, u.Members, u.Label})
	}
	for _, s := range p.config.Gazetteer.Sources {
		b.Attribution = append(b.Attribution, credit{s.Name, s.Attribution, s.Licence, s.URL})
	}
	return b
}

// withTotals widens a box to the label points of the regions that have a total of interceptions; those half the world away
// are left out.
func withTotals(box [4]float64, snap *snapshot.Snapshot) *[4]float64 {
	middle := (box[0] + box[2]) / 2
	all := totals.Query{Level: region.Region, Measure: totals.Measures[0], Basis: totals.Reconciled, Part: "all", Whole: true, Within: region.None}
	for _, row := range snap.Totals().RowsInto(nil, all) {
		if at := snap.Tree().At(row.Unit).Label; row.Status == "value" && math.Abs(at[0]-middle) < 60 {
			box = [4]float64{min(box[0], at[0]), min(box[1], at[1]), max(box[2], at[0]), max(box[3], at[1])}
		}
	}
	return &box
}

// nightsOf lists the dates of which there are totals or reports, each once, in order.
func nightsOf(snap *snapshot.Snapshot) []string {
	dates := []string{}
	for _, b := range snap.Ledger().Books() {
		if b.Slot.Part != ledger.PartUndated && (len(b.Accounts) > 0 || len(b.Cases) > 0) {
			dates = append(dates, b.Slot.Date.String())
		}
	}
	return slices.Compact(dates)
}
