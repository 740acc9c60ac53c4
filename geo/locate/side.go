package locate

import "slices"

// side is what lies at the western side of a cell: the pieces that are on at its southern end, and where going north
// some turn on or off. Both are sets in which a second entry takes away the first.
type side struct {
	on    []int32
	turns []turn
}

type turn struct{ y, rank int32 }

// copy takes over another side for a band of cells that lies within it.
func (s *side) copy(from side, limits [2]float64) {
	s.on, s.turns = append(s.on[:0], from.on...), s.turns[:0]
	for _, t := range from.turns {
		s.turn(t, limits)
	}
}

// pass takes a chain of edges from latitude y0 to y1 to the western side: whoever looks from between the two crosses
// the pieces' border once, or an even number of times more.
func (s *side) pass(ranks []int32, y0, y1 int32, limits [2]float64) {
	if y0 == y1 {
		return
	}
	for _, r := range ranks {
		s.turn(turn{y0, r}, limits)
		s.turn(turn{y1, r}, limits)
	}
}

// turn adds a turn: for good when it is south of the band, not at all when north.
func (s *side) turn(t turn, limits [2]float64) {
	switch y := float64(t.y); {
	case y <= limits[0]:
		if k := slices.Index(s.on, t.rank); k >= 0 {
			s.on = slices.Delete(s.on, k, k+1)
		} else {
			s.on = append(s.on, t.rank)
		}
	case y <= limits[1]:
		if k := slices.Index(s.turns, t); k >= 0 {
			s.turns = slices.Delete(s.turns, k, k+1)
		} else {
			s.turns = append(s.turns, t)
		}
	}
}
