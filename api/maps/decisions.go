package maps

import (
	"sync"
	"sync/atomic"

	"oblast/data/record"
	"oblast/data/snapshot"
	"oblast/geo/geocode"
	"oblast/geo/geocode/mention"
)

// Decision is a reviewer's decision about a name, as a record of the log holds it.
type Decision struct{ Record, Author, Reason string }

// decider is a geocoder under the decisions that hold for one source, with the decisions by number of the alias.
type decider struct {
	coder   *geocode.Geocoder
	decided []Decision
	tag     string // differs where decisions of any source differ; empty where there are none
	scanner func() *mention.Scanner
}

// decisions are the deciders of one state of the log: one for texts of no source, and one for each source that some
// decision is limited to.
type decisions struct {
	version string // of the snapshot
	plain   decider
	sources map[string]decider
}

// deciders keeps those of the newest snapshot.
type deciders struct{ at atomic.Pointer[decisions] }

// decider returns the geocoder under the decisions in force for a source.
func (s *Service) decider(source string) (decider, error) {
	coder, err := s.Geocoder()
	if err != nil {
		return decider{}, err
	}
	snap := s.Snapshots.Current()
	if snap == nil {
		return decider{coder: coder, scanner: s.scanner}, nil
	}
	d := s.deciders.at.Load()
	if d == nil || d.version != snap.Version() {
		d = s.decide(coder, snap)
		s.deciders.at.Store(d)
	}
	if own, ok := d.sources[source]; ok {
		return own, nil
	}
	return d.plain, nil
}

// decide makes the deciders of a snapshot. A decision that cannot hold, such as about a unit that the boundaries no longer
// have, is passed over: the others hold all the same.
func (s *Service) decide(coder *geocode.Geocoder, snap *snapshot.Snapshot) *decisions {
	var aliases []*record.Alias
	sources := map[string]bool{}
	for _, e := range snap.Records(record.KindAlias) {
		if a, ok := e.Record.(*record.Alias); ok {
			aliases = append(aliases, a)
			if a.ScopeSource != nil {
				sources[*a.ScopeSource] = true
			}
		}
	}
	tag := ""
	if len(aliases) > 0 {
		tag = "-" + snap.Version()
	}
	d := &decisions{version: snap.Version(), plain: s.deciderOf(coder, aliases, "", tag), sources: map[string]decider{}}
	for source := range sources {
		d.sources[source] = s.deciderOf(coder, aliases, source, tag)
	}
	return d
}

// deciderOf makes a geocoder under the decisions for every source and those for this one.
func (s *Service) deciderOf(coder *geocode.Geocoder, aliases []*record.Alias, source, tag string) decider {
	d := decider{tag: tag, scanner: s.scanner}
	if d.coder, d.decided = Decide(coder, aliases, source); len(d.decided) > 0 {
		d.scanner = sync.OnceValue(func() *mention.Scanner { return s.scanner().With(d.coder) })
	}
	return d
}

// Decide returns a geocoder under the decisions for every source and those for this one, and the decisions by number of
// the alias. One that cannot hold, such as about a unit that the boundaries do not have, is left out.
func Decide(coder *geocode.Geocoder, aliases []*record.Alias, source string) (*geocode.Geocoder, []Decision) {
	var list []geocode.Alias
	var decided []Decision
	for _, a := range aliases {
		if a.ScopeSource != nil && *a.ScopeSource != source {
			continue
		}
		alias := geocode.Alias{Words: a.Words, RegionID: a.RegionID}
		if a.ScopeParent != nil {
			alias.Scope = *a.ScopeParent
		}
		if _, err := coder.WithAliases([]geocode.Alias{alias}); err != nil {
			continue
		}
		list, decided = append(list, alias), append(decided, Decision{Record: a.ID, Author: a.Author, Reason: a.Reason})
	}
	if under, err := coder.WithAliases(list); err == nil && len(list) > 0 {
		return under, decided
	}
	return coder, nil
}
