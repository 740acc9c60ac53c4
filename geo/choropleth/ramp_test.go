package choropleth_test

import (
	"fmt"
	"math"
	"strconv"
	"testing"

	"oblast/geo/choropleth"
)

// vector is a colour in linear sRGB or OKLab.
type vector [3]float64

func (m matrix) times(v vector) (out vector) {
	for i := range m {
		for j := range v {
			out[i] += m[i][j] * v[j]
		}
	}
	return out
}

type matrix [3]vector

// linear reads #rrggbb as linear sRGB.
func linear(t *testing.T, hex string) (v vector) {
	t.Helper()
	if len(hex) != 7 || hex[0] != '#' {
		t.Fatalf("%q is not a colour", hex)
	}
	for i := range v {
		n, err := strconv.ParseUint(hex[1+2*i:3+2*i], 16, 8)
		if err != nil {
			t.Fatal(err)
		}
		c := float64(n) / 255
		if c <= 0.04045 {
			v[i] = c / 12.92
		} else {
			v[i] = math.Pow((c+0.055)/1.055, 2.4)
		}
	}
	return v
}

// oklab follows B. Ottosson, 2020.
func oklab(rgb vector) vector {
	lms := matrix{{0.4122214708, 0.5363325363, 0.0514459929}, {0.2119034982, 0.6806995451, 0.1073969566}, {0.0883024619, 0.2817188376, 0.6299787005}}.times(rgb)
	for i := range lms {
		lms[i] = math.Cbrt(lms[i])
	}
	return matrix{{0.2104542553, 0.7936177850, -0.0040720468}, {1.9779984951, -2.4285922050, 0.4505937099}, {0.0259040371, 0.7827717662, -0.8086757660}}.times(lms)
}

// seen is what people with each kind of full colour blindness see (G. Machado and others, 2009, severity 1).
var seen = map[string]matrix{
	"all cones":    {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}},
	"deuteranopia": {{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}},
	"protanopia":   {{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}},
	"tritanopia":   {{1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602}, {0.004733, 0.691367, 0.303900}},
}

// step is the distance of two colours in OKLab x 100, as an eye sees them.
func step(t *testing.T, a, b string, eye matrix) float64 {
	look := func(hex string) vector {
		v := eye.times(linear(t, hex))
		for i := range v {
			v[i] = min(1, max(0, v[i]))
		}
		return oklab(v)
	}
	x, y := look(a), look(b)
	return 100 * math.Sqrt((x[0]-y[0])*(x[0]-y[0])+(x[1]-y[1])*(x[1]-y[1])+(x[2]-y[2])*(x[2]-y[2]))
}

func TestRampSteps(t *testing.T) {
	for _, theme := range []struct {
		ground          string
		dark            bool
		least, forBlind float64
	}{{choropleth.GroundLight, false, 10, 8.9}, {choropleth.GroundDark, true, 8.5, 6.5}} {
		for _, name := range choropleth.Ramps {
			for n := 1; n <= choropleth.MaxClasses; n++ {
				before := theme.ground
				for i, colour := range choropleth.Ramp(name, n, theme.dark) {
					for eye, m := range seen {
						want := theme.least
						if eye != "all cones" {
							want = theme.forBlind
						}
						if got := step(t, before, colour, m); got < want {
							t.Errorf("%s, %d classes, dark %v, class %d (%s), %s: %.1f from %s, want %.1f", name, n, theme.dark, i, colour, eye, got, before, want)
						}
					}
					before = colour
				}
			}
		}
	}
}

func TestNoAlarmRed(t *testing.T) {
	for _, name := range choropleth.Ramps {
		for n := 1; n <= choropleth.MaxClasses; n++ {
			for _, dark := range []bool{false, true} {
				for _, colour := range choropleth.Ramp(name, n, dark) {
					lab := oklab(linear(t, colour))
					chroma, hue := math.Hypot(lab[1], lab[2]), math.Atan2(lab[2], lab[1])*180/math.Pi
					if chroma > 0.14 || chroma > 0.1 && hue > 0 && hue < 50 {
						t.Errorf("%s, %d classes: %s has chroma %.2f and hue %.0f", name, n, colour, chroma, hue)
					}
				}
			}
		}
	}
}

func TestRamp(t *testing.T) {
	if got := fmt.Sprint(choropleth.Ramp("mulberry", 5, false)); got != "[#eccfe1 #d9a2c4 #bb729f #8e4673 #592848]" {
		t.Errorf("the five of the mock: got %s", got)
	}
	if got := fmt.Sprint(choropleth.Ramp("", 5, true)); got != "[#574050 #80496d #a45888 #d592b9 #f3d0e2]" {
		t.Errorf("an unknown name in the dark: got %s", got)
	}
	for _, n := range []int{-1, 0, 1, 3, 7, 9} {
		if got := len(choropleth.Ramp("umber", n, false)); got != max(0, n) {
			t.Errorf("%d classes: got %d colours", n, got)
		}
	}
}
