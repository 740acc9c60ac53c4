package layer

import (
	"math"

	"github.com/paulmach/orb"

	"oblast/geo/relate"
)

// nearing finds the points of a table within a distance of a place: whole nodes of the tree where they lie on one side of the
// circle, and of others those points that lie so themselves.
type nearing struct {
	*search
	space  *space
	at     orb.Point
	metres float64
	rows   []int32
}

// slackM is far above what distances are rounded, the greatest too.
const slackM = 1.0

// near appends the rows of a table of points that lie within a distance: at most so many.
func (t *Table) near(s *search, at orb.Point, metres float64, hits int, dst []int32) []int32 {
	index := t.index()
	if len(index.levels) == 0 {
		return dst
	}
	n := &nearing{search: s, space: index, at: at, metres: metres, rows: make([]int32, len(dst), len(dst)+hits)}
	copy(n.rows, dst)
	n.node(len(index.levels)-1, 0)
	return n.rows
}

// node takes all of a node, none of it, or looks at its children.
func (n *nearing) node(level, node int) {
	if level == 0 {
		if row := n.space.rows[node]; relate.DistanceM(n.at, orb.Point{n.t.lon[row], n.t.lat[row]}) <= n.metres {
			n.rows = append(n.rows, row)
		}
		return
	}
	if !n.tick() {
		return
	}
	b := n.space.levels[level][node].bound()
	half := orb.Point{(b.Max[0] - b.Min[0]) / 2, (b.Max[1] - b.Min[1]) / 2}
	reach := relate.EarthRadiusM*(half[0]+half[1])*math.Pi/180 + slackM // of no point of the box is its middle farther
	switch from := relate.DistanceM(n.at, orb.Point{b.Min[0] + half[0], b.Min[1] + half[1]}); {
	case from-reach > n.metres:
	case from+reach < n.metres:
		n.rows = append(n.rows, n.space.rows[node<<(4*level):min((node+1)<<(4*level), len(n.space.rows))]...)
	default:
		below := n.space.levels[level-1]
		for child := node * fanout; child < min((node+1)*fanout, len(below)); child++ {
			n.node(level-1, child)
		}
	}
}
