package geocode_test

import (
	"math/bits"
	"os"
	"strings"
	"testing"

	"oblast/geo/geocode"
)

func committedCalibration(t *testing.T) (string, *geocode.Calibration) {
	t.Helper()
	b, err := os.ReadFile("confidence.tsv")
	if err != nil {
		t.Fatal(err)
	}
	c, err := geocode.ReadCalibration(string(b))
	if err != nil {
		t.Fatal(err)
	}
	return string(b), c
}

func TestCalibrationIsReadAsWritten(t *testing.T) {
	text, c := committedCalibration(t)
	if got := geocode.WriteCalibration(c); got != text {
		t.Errorf("the table is written as\n%s", got)
	}
	lines := strings.SplitAfter(text, "\n")
	for name, bad := range map[string]string{
		"empty":             "",
		"a trait missing":   strings.Join(append(lines[:3:3], lines[4:]...), ""),
		"no power":          strings.Join(lines[:len(lines)-2], ""),
		"a word for number": strings.Replace(text, "any\t", "any\tx", 1),
		"not a number":      strings.Replace(text, lines[1], "any\tNaN\t1\n", 1),
		"power of nothing":  strings.Replace(text, "power\t1", "power\t0", 1) + "x",
	} {
		if _, err := geocode.ReadCalibration(bad); err == nil || !strings.HasPrefix(err.Error(), "confidence: ") {
			t.Errorf("%s: error %v", name, err)
		}
	}
}

func TestEveryTraitHasAName(t *testing.T) {
	seen := map[string]bool{}
	for _, name := range geocode.TraitNames {
		if name == "" || seen[name] {
			t.Errorf("trait %q is nameless or there twice", name)
		}
		seen[name] = true
	}
}

// The confidences of one question add up to at most 1, and a region is as likely as the place in it.
func TestConfidencesShareOne(t *testing.T) {
	c := embeddedGeocoder(t)
	for _, q := range []string{
		"Октябрьский район", "Kirov", "Sovetsky district", "Москва", "в Орле", "Nikolaev", "Первомайское", "Krasnoarmeysk", "Дзержинскй район, Калужская область",
	} {
		sum := 0.
		for _, m := range c.Geocode(geocode.Query{Text: q, Limit: 50}).Matches {
			sum += m.Confidence
			if m.Confidence > m.RegionConfidence {
				t.Errorf("%s: %s: place %v, region %v", q, m.Label, m.Confidence, m.RegionConfidence)
			}
			if bits.OnesCount64(uint64(m.Evidence.Traits)) < 3 {
				t.Errorf("%s: %s: evidence %b", q, m.Label, m.Evidence.Traits)
			}
		}
		if sum > 1.001 {
			t.Errorf("%s: the confidences add up to %v", q, sum)
		}
	}
}
