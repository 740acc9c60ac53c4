package geocode

import "math/bits"

// postings is a hash table from the hash of a word sequence to numbers: entries sorted by the hash's top bits, so that a
// look-up reads one short run. 48 or more bits of each hash are compared; it is built once and never changes.
type postings struct {
	shift   uint
	start   []uint32 // of each bucket
	entries []entry
	longer  []uint64 // bit set of hashes that begin a longer sequence
	longBit uint64
}

// entry is a number with the low half of its hash beside it, so that both come in one read.
type entry struct{ check, id uint32 }

// posting is an entry before the table is built.
type posting struct {
	hash uint64
	id   uint32
}

// newPostings builds a table of the entries of several lists; each list's ids are raised by its base.
func newPostings(lists [][]posting, bases []uint32, longer [][]uint64) *postings {
	n := 0
	for _, l := range lists {
		n += len(l)
	}
	width := uint(max(4, bits.Len(uint(n))))
	p := &postings{shift: 64 - width, start: make([]uint32, 1<<width+1), entries: make([]entry, n)}
	for _, l := range lists {
		for i := range l {
			p.start[l[i].hash>>p.shift+1]++
		}
	}
	for i := 1; i < len(p.start); i++ {
		p.start[i] += p.start[i-1]
	}
	next := append([]uint32(nil), p.start[:1<<width]...)
	for k, l := range lists {
		for i := range l {
			at := &next[l[i].hash>>p.shift]
			p.entries[*at] = entry{uint32(l[i].hash), l[i].id + bases[k]}
			*at++
		}
	}
	p.fillLonger(longer)
	return p
}

// fillLonger notes the hashes that a longer sequence begins with.
func (p *postings) fillLonger(lists [][]uint64) {
	n := 0
	for _, l := range lists {
		n += len(l)
	}
	width := max(6, bits.Len(uint(n))+4)
	p.longer, p.longBit = make([]uint64, 1<<width/64), 1<<width-1
	for _, l := range lists {
		for _, h := range l {
			at := h >> 7 & p.longBit
			p.longer[at/64] |= 1 << (at % 64)
		}
	}
}

// bucket returns the entries that may have the hash; compare check with the hash's low half.
func (p *postings) bucket(hash uint64) []entry {
	b := hash >> p.shift
	return p.entries[p.start[b]:p.start[b+1]]
}

// holds reports whether some sequence has the hash.
func (p *postings) holds(hash uint64) bool {
	for _, e := range p.bucket(hash) {
		if e.check == uint32(hash) {
			return true
		}
	}
	return false
}

// continues reports whether some sequence may begin with the hashed words and go on. It may err towards true.
func (p *postings) continues(hash uint64) bool {
	at := hash >> 7 & p.longBit
	return p.longer[at/64]>>(at%64)&1 == 1
}
