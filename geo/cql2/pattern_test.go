package cql2_test

import (
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"

	"oblast/geo/cql2"
)

// TestPatternAgreesWithLike holds a pattern made ready against the matching of LIKE one character after the other, in all
// foldings.
func TestPatternAgreesWithLike(t *testing.T) {
	text := rapid.StringOfN(rapid.SampledFrom([]rune("abAB%_\\ёЁеЕйи\u0306ßſ가나łŁ한ς\u0345ﬁ'")), 0, 9, -1)
	schema := cql2.NewSchema([]cql2.Property{{Name: "p", Type: cql2.Text}})
	held := 0
	rapid.Check(t, func(r *rapid.T) {
		value, drawn := text.Draw(r, "text"), text.Draw(r, "pattern")
		if runes := []rune(value); len(runes) > 1 && rapid.Bool().Draw(r, "of the text") {
			drawn = "%" + string(runes[1:rapid.IntRange(1, len(runes)).Draw(r, "to")]) + rapid.SampledFrom([]string{"%", "_%", ""}).Draw(r, "end")
		}
		of, pattern := "p", "'"+strings.ReplaceAll(drawn, "'", "''")+"'"
		for range rapid.IntRange(0, 3).Draw(r, "folds") {
			name := rapid.SampledFrom([]string{"CASEI(", "ACCENTI("}).Draw(r, "fold")
			of, pattern = name+of+")", name+pattern+")"
		}
		e, err := cql2.ParseText(of+" LIKE "+pattern, schema, cql2.Degrees)
		if err != nil {
			r.Skip(err.Error())
		}
		test, room := cql2.NewTextTest(e), []byte(nil)
		got, want := test.Holds(value, &room), e.Eval(one{value}).IsTrue()
		if got != want {
			t.Fatalf("%s of %q: %v, want %v", of+" LIKE "+pattern, value, got, want)
		}
		if want {
			held++
		}
	})
	if held == 0 {
		t.Error("no pattern matched")
	}
}

type one struct{ text string }

func (o one) Value(int) cql2.Value { return cql2.TextValue(o.text) }

// TestFoldingOfShortTexts holds the tables against the libraries on whole texts.
func TestFoldingOfShortTexts(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		text := rapid.String().Draw(r, "any") + string(rapid.SliceOf(rapid.Int32Range(1, 0x540)).Draw(r, "short"))
		got := string(cql2.AppendFolded(nil, text))
		var bare strings.Builder
		for _, c := range norm.NFD.String(text) {
			if !unicode.Is(unicode.Mn, c) {
				bare.WriteRune(c)
			}
		}
		if want := cases.Fold().String(norm.NFC.String(bare.String())); got != want {
			t.Fatalf("%q: %q, want %q", text, got, want)
		}
	})
}
