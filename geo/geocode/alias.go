package geocode

import (
	"errors"
	"fmt"

	"oblast/geo/fault"
	"oblast/geo/geocode/fold"
	"oblast/geo/region"
)

// Alias is a reviewer's decision: these words, under this parent, mean this unit.
type Alias struct {
	Words    string // type words in it do not count: "Dzhezkazgan district" is "Dzhezkazgan"
	Scope    string // id of a unit that the query must state or be asked within; empty: anywhere
	RegionID string // what the words mean
}

// decided is what a reviewer's decision counts against every other target.
const decided = 1000

// aliases are the decisions in force, by the hash of their words and by that of the words' stems.
type aliases struct {
	list   []scopedAlias
	byHash map[uint64][]int32
	first  map[uint64]bool // hashes and stems of their first words
}

type scopedAlias struct {
	unit, scope int32
	words       string
}

// WithAliases returns a geocoder on the same index under exactly these decisions; it takes microseconds, so that each
// snapshot has its own. Units that do not exist and aliases without a name word are faults; all are reported.
func (c *Geocoder) WithAliases(list []Alias) (*Geocoder, error) {
	made := &aliases{byHash: make(map[uint64][]int32, 2*len(list)), first: map[uint64]bool{}}
	var faults []error
	for i := range list {
		if err := made.add(c.index, &list[i]); err != nil {
			faults = append(faults, err)
		}
	}
	if len(faults) > 0 {
		return nil, fmt.Errorf("aliases: %w", errors.Join(faults...))
	}
	other := *c
	other.aliases = made
	return &other, nil
}

func (a *aliases) add(x *index, alias *Alias) error {
	unit, ok := x.tree.Find(alias.RegionID)
	if !ok {
		return &fault.FieldError{Field: "region_id", Value: alias.RegionID, Problem: fmt.Sprintf("%q is the id of no place; ids are such as RU, RU-KLU, RU-KLU.563697, and geocode finds them", alias.RegionID)}
	}
	scope := region.None
	if alias.Scope != "" {
		if scope, ok = x.tree.Find(alias.Scope); !ok {
			return &fault.FieldError{Field: "scope_parent", Value: alias.Scope, Problem: fmt.Sprintf("%q is the id of no place; ids are such as RU, RU-KLU, RU-KLU.563697, and geocode finds them", alias.Scope)}
		}
	}
	var r reading
	if !r.read(x, alias.Words) || r.toExplain() == 0 {
		return &fault.FieldError{Field: "words", Value: alias.Words, Problem: fmt.Sprintf("%q is not the name of a place", alias.Words)}
	}
	from, to := r.nameSpan()
	id := int32(len(a.list))
	a.list = append(a.list, scopedAlias{unit: unit, scope: scope, words: alias.Words})
	a.first[r.words[from].exact], a.first[r.words[from].stem] = true, true
	exact, stem := r.hashes(from, to)
	a.byHash[exact] = append(a.byHash[exact], id)
	if stem != exact {
		a.byHash[stem] = append(a.byHash[stem], id)
	}
	return nil
}

// nameSpan returns the span from the first to the last word that is part of a name.
func (r *reading) nameSpan() (from, to int) {
	from = -1
	for i := range r.text.Words {
		if r.words[i].role == naming {
			if from < 0 {
				from = i
			}
			to = i + 1
		}
	}
	return from, to
}

// hashes returns the hashes of the letters and of the stems of a span.
func (r *reading) hashes(from, to int) (exact, stem uint64) {
	for i := from; i < to; i++ {
		exact, stem = joinHash(exact, r.words[i].exact), joinHash(stem, r.words[i].stem)
	}
	return exact, stem
}

// gatherAliases adds the candidates of the decisions.
func (r *reading) gatherAliases(a *aliases) {
	if len(a.list) == 0 {
		return
	}
	n := len(r.text.Words)
	for from := range n {
		for to := from + 1; to <= min(n, from+maxSpan); to++ {
			if to > from+1 && r.text.Words[to-1].Gap == fold.Break {
				break
			}
			exact, stem := r.hashes(from, to)
			for _, id := range a.byHash[exact] {
				r.addAlias(a, from, to, id)
			}
			if stem != exact {
				for _, id := range a.byHash[stem] {
					r.addAlias(a, from, to, id)
				}
			}
		}
	}
}

func (r *reading) addAlias(a *aliases, from, to int, id int32) {
	if len(r.candidates) < maxCandidates {
		r.candidates = append(r.candidates, candidate{
			words: bitsOf(from, to), from: uint8(from), to: uint8(to), said: r.saidOf(from, to),
			place: a.list[id].unit, by: byReviewer, fit: 1, scope: a.list[id].scope, alias: id,
		})
	}
}

// inScope reports whether a decision holds here: its scope is stated, or the query is asked within it.
func (r *reading) inScope(f *frame, c *candidate) bool {
	if c.by != byReviewer || c.scope == region.None || f.within != region.None && f.x.tree.Within(f.within, c.scope) {
		return true
	}
	for i := range r.candidates {
		p := &r.candidates[i]
		if p.words&c.words == 0 && p.states && f.x.tree.Within(p.place, c.scope) {
			return true
		}
	}
	return false
}
