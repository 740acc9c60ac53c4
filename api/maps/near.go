package maps

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"oblast/geo/region"
)

// nearStep is the grid in degrees that boxes of near chunks lie on: few boxes, each kept by caches.
const nearStep = 5

// NearChunk names the chunk of the overview that a first picture of a box needs, with room about it for any window: it is
// a third of the whole overview or less. The box must not cross the antimeridian; ok is false where it does, or where the
// chunk would be no smaller.
func NearChunk(box region.BBox) (name string, ok bool) {
	dx, dy := (box.East()-box.West())*0.6, (box.North()-box.South())*0.5
	if dx < 0 {
		return "", false
	}
	out := func(v, by, least, most float64) int {
		v = (v + by) / nearStep
		if by < 0 {
			v = math.Floor(v)
		} else {
			v = math.Ceil(v)
		}
		return int(min(max(v*nearStep, least), most))
	}
	w, s := out(box.West(), -dx-nearStep, -180, 180), out(box.South(), -dy-nearStep, -90, 90)
	e, n := out(box.East(), dx+nearStep, -180, 180), out(box.North(), dy+nearStep, -90, 90)
	if (e-w)*(n-s) > 120*60 {
		return "", false
	}
	return fmt.Sprintf("near.%d,%d,%d,%d", w, s, e, n), true
}

// nearBox reads the name of a near chunk; ok is false where it is none.
func nearBox(chunk string) (box region.BBox, ok bool) {
	list, ok := strings.CutPrefix(chunk, "near.")
	sides := strings.Split(list, ",")
	if !ok || len(sides) != len(box) {
		return box, false
	}
	for i, side := range sides {
		n, err := strconv.Atoi(side)
		if err != nil || n%nearStep != 0 || strconv.Itoa(n) != side {
			return box, false
		}
		box[i] = float64(n)
	}
	return box, -180 <= box[0] && box[0] < box[2] && box[2] <= 180 && -90 <= box[1] && box[1] < box[3] && box[3] <= 90
}
