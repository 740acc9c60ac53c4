package geocode

import (
	"sync"

	"oblast/geo/gazetteer"
	"oblast/geo/geocode/inflect"
	"oblast/geo/geocode/ordinary"
	"oblast/geo/geocode/similar"
	"oblast/geo/geocode/typeword"
	"oblast/geo/region"
)

// index is everything that queries are held against. It never changes once built.
type index struct {
	gazetteer *gazetteer.Gazetteer
	tree      *region.Tree
	grammar   *inflect.Grammar
	ordinary  *ordinary.Words
	lexicon   *typeword.Lexicon

	units      int32           // how many; places from here on are settlements
	levels     []region.Level  // of units
	kinds      []typeword.Kind // that a unit's own names say
	home       []int32         // finest unit that a settlement lies in
	seat       []int32         // most populous settlement of a unit, region.None for none
	prominence []float32       // of places
	deep       map[int32]bool  // countries that are held down to districts, of which most reports tell

	exact *postings // by letters -> names
	stem  *postings // by stems, Cyrillic names only -> names
	sound *postings // by keys of package romanise -> keys

	names names
	keys  keys
	until map[uint32]string // last days of former names

	slips func() *slips

	nationalities []nationality

	settlementsOf [][]int32 // by unit: the settlements of a region, in order of place
}

// names are the word sequences that places are found by, in order of place.
type names struct {
	place  []place
	kind   []nameKind
	ends   []uint32
	text   []byte // letters, words parted by a blank
	glance []glance
	first  []uint32 // by place, the names from first[p] to first[p+1]

	letters       []similar.Letters // by place, those of all its names
	longestEnding uint8
}

// of returns the letters of a name.
func (n *names) of(i uint32) []byte {
	if i == 0 {
		return n.text[:n.ends[0]]
	}
	return n.text[n.ends[i-1]:n.ends[i]]
}

// keys are the different sounds of each place's names, in order of place.
type keys struct {
	name  []uint32 // the first name that sounds so
	ends  []uint32
	text  []byte   // sounds, words not parted
	first []uint32 // by place, the keys from first[p] to first[p+1]
}

// of returns the sounds of a key.
func (k *keys) of(i uint32) []byte {
	if i == 0 {
		return k.text[:k.ends[0]]
	}
	return k.text[k.ends[i-1]:k.ends[i]]
}

// shortened marks an entry of the sound table for an adjective without its suffix: "kuybyshev" for Kuybyshevsky.
const shortened = 1 << 31

// nameKind is what a name is to its place.
type nameKind uint8

const (
	official nameKind = iota
	short
	adjective
	alternate
	historical
	abbreviation
	community // the adjective that its community is called by: Марганецька; only beside a word for that, or for a direction
)

// communityKind is the word for a name that is the adjective of a community.
const communityKind = "community"

func nameKindOf(s string) nameKind {
	switch s {
	case "official":
		return official
	case "short":
		return short
	case "adjective":
		return adjective
	case "historical":
		return historical
	case "abbreviation":
		return abbreviation
	case communityKind:
		return community
	}
	return alternate
}

// newIndex reads the gazetteer. Units and parts of the settlements are read side by side, then joined in order.
func newIndex(g *gazetteer.Gazetteer) *index {
	x := &index{
		gazetteer: g, tree: g.Tree, grammar: inflect.New(), units: int32(g.Tree.Len()),
		levels: make([]region.Level, g.Tree.Len()), kinds: make([]typeword.Kind, g.Tree.Len()), seat: make([]int32, g.Tree.Len()),
	}
	x.lexicon, x.ordinary = typeword.New(x.grammar), ordinary.Embedded(x.grammar)
	x.nationalities = newNationalities(x)
	x.slips = sync.OnceValue(func() *slips { return newSlips(x) })
	for i := range x.units {
		x.levels[i], x.seat[i] = x.tree.At(i).Level, region.None
	}
	const parts = 4
	shelves := make([]*shelf, parts+1)
	var reading sync.WaitGroup
	reading.Go(func() { shelves[0] = x.readUnits() })
	for k := range parts {
		reading.Go(func() {
			n := len(g.Settlements)
			shelves[k+1] = x.readSettlements(n*k/parts, n*(k+1)/parts)
		})
	}
	reading.Wait()
	var joining sync.WaitGroup
	joining.Go(func() { x.setProminence(); x.listSettlements() })
	joining.Go(func() { x.joinTexts(shelves) })
	joining.Go(func() { x.joinTables(shelves) })
	joining.Wait()
	return x
}

