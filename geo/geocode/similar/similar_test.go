package similar_test

import (
	"math"
	"strings"
	"testing"

	"oblast/geo/geocode/similar"

	"pgregory.net/rapid"
)

// distance is the textbook's table, the oracle and the naive baseline.
func distance(a, b string) int {
	d := make([][]int, len(a)+1)
	for i := range d {
		d[i] = make([]int, len(b)+1)
		d[i][0] = i
	}
	for j := range d[0] {
		d[0][j] = j
	}
	for i := 1; i <= len(a); i++ {
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			d[i][j] = min(d[i-1][j]+1, d[i][j-1]+1, d[i-1][j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				d[i][j] = min(d[i][j], d[i-2][j-2]+1)
			}
		}
	}
	return d[len(a)][len(b)]
}

func TestDistance(t *testing.T) {
	var p similar.Pattern
	for _, c := range []struct {
		a, b string
		want int
	}{
		{"", "", 0}, {"", "abc", 3}, {"abc", "", 3}, {"kozelsk", "kozelsk", 0}, {"kozelsk", "kozlesk", 1},
		{"kaluga", "kalug", 1}, {"ca", "abc", 3}, {"dzhezkazgan", "dzerzhinskiy", 9},
		{strings.Repeat("a", 64), strings.Repeat("a", 63) + "b", 1},
	} {
		p.Set([]byte(c.a))
		if got := p.Distance([]byte(c.b)); got != c.want {
			t.Errorf("%q, %q: got %d, want %d", c.a, c.b, got, c.want)
		}
	}
}

func TestDistanceIsThatOfTheTextbook(t *testing.T) {
	var p similar.Pattern
	letters := rapid.StringOfN(rapid.RuneFrom([]rune("abcd")), 0, 64, 64)
	rapid.Check(t, func(t *rapid.T) {
		a, b := letters.Draw(t, "a"), letters.Draw(t, "b")
		p.Set([]byte(a))
		if got, want := p.Distance([]byte(b)), distance(a, b); got != want {
			t.Fatalf("got %d, want %d", got, want)
		}
	})
}

func TestPatternKeepsItsOwnWord(t *testing.T) {
	var p similar.Pattern
	word := []byte("kirov")
	p.Set(word)
	copy(word, "xxxxx")
	if got := p.Distance([]byte("kirov")); got != 0 {
		t.Errorf("got %d after the caller's word changed", got)
	}
	p.Set([]byte("orel"))
	if got := p.Distance([]byte("kirov")); got != distance("orel", "kirov") {
		t.Errorf("got %d after another word", got)
	}
}

func likeness(a, b string) float64 {
	var p similar.Pattern
	p.Set([]byte(a))
	return p.JaroWinkler([]byte(b))
}

func TestJaroWinkler(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want float64
	}{
		{"", "", 1}, {"a", "", 0}, {"abc", "xyz", 0}, {"martha", "marhta", .9611}, {"dwayne", "duane", .84},
		{"dixon", "dicksonx", .8133}, {"a", "a", 1}, {"dzhezkazgan", "dzerzhinskiy", .697},
	} {
		if got := likeness(c.a, c.b); math.Abs(got-c.want) > .001 {
			t.Errorf("%q, %q: got %.4f, want %.4f", c.a, c.b, got, c.want)
		}
	}
}

func TestJaroWinklerIsALikeness(t *testing.T) {
	letters := rapid.StringOfN(rapid.RuneFrom([]rune("abcd")), 0, 70, 70)
	rapid.Check(t, func(t *rapid.T) {
		a, b := letters.Draw(t, "a"), letters.Draw(t, "b")
		there, back := likeness(a, b), likeness(b, a)
		if there < 0 || there > 1+1e-12 || math.Abs(there-back) > .2 {
			t.Fatalf("%v there, %v back", there, back)
		}
		if own := likeness(a, a); math.Abs(own-1) > 1e-12 {
			t.Fatalf("%v to itself", own)
		}
	})
}

func TestAtMostIsABound(t *testing.T) {
	letters := rapid.StringOfN(rapid.RuneFrom([]rune("abcdefgh 012")), 0, 70, 70)
	rapid.Check(t, func(t *rapid.T) {
		a, b := letters.Draw(t, "a"), letters.Draw(t, "b")
		var p similar.Pattern
		p.Set([]byte(a))
		if most, got := p.AtMost([]byte(b), similar.LettersOf([]byte(b))), p.JaroWinkler([]byte(b)); got > most {
			t.Fatalf("%q, %q: %v, more than %v", a, b, got, most)
		}
	})
}

func BenchmarkDistance(b *testing.B) {
	one, other := "dzhezkazgan", "dzerzhinskiy"
	b.Run("bits", func(b *testing.B) {
		b.ReportAllocs()
		var p similar.Pattern
		p.Set([]byte(one))
		word := []byte(other)
		for b.Loop() {
			p.Distance(word)
		}
	})
	b.Run("naive", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			distance(one, other)
		}
	})
	b.Run("jaro-winkler", func(b *testing.B) {
		b.ReportAllocs()
		var p similar.Pattern
		p.Set([]byte(one))
		word := []byte(other)
		for b.Loop() {
			p.JaroWinkler(word)
		}
	})
}

func TestNoDistanceIsLessThanTheLettersThatTheOtherHasNot(t *testing.T) {
	var p similar.Pattern
	letters := rapid.StringOfN(rapid.RuneFrom([]rune("abcdefgh012")), 0, 30, 30)
	rapid.Check(t, func(t *rapid.T) {
		a, b := letters.Draw(t, "a"), letters.Draw(t, "b")
		p.Set([]byte(a))
		other := similar.LettersOf([]byte(b))
		if least := max(p.Letters.Beyond(other), other.Beyond(p.Letters)); least > p.Distance([]byte(b)) {
			t.Fatalf("%q, %q: at least %d, but the distance is %d", a, b, least, p.Distance([]byte(b)))
		}
		if spaced := similar.LettersOf([]byte(strings.Join(strings.Split(b, ""), " "))); spaced != other {
			t.Fatalf("%q: blanks count: %b, %b", b, spaced, other)
		}
	})
}
