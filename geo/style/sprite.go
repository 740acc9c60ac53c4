package style

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"math"
)

// Names of the icons of a sprite besides the marks, which are called by their kind: interception, damage, both, other, and
// the same with -area on a plate.
const (
	HatchIcon = "hatch"
	CrossIcon = "cross"
)

// Icon is where an icon is in a sprite's picture, in its pixels (MapLibre's style specification, sprite).
type Icon struct {
	X          int `json:"x"`
	Y          int `json:"y"`
	Width      int `json:"width"`
	Height     int `json:"height"`
	PixelRatio int `json:"pixelRatio"`
}

// drawing is an icon as the map draws it: its size in pixels, and the colour of each point; "" where it is clear.
type drawing struct {
	name          string
	width, height float64
	at            func(x, y float64) string
}

// drawings are all icons of a theme, in the order in which they stand in the picture.
func drawings(p *Palette) []drawing {
	hatch := func(name string, size, width float64, line string, cross bool) drawing {
		return drawing{name, size, size, func(x, y float64) string {
			near := func(d float64) bool { // of a line that comes back each size pixels
				d = math.Mod(math.Mod(d, size)+size, size)
				return min(d, size-d) <= width/2*math.Sqrt2
			}
			if near(x+y) || cross && near(x-y) {
				return line
			}
			return p.HatchGround
		}}
	}
	all := []drawing{hatch(HatchIcon, 9, 0.6, p.Hatch, false), hatch(CrossIcon, 8, 0.7, p.Cross, true)}
	diamond := func(cx, cy, r float64, grow float64) func(x, y float64) bool {
		return func(x, y float64) bool { return math.Abs(x-cx)+math.Abs(y-cy) <= r+grow*math.Sqrt2 }
	}
	triangle := func(cx, cy, r, grow float64) func(x, y float64) bool {
		slope := math.Hypot(1.02, 1.74) / 1.74 // of a side, to move it out by grow
		return func(x, y float64) bool {
			x, y = x-cx, y-cy
			return y <= r*0.74+grow && math.Abs(x) <= (y+r)*1.02/1.74+grow*slope
		}
	}
	disc := func(cx, cy, r, grow float64) func(x, y float64) bool {
		return func(x, y float64) bool { return math.Hypot(x-cx, y-cy) <= r+grow }
	}
	const halo, small = 1.5, 0.72
	for _, mark := range []struct {
		name  string
		width float64
		parts func(x, y, scale, grow float64) []func(x, y float64) bool
		ink   []string
	}{
		{"interception", 20, func(x, y, k, g float64) []func(x, y float64) bool {
			return []func(x, y float64) bool{diamond(x, y, 6.4*k, g)}
		}, []string{p.Interception}},
		{"damage", 20, func(x, y, k, g float64) []func(x, y float64) bool {
			return []func(x, y float64) bool{triangle(x, y, 7*k, g)}
		}, []string{p.Damage}},
		{"both", 34, func(x, y, k, g float64) []func(x, y float64) bool {
			return []func(x, y float64) bool{diamond(x-6.5*k, y, 6*k, g), triangle(x+7*k, y, 6.4*k, g)}
		}, []string{p.Interception, p.Damage}},
		{"other", 20, func(x, y, k, g float64) []func(x, y float64) bool {
			return []func(x, y float64) bool{disc(x, y, 5*k, g)}
		}, []string{p.Other}},
	} {
		paint := func(x, y, cx, cy, scale float64, around string, clear string) string {
			for i, inside := range mark.parts(cx, cy, scale, 0) {
				if inside(x, y) {
					return mark.ink[i]
				}
			}
			for _, inside := range mark.parts(cx, cy, scale, halo) {
				if around != "" && inside(x, y) {
					return around
				}
			}
			return clear
		}
		all = append(all, drawing{mark.name, mark.width, 20, func(x, y float64) string { return paint(x, y, mark.width/2, 10, 1, p.Halo, "") }})
		wide := mark.width + 2
		all = append(all, drawing{mark.name + "-area", wide, 22, func(x, y float64) string {
			switch d := plate(x, y, wide, 22, 5); {
			case d > 1.5:
				return ""
			case d > 0:
				return p.Halo
			case d > -1.3:
				return mark.ink[0]
			}
			return paint(x, y, wide/2, 11, small, "", p.Badge)
		}})
	}
	return all
}

// plate is how far a point lies outside of a rounded rectangle that leaves 1.5 pixels free around itself; below 0 inside.
func plate(x, y, width, height, radius float64) float64 {
	const free = 1.5
	dx := math.Abs(x-width/2) - (width/2 - free - radius)
	dy := math.Abs(y-height/2) - (height/2 - free - radius)
	return math.Hypot(max(dx, 0), max(dy, 0)) + min(max(dx, dy), 0) - radius
}

// Sprite returns where the icons are in the picture of a theme, at 1 or 2 pixels a pixel.
func Sprite(p *Palette, ratio int) map[string]Icon {
	icons := map[string]Icon{}
	x := 0
	for _, d := range drawings(p) {
		w, h := int(d.width)*ratio, int(d.height)*ratio
		icons[d.name] = Icon{X: x, Width: w, Height: h, PixelRatio: ratio}
		x += w + ratio
	}
	return icons
}

// fine is how many samples a pixel has along its side.
const fine = 6

// AppendSprite appends the picture as PNG; the same each time.
func AppendSprite(dst []byte, p *Palette, ratio int) ([]byte, error) {
	icons, width, height := Sprite(p, ratio), 0, 0
	for _, i := range icons {
		width, height = max(width, i.X+i.Width), max(height, i.Height)
	}
	img := image.NewNRGBA(image.Rect(0, 0, width, height))
	for _, d := range drawings(p) {
		icon := icons[d.name]
		for y := range icon.Height {
			for x := range icon.Width {
				img.SetNRGBA(icon.X+x, icon.Y+y, d.pixel(x, y, ratio))
			}
		}
	}
	b := bytes.NewBuffer(dst)
	err := png.Encode(b, img)
	return b.Bytes(), err
}

// pixel is the mean of its samples.
func (d *drawing) pixel(x, y, ratio int) color.NRGBA {
	var sum [3]int
	n := 0
	for i := range fine * fine {
		at := d.at((float64(x)+(float64(i%fine)+0.5)/fine)/float64(ratio), (float64(y)+(float64(i/fine)+0.5)/fine)/float64(ratio))
		if at == "" {
			continue
		}
		n++
		for c, v := range channels(at) {
			sum[c] += int(v)
		}
	}
	if n == 0 {
		return color.NRGBA{}
	}
	return color.NRGBA{R: uint8(sum[0] / n), G: uint8(sum[1] / n), B: uint8(sum[2] / n), A: uint8(n * 255 / (fine * fine))}
}
