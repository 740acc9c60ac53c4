// Package hilbert numbers the cells of a square along the Hilbert curve: cells that are near each other on the curve are
// near each other in the square. In: a cell, counted from a corner. Out: its distance along the curve.
package hilbert

// Distance returns the distance of a cell along the curve through a square of 2^order by 2^order cells; x and y must be
// below 2^order, and order at most 31. The curve begins at 0, 0 and ends at the far end of x.
func Distance(order uint, x, y uint32) uint64 {
	var d uint64
	mask := uint32(1)<<order - 1
	for s := uint32(1) << order >> 1; s > 0; s >>= 1 {
		var rx, ry uint64
		if x&s != 0 {
			rx = 1
		}
		if y&s != 0 {
			ry = 1
		}
		d += uint64(s) * uint64(s) * ((3 * rx) ^ ry)
		if ry == 0 {
			if rx == 1 {
				x, y = ^x&mask, ^y&mask
			}
			x, y = y, x
		}
	}
	return d
}
