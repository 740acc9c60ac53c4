package gazetteer

import (
	"iter"
	"slices"
	"strconv"
	"strings"

	"oblast/geo/region"

	"github.com/paulmach/orb"
)

// Settlement is a populated place.
type Settlement struct {
	ID               int32 // of GeoNames
	Point            orb.Point
	Code             string // GeoNames feature code: PPL, PPLA, PPLC, ...
	Population       int32  // 0 when not known
	Region, District int32  // numbers in the tree, region.None where none is held
	Names            region.Names
	Alternates       Alternates
}

// Weight orders settlements on a map: seats of governments stand for more people than they have.
func (p *Settlement) Weight() int {
	w := int(p.Population)
	switch p.Code {
	case "PPLC":
		w += 3_000_000
	case "PPLA":
		w += 200_000
	}
	return w
}

// Alternates are further names, kept as one text, for there are many of them and they are seldom read.
type Alternates string

// All yields the names in their order.
func (a Alternates) All() iter.Seq[string] {
	return func(yield func(string) bool) {
		for rest := string(a); rest != ""; {
			name, after, _ := strings.Cut(rest, "|")
			if name != "" && !yield(name) {
				return
			}
			rest = after
		}
	}
}

// parseSettlements reads settlements.tsv. Text is kept as parts of the file's text.
func parseSettlements(text string, tree *region.Tree) ([]Settlement, error) {
	t, err := newTable(settlementsFile, text, "geonames_id", "lon", "lat", "code", "population", "region_id",
		"district_id", "name_en", "?name_ru", "?name_uk", "?alternates")
	if err != nil {
		return nil, err
	}
	list := make([]Settlement, 0, strings.Count(text, "\n"))
	for t.next() {
		s := Settlement{Code: t.get(3), Names: region.Names{EN: t.get(7), RU: t.get(8), UK: t.get(9)}, Alternates: Alternates(t.get(10))}
		id, err := strconv.ParseInt(t.get(0), 10, 32)
		if err != nil || id < 0 {
			return nil, t.fault("geonames_id %q is not a number", t.get(0))
		}
		s.ID = int32(id)
		if s.Point, err = pointOf(t, t.get(1), t.get(2)); err != nil {
			return nil, err
		}
		if p := t.get(4); p != "" {
			n, err := strconv.ParseInt(p, 10, 32)
			if err != nil || n < 0 {
				return nil, t.fault("population %q is not a number", p)
			}
			s.Population = int32(n)
		}
		if s.Region, err = unitOf(t, tree, t.get(5)); err != nil {
			return nil, err
		}
		if s.District, err = unitOf(t, tree, t.get(6)); err != nil {
			return nil, err
		}
		list = append(list, s)
	}
	list = sortByID(list)
	return list, rename(list)
}

// sortByID orders settlements by id: files have them in the order of the id's text. Small keys are sorted, not the large
// records.
func sortByID(list []Settlement) []Settlement {
	keys := make([]uint64, len(list))
	for i := range list {
		keys[i] = uint64(list[i].ID)<<32 | uint64(i)
	}
	slices.Sort(keys)
	sorted := make([]Settlement, len(list))
	for i, k := range keys {
		sorted[i] = list[uint32(k)]
	}
	return sorted
}

// pointOf reads a position on the globe.
func pointOf(t *table, lonText, latText string) (orb.Point, error) {
	lon, lonErr := strconv.ParseFloat(lonText, 64)
	lat, latErr := strconv.ParseFloat(latText, 64)
	if lonErr != nil || latErr != nil || !(lon >= -180 && lon <= 180) || !(lat >= -90 && lat <= 90) {
		return orb.Point{}, t.fault("lon %q, lat %q is not a position", lonText, latText)
	}
	return orb.Point{lon, lat}, nil
}

// unitOf finds the unit of an id; the empty id is region.None.
func unitOf(t *table, tree *region.Tree, id string) (int32, error) {
	if id == "" {
		return region.None, nil
	}
	if i, ok := tree.Find(id); ok {
		return i, nil
	}
	return region.None, t.fault("unknown unit %q", id)
}