// listSettlements sorts the settlements under their regions, and notes the unit of each.
func (x *index) listSettlements() {
	x.settlementsOf = make([][]int32, x.units)
	x.home = make([]int32, len(x.gazetteer.Settlements))
	for i := range x.gazetteer.Settlements {
		s := &x.gazetteer.Settlements[i]
		if s.Region != region.None {
			x.settlementsOf[s.Region] = append(x.settlementsOf[s.Region], int32(i))
		}
		if x.home[i] = s.Region; s.District != region.None {
			x.home[i] = s.District
		}
	}
}

// joinTexts puts the shelves' names and keys one after another.
func (x *index) joinTexts(shelves []*shelf) {
	nNames, nText, nKeys, nSounds := 0, 0, 0, 0
	for _, s := range shelves {
		nNames, nText, nKeys, nSounds = nNames+len(s.names.ends), nText+len(s.names.text), nKeys+len(s.keys.ends), nSounds+len(s.keys.text)
	}
	x.until = map[uint32]string{}
	x.names = names{place: make([]place, 0, nNames), kind: make([]nameKind, 0, nNames), ends: make([]uint32, 0, nNames), text: make([]byte, 0, nText), glance: make([]glance, 0, nNames)}
	x.keys = keys{name: make([]uint32, 0, nKeys), ends: make([]uint32, 0, nKeys), text: make([]byte, 0, nSounds)}
	places := int(x.units) + len(x.gazetteer.Settlements)
	x.names.first, x.keys.first = make([]uint32, places+1), make([]uint32, places+1)
	for _, s := range shelves {
		for name, day := range s.untils {
			x.until[uint32(len(x.names.place))+name] = day
		}
		firstName, firstKey := uint32(len(x.names.place)), uint32(len(x.keys.name))
		textAt, soundAt := uint32(len(x.names.text)), uint32(len(x.keys.text))
		x.names.place, x.names.kind = append(x.names.place, s.names.place...), append(x.names.kind, s.names.kind...)
		x.names.glance = append(x.names.glance, s.names.glance...)
		x.names.text, x.keys.text = append(x.names.text, s.names.text...), append(x.keys.text, s.keys.text...)
		for _, end := range s.names.ends {
			x.names.ends = append(x.names.ends, textAt+end)
		}
		for k, end := range s.keys.ends {
			x.keys.ends, x.keys.name = append(x.keys.ends, soundAt+end), append(x.keys.name, firstName+s.keys.name[k])
			x.keys.first[x.names.place[firstName+s.keys.name[k]]+1] = firstKey + uint32(k) + 1
		}
	}
	x.names.letters = make([]similar.Letters, places)
	for i, p := range x.names.place {
		x.names.first[p+1] = uint32(i) + 1
		g := x.names.glance[i]
		x.names.letters[p] |= g.letters
		x.names.longestEnding = max(x.names.longestEnding, g.length-g.stem)
	}
	for p := range places {
		x.names.first[p+1] = max(x.names.first[p+1], x.names.first[p])
		x.keys.first[p+1] = max(x.keys.first[p+1], x.keys.first[p])
	}
}

// joinTables builds the three tables.
func (x *index) joinTables(shelves []*shelf) {
	var nameBase, keyBase []uint32
	names, keys := uint32(0), uint32(0)
	for _, s := range shelves {
		nameBase, keyBase = append(nameBase, names), append(keyBase, keys)
		names, keys = names+uint32(len(s.names.ends)), keys+uint32(len(s.keys.ends))
	}
	var tables [3]*postings
	var work sync.WaitGroup
	for t := range tables {
		work.Go(func() {
			bases := nameBase
			if t == 2 {
				bases = keyBase
			}
			var lists [][]posting
			var longer [][]uint64
			for _, s := range shelves {
				lists, longer = append(lists, s.tables[t]), append(longer, s.longer[t])
			}
			tables[t] = newPostings(lists, bases, longer)
		})
	}
	work.Wait()
	x.exact, x.stem, x.sound = tables[0], tables[1], tables[2]
}
