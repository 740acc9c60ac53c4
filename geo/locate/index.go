package locate

import (
	"fmt"
	"math"
	"runtime"
	"sync/atomic"

	"oblast/geo/fault"
	"oblast/geo/region"

	"golang.org/x/sync/errgroup"
)

// The grid: cells of half a degree, cut into fanout x fanout where many edges meet. Measured on the
// embedded borders, with leafEdges: cells of a quarter degree are a tenth faster and take a quarter more memory.
const (
	perDegree = 2
	columns   = 360 * perDegree
	rows      = 180 * perDegree
	fanout    = 4
)

// ref says what is in a cell: the two lowest bits tell which of the four, the others carry a number.
type ref uint32

const (
	uniform ref = iota // nothing, or one unit everywhere: rank + 1
	leaf               // edges: where they begin in words
	split              // smaller cells: the first in splits
	tagBits = 2
	tagMask = 1<<tagBits - 1
)

// row is a band of the grid, with all that its cells hold.
type row struct {
	top    []ref // by column; nil when all are empty
	splits []ref // fanout x fanout cells each, from the south-west, row by row
	words  []int32
}

// index finds the piece that a position is in.
type index struct {
	units            []int32 // by rank
	scale, translate [2]float64
	grain            [2]float64 // 1 / scale
	rows             [rows]row
}

func newIndex(b *borders) (*index, error) {
	ix := &index{units: make([]int32, len(b.pieces))}
	for rank, p := range b.pieces {
		ix.units[rank] = p.unit
	}
	ix.scale, ix.translate = b.t.Transform()
	ix.grain = [2]float64{1 / ix.scale[0], 1 / ix.scale[1]}
	bands := intoRows(b)
	var work errgroup.Group
	var next atomic.Int32
	for range runtime.GOMAXPROCS(0) {
		work.Go(func() error {
			builder := newBuilder(b)
			for r := int(next.Add(1)) - 1; r < rows; r = int(next.Add(1)) - 1 {
				if len(bands[r]) == 0 {
					continue
				}
				var err error
				if ix.rows[r], err = builder.row(r, bands[r]); err != nil {
					return err
				}
			}
			return nil
		})
	}
	return ix, work.Wait()
}

// A leaf is a run of words: a head of three counts, the mask of the units that are on at the cell's western side below
// all turns, the ranks by bit, turns as pairs of latitude and mask, and edges as chains: mask, count of positions, then
// x, y each.
const (
	maxBits  = 32 // units of one leaf
	headBits = 10 // of a count in the head
	headMask = 1<<headBits - 1
)

// polar is the latitude beyond which a position is where the one on it is: shapes are cut some hundred metres short of the
// poles that they hold.
const polar = 89.99

// at returns the unit that a position in [-180, 180) x [-90, 90] is in.
func (ix *index) at(lon, lat float64) int32 {
	lat = min(max(lat, -polar), polar)
	u, v := (lon+180)*perDegree, (lat+90)*perDegree
	i, j := int(u), min(int(v), rows-1)
	r := &ix.rows[j]
	if r.top == nil {
		return region.None
	}
	at := r.top[i]
	for u, v = u-float64(i), v-float64(j); at&tagMask == split; {
		u, v = u*fanout, v*fanout
		i, j = int(u), min(int(v), fanout-1)
		u, v = u-float64(i), v-float64(j)
		at = r.splits[int(at>>tagBits)+j*fanout+i]
	}
	if at&tagMask == leaf {
		return ix.inLeaf(r.words[at>>tagBits:], ix.onGrid(lon, 0), ix.onGrid(lat, 1))
	}
	if at == uniform {
		return region.None
	}
	return ix.units[at>>tagBits-1]
}

// onGridDegrees is how near to a line of the topology's grid a position counts as on it: beyond rounding, and less than
// slack, so that the cells on both sides know the line.
const onGridDegrees = 1e-10

// onGrid turns degrees into grid units.
func (ix *index) onGrid(degrees float64, axis int) float64 {
	v := (degrees - ix.translate[axis]) * ix.grain[axis]
	if line := math.RoundToEven(v); math.Abs(v-line) <= onGridDegrees*ix.grain[axis] {
		return line
	}
	return v
}

// inLeaf counts crossings of the ray from x, y (in grid units) to the west.
func (ix *index) inLeaf(words []int32, x, y float64) int32 {
	head, mask := words[0], uint32(words[1])
	bits, turns, chains := head&headMask, head>>headBits&headMask, head>>(2*headBits)
	ranks := words[2 : 2+bits]
	words = words[2+bits:]
	for ; turns > 0; turns-- {
		if float64(words[0]) <= y {
			mask ^= uint32(words[1])
		}
		words = words[2:]
	}
	for ; chains > 0; chains-- {
		end := 2 + 2*words[1]
		if crossings(words[2:end], x, y) {
			mask ^= uint32(words[0])
		}
		words = words[end:]
	}
	if mask == 0 {
		return region.None
	}
	return ix.units[ranks[lowest(mask)]]
}

// crossings reports whether the ray west from x, y crosses a chain an odd number of times. An edge is crossed at its
// lower latitude, not at its upper one, and at its own longitude.
func crossings(chain []int32, x, y float64) (odd bool) {
	y0 := float64(chain[1])
	above0 := y0 > y
	for k := 2; k+1 < len(chain); k += 2 {
		y1 := float64(chain[k+1])
		above1 := y1 > y
		if above0 != above1 {
			x1 := float64(chain[k])
			x0 := float64(chain[k-2])
			side := (x1-x0)*(y-y0) - (x-x0)*(y1-y0)
			if !above1 {
				side = -side
			}
			if side <= 0 {
				odd = !odd
			}
		}
		y0, above0 = y1, above1
	}
	return odd
}

func (ix *index) bytes() int {
	n := 4*len(ix.units) + rows*72
	for i := range ix.rows {
		r := &ix.rows[i]
		n += 4 * (cap(r.top) + cap(r.splits) + cap(r.words))
	}
	return n
}

var errCrowded = fmt.Errorf("%w borders: more than %d units meet within a few metres", fault.ErrInvalid, maxBits)
