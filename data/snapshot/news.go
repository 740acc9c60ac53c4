package snapshot

import (
	"cmp"
	"slices"

	"oblast/data/record"
)

// News is one revision of a record, as it may be told.
type News struct {
	Entry *Entry
	Step  Step
}

// newsKinds are the kinds of records that news tell of, unless others are asked for: statements and documents are told
// with what rests on them.
var newsKinds = []record.Kind{record.KindIncident, record.KindTally, record.KindRestriction}

// News returns the newest revisions of some kinds (nil: incidents, tallies and restrictions) above one revision and
// below another (0: all), at most so many, newest first; and whether there are more.
func (s *Snapshot) News(kinds []record.Kind, above, below int64, most int) (news []News, more bool) {
	if below == 0 {
		below = s.Head() + 1
	}
	if kinds == nil {
		kinds = newsKinds
	}
	type at struct {
		seq int64
		e   *Entry
	}
	var found []at
	newest := func() {
		slices.SortFunc(found, func(a, b at) int { return cmp.Compare(b.seq, a.seq) })
		if len(found) > most+1 {
			found = found[:most+1]
			above = max(above, found[most].seq-1)
		}
	}
	for _, kind := range kinds {
		s.eachTold(kind, func(e *Entry) {
			for i := len(e.Revisions) - 1; i >= 0 && e.Revisions[i].Seq > above; i-- {
				if e.Revisions[i].Seq < below {
					found = append(found, at{e.Revisions[i].Seq, e})
				}
			}
			if len(found) > 4*(most+1) {
				newest()
			}
		})
	}
	newest()
	if more = len(found) > most; more {
		found = found[:most]
	}
	for _, f := range found {
		steps, _ := s.History(f.e.ID)
		i := slices.IndexFunc(steps, func(x Step) bool { return x.Seq == f.seq })
		if i >= 0 {
			news = append(news, News{f.e, steps[i]})
		}
	}
	return news, more
}

// eachTold calls yield with every entry of a kind that may be told, tombstones too, in no order that matters.
func (s *Snapshot) eachTold(kind record.Kind, yield func(*Entry)) {
	for _, e := range s.register.byKind[kind] {
		if told, ok := s.Record(e.ID); ok {
			yield(told)
		}
	}
	for id, e := range s.public.shown {
		if e.Kind == kind && Veiled(id) {
			yield(e)
		}
	}
}

// Title says in one line, in English, what a record is; of one that is retracted only its id.
func (s *Snapshot) Title(e *Entry) string {
	switch r := e.Record.(type) {
	case *record.Incident:
		return incidentTitle(r, locate(s.Tree(), r.Place.RegionIDs, r.Place.Level, r.Place.Point))
	case *record.Tally:
		return tallyTitle(r, s.scopeName(r))
	case *record.Restriction:
		title := "Rule on publication in " + r.RegionID
		if u, ok := s.Tree().Unit(r.RegionID); ok {
			title = "Rule on publication, " + u.Names.In("en")
		}
		if r.Instrument != nil {
			title += ": " + *r.Instrument
		}
		return title
	}
	return e.ID
}
