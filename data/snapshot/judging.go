package snapshot

import (
	"maps"
	"runtime"
	"slices"
	"sync"

	"oblast/data/record"
)

// judgeAll judges all incidents and tallies, on all cores, and notes those of which not everything may be told.
func (p *public) judgeAll(r *register) {
	var mu sync.Mutex
	var found []*judged
	rules := *p.limits // each goroutine's copy notes when what it judged becomes public
	for _, kind := range boundKinds {
		all := r.byKind[kind]
		inParts(len(all), func(from, to int) {
			limits := rules
			own := public{limits: &limits, today: p.today}
			var bound []*judged
			for _, e := range all[from:to] {
				if j := own.judge(e); j != nil {
					bound = append(bound, j)
				}
			}
			mu.Lock()
			defer mu.Unlock()
			found = append(found, bound...)
			p.limits.dueAt(limits.due)
		})
	}
	p.bound = make(map[string]*judged, len(found))
	for _, j := range found {
		p.bound[j.entry.ID] = j
	}
}

// tellAll tells all incidents or all tallies, on all cores. Most keep their ids, and so stand in their order already.
func (p *public) tellAll(kind record.Kind, r *register, v *veil, before *public) {
	all := r.byKind[kind]
	told := make([]published, len(all))
	inParts(len(all), func(from, to int) {
		for i := from; i < to; i++ {
			told[i], _ = p.telling(v, all[i], before)
		}
	})
	copies := len(p.shown)
	for _, x := range told {
		if x.entry != x.origin {
			copies++
		}
	}
	if shown := p.shown; copies > len(shown) {
		p.shown = make(map[string]*Entry, copies)
		maps.Copy(p.shown, shown)
	}
	kept := told[:0]
	var renamed []published
	for _, x := range told {
		if x.entry == nil {
			continue
		}
		if x.entry != x.origin {
			p.shown[x.entry.ID] = x.entry
		}
		if x.entry.ID == x.origin.ID {
			kept = append(kept, x)
		} else {
			renamed = append(renamed, x)
		}
	}
	slices.SortFunc(renamed, func(a, b published) int { return compareIDs(a.entry.ID, b.entry.ID) })
	*p.list(kind) = merged(kept, renamed)
}

// sameCopy returns what was told before of an incident or a tally where the same is to be told now: the same revisions of it,
// judged alike under the same restrictions, and what it refers to goes by the same names. Else, and where that is not known,
// it is nil.
func (p *public) sameCopy(v *veil, j *judged, before *public) *Entry {
	if before == nil {
		return nil
	}
	held := before.shown[v.name(j.entry.ID)]
	if held == nil {
		return nil
	}
	switch was := before.bound[j.entry.ID]; {
	case was != nil && was.entry == j.entry && j.same(was):
	case was == nil && p.bound[j.entry.ID] == nil && len(held.Revisions) == len(j.entry.Revisions) && &held.Revisions[0] == &j.entry.Revisions[0]:
	default:
		return nil
	}
	same := true
	record.References(j.entry.Record, func(_ record.Pointer, id string, _ record.Kind) {
		same = same && before.names[id] == v.names[id]
	})
	if !same {
		return nil
	}
	return held
}

// same reports whether two verdicts withhold the same under the same restrictions.
func (v *verdict) same(o *verdict) bool {
	return v.withheld == o.withheld && slices.EqualFunc(v.by, o.by, func(a, b *limit) bool { return a.Restriction == b.Restriction })
}

// merged returns two lists, each by id, as one.
func merged(a, b []published) []published {
	if len(b) == 0 {
		return a
	}
	out := make([]published, 0, len(a)+len(b))
	for _, x := range b {
		n, _ := findPublished(a, x.entry.ID)
		out, a = append(append(out, a[:n]...), x), a[n:]
	}
	return append(out, a...)
}

// partLength is how much work is handed out at a time.
const partLength = 1 << 12

// inParts calls do with the parts of 0 to n, on all cores; a short list in one.
func inParts(n int, do func(from, to int)) {
	if n <= partLength {
		do(0, n)
		return
	}
	parts := make(chan int, n/partLength+1)
	for from := 0; from < n; from += partLength {
		parts <- from
	}
	close(parts)
	var work sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		work.Go(func() {
			for from := range parts {
				do(from, min(from+partLength, n))
			}
		})
	}
	work.Wait()
}
