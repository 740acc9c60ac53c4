package gazetteer_test

import (
	"slices"
	"testing"

	"oblast/geo/gazetteer"
	"oblast/geo/gazetteer/gazetteertest"
	"oblast/geo/region"

	"github.com/google/go-cmp/cmp"
)

func TestOwnNamesGoFirst(t *testing.T) {
	g := gazetteertest.Load(t)
	i, _ := g.Tree.Find("RU-KLU.563697")
	want := []gazetteer.Name{
		{Unit: i, Lang: "en", Kind: "official", Text: "Dzerzhinsky District"},
		{Unit: i, Lang: "ru", Kind: "official", Text: "Дзержинский район"},
		{Unit: i, Lang: "ru", Kind: "alternate", Text: "Кондровский район"},
		{Unit: i, Lang: "en", Kind: "official", Text: "Dzerzhinskiy Rayon"},
	}
	if diff := cmp.Diff(g.NamesOf(i), want); diff != "" {
		t.Error(diff)
	}
	if got := g.Tree.At(i).Names.EN; got != "Dzerzhinsky District" {
		t.Errorf("official name is %q", got)
	}
	if got := g.NamesOf(region.None); got != nil {
		t.Errorf("names of none are %v", got)
	}
	total := 0
	for unit := range int32(g.Tree.Len()) {
		for _, n := range g.NamesOf(unit) {
			if n.Unit != unit {
				t.Errorf("%+v is among the names of %d", n, unit)
			}
			total++
		}
	}
	if total != len(g.Names) {
		t.Errorf("%d names by unit, %d in all", total, len(g.Names))
	}
}

func TestAlternates(t *testing.T) {
	cases := []struct {
		list gazetteer.Alternates
		want []string
	}{
		{"", nil},
		{"Moskau", []string{"Moskau"}},
		{"Moskau|Москва|Moscou", []string{"Moskau", "Москва", "Moscou"}},
		{"|a||b|", []string{"a", "b"}},
	}
	for _, c := range cases {
		if got := slices.Collect(c.list.All()); !cmp.Equal(got, c.want) {
			t.Errorf("%q is %q, want %q", c.list, got, c.want)
		}
	}
	for range gazetteer.Alternates("a|b").All() {
		break // a loop may end early
	}
}

func TestSettlementsAreByID(t *testing.T) {
	g := gazetteertest.Load(t)
	if !slices.IsSortedFunc(g.Settlements, func(a, b gazetteer.Settlement) int { return int(a.ID) - int(b.ID) }) {
		t.Error("not sorted")
	}
	moscow := g.Settlements[0]
	if i, _ := g.Tree.Find("RU-MOW"); moscow.ID != 524901 || moscow.Region != i || moscow.District != region.None {
		t.Errorf("first is %+v", moscow)
	}
}
