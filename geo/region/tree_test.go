package region_test

import (
	"errors"
	"fmt"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"testing"

	"oblast/geo/fault"
	"oblast/geo/region"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"
	"pgregory.net/rapid"
)

// small is a tree with one of everything.
func small(t testing.TB) *region.Tree {
	t.Helper()
	tree, err := region.New([]region.Unit{
		{ID: "RU-KLU.563697", Level: region.District, Parent: "RU-KLU"},
		{ID: "RU", Level: region.Country},
		{ID: "RU-MOW", Level: region.Region, Parent: "RU"},
		{ID: "RU-MOS", Level: region.Region, Parent: "RU"},
		{ID: "RU-KLU", Level: region.Region, Parent: "RU"},
		{ID: "RU-KLU.546230", Level: region.District, Parent: "RU-KLU"},
		{ID: "RU-KLU.x00000001", Level: region.District, Parent: "RU-KLU", ValidTo: "2020-07-18"},
		{ID: "UA", Level: region.Country},
		{ID: "water.black-sea", Level: region.Water},
		{ID: "composite.moscow", Level: region.Composite, Parent: "RU", Members: []string{"RU-MOS", "RU-MOW"}},
	}, nil, "v1")
	if err != nil {
		t.Fatal(err)
	}
	return tree
}

func find(t testing.TB, tree *region.Tree, id string) int32 {
	t.Helper()
	i, ok := tree.Find(id)
	if !ok {
		t.Fatalf("%q is not in the tree", id)
	}
	return i
}

// ids names units; None is "-".
func ids(tree *region.Tree, units ...int32) []string {
	names := []string{}
	for _, i := range units {
		if i == region.None {
			names = append(names, "-")
		} else {
			names = append(names, tree.At(i).ID)
		}
	}
	return names
}

