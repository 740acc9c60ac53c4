package topology_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"
)

// polygonOf is a document of one polygon "p" whose rings are arcs of their own, on a grid of whole degrees.
func polygonOf(rings ...[][2]int) string {
	var arcs, indexes []string
	for i, ring := range rings {
		var positions []string
		x, y := 0, 0
		for _, p := range ring {
			positions = append(positions, fmt.Sprintf("[%d,%d]", p[0]-x, p[1]-y))
			x, y = p[0], p[1]
		}
		arcs = append(arcs, "["+strings.Join(positions, ",")+"]")
		indexes = append(indexes, fmt.Sprintf("[%d]", i))
	}
	return fmt.Sprintf(`{"type":"Topology","transform":{"scale":[1,1],"translate":[0,0]},
		"objects":{"units":{"type":"Polygon","id":"p","arcs":[%s]}},"arcs":[%s]}`, strings.Join(indexes, ","), strings.Join(arcs, ","))
}

func TestShapeCutsRingsThatTouchThemselves(t *testing.T) {
	cases := []struct {
		name  string
		rings [][][2]int
		want  []int // rings by polygon
		area  float64
	}{
		{"simple", [][][2]int{{{0, 0}, {2, 0}, {2, 2}, {0, 2}, {0, 0}}}, []int{1}, 4},
		{"two squares at a corner", [][][2]int{{{0, 0}, {1, 0}, {1, 1}, {2, 1}, {2, 2}, {1, 2}, {1, 1}, {0, 1}, {0, 0}}}, []int{1, 1}, 2},
		{"hole that hangs on the outside", [][][2]int{{{0, 0}, {4, 0}, {4, 4}, {2, 4}, {3, 2}, {1, 2}, {2, 4}, {0, 4}, {0, 0}}}, []int{2}, 14},
		{"spike", [][][2]int{{{0, 0}, {2, 0}, {2, 1}, {5, 1}, {2, 1}, {2, 2}, {0, 2}, {0, 0}}}, []int{1}, 4},
		{"neck of no width", [][][2]int{{{0, 0}, {1, 0}, {1, 1}, {3, 1}, {3, 0}, {4, 0}, {4, 2}, {3, 2}, {3, 1}, {1, 1}, {1, 2}, {0, 2}, {0, 0}}}, []int{1, 1}, 4},
		{"corner doubled", [][][2]int{{{0, 0}, {2, 0}, {2, 0}, {2, 2}, {0, 2}, {0, 0}}}, []int{1}, 4},
		{"hole in two", [][][2]int{
			{{0, 0}, {6, 0}, {6, 6}, {0, 6}, {0, 0}},
			{{1, 1}, {1, 3}, {3, 3}, {3, 5}, {5, 5}, {5, 3}, {3, 3}, {3, 1}, {1, 1}},
		}, []int{3}, 28},
		{"no area", [][][2]int{{{0, 0}, {1, 0}, {2, 0}, {1, 0}, {0, 0}}}, []int{1}, 0},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			shape, ok := decode(t, polygonOf(c.rings...)).Shape("units", "p")
			if !ok {
				t.Fatal("no shape")
			}
			var got []int
			for _, polygon := range shape {
				got = append(got, len(polygon))
				for r, ring := range polygon {
					if c.area > 0 && (ring.Orientation() == orb.CCW) != (r == 0) {
						t.Errorf("ring %v winds the wrong way", ring)
					}
				}
			}
			if fmt.Sprint(got) != fmt.Sprint(c.want) {
				t.Errorf("rings by polygon are %v, want %v: %v", got, c.want, shape)
			}
			if area := planar.Area(shape); area != c.area {
				t.Errorf("area is %v, want %v", area, c.area)
			}
			if err := validate(shape); err != nil && c.area > 0 {
				t.Error(err)
			}
		})
	}
}
