package geocode

import (
	"slices"
	"sort"
	"strings"
	"sync"

	"oblast/geo/geocode/typeword"
)

// completions are what Prefix looks words up in, made when first asked for.
type completions struct {
	words  func() *openings
	sounds func() *openings
	types  func() typeBeginnings
}

func newCompletions(x *index) *completions {
	return &completions{
		words:  sync.OnceValue(x.wordOpenings),
		sounds: sync.OnceValue(x.soundOpenings),
		types:  sync.OnceValue(func() typeBeginnings { return newTypeBeginnings(x.lexicon) }),
	}
}

// Warm builds what is otherwise built when first asked for: the tables of Prefix and of misspelt words. It takes some
// hundred milliseconds of one core, and about 15 MB stay.
func (c *Geocoder) Warm() {
	c.completions.words()
	c.completions.sounds()
	c.completions.types()
	c.index.slips()
}

// typeBeginnings are the type words in the order of their letters.
type typeBeginnings []typeBeginning

type typeBeginning struct {
	word string
	kind typeword.Kind
}

func newTypeBeginnings(l *typeword.Lexicon) (list typeBeginnings) {
	for word, w := range l.All() {
		if w.Kind != 0 {
			list = append(list, typeBeginning{word, w.Kind})
		}
	}
	slices.SortFunc(list, func(a, b typeBeginning) int { return strings.Compare(a.word, b.word) })
	return list
}

// kinds returns the kinds of the type words that go on with the letters; 0 for none.
func (t typeBeginnings) kinds(letters []byte) (kinds typeword.Kind) {
	at := sort.Search(len(t), func(i int) bool { return t[i].word >= string(letters) })
	for ; at < len(t) && strings.HasPrefix(t[at].word, string(letters)); at++ {
		kinds |= t[at].kind
	}
	return kinds
}

// pick is a place that is offered.
type pick struct {
	place place
	rank  int
}

// collector keeps the best picks, best first, of the places that the query admits.
type collector struct {
	x     *index
	frame *frame
	said  typeword.Kind // of the place; 0 for any
	cost  int           // taken off every rank
	limit int
	picks []pick
}

const (
	wholeBonus = rankTenfold // for a name that ends where the letters do
	lateCost   = 1 << 16     // of what is found where a better way of looking found too little
)

// collect offers the names that go on with the letters. Blocks without a name that ranks high enough are passed over.
func (o *openings) collect(c *collector, letters []byte) {
	from, to := o.run(letters)
	o.offerAll(c, from, to, len(letters))
}

// offerAll offers the names of the openings from from to to, which go on with so many letters.
func (o *openings) offerAll(c *collector, from, to, letters int) {
	i := from
	for ; i < to && int(o.length[i]) == letters; i++ {
		c.offer(o.name[i], int(o.rank[i])+wholeBonus)
	}
	for i < to {
		least := c.least()
		if i%blockSize == 0 && int(o.blocks[i/blockSize]) <= least {
			i += blockSize
			continue
		}
		if rank := int(o.rank[i]); rank > least {
			c.offer(o.name[i], rank)
		}
		i++
	}
}

// least is the rank that another pick must exceed.
func (c *collector) least() int {
	if len(c.picks) < c.limit {
		return 0
	}
	return c.picks[len(c.picks)-1].rank + c.cost
}

// offer takes a name's place over, unless it is there with a higher rank.
func (c *collector) offer(name uint32, rank int) {
	if rank <= c.least() || rank == wholeBonus {
		return
	}
	p := c.x.names.place[name]
	rank -= c.cost
	for i := range c.picks {
		if c.picks[i].place != p {
			continue
		}
		if c.picks[i].rank >= rank {
			return
		}
		c.picks = slices.Delete(c.picks, i, i+1)
		break
	}
	if !c.admits(p) {
		return
	}
	at := len(c.picks)
	for at > 0 && c.picks[at-1].rank < rank {
		at--
	}
	if len(c.picks) == c.limit {
		c.picks = c.picks[:c.limit-1]
	}
	c.picks = slices.Insert(c.picks, at, pick{p, rank})
}

// admits reports whether a place is one that the query asks for.
func (c *collector) admits(p place) bool {
	return c.frame.ofLevel(p) && c.frame.inside(p) && c.frame.validAt(p) && (c.said == 0 || c.x.agreement(p, c.said) >= minFit)
}
