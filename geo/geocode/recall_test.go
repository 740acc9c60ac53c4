package geocode_test

import (
	"testing"

	"oblast/geo/geocode"

	"github.com/google/go-cmp/cmp"
)

// TestWhatIsRememberedChangesNothing holds a geocoder that was asked for thousands of places, and has forgotten many of them
// again, against one that was asked for none.
func TestWhatIsRememberedChangesNothing(t *testing.T) {
	used := embeddedGeocoder(t)
	cases := readCases(t)
	for range 2 {
		for i := 0; i < len(cases); i += 5 {
			c := &cases[i]
			q := geocode.Query{Text: c.Text, Within: c.Within, At: c.At, Limit: 20, Named: i%2 == 0}
			if i%3 == 0 { // as one of a list, where the same words stand elsewhere
				q.Text = "Брянская область, " + c.Text + " и Kursk"
			}
			got := used.Geocode(q)
			if i%35 != 0 {
				continue
			}
			if diff := cmp.Diff(used.Unused().Geocode(q), got); diff != "" {
				t.Fatalf("%q: fresh and used differ:\n%s", q.Text, diff)
			}
		}
	}
}
