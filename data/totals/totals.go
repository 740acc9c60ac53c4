// Package totals adds records up: a cube of unit x measure x basis x night or day, from which any period is a few
// look-ups a unit, however many incidents there are.
//
// In: a region tree, the records of one version and their ledger. Out: an immutable Cube whose Rows say, for each
// country, region or district, what is known, between which bounds, what no child holds (residual), what may lie here
// without being split (unsplit), and, where there is no number, which kind of missing it is. Unknown is Number{}, never
// 0. Units are tree indexes; there is no geometry here. A Cube is safe for concurrent reads.
//
// Layout: a cell is everything that one unit has on one measure, basis and slot (a night or a day); cells are kept where
// they differ from what follows from above (a country's default for its regions, a region's number for its districts)
// and summed up along time, so that a period is the difference of two cells.
package totals

import (
	"slices"

	"oblast/data/record"
	"oblast/geo/region"
)

// Measures are what can be counted, in the order that they are offered.
var Measures = []string{"interceptions", "reports", "damage_reports", "damaged_objects", "injured", "killed", "nights"}

// The bases: what official splits claim, what incidents add up to, and the bounds when both are believed.
const (
	Claimed    = "claimed"
	Incidents  = "incidents"
	Reconciled = "reconciled"
)

// Bases returns the bases that a measure has; nil for an unknown measure. Only interceptions, and the nights counted
// from them, are claimed by tallies: for every other measure the two bases left are the same numbers.
func Bases(measure string) []string {
	switch {
	case measure == "interceptions" || measure == "nights":
		return []string{Claimed, Incidents, Reconciled}
	case slices.Contains(Measures, measure):
		return []string{Incidents, Reconciled}
	}
	return nil
}

// Statuses are what a row can be, in the order of precedence over a period.
var Statuses = []string{"withheld", "value", "no_data", "zero", "none_reported", "not_covered"}

// Number is a count, or unknown: then Known is false and N is 0 without meaning it.
type Number struct {
	N     int64
	Known bool
}

// Query chooses rows. The zero value of Measure is interceptions, of Basis reconciled, of Part all.
type Query struct {
	Level    region.Level // Country, Region or District
	Measure  string
	Basis    string
	Part     string // all, night, day
	From, To record.Date
	Whole    bool  // the whole kept period and, with Part all, the undated records; From and To are not read
	Within   int32 // a tree index: only units in it; region.None for all

	// Undivided puts among the districts, after them, the regions that have none (cities of the rank of a region), each with
	// its own row as on the level of regions, where anything covers it.
	Undivided bool
}

// Row is one unit's line. Min, Best and Max are those of the query's basis; the claimed and incidents columns are there
// for every basis of interceptions and nights. All are unknown unless Status is value or zero on their basis.
type Row struct {
	Unit                                      int32
	Status                                    string
	Min, Best, Max                            Number
	ClaimedMin, ClaimedBest, ClaimedMax       Number
	IncidentsMin, IncidentsBest, IncidentsMax Number
	ResidualMin, ResidualMax                  Number // of Min and Max, what no child has; unknown for districts
	UnsplitMax                                Number // what may lie here beside the sum: a composite's item, a rest
	Conflict                                  bool   // an official figure here is above what the tallies give
	NIncidents                                int    // records that name the unit or a place in it, on this measure
	NTallies                                  int    // counted tallies that name it, or may hold a part of it
}

// Withheld hides the numbers of units from a date to a date (inclusive; 0, 0: always): Unit itself where its level is
// Level or finer, and every unit of those levels within it. The numbers of coarser units stay: records that must not
// show there have to be left out before Build.
type Withheld struct {
	Unit     int32
	Level    region.Level
	From, To record.Date
}
