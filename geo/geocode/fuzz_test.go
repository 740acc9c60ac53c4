package geocode_test

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"oblast/geo/geocode"
	"oblast/geo/region"

	"golang.org/x/text/unicode/norm"
)

func FuzzGeocode(f *testing.F) {
	c, g := embeddedGeocoder(f), embedded(f)
	for _, q := range queries {
		f.Add(q.text, "")
	}
	for _, s := range []string{"", "р-н", "г. о. город", "Белгородской, Брянской и Тверской областей", "Кaлуга’s", "of of of", "Ростов-на-Дону", "\xff", "a,b;c/d(e)"} {
		f.Add(s, "RU")
	}
	f.Add("Йфф", "MV")
	f.Fuzz(func(t *testing.T, text, within string) {
		q := geocode.Query{Text: text, Within: within, Limit: 20}
		a := c.Geocode(q)
		sum := 0.
		for _, m := range a.Matches {
			if m.Confidence < 0 || m.RegionConfidence < 0 || m.RegionConfidence > 1 || m.Confidence > 1 {
				t.Fatalf("confidence %v, %v", m.Confidence, m.RegionConfidence)
			}
			sum += m.Confidence
			if m.Unit != region.None && g.Tree.At(m.Unit).ID != m.RegionID || m.Label == "" || len(m.Explain) == 0 {
				t.Fatalf("incomplete match %+v", m)
			}
			if parent, ok := g.Tree.Find(within); within != "" && (!ok || m.Unit == region.None || !g.Tree.Within(m.Unit, parent)) {
				t.Fatalf("%s leaves %s", m.RegionID, within)
			}
		}
		if sum > 1.01 && !strings.ContainsFunc(text, parts) {
			t.Fatalf("confidences add up to %v", sum)
		}
		if got := show(c.Geocode(q)); got != show(a) {
			t.Fatalf("asked again: %s, before %s", got, show(a))
		}
		same := geocode.Query{Text: " " + norm.NFD.String(norm.NFC.String(text)) + "  ", Within: within, Limit: 20}
		composed := geocode.Query{Text: norm.NFC.String(text), Within: within, Limit: 20}
		if len(same.Text) < 500 {
			if got, want := show(c.Geocode(same)), show(c.Geocode(composed)); got != want {
				t.Fatalf("decomposed: %s, composed %s", got, want)
			}
		}
	})
}

// parts reports whether a letter ends a word, so that behind it another place may be named.
func parts(r rune) bool {
	return r == utf8.RuneError || !unicode.In(r, unicode.L, unicode.M, unicode.Nd, unicode.Pd) && !strings.ContainsRune("'’ʼ", r)
}
