package geocode

import (
	"math"
	"slices"
	"sort"

	"oblast/geo/geocode/fold"
	"oblast/geo/geocode/typeword"
	"oblast/geo/region"
)

// openings are the spots of a text of many names from which completions are read, in the order of the letters from there
// on to the end of the name: names that go on with the same letters are one run.
type openings struct {
	text   []byte
	at     []uint32 // offsets into text
	length []uint8  // from there to the end of the name
	name   []uint32
	rank   []uint16 // 0 for a name that is not to be offered
	blocks []uint16 // highest rank of each blockSize openings
}

const blockSize = 64

// opening is one of them while they are sorted.
type opening struct {
	head     uint64 // the first letters
	at, name uint32
	length   uint8
	inside   bool // other words of the name come before
}

// wordOpenings are where words of names begin.
func (x *index) wordOpenings() *openings {
	list := make([]opening, 0, len(x.names.ends)*3/2)
	start := uint32(0)
	for name, end := range x.names.ends {
		for at := start; at < end; at++ {
			if at == start || x.names.text[at-1] == ' ' {
				list = append(list, opening{at: at, name: uint32(name), length: uint8(min(end-at, 255)), inside: at > start})
			}
		}
		start = end
	}
	return x.newOpenings(x.names.text, list)
}

// soundOpenings are the beginnings of keys.
func (x *index) soundOpenings() *openings {
	list := make([]opening, 0, len(x.keys.ends))
	start := uint32(0)
	for key, end := range x.keys.ends {
		list = append(list, opening{at: start, name: x.keys.name[key], length: uint8(min(end-start, 255))})
		start = end
	}
	return x.newOpenings(x.keys.text, list)
}

// newOpenings sorts by the first letters as numbers, and by the rest where these are equal.
func (x *index) newOpenings(text []byte, list []opening) *openings {
	for i := range list {
		list[i].head = headOf(list[i].of(text))
	}
	list = sortByHead(list)
	for from := 0; from < len(list); {
		to := from + 1
		for to < len(list) && list[to].head == list[from].head {
			to++
		}
		if to > from+1 {
			slices.SortFunc(list[from:to], func(a, b opening) int {
				if c := comparePlain(a.of(text), b.of(text)); c != 0 {
					return c
				}
				return int(a.at) - int(b.at)
			})
		}
		from = to
	}
	n := len(list)
	o := &openings{
		text: text, at: make([]uint32, n), length: make([]uint8, n), name: make([]uint32, n), rank: make([]uint16, n),
		blocks: make([]uint16, n/blockSize+1),
	}
	odds := x.openingOdds()
	for i := range list {
		l := &list[i]
		o.at[i], o.length[i], o.name[i], o.rank[i] = l.at, l.length, l.name, rankOf(odds[x.names.place[l.name]], x.names.kind[l.name], l.inside)
		o.blocks[i/blockSize] = max(o.blocks[i/blockSize], o.rank[i])
	}
	return o
}

// sortByHead sorts by the numbers alone, sixteen bits at a time from the lowest on (radix sort).
func sortByHead(list []opening) []opening {
	other := make([]opening, len(list))
	for shift := 0; shift < 64; shift += 16 {
		next := make([]int32, 1<<16+1)
		for i := range list {
			next[list[i].head>>shift&0xFFFF+1]++
		}
		for i := 1; i < len(next); i++ {
			next[i] += next[i-1]
		}
		for i := range list {
			at := &next[list[i].head>>shift&0xFFFF]
			other[*at] = list[i]
			*at++
		}
		list, other = other, list
	}
	return list
}

func (o *opening) of(text []byte) []byte { return text[o.at : o.at+uint32(o.length)] }

// headOf returns the first eight plain letters as a number.
func headOf(text []byte) (head uint64) {
	for i := range 8 {
		head <<= 8
		if i < len(text) {
			head |= uint64(fold.Plain(text[i]))
		}
	}
	return head
}

// ofReports is how many times likelier a place in a country that is held down to districts is to be looked for than one of
// the same prominence elsewhere: reports tell of these countries.
const ofReports = 2.5

// rankOf orders completions: by the odds of the place, by what the name is to it, and by whether it begins there. Ranks
// follow the logarithm, 2,048 a factor of ten.
func rankOf(odds float64, kind nameKind, inside bool) uint16 {
	if odds == 0 {
		return 0
	}
	switch kind {
	case alternate, abbreviation:
		odds *= .5
	case historical:
		odds *= .3
	case community:
		return 0
	}
	if inside {
		odds *= .3
	}
	return uint16(min(max(10_240+rankTenfold*math.Log10(odds), 1), math.MaxUint16))
}

