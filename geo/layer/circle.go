package layer

import (
	"math"
	"runtime"

	"github.com/paulmach/orb"

	"oblast/geo/relate"
)

// circle finds the points of a table within a distance of a place by the cells of a grid: of each band of them those between the
// circle's sides are counted without a look at their points, and points of those that a side may cross are held against it. It goes
// over the antimeridian and the poles.
type circle struct {
	*cells
	at     orb.Point
	metres float64
}

// costs of a circle in nanoseconds.
const costCircleBand = 150.0 // a band that it reaches

// inCells is what finds the points that have a relation by cells.
type inCells interface {
	locate(s *search) *located
	cost(hits int) float64
	each(found *located, add func(rows []int32))
	set(found *located, b bitset)
	points() int
}

func (g *cells) points() int { return len(g.at) }

// reach returns the bands that the circle may reach.
func (c *circle) reach() (first, last int) {
	angle := (c.metres + slackM) / relate.EarthRadiusM * 180 / math.Pi
	return max(0, c.bands.of(c.at[1]-angle)), min(c.bands.of(c.at[1]+angle), c.bands.pieces()-1)
}

func (c *circle) cost(hits int) float64 {
	first, last := c.reach()
	bands := float64(max(0, last-first+1))
	return costRaster + costCircleBand*bands + costInCell*math.Min(float64(hits), 4*bands*float64(len(c.cells.at))/float64(len(c.starts)))
}

// locate finds the points.
func (c *circle) locate(s *search) *located {
	found := &located{}
	if c.metres < 0 {
		return found
	}
	first, last := c.reach()
	for band := first; band <= last; band++ {
		if band%16 == 0 {
			runtime.Gosched()
			if err := s.ctx.Err(); err != nil {
				s.err = err
				break
			}
		}
		c.band(band, found)
	}
	return found
}

// band finds the points of a band: in the part of it that lies on the map, and where the circle comes round from either side.
func (c *circle) band(band int, found *located) {
	outer, inner := c.widths(c.bands.cuts[band], c.bands.cuts[band+1])
	if outer < 0 {
		return
	}
	across, last, next := band*c.columns.pieces(), c.columns.pieces()-1, 0
	for _, shift := range [3]float64{-360, 0, 360} {
		lon := c.at[0] + shift
		from, to := max(next, c.columns.of(lon-outer)), min(c.columns.of(lon+outer), last)
		if from > to {
			continue
		}
		next = to + 1
		low, high := to+1, to // columns all of which are inside
		if inner >= 0 {
			low, high = max(from, c.columns.of(lon-inner)+1), min(c.columns.of(lon+inner)-1, to)
		}
		if low > high {
			c.look(across+from, across+to+1, found)
			continue
		}
		c.look(across+from, across+low, found)
		if a, b := c.starts[across+low], c.starts[across+high+1]; a < b {
			found.spans, found.count = append(found.spans, span{int(a), int(b)}), found.count+int(b-a)
		}
		c.look(across+high+1, across+to+1, found)
	}
}

// look holds the points of some cells against the circle.
func (c *circle) look(from, to int, found *located) {
	for i := c.starts[from]; i < c.starts[to]; i++ {
		if relate.DistanceM(c.at, c.cells.at[i]) <= c.metres {
			found.alone, found.count = append(found.alone, int32(i)), found.count+1
		}
	}
}

// widths returns how many degrees of longitude the circle goes to either side between two latitudes, at most and at least: 360 where
// it goes all round, below 0 where it does not reach there. By the haversine of the distance (Sinnott 1984).
func (c *circle) widths(south, north float64) (outer, inner float64) {
	const degree = math.Pi / 180
	haversine := func(angle float64) float64 { return math.Pow(math.Sin(angle/2), 2) }
	nearest, farthest := max(0, south-c.at[1], c.at[1]-north), max(math.Abs(south-c.at[1]), math.Abs(north-c.at[1]))
	least, most := math.Cos(max(math.Abs(south), math.Abs(north))*degree), math.Cos(max(0, south, -north)*degree)
	width := func(metres, apart, cosine float64) float64 {
		angle := metres / relate.EarthRadiusM
		if angle >= math.Pi {
			return 360
		}
		if metres < 0 {
			return -1
		}
		left, all := haversine(angle)-haversine(apart*degree), math.Cos(c.at[1]*degree)*cosine
		switch {
		case left < 0:
			return -1
		case left >= all:
			return 360
		}
		return 2 * math.Asin(math.Sqrt(left/all)) / degree
	}
	return width(c.metres+slackM, nearest, least), width(c.metres-slackM, farthest, most)
}
