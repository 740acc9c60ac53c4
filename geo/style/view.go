package style

import "math"

// Size of the window that View fits a box into, in pixels.
const windowWidth, windowHeight = 900, 620

// View returns the centre and the zoom at which a box of west, south, east, north is seen whole.
func View(box [4]float64) (centre [2]float64, zoom float64) {
	y := func(lat float64) float64 { // share of the world's height from the equator, 85 degrees at most
		lat = math.Max(-85, math.Min(85, lat)) * math.Pi / 180
		return math.Asinh(math.Tan(lat)) / (2 * math.Pi)
	}
	south, north := y(box[1]), y(box[3])
	width, height := (box[2]-box[0])/360, north-south
	zoom = math.Min(math.Log2(windowWidth/512/math.Max(width, 1e-4)), math.Log2(windowHeight/512/math.Max(height, 1e-4)))
	zoom = math.Round(math.Max(0, math.Min(zoom-0.2, 9))*100) / 100
	lat := math.Atan(math.Sinh((south+north)*math.Pi)) * 180 / math.Pi
	round := func(v float64) float64 { return math.Round(v*1e4) / 1e4 }
	return [2]float64{round((box[0] + box[2]) / 2), round(lat)}, zoom
}
