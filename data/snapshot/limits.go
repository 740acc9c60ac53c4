package snapshot

import (
	"slices"
	"strings"
	"time"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"

	"oblast/data/record"
	"oblast/data/totals"
	"oblast/geo/region"
)

// limit is a restriction that limits what may be told of a region.
type limit struct {
	*record.Restriction
	unit  int32         // region.None where the tree lacks it: then ids decide
	delay time.Duration // 0: none

	sha256 Hash   // of its revision
	reason string // that what it generalises gives
}

// limits are all of a register's, with the time at which they are judged. A register entry without a limit is none.
type limits struct {
	tree *region.Tree
	now  time.Time
	all  []limit
	due  time.Time // when the next withheld record becomes public; zero: never
}

// openDate stands for a rule that has no end.
const openDate record.Date = 1 << 24

func newLimits(tree *region.Tree, r *register, now time.Time) *limits {
	l := &limits{tree: tree, now: now}
	for _, e := range r.byKind[record.KindRestriction] {
		x, ok := e.Record.(*record.Restriction)
		if !ok || x.CoarsestPublicLevel == nil && x.Delay == nil {
			continue
		}
		own := limit{Restriction: x, unit: region.None, sha256: e.Last().SHA256}
		if i, ok := tree.Find(x.RegionID); ok {
			own.unit = i
		}
		if x.Delay != nil {
			own.delay, _ = time.ParseDuration(*x.Delay) // valid: the record was
		}
		if x.CoarsestPublicLevel != nil {
			own.reason = reasonOf(x)
		}
		l.all = append(l.all, own)
	}
	return l
}

// holds reports whether a unit lies in the limit's region. One that the tree lacks lies where its id says.
func (x *limit) holds(tree *region.Tree, id string) bool {
	for ; id != ""; id = around(id) {
		if i, ok := tree.Find(id); ok && x.unit != region.None {
			return tree.Within(i, x.unit)
		}
		if id == x.RegionID {
			return true
		}
	}
	return false
}

// around is the id of the region of a district, and of the country of a region, by how they are written; "" of a country.
func around(id string) string { return id[:max(0, strings.LastIndexAny(id, ".-"))] }

// surrounds reports whether a point lies in the limit's region, whatever units its record names: by the finest
// borders where it names none below a country, and else, as a check of those, by coarse ones.
func (l *limits) surrounds(x *limit, w *where) bool {
	if w.point == nil || x.unit == region.None || !l.tree.At(x.unit).BBox.Contains(orb.Point(*w.point)) {
		return false
	}
	detail := region.HundredM
	if l.tree.At(x.unit).Level == region.Country || slices.ContainsFunc(w.ids, func(id string) bool { return l.finenessOf(id) > fineness("country") }) {
		detail = region.HalfKm
	}
	return planar.MultiPolygonContains(l.tree.Shape(x.unit, detail), orb.Point(*w.point))
}

// during reports whether the limit is in force on a day; a record of no day is always under it.
func (x *limit) during(day *record.Date) bool {
	return day == nil || (x.InForceFrom == nil || *day >= *x.InForceFrom) && (x.InForceTo == nil || *day <= *x.InForceTo)
}

// verdict is what may be told of a record: everything, nothing yet, or nothing finer than a level in some units.
type verdict struct {
	withheld bool
	by       []*limit // whose coarsest level it has to keep to
}

func (v *verdict) whole() bool { return !v.withheld && len(v.by) == 0 }

// add takes what another verdict withholds.
func (v *verdict) add(other verdict) {
	v.withheld = v.withheld || other.withheld
	for _, x := range other.by {
		if !slices.Contains(v.by, x) {
			v.by = append(v.by, x)
		}
	}
}

// where is a place as it is judged: ids of its units, the stated level ("" for none), a point, and the units that its
// words may mean beside them.
type where struct {
	ids    []string
	level  string
	point  *record.Point
	beside []string
}

// judge holds a place and time against the limits: the day and the end of what happened.
func (l *limits) judge(w where, day *record.Date, end *time.Time) (v verdict) {
	for i := range l.all {
		x := &l.all[i]
		if !x.during(day) {
			continue
		}
		within := func(id string) bool { return x.holds(l.tree, id) }
		inside := slices.ContainsFunc(w.ids, within)
		there := inside || l.surrounds(x, &w)
		if c := x.CoarsestPublicLevel; c != nil {
			allowed := fineness(*c)
			finer := there && (fineness(w.level) > allowed || w.point != nil && allowed < fineness("settlement"))
			tells := func(id string) bool { return within(id) && l.finenessOf(id) > allowed }
			if finer || slices.ContainsFunc(w.ids, tells) || slices.ContainsFunc(w.beside, tells) {
				v.by = append(v.by, x)
			}
		}
		if x.delay > 0 && there && end != nil {
			if at := end.Add(x.delay); at.After(l.now) {
				v.withheld = true
				l.dueAt(at)
			}
		}
	}
	return v
}