func TestTreeListsLevelsAndChildrenWithoutHistory(t *testing.T) {
	tree := small(t)
	cases := []struct {
		name string
		got  []int32
		want []string
	}{
		{"countries", tree.OfLevel(region.Country), []string{"RU", "UA"}},
		{"regions", tree.OfLevel(region.Region), []string{"RU-KLU", "RU-MOS", "RU-MOW"}},
		{"districts", tree.OfLevel(region.District), []string{"RU-KLU.546230", "RU-KLU.563697"}},
		{"waters", tree.OfLevel(region.Water), []string{"water.black-sea"}},
		{"composites", tree.OfLevel(region.Composite), []string{"composite.moscow"}},
		{"no level", tree.OfLevel(99), []string{}},
		{"of a country, no composite", tree.Children(find(t, tree, "RU")), []string{"RU-KLU", "RU-MOS", "RU-MOW"}},
		{"of a region", tree.Children(find(t, tree, "RU-KLU")), []string{"RU-KLU.546230", "RU-KLU.563697"}},
		{"of a district", tree.Children(find(t, tree, "RU-KLU.546230")), []string{}},
		{"of none", tree.Children(region.None), []string{}},
		{"members", tree.Members(find(t, tree, "composite.moscow")), []string{"RU-MOS", "RU-MOW"}},
		{"members of a region", tree.Members(find(t, tree, "RU-MOW")), []string{}},
	}
	for _, c := range cases {
		if got := ids(tree, c.got...); !cmp.Equal(got, c.want) {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
	if u, ok := tree.Unit("RU-KLU.x00000001"); !ok || !u.Historical() || u.Country != "RU" {
		t.Errorf("the historical district is %+v", u)
	}
	if got := tree.Len(); got != 10 {
		t.Errorf("%d units, want 10", got)
	}
	if _, ok := tree.Unit("ru"); ok {
		t.Error("an unknown id is found")
	}
}

func TestKin(t *testing.T) {
	tree := small(t)
	at := func(id string) int32 {
		if id == "-" {
			return region.None
		}
		return find(t, tree, id)
	}
	ancestors := []struct {
		id    string
		level region.Level
		want  string
	}{
		{"RU-KLU.563697", region.Country, "RU"},
		{"RU-KLU.563697", region.Region, "RU-KLU"},
		{"RU-KLU.563697", region.District, "RU-KLU.563697"},
		{"RU", region.Region, "-"},
		{"water.black-sea", region.Country, "-"},
		{"-", region.Country, "-"},
	}
	for _, c := range ancestors {
		if got := tree.Ancestor(at(c.id), c.level); got != at(c.want) {
			t.Errorf("the %v of %s is %q, want %s", c.level, c.id, ids(tree, got), c.want)
		}
	}
	within := []struct {
		id, ancestor string
		want         bool
	}{
		{"RU-KLU.563697", "RU", true},
		{"RU-KLU.563697", "RU-KLU.563697", true},
		{"RU-KLU.x00000001", "RU-KLU", true},
		{"RU-KLU", "RU-KLU.563697", false},
		{"RU-MOW", "composite.moscow", true},
		{"RU-KLU", "composite.moscow", false},
		{"composite.moscow", "RU", true},
		{"composite.moscow", "composite.moscow", true},
		{"composite.moscow", "RU-MOW", false},
		{"water.black-sea", "RU", false},
		{"-", "RU", false},
		{"RU", "-", false},
	}
	for _, c := range within {
		if got := tree.Within(at(c.id), at(c.ancestor)); got != c.want {
			t.Errorf("%s within %s: %v, want %v", c.id, c.ancestor, got, c.want)
		}
	}
	common := []struct {
		ids  string
		want string
	}{
		{"", "-"},
		{"RU-KLU.563697", "RU-KLU.563697"},
		{"RU-KLU.563697 RU-KLU.546230", "RU-KLU"},
		{"RU-KLU.563697 RU-KLU", "RU-KLU"},
		{"RU-KLU RU-MOW", "RU"},
		{"RU UA", "-"},
		{"RU water.black-sea", "-"},
		{"RU-MOW composite.moscow", "composite.moscow"},
		{"RU-MOW RU-MOS", "RU"},
		{"composite.moscow RU-KLU", "RU"},
		{"RU-KLU -", "-"},
	}
	for _, c := range common {
		var units []int32
		for _, id := range strings.Fields(c.ids) {
			units = append(units, at(id))
		}
		if got := tree.CommonAncestor(units...); got != at(c.want) {
			t.Errorf("common ancestor of %s is %q, want %s", c.ids, ids(tree, got), c.want)
		}
	}
}

func TestNewNamesEveryFault(t *testing.T) {
	country := region.Unit{ID: "RU", Level: region.Country}
	cases := []struct {
		name  string
		units []region.Unit
		want  []string
	}{
		{"twice", []region.Unit{country, country}, []string{`"RU" is empty or occurs twice`}},
		{"empty id", []region.Unit{{}}, []string{`"" is empty`}},
		{"no parent", []region.Unit{{ID: "RU-KLU", Level: region.Region, Parent: "RU"}}, []string{`unknown parent "RU"`}},
		{"parent of the same level", []region.Unit{country, {ID: "UA", Level: region.Country, Parent: "RU"}}, []string{`"UA" (country) cannot lie in "RU" (country)`}},
		{"own parent", []region.Unit{country, {ID: "RU-KLU", Level: region.Region, Parent: "RU-KLU"}}, []string{"cannot lie in"}},
		{"water in a country", []region.Unit{country, {ID: "water.x", Level: region.Water, Parent: "RU"}}, []string{"cannot lie in"}},
		{"unknown member", []region.Unit{country, {ID: "composite.x", Level: region.Composite, Parent: "RU", Members: []string{"RU-X"}}}, []string{`cannot have the member "RU-X"`}},
		{"members of a country", []region.Unit{{ID: "RU", Level: region.Country, Members: []string{"RU"}}}, []string{`"RU" (country) cannot have the member "RU"`}},
		{"unknown level", []region.Unit{{ID: "RU", Level: 17}}, []string{"level(17)"}},
		{"two faults", []region.Unit{country, country, {ID: "A", Level: region.Region, Parent: "B"}}, []string{"occurs twice", `unknown parent "B"`}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			_, err := region.New(c.units, nil, "")
			if !errors.Is(err, fault.ErrInvalid) {
				t.Fatalf("error is %v", err)
			}
			for _, want := range c.want {
				if !strings.Contains(err.Error(), want) {
					t.Errorf("error %q does not say %q", err, want)
				}
			}
		})
	}
	empty, err := region.New(nil, nil, "")
	if err != nil || empty.Len() != 0 || empty.OfLevel(region.Country) != nil {
		t.Errorf("a tree of nothing: %v, %v", empty, err)
	}
}

// drawTree draws countries, regions, districts and composites, some of them historical.
func drawTree(t *rapid.T) *region.Tree {
	var units []region.Unit
	var below func(parent string, level region.Level)
	below = func(parent string, level region.Level) {
		for k := range rapid.IntRange(0, 4).Draw(t, "children of "+parent) {
			u := region.Unit{ID: fmt.Sprintf("%s%c", parent, 'a'+k), Level: level, Parent: parent}
			if level > region.Country && rapid.IntRange(0, 5).Draw(t, "historical") == 0 {
				u.ValidTo = "2020-07-18"
			}
			units = append(units, u)
			if level < region.District {
				below(u.ID, level+1)
			}
		}
	}
	below("", region.Country)
	var members []string
	for _, u := range units {
		if u.Level == region.Region && rapid.IntRange(0, 3).Draw(t, "member") == 0 {
			members = append(members, u.ID)
		}
	}
	units = append(units, region.Unit{ID: "composite", Level: region.Composite, Members: members})
	units = rapid.Permutation(units).Draw(t, "order")
	tree, err := region.New(units, nil, "")
	if err != nil {
		t.Fatal(err)
	}
	return tree
}

// walksUpTo is Within by walking.
func walksUpTo(tree *region.Tree, i, ancestor int32) bool {
	for ; i != region.None; i = tree.Parent(i) {
		if i == ancestor || slices.Contains(tree.Members(ancestor), i) {
			return true
		}
	}
	return false
}

func TestWithinAgreesWithWalkingParents(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tree := drawTree(t)
		for i := range int32(tree.Len()) {
			for a := range int32(tree.Len()) {
				if got, want := tree.Within(i, a), walksUpTo(tree, i, a); got != want {
					t.Fatalf("%q within: %v, walking says %v", ids(tree, i, a), got, want)
				}
			}
		}
	})
}

