package fold_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"oblast/geo/geocode/fold"

	"pgregory.net/rapid"
)

// TestRunsOfLettersAreFoldedAsSingleOnes holds words against the same with marks of no width between their letters, which are
// dropped and end every run.
func TestRunsOfLettersAreFoldedAsSingleOnes(t *testing.T) {
	letters := rapid.SampledFrom([]string{"a", "z", "Q", "7", "а", "Я", "п", "р", "ё", "і", "ї", "ў", "ґ", "é", "š", "Ѐ", "ѐ", "ѱ", "'", " ", "-", ".", "，", "한", "\xd0", "\xd1", "\xd0\xff", "0", "о"})
	rapid.Check(t, func(t *rapid.T) {
		pieces := rapid.SliceOfN(letters, 0, 150).Draw(t, "pieces")
		var whole, apart fold.Text
		ok := whole.Set(strings.Join(pieces, ""))
		var b strings.Builder
		var at []int32 // of each byte, where it is without marks
		n := int32(0)
		for _, piece := range pieces {
			b.WriteString(piece)
			for range len(piece) {
				at = append(at, n)
				n++
			}
			if utf8.ValidString(piece) && piece != "'" {
				b.WriteString("\u200c")
				at = append(at, n, n, n)
			}
		}
		at = append(at, n)
		if apart.Set(b.String()) != ok || len(apart.Words) != len(whole.Words) {
			t.Fatalf("%q: %d words, in single letters %d", pieces, len(whole.Words), len(apart.Words))
		}
		for i, w := range whole.Words {
			own := apart.Words[i]
			if string(whole.Of(i)) != string(apart.Of(i)) || w.Gap != own.Gap || w.Script != own.Script || w.At != at[own.At] || w.End != at[own.End] {
				t.Fatalf("%q: word %d is %+v %q, in single letters %+v %q", pieces, i, w, whole.Of(i), own, apart.Of(i))
			}
		}
	})
}
