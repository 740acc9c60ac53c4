package geocode_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"oblast/geo/geocode"
)

// TestAnAnswerIsAllThatIsAllocated: the commonest queries allocate their answer, in two pieces, and nothing else.
func TestAnAnswerIsAllThatIsAllocated(t *testing.T) {
	c := embeddedGeocoder(t)
	for _, text := range []string{"Kaluga Oblast", "Дзержинский район, Калужская область", "в Дзержинском районе Калужской области", "Dzerzhinskij rayon, Kaluzhskaya oblast", "Dzerzhisnky district, Kaluga region"} {
		q := geocode.Query{Text: text}
		if n := testing.AllocsPerRun(200, func() { c.Geocode(q) }); n > 2 {
			t.Errorf("%s: %v allocations", text, n)
		}
	}
}

// mostWork is what any text may take: candidates and children looked at, some nanoseconds each.
const mostWork = 600_000

// TestHostileTextsTakeBoundedWork counts what is looked at for texts made to be slow, up to the longest that is answered and
// beyond: what is longer is not looked up at all.
func TestHostileTextsTakeBoundedWork(t *testing.T) {
	c := embeddedGeocoder(t)
	for _, h := range append(hostile, []struct{ name, unit, end string }{{"list", "Октябрьский и ", "районы"}, {"regions", "Kaluga region, ", "Kirov"}, {"fallback", "Dzhezkazgan, ", "Kaluga region"}, {"one word", "дзержинск", ""}}...) {
		for _, n := range []int{75, 150, 300, 600, 10_000} {
			text := strings.Repeat(h.unit, n/utf8.RuneCountInString(h.unit)) + h.end
			work := c.Work(geocode.Query{Text: text, Limit: 20})
			if t.Logf("%s, %d letters: %d", h.name, n, work); work > mostWork {
				t.Errorf("%s, %d letters: %d candidates and children looked at", h.name, n, work)
			}
			if a := c.Geocode(geocode.Query{Text: text}); n == 10_000 && (work > 0 || a.Reason != geocode.TooLong) && a.Reason != geocode.NoWords {
				t.Errorf("%s, %d letters: %d looked at, %q", h.name, n, work, a.Reason)
			}
		}
	}
}
