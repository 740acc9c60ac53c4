package snapshot

import (
	"github.com/paulmach/orb"

	"oblast/geo/encode"
	"oblast/geo/layer"
	"oblast/geo/region"
)

// Boundaries are the areas that layers refer to, by number in the tree, at each detail; encoded when first asked for.
// They depend on the boundary files alone and are shared by all snapshots. Safe for concurrent use.
type Boundaries struct {
	tree  *region.Tree
	areas [len(region.Details)]*encode.Areas
}

// DefaultDetail is how finely areas are written and cut with boxes unless something else is asked for.
const DefaultDetail = region.HalfKm

// NewBoundaries returns the areas of a tree; nothing is decoded yet.
func NewBoundaries(tree *region.Tree) *Boundaries {
	b := &Boundaries{tree: tree}
	for _, d := range region.Details {
		b.areas[d] = encode.NewAreas(treeShapes{tree, d}, tree.Len())
	}
	return b
}

// Areas returns the areas at a detail.
func (b *Boundaries) Areas(d region.Detail) *encode.Areas { return b.areas[d] }

// shapes returns what layers index.
func (b *Boundaries) shapes() layer.Shapes { return treeShapes{b.tree, DefaultDetail} }

type treeShapes struct {
	tree   *region.Tree
	detail region.Detail
}

func (s treeShapes) Shape(ref int32) orb.MultiPolygon { return s.tree.Shape(ref, s.detail) }

func (s treeShapes) Extent(ref int32) (box [4]float64, ok bool) {
	box = s.tree.At(ref).BBox
	return box, box != [4]float64{}
}
