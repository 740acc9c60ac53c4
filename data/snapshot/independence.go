package snapshot

import "oblast/data/record"

// sources says how widely an incident or a tally is reported.
type sources struct {
	statements  int
	documents   int // distinct documents
	independent int // speakers that do not repeat each other
}

// countSources counts. Two statements are one voice when they have the same named speaker, or when one of them has no
// speaker of its own and its document is, or repeats, a document of the other: a relay is never independent.
func (r *register) countSources(statements []*record.Statement) sources {
	documents := map[string]bool{}
	voice := make([]int, len(statements))
	root := func(i int) int {
		for voice[i] != i {
			i = voice[i]
		}
		return i
	}
	for i, s := range statements {
		documents[s.Document] = true
		voice[i] = i
		for j, other := range statements[:i] {
			if r.sameVoice(s, other) {
				voice[root(i)] = root(j)
			}
		}
	}
	n := sources{statements: len(statements), documents: len(documents)}
	for i := range voice {
		if voice[i] == i {
			n.independent++
		}
	}
	return n
}

func (r *register) sameVoice(a, b *record.Statement) bool {
	if a.Speaker != nil && b.Speaker != nil {
		return *a.Speaker == *b.Speaker
	}
	if a.Document == b.Document {
		return true
	}
	return a.Speaker == nil && r.repeats(a.Document, b.Document, 0) || b.Speaker == nil && r.repeats(b.Document, a.Document, 0)
}

// maxRelays bounds how long a chain of relays is followed.
const maxRelays = 16

// repeats reports whether a document was derived from another, directly or through others.
func (r *register) repeats(document, from string, depth int) bool {
	d := lookup[*record.Document](r, document)
	if d == nil || depth > maxRelays {
		return false
	}
	for _, id := range d.DerivedFrom {
		if id == from || r.repeats(id, from, depth+1) {
			return true
		}
	}
	return false
}

// lookup returns the record of an id where it is held, of that kind and not retracted; else the zero pointer.
func lookup[T record.Record](r *register, id string) (found T) {
	if e, ok := r.entries.get(id); ok {
		found, _ = e.Record.(T)
	}
	return found
}
