package relate

import (
	"math"
	"math/big"

	"github.com/paulmach/orb"
)

// orientError bounds the rounding of the determinant below (Shewchuk 1997, "Adaptive Precision Floating-Point Arithmetic
// and Fast Robust Geometric Predicates", ccwerrboundA).
const orientError = (3 + 16*0x1p-53) * 0x1p-53

// orient returns 1 where c lies left of the way from a to b, -1 where right, 0 where on the line. It never errs: where
// doubles cannot decide, the determinant is computed exactly.
func orient(a, b, c orb.Point) int {
	left, right := (a[0]-c[0])*(b[1]-c[1]), (a[1]-c[1])*(b[0]-c[0])
	det := left - right
	if math.Abs(det) > orientError*(math.Abs(left)+math.Abs(right)) {
		return sign(det)
	}
	if left == 0 && right == 0 && (a[0] == c[0] || b[1] == c[1]) && (a[1] == c[1] || b[0] == c[0]) {
		return 0 // a factor of either product is truly zero
	}
	return orientExact(a, b, c)
}

func orientExact(a, b, c orb.Point) int {
	rat := func(v float64) *big.Rat { return new(big.Rat).SetFloat64(v) }
	ax, ay, bx, by, cx, cy := rat(a[0]), rat(a[1]), rat(b[0]), rat(b[1]), rat(c[0]), rat(c[1])
	for _, r := range []*big.Rat{ax, ay, bx, by, cx, cy} {
		if r == nil {
			return 0 // not finite
		}
	}
	sub := func(p, q *big.Rat) *big.Rat { return new(big.Rat).Sub(p, q) }
	left := new(big.Rat).Mul(sub(ax, cx), sub(by, cy))
	return left.Cmp(new(big.Rat).Mul(sub(ay, cy), sub(bx, cx)))
}

func sign(v float64) int {
	switch {
	case v > 0:
		return 1
	case v < 0:
		return -1
	}
	return 0
}

// Side returns 1 where p lies left of the way from a to b, -1 where right, 0 where on the line; without rounding.
func Side(a, b, p orb.Point) int { return orient(a, b, p) }
