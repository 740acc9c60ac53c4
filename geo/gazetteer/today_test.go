package gazetteer_test

import (
	"slices"
	"testing"

	"oblast/geo/region"
)

func TestSettlementsHaveTheirNamesOfToday(t *testing.T) {
	g, err := embedded()
	if err != nil {
		t.Fatal(err)
	}
	want := map[int32]region.Names{
		704422: {EN: "Pokrovsk", RU: "Покровск", UK: "Покровськ"},
		697576: {EN: "Zlatopil", RU: "Златополь", UK: "Златопіль"},
		695594: {EN: "Rivne", RU: "Ровно", UK: "Рівне"},
	}
	for _, s := range g.Settlements {
		if w, ok := want[s.ID]; ok {
			if s.Names != w {
				t.Errorf("%d is called %+v, want %+v", s.ID, s.Names, w)
			}
			delete(want, s.ID)
		}
		if s.ID == 697576 && !slices.Contains(slices.Collect(s.Alternates.All()), "Первомайський") {
			t.Errorf("Zlatopil lost what it was called before: %s", s.Alternates)
		}
	}
	if len(want) > 0 {
		t.Errorf("not held: %v", want)
	}
}
