package locate

import "oblast/geo/region"

// tops tell which unit of each level a piece makes up, alone or with others: a unit that is no piece itself is made up
// by those of its parts. Pieces that overlap their own unit's, such as a district of a region that districts do not
// tile, make up only themselves.
type tops [][region.District + 1]int32

func newTops(b *borders, tree *region.Tree) tops {
	isPiece := make([]bool, tree.Len())
	for _, p := range b.pieces {
		isPiece[p.unit] = true
	}
	t := make(tops, len(b.pieces))
	for rank, p := range b.pieces {
		t[rank] = [...]int32{region.None, region.None, region.None}
		for u := p.unit; u != region.None; u = tree.Parent(u) {
			if u != p.unit && isPiece[u] {
				break
			}
			if l := tree.At(u).Level; l <= region.District {
				t[rank][l] = u
			}
		}
	}
	return t
}

// parted returns the levels at which an arc that bounds the pieces parts two units, or a unit from nothing.
func (t tops) parted(ranks []int32) (of levels) {
	for l := range region.District + 1 {
		for i, r := range ranks {
			unit, times := t[r][l], 0
			if unit == region.None {
				continue
			}
			for k, s := range ranks {
				if t[s][l] == unit && k != i {
					times++
				}
			}
			if times%2 == 0 { // an odd number with r itself
				of |= levelBit(l)
				break
			}
		}
	}
	return of
}
