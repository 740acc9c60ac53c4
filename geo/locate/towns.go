package locate

import (
	"math"

	"oblast/geo/gazetteer"
	"oblast/geo/region"
)

// Near is the listed settlement nearest to a position.
type Near struct {
	Settlement int32   // number in the gazetteer's Settlements; region.None when none is listed
	DistanceM  float64 // on the mean sphere
	Bearing    float64 // of the position as seen from the settlement, degrees clockwise from north
}

// towns are the settlements as a tree that halves space by x, y and z in turn: the middle of each part of the list is
// its node, what lies before and behind it its two sides.
type towns struct {
	at     []vector
	number []int32
}

func newTowns(list []gazetteer.Settlement) *towns {
	t := &towns{at: make([]vector, len(list)), number: make([]int32, len(list))}
	for i := range list {
		t.at[i], t.number[i] = vectorOf(list[i].Point[0], list[i].Point[1]), int32(i)
	}
	t.halve(0, len(list), 0)
	return t
}

// halve orders the part from..to: what is below the middle along an axis before it, the rest behind.
func (t *towns) halve(from, to, axis int) {
	if to-from < 2 {
		return
	}
	middle := (from + to) / 2
	for low, high := from, to-1; low < high; {
		pivot, i, j := t.at[(low+high)/2][axis], low, high
		for i <= j {
			for t.at[i][axis] < pivot {
				i++
			}
			for t.at[j][axis] > pivot {
				j--
			}
			if i <= j {
				t.at[i], t.at[j] = t.at[j], t.at[i]
				t.number[i], t.number[j] = t.number[j], t.number[i]
				i, j = i+1, j-1
			}
		}
		switch {
		case middle <= j:
			high = j
		case middle >= i:
			low = i
		default:
			low = high
		}
	}
	t.halve(from, middle, (axis+1)%3)
	t.halve(middle+1, to, (axis+1)%3)
}

// nearest returns the nearest settlement, of equally near ones the first listed.
func (t *towns) nearest(p vector) (number int32, chord2 float64) {
	number, chord2 = region.None, math.Inf(1)
	t.search(p, 0, len(t.at), 0, &number, &chord2)
	return number, chord2
}

func (t *towns) search(p vector, from, to, axis int, number *int32, best *float64) {
	if from >= to {
		return
	}
	middle := (from + to) / 2
	if d := p.chord2(t.at[middle]); d < *best || d == *best && t.number[middle] < *number {
		*number, *best = t.number[middle], d
	}
	side, next := p[axis]-t.at[middle][axis], (axis+1)%3
	if side < 0 {
		t.search(p, from, middle, next, number, best)
	} else {
		t.search(p, middle+1, to, next, number, best)
	}
	if side*side > *best {
		return
	}
	if side < 0 {
		t.search(p, middle+1, to, next, number, best)
	} else {
		t.search(p, from, middle, next, number, best)
	}
}

// Nearest returns the listed settlement nearest to a position. It allocates nothing.
func (l *Locator) Nearest(lon, lat float64) Near {
	if !onGlobe(lon, lat) {
		return Near{Settlement: region.None}
	}
	number, chord2 := l.towns.nearest(vectorOf(lon, lat))
	if number == region.None {
		return Near{Settlement: region.None}
	}
	p := l.settlements[number].Point
	return Near{Settlement: number, DistanceM: metres(chord2), Bearing: Bearing(p, [2]float64{lon, lat})}
}
