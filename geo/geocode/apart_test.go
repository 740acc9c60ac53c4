package geocode_test

import (
	"os"
	"testing"

	"oblast/geo/geocode/accuracy"
	"oblast/geo/locate"
)

// What reviewers decided holds under its region and nowhere else, for words of many kinds.
func TestDecisionsHoldUnderTheirRegionAlone(t *testing.T) {
	inside, outside, err := accuracy.Decisions(embeddedGeocoder(t), accuracy.NewGrader(embedded(t)), os.DirFS(casesFolder))
	if err != nil {
		t.Fatal(err)
	}
	if inside.N < 100 || inside.Right != inside.N {
		t.Errorf("%d of %d hold under their region: %q", inside.Right, inside.N, inside.Wrong)
	}
	if outside.N < 100 || outside.Right != outside.N {
		t.Errorf("%d of %d elsewhere are answered with that region: %q", outside.Right, outside.N, outside.Wrong)
	}
}

// Discs are shared as positions drawn at random say, which were looked up without the index.
func TestDiscsAreSharedAsPositionsSay(t *testing.T) {
	g := embedded(t)
	l, err := locate.New(g)
	if err != nil {
		t.Fatal(err)
	}
	discs, mean, err := accuracy.Discs(l, accuracy.NewGrader(g), os.DirFS(casesFolder))
	if err != nil {
		t.Fatal(err)
	}
	if discs.N < 100 || discs.Right != discs.N || mean > .01 {
		t.Errorf("%d of %d are right, the largest errors are %.4f in the mean: %q", discs.Right, discs.N, mean, discs.Wrong)
	}
}
