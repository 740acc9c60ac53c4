package gazetteer_test

import (
	"sync"
	"testing"

	"oblast/geo/gazetteer/gazetteertest"
	"oblast/geo/region"

	"github.com/paulmach/orb"
)

func TestLoadReadsUnitsNamesAndSettlements(t *testing.T) {
	g := gazetteertest.Load(t)
	unit, ok := g.Tree.Unit("RU-KLU.563697")
	if !ok {
		t.Fatal("RU-KLU.563697 is not in the tree")
	}
	if got, want := unit.Names, (region.Names{EN: "Dzerzhinsky District", RU: "Дзержинский район"}); got != want {
		t.Errorf("names are %+v, want %+v", got, want)
	}
	if got, want := unit.Country, "RU"; got != want {
		t.Errorf("country is %q, want %q", got, want)
	}
	i, _ := g.Tree.Find("RU-KLU.563697")
	if got, want := len(g.NamesOf(i)), 4; got != want {
		t.Errorf("%d names, want %d: %v", got, want, g.NamesOf(i))
	}
	if got, want := len(g.Settlements), 6; got != want {
		t.Fatalf("%d settlements, want %d", got, want)
	}
	for _, s := range g.Settlements {
		if s.Names.EN != "Kondrovo" {
			continue
		}
		if s.District != i || s.Point != (orb.Point{34.5, 54.5}) || s.Population != 16672 {
			t.Errorf("Kondrovo is %+v", s)
		}
		var alternates []string
		for a := range s.Alternates.All() {
			alternates = append(alternates, a)
		}
		if len(alternates) != 2 || alternates[1] != "Troitskoye" {
			t.Errorf("alternates of Kondrovo are %q", alternates)
		}
	}
}

func TestEveryUnitHasAShapeAtEveryDetail(t *testing.T) {
	g := gazetteertest.Load(t)
	for i := range int32(g.Tree.Len()) {
		u := g.Tree.At(i)
		for _, d := range region.Details {
			shape := g.Tree.Shape(i, d)
			if len(shape) == 0 {
				t.Errorf("%s has no shape at %v", u.ID, d)
				continue
			}
			if got := region.AreaKM2(shape); got < u.AreaKM2*0.999999 || got > u.AreaKM2*1.000001 {
				t.Errorf("%s at %v: area %v km2, want %v", u.ID, d, got, u.AreaKM2)
			}
			if got := region.Bounds(shape); got != u.BBox {
				t.Errorf("%s at %v: bounds %v, want %v", u.ID, d, got, u.BBox)
			}
		}
	}
}

func TestShapesMayBeAskedForAtOnce(t *testing.T) {
	g := gazetteertest.Load(t)
	var work sync.WaitGroup
	for k := range 8 {
		work.Go(func() {
			for i := range int32(g.Tree.Len()) {
				if d := region.Details[(k+int(i))%len(region.Details)]; len(g.Tree.Shape(i, d)) == 0 {
					t.Errorf("%s has no shape at %v", g.Tree.At(i).ID, d)
				}
			}
			if err := g.Preload(region.Details[:]...); err != nil {
				t.Error(err)
			}
		})
	}
	work.Wait()
}
