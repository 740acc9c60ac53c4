package record

import (
	"fmt"
	"strings"
)

// when checks the interval, what the precision asks of it, and the night that follows.
func (c *checker) when(w *When) {
	c.zone(at("/when/zone"), w.Zone)
	c.word(at("/when/precision"), w.Precision, Precisions)
	switch {
	case w.End != nil && w.Start == nil:
		c.fault(at("/when/start"), "is null, but end is given", "", nil)
		return
	case w.End != nil && !w.End.After(*w.Start):
		c.fault(at("/when/end"), "is not after start; an instant has no end", "", nil)
		return
	}
	loc, ok := Location(w.Zone)
	if c.torn || !ok || !contains(Precisions, w.Precision) {
		return
	}
	switch w.Precision {
	case "unknown":
		if w.Start != nil {
			c.fault(at("/when/start"), "is given, but the precision is unknown; an unknown time is null", "", nil)
		}
		return
	case "night":
		if w.NightOf == nil {
			c.fault(at("/when/night_of"), "is null, but the precision is night; give the date of the morning", "", nil)
			return
		}
		c.bounds(w, NightBounds(*w.NightOf, loc), "a night is 20:00 to 08:00, local")
		return
	case "day":
		if w.Start != nil {
			c.bounds(w, DayBounds(DateOf(w.Start.In(loc)), loc), "a day is 08:00 to 20:00, local")
		}
	case "part_of_day":
		if w.Start != nil && (w.End == nil || !partOfDay(*w.Start, *w.End, loc)) {
			c.fault(at("/when"), "is no part of a day: morning 06:00-12:00, afternoon 12:00-18:00, evening 18:00-24:00, local", "", nil)
			return
		}
	case "window":
		if w.Start != nil && w.End == nil {
			c.fault(at("/when/end"), "is null, but the precision is window", "", nil)
		}
	}
	if w.Start == nil {
		if w.Precision != "first_reported" {
			c.fault(at("/when/start"), "is null; where the time is not known the precision is unknown", "", nil)
		}
		return
	}
	night, is := NightOf(*w.Start, w.End, loc)
	c.night(at("/when/night_of"), w.NightOf, night, is)
}

// bounds asks for the derived bounds of a precision.
func (c *checker) bounds(w *When, want Window, rule string) {
	if w.Start == nil || w.End == nil || !w.Start.Equal(want.Start) || !w.End.Equal(want.End) {
		c.fault(at("/when"), fmt.Sprintf("does not have the bounds of its precision: %s: %s to %s", rule,
			want.Start.Format("2006-01-02T15:04:05Z"), want.End.Format("2006-01-02T15:04:05Z")), "", nil)
	}
}

// placeRule is what a level asks of a place: how many regions it names, and whether a point may stand for it.
type placeRule struct {
	least, most int
	why         string
	point       bool
}

const many = 1 << 20

// placeRules has one rule a level. A place known only to an area has no point: it would look more exact than it is.
var placeRules = map[string]placeRule{
	"country":          {1, many, "names no country", false},
	"multi_region":     {2, many, "names fewer than two regions", false},
	"region":           {1, many, "names no region", false},
	"composite_region": {1, many, "names no region", false},
	"district":         {1, many, "names no district", false},
	"settlement":       {0, many, "", true},
	"locality":         {0, many, "", true},
	"exact":            {0, many, "", true},
	"water_area":       {1, many, "names no water area", true},
	"border_between":   {2, many, "names fewer than two regions", true},
	"unknown":          {0, 0, "names regions, but the level is unknown", false},
}

func (c *checker) place(p *Place) {
	c.word(at("/place/level"), p.Level, PlaceLevels)
	c.ids("/place/region_ids", p.RegionIDs, 0, "")
	c.textOrNull(at("/place/name"), p.Name)
	c.textOrNull(at("/place/verbatim"), p.Verbatim)
	c.point(p.Point)
	if u := p.UncertaintyM; u != nil && (!finite(*u) || *u <= 0) {
		c.fault(at("/place/uncertainty_m"), "is not above 0; write null where it is not known", fmt.Sprint(*u), nil)
	}
	c.word(at("/place/method"), p.Method, PlaceMethods)
	c.textOrNull(at("/place/generalised"), p.Generalised)
	if p.Resolution != nil {
		c.resolution(p.Resolution)
	}
	rule, ok := placeRules[p.Level]
	if !ok || p.RegionIDs == nil {
		return
	}
	if n := len(p.RegionIDs); n < rule.least || n > rule.most {
		c.fault(at("/place/region_ids"), rule.why, strings.Join(p.RegionIDs, " "), nil)
	}
	if p.Point != nil && !rule.point {
		c.fault(at("/place/point"), "is given, but the place is known only to its "+p.Level+"; write null", "", nil)
	}
	if rule.least == 0 && rule.most > 0 && len(p.RegionIDs) == 0 && p.Point == nil {
		c.fault(at("/place/region_ids"), "is empty and there is no point; a place that lies nowhere is unknown", "", nil)
	}
}

func (c *checker) point(p *Point) {
	if p == nil {
		return
	}
	if !finite(p[0]) || p[0] < -180 || p[0] > 180 {
		c.fault(at("/place/point/0"), "is not a longitude, -180 to 180", fmt.Sprint(p[0]), nil)
	}
	if !finite(p[1]) || p[1] < -90 || p[1] > 90 {
		c.fault(at("/place/point/1"), "is not a latitude, -90 to 90", fmt.Sprint(p[1]), nil)
	}
}

func (c *checker) resolution(r *Resolution) {
	c.textOrNull(at("/place/resolution/query"), r.Query)
	c.ids("/place/resolution/answer", r.Answer, 0, "")
	c.ids("/place/resolution/suggested", r.Suggested, 0, "")
	if r.Rejected == nil {
		c.fault(at("/place/resolution/rejected"), "is missing; write [] for an empty list", "", nil)
	}
	for i := range r.Rejected {
		c.id(in("/place/resolution/rejected", i, "/id"), r.Rejected[i].ID)
		c.text(in("/place/resolution/rejected", i, "/reason"), r.Rejected[i].Reason)
	}
	c.textOrNull(at("/place/resolution/decided_by"), r.DecidedBy)
	c.textOrNull(at("/place/resolution/reason"), r.Reason)
}
