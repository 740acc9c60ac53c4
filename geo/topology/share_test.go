package topology_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"

	"oblast/geo/fault"
	"oblast/geo/topology"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"
	"github.com/peterstace/simplefeatures/geom"
	"pgregory.net/rapid"
)

// checkered is a topology over a board of unit squares: the unit of a label is all squares that have it, one polygon
// each; every side of a square is an arc of its own.
type checkered struct {
	width, height int
	label         []int // by square, 0 for none
}

func (c checkered) document() string {
	arcs := map[[3]int]int{}
	var lines []string
	side := func(x, y, upright int) int {
		key := [3]int{x, y, upright}
		if _, ok := arcs[key]; !ok {
			arcs[key] = len(lines)
			lines = append(lines, fmt.Sprintf("[[%d,%d],[%d,%d]]", x, y, 1-upright, upright))
		}
		return arcs[key]
	}
	squares := map[int][]string{}
	for k, label := range c.label {
		x, y := k%c.width, k/c.width
		squares[label] = append(squares[label], fmt.Sprintf("[[%d,%d,%d,%d]]", side(x, y, 0), side(x+1, y, 1), ^side(x, y+1, 0), ^side(x, y, 1)))
	}
	var units []string
	for _, label := range c.labels() {
		units = append(units, fmt.Sprintf(`{"type":"MultiPolygon","id":"%d","arcs":[%s]}`, label, strings.Join(squares[label], ",")))
	}
	return fmt.Sprintf(`{"type":"Topology","transform":{"scale":[0.25,0.25],"translate":[30,50]},"objects":{"units":{"type":"GeometryCollection","geometries":[%s]}},"arcs":[%s]}`,
		strings.Join(units, ","), strings.Join(lines, ","))
}

func (c checkered) labels() []int {
	var all []int
	for want := 1; want <= 4; want++ {
		for _, label := range c.label {
			if label == want {
				all = append(all, label)
				break
			}
		}
	}
	return all
}

func drawBoard(t *rapid.T) checkered {
	c := checkered{width: rapid.IntRange(1, 6).Draw(t, "width"), height: rapid.IntRange(1, 6).Draw(t, "height")}
	n := c.width * c.height
	c.label = rapid.SliceOfN(rapid.IntRange(0, 4), n, n).Draw(t, "labels")
	return c
}

func TestMergeIsTheUnion(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := drawBoard(t)
		topo, err := topology.Decode([]byte(c.document()))
		if err != nil {
			t.Fatal(err)
		}
		chosen := map[int]bool{}
		var ids []string
		for _, label := range c.labels() {
			if rapid.Bool().Draw(t, fmt.Sprint("take ", label)) {
				chosen[label] = true
				ids = append(ids, fmt.Sprint(label))
			}
		}
		shape, ok := topo.Merge("units", ids...)
		if ok != (len(ids) > 0) {
			t.Fatalf("merging %v: %v", ids, ok)
		}
		if !ok {
			return
		}
		squares := 0
		for k, label := range c.label {
			at := orb.Point{30 + (float64(k%c.width)+0.5)/4, 50 + (float64(k/c.width)+0.5)/4}
			if chosen[label] {
				squares++
			}
			if got := planar.MultiPolygonContains(shape, at); got != chosen[label] {
				t.Fatalf("%v is inside %v: %v; merged %v of %v", at, shape, got, ids, c)
			}
		}
		if got, want := planar.Area(shape), float64(squares)/16; math.Abs(got-want) > 1e-9 {
			t.Fatalf("area is %v, want %v", got, want)
		}
		if err := validate(shape); err != nil {
			t.Fatalf("%v: %v of %v", err, shape, c)
		}
	})
}

// validate asks another library whether a shape is simple, closed, nested rightly.
func validate(shape orb.MultiPolygon) error {
	var text strings.Builder
	text.WriteString("MULTIPOLYGON(")
	for i, polygon := range shape {
		if i > 0 {
			text.WriteString(",")
		}
		for r, ring := range polygon {
			text.WriteString(map[bool]string{true: "((", false: ",("}[r == 0])
			for k, p := range ring {
				if k > 0 {
					text.WriteString(",")
				}
				fmt.Fprintf(&text, "%v %v", p[0], p[1])
			}
			text.WriteString(")")
		}
		text.WriteString(")")
	}
	text.WriteString(")")
	_, err := geom.UnmarshalWKT(text.String())
	return err
}