const rankTenfold = 2048

// openingOdds weighs each place by its level, people and country; 0 for one that is not to be offered.
func (x *index) openingOdds() []float64 {
	list, people := make([]float64, len(x.prominence)), x.peopleOfRegions()
	countries := x.countryOdds(people)
	for i := range list {
		p := place(i)
		odds, unit := float64(x.prominence[p]), x.unitOf(p)
		deep := unit != region.None && x.deep[x.tree.Ancestor(unit, region.Country)]
		switch level := x.levelOf(p); {
		case level == region.Country:
			list[i] = countries[p]
			continue
		case level == settlementLevel && x.isCityRegion(p):
			continue // the region is offered
		case level == settlementLevel && x.gazetteer.Settlements[p-x.units].Code == partOfTown:
			odds *= .2
		case level == region.Region:
			odds = x.regionOdds(p, people[p], deep)
		case level == region.District && x.kinds[p]&typeword.District == 0:
			odds *= .3 // its town is offered
		case level == region.Composite:
			odds *= 20
		case level == region.Water:
			odds = math.Sqrt(x.tree.At(p).AreaKM2 / 2_500)
		}
		if deep {
			odds *= ofReports
		}
		list[i] = odds
	}
	return list
}

// partOfTown is the code of GeoNames for a section of a populated place, which has many people and is seldom meant.
const partOfTown = "PPLX"

// regionOdds weighs a region by the people of its listed settlements, where those are held down to the small ones.
func (x *index) regionOdds(p place, people float64, deep bool) float64 {
	odds := float64(x.prominence[p])
	if deep && !x.tree.At(p).Historical() {
		if odds = .75 * math.Sqrt(people/1e5); x.cityRegion(p) {
			odds *= 5
		}
	}
	if x.kinds[p]&typeword.First != 0 {
		odds *= 3
	}
	return odds
}

// peopleOfRegions counts the people of the settlements that are listed in each region.
func (x *index) peopleOfRegions() map[int32]float64 {
	people := map[int32]float64{}
	for i := range x.gazetteer.Settlements {
		if s := &x.gazetteer.Settlements[i]; s.Region != region.None && s.Code != partOfTown {
			people[s.Region] += float64(s.Population)
		}
	}
	return people
}

// countryOdds weighs countries by the people of their regions; those that are held down to districts come first.
func (x *index) countryOdds(people map[int32]float64) map[int32]float64 {
	odds := map[int32]float64{}
	for r, n := range people {
		odds[x.tree.Parent(r)] += n
	}
	for _, i := range x.tree.OfLevel(region.Country) {
		odds[i] = 3 + math.Sqrt(odds[i]/1e6)/2
		if x.deep[i] {
			odds[i] += 30
		}
	}
	return odds
}

// isCityRegion reports whether a settlement is a region once more: Moscow.
func (x *index) isCityRegion(p place) bool {
	s := &x.gazetteer.Settlements[p-x.units]
	return s.Region != region.None && x.cityRegion(s.Region) && (s.Code == "PPLA" || s.Code == "PPLC")
}

// run returns the openings that go on with the letters.
func (o *openings) run(letters []byte) (from, to int) { return o.within(0, len(o.at), letters) }

// within returns those of the openings from from to to that go on with the letters.
func (o *openings) within(from, to int, letters []byte) (first, end int) {
	first = from + sort.Search(to-from, func(i int) bool { return o.compare(from+i, letters) >= 0 })
	return first, first + sort.Search(to-first, func(i int) bool { return o.compare(first+i, letters) > 0 })
}

// compare compares as many letters of an opening as there are, which is 0 for all of a run.
func (o *openings) compare(i int, letters []byte) int {
	return comparePlain(o.text[o.at[i]:o.at[i]+uint32(min(int(o.length[i]), len(letters)))], letters)
}

// comparePlain compares letters, those with a caron as their plain ones.
func comparePlain(a, b []byte) int {
	for i := range min(len(a), len(b)) {
		if c := int(fold.Plain(a[i])) - int(fold.Plain(b[i])); c != 0 {
			return c
		}
	}
	return len(a) - len(b)
}