// of judges an incident or a tally that was first recorded at a time, by which it had happened; of anything else all may
// be told.
func (l *limits) of(r record.Record, recorded *time.Time) (scope, items verdict) {
	switch r := r.(type) {
	case *record.Incident:
		scope = l.incident(r, recorded)
	case *record.Tally:
		scope, items = l.tally(r, recorded)
	}
	return scope, items
}

func (l *limits) incident(inc *record.Incident, recorded *time.Time) verdict {
	if len(l.all) == 0 {
		return verdict{}
	}
	end := inc.When.End
	if end == nil {
		end = inc.When.Start
	}
	if end == nil {
		end = recorded
	}
	w := where{ids: inc.Place.RegionIDs, level: inc.Place.Level, point: inc.Place.Point}
	if res := inc.Place.Resolution; res != nil {
		w.beside = slices.Concat(res.Answer, res.Suggested)
	}
	return l.judge(w, dayOf(inc), end)
}

// tally judges a tally's scope and its items.
func (l *limits) tally(t *record.Tally, recorded *time.Time) (scope, items verdict) {
	if len(l.all) == 0 {
		return scope, items
	}
	day := t.NightOf
	end := recorded
	if w := tallyWindow(t); w != nil {
		end = &w.End
		if day == nil {
			zone, ok := record.Location(t.Zone)
			if !ok {
				zone = time.UTC
			}
			d := record.DateOf(w.Start.In(zone))
			day = &d
		}
	}
	ids := make([]string, len(t.Items))
	for i := range t.Items {
		ids[i] = t.Items[i].RegionID
	}
	return l.judge(where{ids: t.Scope}, day, end), l.judge(where{ids: ids}, day, end)
}

// withheldUnits says where and when totals have to be silent: below a coarsest level for as long as it is in force, and
// everywhere in a region as far back as its delay reaches. It depends on the rules alone, so that it does not tell where
// something is withheld.
func (l *limits) withheldUnits() (out []totals.Withheld) {
	for i := range l.all {
		x := &l.all[i]
		if x.unit == region.None {
			continue
		}
		w := totals.Withheld{Unit: x.unit, From: -openDate, To: openDate}
		if x.InForceFrom != nil {
			w.From = *x.InForceFrom
		}
		if x.InForceTo != nil {
			w.To = *x.InForceTo
		}
		if c := x.CoarsestPublicLevel; c != nil && fineness(*c) < fineness("district") {
			below := w
			below.Level = region.District
			if fineness(*c) == fineness("country") {
				below.Level = region.Region
			}
			out = append(out, below)
		}
		if x.delay > 0 {
			late := w
			late.Level, late.From = l.tree.At(x.unit).Level, max(w.From, record.DateOf(l.now.Add(-x.delay)))
			out = append(out, late)
		}
	}
	return out
}

// dayOf returns the date that an incident counts for: its night's morning, or the local date of its start; nil where
// neither is known.
func dayOf(inc *record.Incident) *record.Date {
	if inc.When.NightOf != nil || inc.When.Start == nil {
		return inc.When.NightOf
	}
	zone, ok := record.Location(inc.When.Zone)
	if !ok {
		zone = time.UTC
	}
	d := record.DateOf(inc.When.Start.In(zone))
	return &d
}

// fineness orders the levels of a place from coarse to fine.
func fineness(level string) int {
	switch level {
	case "district":
		return 2
	case "settlement", "border_between":
		return 3
	case "locality":
		return 4
	case "exact":
		return 5
	case "country", "unknown", "":
		return 0
	}
	return 1
}

// finenessOf is that of a unit; one that the tree lacks is a district at least.
func (l *limits) finenessOf(id string) int {
	i, ok := l.tree.Find(id)
	if !ok {
		return fineness("district")
	}
	return fineness(levelName(l.tree.At(i).Level))
}

// levelName is the level of a place that is one unit.
func levelName(level region.Level) string {
	switch level {
	case region.Water:
		return "water_area"
	case region.Composite:
		return "composite_region"
	}
	return level.String()
}

func deref(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}
