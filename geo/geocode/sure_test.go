package geocode_test

import (
	"testing"

	"oblast/geo/geocode"

	"github.com/google/go-cmp/cmp"
)

// TestWhatIsSureIsTheSame holds answers of which no guess is wanted against those with guesses: they are the same, or there
// is no answer where the other is a guess or none.
func TestWhatIsSureIsTheSame(t *testing.T) {
	c := embeddedGeocoder(t)
	cases := readCases(t)
	unsure := 0
	for i := 0; i < len(cases); i += 4 {
		q := geocode.Query{Text: cases[i].Text, Within: cases[i].Within, At: cases[i].At, Limit: 20, Named: i%8 == 0}
		switch i % 7 {
		case 1:
			q.Text += ", " + cases[(i+4)%len(cases)].Text
		case 2:
			q.Text = cases[i/2].Text + ", " + q.Text
		case 3:
			q.Text += "e" // a slip
		}
		want := c.Geocode(q)
		q.Sure = true
		got := c.Geocode(q)
		if got.Reason != geocode.Unsure {
			if diff := cmp.Diff(want, got); diff != "" {
				t.Fatalf("%q: with and without guesses differ:\n%s", q.Text, diff)
			}
			continue
		}
		unsure++
		guesses := 0
		for k := range want.Matches {
			if want.Matches[k].IsGuess() {
				guesses++
			}
		}
		if len(got.Matches) > 0 || len(want.Matches) > 0 && guesses == 0 {
			t.Errorf("%q: no answer, but there is one without a guess: %+v", q.Text, want.Matches)
		}
	}
	if unsure < 100 {
		t.Errorf("only %d answers were left out", unsure)
	}
}
