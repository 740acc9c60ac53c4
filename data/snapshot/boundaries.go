package snapshot

import (
	"github.com/paulmach/orb"

	"oblast/geo/encode"
	"oblast/geo/gazetteer"
	"oblast/geo/layer"
	"oblast/geo/region"
	"oblast/geo/topology"
)

// Boundaries are the areas that layers refer to, by number in the tree, at each detail; encoded when first asked for.
// They depend on the boundary files alone and are shared by all snapshots. Safe for concurrent use.
type Boundaries struct {
	tree       *region.Tree
	areas      [len(region.Details)]*encode.Areas
	topologies func(region.Detail) (*topology.Topology, error)
	beside     []*Layer
}

// DefaultDetail is how finely areas are written and cut with boxes unless something else is asked for.
const DefaultDetail = region.HalfKm

// NewBoundaries returns the areas of a tree; nothing is decoded yet.
func NewBoundaries(tree *region.Tree) *Boundaries {
	b := &Boundaries{tree: tree}
	for _, d := range region.Details {
		b.areas[d] = encode.NewAreas(treeShapes{b, d}, tree.Len())
	}
	return b
}

// MergeWith lets places of several districts (or of several regions) be written as one area without the borders between
// them: two polygons that share a border are no valid MultiPolygon. It must be called before the boundaries are used.
func (b *Boundaries) MergeWith(topologies func(region.Detail) (*topology.Topology, error)) *Boundaries {
	b.topologies = topologies
	return b
}

// Beside adds layers that every snapshot lists behind its own: an operator's, which no record of the log changes. It must be
// called before the boundaries are used.
func (b *Boundaries) Beside(layers ...*Layer) *Boundaries {
	b.beside = append(b.beside, layers...)
	return b
}

// Areas returns the areas at a detail.
func (b *Boundaries) Areas(d region.Detail) *encode.Areas { return b.areas[d] }

// Shapes returns what layers index: the areas of the tree's units, by their numbers.
func (b *Boundaries) Shapes() layer.Shapes { return treeShapes{b, DefaultDetail} }

type treeShapes struct {
	*Boundaries
	detail region.Detail
}

func (s treeShapes) Shape(ref int32) orb.MultiPolygon { return s.tree.Shape(ref, s.detail) }

func (s treeShapes) Extent(ref int32) (box [4]float64, ok bool) {
	box = s.tree.At(ref).BBox
	return box, box != [4]float64{}
}

// Union returns the areas as one, where they are of one level and the topology is at hand.
func (s treeShapes) Union(refs []int32) (orb.MultiPolygon, bool) {
	if s.topologies == nil {
		return nil, false
	}
	t, err := s.topologies(s.detail)
	if err != nil {
		return nil, false
	}
	level, ids := s.tree.At(refs[0]).Level, make([]string, len(refs))
	for i, ref := range refs {
		u := s.tree.At(ref)
		if u.Level != level || level > region.District || u.Historical() {
			return nil, false
		}
		ids[i] = u.ID
	}
	m, ok := t.Merge(gazetteer.Object(level), ids...)
	return m, ok && len(m) > 0
}
