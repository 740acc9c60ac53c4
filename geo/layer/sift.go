package layer

import (
	"runtime"
	"slices"
	"sync"

	"github.com/paulmach/orb"

	"oblast/geo/relate"
)

// sifting finds the points of a table that lie in an area: whole nodes of the tree where they lie on one side of it, and of
// others those points that lie so themselves.
type sifting struct {
	*search
	space *space
	edges bool // a point on the edge counts
	rows  []int32
	room  []relate.Near
}

// sift appends the rows of a table of points that lie in an area, on its edge too where edges count: at most so many.
func (t *Table) sift(s *search, area *relate.Sieve, edges bool, hits int, dst []int32) []int32 {
	index := t.index()
	if len(index.levels) == 0 {
		return dst
	}
	top := len(index.levels) - 1
	if runtime.GOMAXPROCS(0) == 1 || hits < leastSifted {
		f := &sifting{search: s, space: index, edges: edges, rows: slices.Grow(dst, hits)}
		f.children(area, top+1, 0)
		return f.rows
	}
	// Each child of the top is a piece of work.
	pieces, mu, next := len(index.levels[max(top-1, 0)]), sync.Mutex{}, 0
	inParts(runtime.GOMAXPROCS(0), 1, func(int, int) {
		f := &sifting{search: &search{t: t, ctx: s.ctx}, space: index, edges: edges, rows: make([]int32, 0, hits/runtime.GOMAXPROCS(0))}
		for f.err == nil {
			mu.Lock()
			piece := next
			next++
			mu.Unlock()
			if piece >= pieces {
				break
			}
			f.node(area, max(top-1, 0), piece)
		}
		mu.Lock()
		defer mu.Unlock()
		if dst == nil {
			dst = f.rows
		} else {
			dst = append(dst, f.rows...)
		}
		if s.err == nil {
			s.err = f.err
		}
	})
	return dst
}

// leastSifted is how many points are worth a second goroutine.
const leastSifted = 1 << 15

// children goes through what is below a node.
func (f *sifting) children(area *relate.Sieve, level, node int) {
	below := f.space.levels[level-1]
	for child := node * fanout; child < min((node+1)*fanout, len(below)); child++ {
		f.node(area, level-1, child)
	}
}

// node takes all of a node, none of it, or looks at its children.
func (f *sifting) node(area *relate.Sieve, level, node int) {
	if level == 0 {
		f.leaf(area, node)
		return
	}
	if !f.tick() {
		return
	}
	var part relate.Sieve
	held := len(f.room)
	where, room := area.Within(f.space.levels[level][node].bound(), &part, f.room)
	switch f.room = room; {
	case where == relate.Inside:
		f.rows = append(f.rows, f.space.rows[node<<(4*level):min((node+1)<<(4*level), len(f.space.rows))]...)
	case where == relate.Edge:
		f.children(&part, level, node)
	}
	f.room = f.room[:held]
}

// leaf takes a point or not.
func (f *sifting) leaf(area *relate.Sieve, leaf int) {
	row := f.space.rows[leaf]
	at := &f.space.levels[0][leaf]
	where := area.Near(orb.Point{float64(at.west), float64(at.south)})
	if where == relate.Edge {
		where = area.Locate(orb.Point{f.t.lon[row], f.t.lat[row]})
	}
	if where == relate.Inside || where == relate.Edge && f.edges {
		f.rows = append(f.rows, row)
	}
}