func TestMergeKeepsHolesIslandsAndTouchingCorners(t *testing.T) {
	cases := []struct {
		name  string
		board []string
		rings []int // by polygon
	}{
		{"one", []string{"1"}, []int{1}},
		{"hole", []string{"111", "1.1", "111"}, []int{2}},
		{"island in the hole", []string{"11111", "1...1", "1.1.1", "1...1", "11111"}, []int{2, 1}},
		{"corners that touch", []string{"1.", ".1"}, []int{1, 1}},
		{"holes that touch", []string{"1111", "1.11", "11.1", "1111"}, []int{3}},
		{"hole that touches the outside", []string{"111", "1.1", "11."}, []int{2}},
		{"corners all around a hole", []string{".1.", "1.1", ".1."}, []int{1, 1, 1, 1}},
		{"two units", []string{"12", "21"}, []int{1}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			board := checkered{width: len(c.board[0]), height: len(c.board)}
			for _, line := range c.board {
				for _, label := range line {
					board.label = append(board.label, max(0, int(label-'0')))
				}
			}
			shape, ok := decode(t, board.document()).Merge("units", "1", "2", "unknown")
			if !ok {
				t.Fatal("nothing merged")
			}
			if err := validate(shape); err != nil {
				t.Error(err)
			}
			var got []int
			for _, polygon := range shape {
				got = append(got, len(polygon))
				for r, ring := range polygon {
					if (ring.Orientation() == orb.CCW) != (r == 0) {
						t.Errorf("ring %v winds the wrong way", ring)
					}
				}
			}
			if fmt.Sprint(got) != fmt.Sprint(c.rings) {
				t.Errorf("rings by polygon are %v, want %v: %v", got, c.rings, shape)
			}
		})
	}
}

func TestMergeOfNothingIsNothing(t *testing.T) {
	topo := decode(t, twoSquares)
	for _, ids := range [][]string{nil, {"unknown"}} {
		if shape, ok := topo.Merge("units", ids...); ok || shape != nil {
			t.Errorf("merging %q gives %v", ids, shape)
		}
	}
}

func TestSubsetKeepsShapesPropertiesAndSharedBorders(t *testing.T) {
	topo := decode(t, twoSquares)
	cut, err := topo.Subset([]topology.Part{
		{Object: "units", ID: "b", Properties: []byte(`{"name":"«b»"}`)},
		{Object: "units", ID: "a"},
	})
	if err != nil {
		t.Fatal(err)
	}
	again := decode(t, string(cut))
	for _, id := range []string{"a", "b"} {
		got, _ := again.Shape(topology.SubsetObject, id)
		want, _ := topo.Shape("units", id)
		if fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("%s is %v, want %v", id, got, want)
		}
	}
	if got, want := again.Arcs(), topo.Arcs(); got != want {
		t.Errorf("%d arcs, want each of the %d once", got, want)
	}
	var seen struct {
		Objects struct {
			Units struct {
				Geometries []struct {
					ID         string
					Properties map[string]string
				}
			}
		}
	}
	if err := json.Unmarshal(cut, &seen); err != nil {
		t.Fatal(err)
	}
	first := seen.Objects.Units.Geometries[0]
	if first.ID != "b" || first.Properties["name"] != "«b»" {
		t.Errorf("first geometry is %+v", first)
	}
}

func TestSubsetLeavesOutWhatItDoesNotNeed(t *testing.T) {
	topo := decode(t, twoSquares)
	cut, err := topo.Subset([]topology.Part{{Object: "units", ID: "a"}})
	if err != nil {
		t.Fatal(err)
	}
	if got, want := decode(t, string(cut)).Arcs(), 2; got != want {
		t.Errorf("%d arcs, want %d", got, want)
	}
	if cut, err = topo.Subset(nil); err != nil || !json.Valid(cut) {
		t.Errorf("no parts give %s, %v", cut, err)
	}
	if _, err := topo.Subset([]topology.Part{{Object: "units", ID: "unknown"}}); !errors.Is(err, fault.ErrNotFound) {
		t.Errorf("an unknown part gives %v", err)
	}
}
