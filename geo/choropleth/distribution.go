package choropleth

import (
	"math"
	"slices"
)

// most is the greatest size of a number that is divided: its square, and sums of those, are still numbers.
const most = 1e100

// distribution is a set of finite numbers: the distinct values, ascending, with how often each occurs.
type distribution struct {
	values []float64
	counts []int
	total  int
	whole  bool // all are whole numbers
}

func distribute(values []float64) distribution {
	sorted := make([]float64, 0, len(values))
	for _, v := range values {
		if math.Abs(v) <= most {
			sorted = append(sorted, v)
		}
	}
	slices.Sort(sorted)
	d := distribution{total: len(sorted), whole: true}
	for i, v := range sorted {
		if i > 0 && v == sorted[i-1] {
			d.counts[len(d.counts)-1]++
			continue
		}
		d.whole = d.whole && v == math.Trunc(v)
		d.values, d.counts = append(d.values, v), append(d.counts, 1)
	}
	return d
}

// quantiles starts class i of k (at most as many as distinct values) at the value that stands at i/k of all values in
// order. A value never lies in two classes: where ties would leave one empty, it starts at the next value up, or leaves
// the last values to the classes after it.
func (d distribution) quantiles(k int) []float64 {
	breaks := make([]float64, k)
	below, at, before := 0, 0, -1
	for i := range k {
		for below+d.counts[at] <= i*d.total/k {
			below += d.counts[at]
			at++
		}
		before = min(max(at, before+1), len(d.values)-k+i)
		breaks[i] = d.values[before]
	}
	return breaks
}

// equal divides the range from the least to the greatest value into k classes of one width. Bounds between whole
// numbers are rounded up to the next one, which changes no value's class.
func (d distribution) equal(k int) []float64 {
	low, high := d.values[0], d.values[len(d.values)-1]
	breaks := make([]float64, 0, k)
	for i := range k {
		b := low + (high-low)*float64(i)/float64(k)
		if d.whole {
			b = math.Ceil(b)
		}
		breaks = append(breaks, b)
	}
	return slices.Compact(breaks)
}

// pretty divides the range by multiples of a step of 1, 2 or 5 times a power of ten: of the steps that make at most
// MaxClasses classes, the one whose number of classes is nearest to k, the greater step of two as near. The first class
// of whole numbers above 0 starts at 1: there is no 0 in it.
func (d distribution) pretty(k int) []float64 {
	low, high := d.values[0], d.values[len(d.values)-1]
	if low == high {
		return []float64{low}
	}
	best, distance := 0.0, math.MaxInt
	exponent := int(math.Floor(math.Log10((high-low)/MaxClasses))) - 1
	for e := exponent; e <= exponent+3; e++ {
		for _, m := range [...]float64{1, 2, 5} {
			step := m * math.Pow10(e)
			n := steps(low, high, step)
			if d.whole && step < 1 || n > MaxClasses {
				continue
			}
			if off := max(n-k, k-n); off <= distance {
				best, distance = step, off
			}
		}
	}
	if best == 0 { // the range is beyond what steps can count
		return d.ckmeans(k)
	}
	first := math.Floor(low/best + 1e-9)
	breaks := make([]float64, steps(low, high, best))
	for i := range breaks {
		breaks[i] = multiple(first+float64(i), best)
	}
	if d.whole && breaks[0] < 1 && low >= 1 {
		breaks[0] = 1
	}
	return slices.Compact(breaks)
}

// steps returns how many classes of a step's multiples hold the values from low to high.
func steps(low, high, step float64) int {
	return int(math.Floor(high/step+1e-9)-math.Floor(low/step+1e-9)) + 1
}

// multiple returns n steps without the noise of binary fractions.
func multiple(n, step float64) float64 {
	if step >= 1 {
		return n * step
	}
	per := math.Round(1 / step)
	return n / per
}

// shorten lowers each break to the fewest decimals that leave every value in its class.
func (d distribution) shorten(breaks []float64) []float64 {
	if d.whole {
		return breaks
	}
	at := 0
	for i, b := range breaks {
		before := math.Inf(-1)
		for ; d.values[at] < b; at++ {
			before = d.values[at]
		}
		for places := -9; places <= 12; places++ {
			scale := math.Pow(10, float64(places))
			short := math.Floor(b*scale) / scale
			roomy := i > 0 || b-short <= math.Abs(b)/20
			if short > before && short <= b && roomy && (i == 0 || short > breaks[i-1]) {
				breaks[i] = short
				break
			}
		}
	}
	return breaks
}
