package maps

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"sync"
	"sync/atomic"

	"oblast/api/params"
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
	state   string // of the snapshot
	tag     string
	plain   decider
	sources map[string]decider
}

// deciders keeps those of the newest snapshot, and of the older one asked for last.
type deciders struct{ now, then atomic.Pointer[decisions] }

// decider returns the geocoder under the decisions that a request asks for: those for its source, of the state that as_of
// names or of the newest.
func (s *Service) decider(ctx context.Context, v params.Values) (decider, error) {
	coder, err := s.Geocoder()
	if err != nil {
		return decider{}, err
	}
	snap, err := s.snapshot(ctx, v)
	switch {
	case err != nil:
		return decider{}, err
	case snap == nil:
		return decider{coder: coder, scanner: s.scanner}, nil
	}
	d := s.decisions(coder, snap)
	if own, ok := d.sources[v.String("source")]; ok {
		return own, nil
	}
	return d.plain, nil
}

// decisions returns the deciders of a snapshot. Snapshots with the same decisions share them, and what their scanners
// remember.
func (s *Service) decisions(coder *geocode.Geocoder, snap *snapshot.Snapshot) *decisions {
	kept, state := &s.deciders.now, snap.State()
	if snap != s.Snapshots.Current() {
		kept = &s.deciders.then
	}
	if d := kept.Load(); d != nil && d.state == state {
		return d
	}
	aliases := aliasesOf(snap)
	made := decisions{tag: tagOf(aliases)}
	for _, d := range [...]*decisions{s.deciders.now.Load(), s.deciders.then.Load()} {
		if d != nil && d.tag == made.tag {
			made = *d
		}
	}
	if made.sources == nil {
		made.decide(s, coder, aliases)
	}
	made.state = state
	kept.Store(&made)
	return &made
}

func aliasesOf(snap *snapshot.Snapshot) (aliases []*record.Alias) {
	for _, e := range snap.Records(record.KindAlias) {
		if a, ok := e.Record.(*record.Alias); ok {
			aliases = append(aliases, a)
		}
	}
	return aliases
}

// tagOf names decisions by all that answers tell of them; empty for none.
func tagOf(aliases []*record.Alias) string {
	if len(aliases) == 0 {
		return ""
	}
	sum := sha256.New()
	for _, a := range aliases {
		for _, text := range [...]*string{&a.ID, &a.Words, a.ScopeParent, a.ScopeSource, &a.RegionID, &a.Author, &a.Reason} {
			if text == nil {
				text = new(string)
			}
			fmt.Fprintf(sum, "%q,", *text)
		}
	}
	return "-" + hex.EncodeToString(sum.Sum(nil)[:6])
}

// decide makes the deciders. A decision that cannot hold, such as about a unit that the boundaries no longer have, is
// passed over: the others hold all the same.
func (d *decisions) decide(s *Service, coder *geocode.Geocoder, aliases []*record.Alias) {
	d.plain, d.sources = s.deciderOf(coder, aliases, "", d.tag), map[string]decider{}
	for _, a := range aliases {
		if source := a.ScopeSource; source != nil && d.sources[*source].coder == nil {
			d.sources[*source] = s.deciderOf(coder, aliases, *source, d.tag)
		}
	}
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
