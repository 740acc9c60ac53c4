package topology

import "math"

// plainScale is the grid for documents without a transform: 1e-7 degrees, about a centimetre.
const plainScale = 1e-7

func (d *decoder) transform() {
	if d.transformed {
		d.fail("transform given twice")
		return
	}
	d.transformed = true
	d.t.scale, d.t.translate = [2]float64{}, [2]float64{}
	pair := func(to *[2]float64) {
		n := 0
		d.elements(func(i int) {
			if v := d.float(); i < 2 {
				to[i] = v
			}
			n++
		})
		if d.err == nil && n != 2 {
			d.fail("transform needs two numbers, has %d", n)
		}
	}
	d.members(func(key string) {
		switch key {
		case "scale":
			pair(&d.t.scale)
		case "translate":
			pair(&d.t.translate)
		default:
			d.skip()
		}
	})
	if d.err == nil && !(d.t.scale[0] > 0 && d.t.scale[1] > 0) {
		d.fail("scale must be above 0")
	}
}

// arcs reads delta-encoded integer arcs. This is where the time goes: positions as programs write them take the short
// way, any other form of the same JSON the long one.
func (d *decoder) arcs() {
	d.arcsRead = true
	d.t.points = make([]int32, 0, len(d.b)/8)
	d.elements(func(int) {
		var x, y int64
		start := len(d.t.points)
		d.need('[')
		for d.err == nil {
			dx, dy, next, ok := plainPosition(d.b, d.pos)
			if ok {
				d.pos = next
			} else {
				dx, dy = d.position()
			}
			x, y = x+dx, y+dy
			if x != int64(int32(x)) || y != int64(int32(y)) {
				d.fail("position beyond 32 bits")
				return
			}
			d.t.points = append(d.t.points, int32(x), int32(y))
			if d.pos < len(d.b) && d.b[d.pos] == ',' {
				d.pos++
				continue
			}
			if !d.accept(',') {
				d.need(']')
				break
			}
		}
		d.endArc(start)
	})
	d.trim()
}

// plainPosition reads "[x,y]" of two whole numbers of at most nine digits without white space. It is false for anything
// else, right or wrong.
func plainPosition(b []byte, pos int) (x, y int64, next int, ok bool) {
	if pos >= len(b) || b[pos] != '[' {
		return 0, 0, 0, false
	}
	if x, pos, ok = plainInteger(b, pos+1); !ok || b[pos] != ',' {
		return 0, 0, 0, false
	}
	if y, pos, ok = plainInteger(b, pos+1); !ok || b[pos] != ']' {
		return 0, 0, 0, false
	}
	return x, y, pos + 1, true
}

// plainInteger reads up to nine digits; there is a byte at the position that it returns.
func plainInteger(b []byte, pos int) (v int64, next int, ok bool) {
	negative := pos < len(b) && b[pos] == '-'
	if negative {
		pos++
	}
	first := pos
	for pos < len(b) && b[pos]-'0' <= 9 {
		v = v*10 + int64(b[pos]-'0')
		pos++
	}
	if pos >= len(b) || pos == first || pos > first+9 || (b[first] == '0' && pos > first+1) {
		return 0, 0, false
	}
	if negative {
		v = -v
	}
	return v, pos, true
}

// position reads a position in any form that JSON allows.
func (d *decoder) position() (x, y int64) {
	d.need('[')
	x = d.integer()
	d.need(',')
	y = d.integer()
	d.positionRest()
	return x, y
}

// plainArcs reads arcs of coordinates in degrees.
func (d *decoder) plainArcs() {
	d.elements(func(int) {
		start := len(d.t.points)
		d.elements(func(int) {
			d.need('[')
			lon := d.float()
			d.need(',')
			lat := d.float()
			d.positionRest()
			if math.Abs(lon) > 200 || math.Abs(lat) > 200 {
				d.fail("position %v, %v is not on the globe", lon, lat)
				return
			}
			d.t.points = append(d.t.points, int32(math.Round(lon/plainScale)), int32(math.Round(lat/plainScale)))
		})
		d.endArc(start)
	})
	d.trim()
}

// positionRest consumes further dimensions, which are not kept, and the closing bracket.
func (d *decoder) positionRest() {
	for d.accept(',') {
		d.number()
	}
	d.need(']')
}

func (d *decoder) endArc(start int) {
	if d.err == nil && len(d.t.points)-start < 4 {
		d.fail("arc %d has fewer than two positions", len(d.t.arcEnds))
	}
	d.t.arcEnds = append(d.t.arcEnds, int32(len(d.t.points)/2))
}

// trim gives back what the first guess took too much.
func (d *decoder) trim() {
	if d.err == nil && cap(d.t.points) > len(d.t.points)+len(d.t.points)/8 {
		d.t.points = append(make([]int32, 0, len(d.t.points)), d.t.points...)
	}
}
