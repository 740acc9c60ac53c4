package assets_test

import (
	"fmt"
	"math"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// token is a colour's declaration.
var token = regexp.MustCompile(`--([a-z0-9-]+):(#[0-9a-f]{6})`)

// themes reads the colours of both themes; the dark one stands twice in the file, once for the choice and once for the
// system's, and must be the same.
func themes(t *testing.T) map[string]map[string]string {
	t.Helper()
	raw, err := os.ReadFile("src/styles/tokens.css")
	if err != nil {
		t.Fatal(err)
	}
	css := string(raw)
	chosen, system := strings.Index(css, ":root[data-theme=dark]"), strings.Index(css, "@media (prefers-color-scheme:dark)")
	if chosen < 0 || system < chosen {
		t.Fatal("tokens.css has not the parts light, dark by choice, dark by system, in this order")
	}
	read := func(part string) map[string]string {
		m := map[string]string{}
		for _, found := range token.FindAllStringSubmatch(part, -1) {
			m[found[1]] = found[2]
		}
		return m
	}
	light, dark, also := read(css[:chosen]), read(css[chosen:system]), read(css[system:])
	for name, colour := range dark {
		if also[name] != colour {
			t.Errorf("--%s is %s when dark is chosen and %s when the system is dark", name, colour, also[name])
		}
	}
	for name := range light {
		if dark[name] == "" {
			t.Errorf("--%s has no dark value", name)
		}
	}
	return map[string]map[string]string{"light": light, "dark": dark}
}

// contrast is WCAG 2.2's ratio of two colours, 1 to 21.
func contrast(a, b string) float64 {
	luminance := func(hex string) float64 {
		n, _ := strconv.ParseUint(hex[1:], 16, 32)
		var sum float64
		for i, weight := range []float64{0.2126, 0.7152, 0.0722} {
			s := float64(n>>(16-8*i)&255) / 255
			if s <= 0.03928 {
				s /= 12.92
			} else {
				s = math.Pow((s+0.055)/1.055, 2.4)
			}
			sum += weight * s
		}
		return sum
	}
	la, lb := luminance(a), luminance(b)
	return (math.Max(la, lb) + 0.05) / (math.Min(la, lb) + 0.05)
}

func TestWordsAndMarksCanBeRead(t *testing.T) {
	for theme, c := range themes(t) {
		least := func(what string, want float64, pairs ...[2]string) {
			best := 0.0
			for _, p := range pairs {
				best = math.Max(best, contrast(c[p[0]], c[p[1]]))
			}
			if best < want {
				t.Errorf("%s: %s has a contrast of %.2f, want %.1f", theme, what, best, want)
			}
		}
		for _, ink := range []string{"ink", "ink-2", "ink-3", "accent", "flag"} {
			least(ink+" on paper", 4.5, [2]string{ink, "paper"})
		}
		least("a flag", 4.5, [2]string{"flag", "flag-soft"})
		least("quiet labels on what is covered", 4.5, [2]string{"label-quiet", "none"})
		least("quiet labels on land", 4.5, [2]string{"label-quiet", "land"})
		least("names of seas", 4.5, [2]string{"label-sea", "water"})
		least("bars on paper", 3, [2]string{"bar", "paper"})
		least("the dark bar on the pale one", 3, [2]string{"bar-2", "bar"})
		for i := 1; i <= 5; i++ {
			class := fmt.Sprintf("q%d", i)
			least("figures on class "+class, 4.5, [2]string{"label-strong", class}, [2]string{"on-dark", class})
		}
		for _, ground := range []string{"water", "land", "none", "q1", "q2", "q3", "q4", "q5"} {
			for _, mark := range []string{"interception", "damage"} {
				least(mark+" or its halo on "+ground, 3, [2]string{mark, ground}, [2]string{"halo", ground})
			}
		}
	}
}

// oklab is a colour's place in OKLab times 100 (Ottosson 2020).
func oklab(hex string) [3]float64 {
	n, _ := strconv.ParseUint(hex[1:], 16, 32)
	var c [3]float64
	for i := range c {
		s := float64(n>>(16-8*i)&255) / 255
		if s <= 0.04045 {
			c[i] = s / 12.92
		} else {
			c[i] = math.Pow((s+0.055)/1.055, 2.4)
		}
	}
	l := math.Cbrt(0.4122214708*c[0] + 0.5363325363*c[1] + 0.0514459929*c[2])
	m := math.Cbrt(0.2119034982*c[0] + 0.6806995451*c[1] + 0.1073969566*c[2])
	s := math.Cbrt(0.0883024619*c[0] + 0.2817188376*c[1] + 0.6299787005*c[2])
	return [3]float64{100 * (0.2104542553*l + 0.7936177850*m - 0.0040720468*s), 100 * (1.9779984951*l - 2.4285922050*m + 0.4505937099*s), 100 * (0.0259040371*l + 0.7827717662*m - 0.8086757660*s)}
}

// The dark ramp has less room: its steps also keep figures and marks readable on the middle classes.
func TestStepsOfTheRampCanBeToldApart(t *testing.T) {
	least := map[string]float64{"light": 10, "dark": 8.5}
	for theme, c := range themes(t) {
		before := "none"
		for i := 1; i <= 5; i++ {
			class := fmt.Sprintf("q%d", i)
			a, b := oklab(c[before]), oklab(c[class])
			if d := math.Sqrt((a[0]-b[0])*(a[0]-b[0]) + (a[1]-b[1])*(a[1]-b[1]) + (a[2]-b[2])*(a[2]-b[2])); d < least[theme] {
				t.Errorf("%s: %s and %s are %.1f apart in OKLab, want %.1f", theme, before, class, d, least[theme])
			}
			before = class
		}
	}
}
