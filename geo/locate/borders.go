package locate

import (
	"slices"

	"oblast/geo/gazetteer"
	"oblast/geo/region"
	"oblast/geo/topology"
)

// piece is a unit whose polygons are indexed, with the object that holds it.
type piece struct {
	unit       int32
	object, id string
}

// tiledShare is the share of a unit's area that its children must cover for it to be found through them alone.
const tiledShare = 0.9999

// landPieces lists the units to index, the one to answer first where several overlap: districts, then regions, then
// countries; the smaller first. A unit that its children tile is left out, for their parents are known.
func landPieces(tree *region.Tree) []piece {
	var pieces []piece
	for _, level := range []region.Level{region.District, region.Region, region.Country} {
		units := slices.Clone(tree.OfLevel(level))
		units = slices.DeleteFunc(units, func(i int32) bool { return tiled(tree, i) })
		pieces = append(pieces, bySize(tree, level, units)...)
	}
	return pieces
}

func tiled(tree *region.Tree, i int32) bool {
	children := tree.Children(i)
	sum := 0.0
	for _, c := range children {
		sum += tree.At(c).AreaKM2
	}
	return len(children) > 0 && sum >= tree.At(i).AreaKM2*tiledShare
}

func waterPieces(tree *region.Tree) []piece {
	return bySize(tree, region.Water, slices.Clone(tree.OfLevel(region.Water)))
}

func bySize(tree *region.Tree, level region.Level, units []int32) []piece {
	slices.SortStableFunc(units, func(a, b int32) int {
		if tree.At(a).AreaKM2 < tree.At(b).AreaKM2 {
			return -1
		} else if tree.At(a).AreaKM2 > tree.At(b).AreaKM2 {
			return 1
		}
		return 0
	})
	pieces := make([]piece, len(units))
	for k, i := range units {
		pieces[k] = piece{unit: i, object: gazetteer.Object(level), id: tree.At(i).ID}
	}
	return pieces
}

// borders are a topology's arcs with the pieces that each bounds, most often the two on its sides. Pieces are known by
// their rank, their place in the list.
type borders struct {
	t      *topology.Topology
	pieces []piece
	ranks  []int32 // of the pieces of arc i: ranks[ends[i-1]:ends[i]]
	ends   []int32
}

func newBorders(t *topology.Topology, pieces []piece) *borders {
	b := &borders{t: t, pieces: pieces, ends: make([]int32, t.Arcs())}
	b.each(func(arc, _ int32) { b.ends[arc]++ })
	sum := int32(0)
	for i, n := range b.ends {
		b.ends[i] = sum
		sum += n
	}
	b.ranks = make([]int32, sum)
	b.each(func(arc, rank int32) {
		b.ranks[b.ends[arc]] = rank
		b.ends[arc]++
	})
	return b
}

func (b *borders) each(use func(arc, rank int32)) {
	for rank, p := range b.pieces {
		for _, a := range b.t.ArcsOf(p.object, p.id) {
			use(max(a, ^a), int32(rank))
		}
	}
}

// of returns the ranks of the pieces that an arc bounds. One that has the arc on both sides is there twice, which
// cancels wherever crossings are counted.
func (b *borders) of(arc int32) []int32 {
	if arc == 0 {
		return b.ranks[:b.ends[0]]
	}
	return b.ranks[b.ends[arc-1]:b.ends[arc]]
}