func TestCommonAncestorIsTheFinestThatContainsAll(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tree := drawTree(t)
		units := rapid.SliceOfN(rapid.Int32Range(0, int32(tree.Len())-1), 1, 4).Draw(t, "units")
		got := tree.CommonAncestor(units...)
		for a := range int32(tree.Len()) {
			all := !slices.ContainsFunc(units, func(i int32) bool { return !walksUpTo(tree, i, a) })
			if all && got == region.None && tree.At(a).Level != region.Composite {
				t.Fatalf("%q lie in %q, but nothing was found", ids(tree, units...), ids(tree, a))
			}
			if all && got != region.None && tree.At(a).Level != region.Composite && !tree.Within(got, a) {
				t.Fatalf("%q lie in %q, which is finer than %q", ids(tree, units...), ids(tree, a), ids(tree, got))
			}
		}
		if got != region.None && slices.ContainsFunc(units, func(i int32) bool { return !walksUpTo(tree, i, got) }) {
			t.Fatalf("%q do not all lie in %q", ids(tree, units...), ids(tree, got))
		}
	})
}

// counted is a source of shapes that has some details only, and counts what it builds.
type counted struct {
	has   []region.Detail
	built map[region.Detail]int
}

func (c *counted) Shape(u *region.Unit, d region.Detail) (orb.MultiPolygon, bool) {
	if !slices.Contains(c.has, d) {
		return nil, false
	}
	c.built[d]++
	return orb.MultiPolygon{{{{float64(d), 0}, {1, 0}, {1, 1}, {float64(d), 0}}}}, true
}

func TestShapeFallsBackToTheNextDetailAndIsKept(t *testing.T) {
	cases := []struct {
		name      string
		has       []region.Detail
		ask, want region.Detail
	}{
		{"held", []region.Detail{region.Overview, region.TwoKm}, region.TwoKm, region.TwoKm},
		{"finer", []region.Detail{region.HalfKm, region.HundredM}, region.Overview, region.HalfKm},
		{"coarser", []region.Detail{region.Overview, region.TwoKm}, region.HundredM, region.TwoKm},
		{"finer before coarser", []region.Detail{region.Overview, region.HundredM}, region.TwoKm, region.HundredM},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			defer debug.SetGCPercent(debug.SetGCPercent(-1)) // what is kept goes when garbage is collected
			source := &counted{has: c.has, built: map[region.Detail]int{}}
			tree, err := region.New([]region.Unit{{ID: "RU", Level: region.Country}}, source, "")
			if err != nil {
				t.Fatal(err)
			}
			for range 2 {
				shape := tree.Shape(0, c.ask)
				if len(shape) == 0 || shape[0][0][0][0] != float64(c.want) {
					t.Fatalf("shape is %v, want detail %v", shape, c.want)
				}
			}
			tree.Shape(0, c.want)
			if source.built[c.want] != 1 {
				t.Errorf("built %d times, want once", source.built[c.want])
			}
			runtime.GC()
			if shape := tree.Shape(0, c.ask); len(shape) == 0 || source.built[c.want] != 2 {
				t.Errorf("after a collection the shape is %v, built %d times in all", shape, source.built[c.want])
			}
		})
	}
	tree := small(t)
	if got := tree.Shape(0, region.Overview); got != nil {
		t.Errorf("without a source: %v", got)
	}
	if got := tree.Shape(region.None, region.Overview); got != nil {
		t.Errorf("shape of none: %v", got)
	}
	if got := tree.Version(); got != "v1" {
		t.Errorf("version is %q", got)
	}
}
