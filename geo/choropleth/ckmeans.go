package choropleth

import "math"

// ckmeans divides the values into k classes (1 <= k <= distinct values) with the least sum of squared deviations from
// the class means, exactly: dynamic programming over the sorted values (H. Wang and M. Song, "Ckmeans.1d.dp: Optimal
// k-means Clustering in One Dimension by Dynamic Programming", The R Journal 3/2, 2011), each row filled by divide and
// conquer, since the start of the last class never moves left as values are added. O(k n log n) for n distinct values.
// Of several divisions equally good the one whose last classes start lowest.
func (d distribution) ckmeans(k int) []float64 {
	n := len(d.values)
	s := newDeviations(d)
	cost := make([]float64, n) // of the first i+1 values in so many classes
	for i := range cost {
		cost[i] = s.of(0, i)
	}
	starts := make([][]int32, k) // where the last of so many classes starts
	for c := 1; c < k; c++ {
		next := make([]float64, n)
		starts[c] = make([]int32, n)
		row := row{before: cost, after: next, starts: starts[c], sums: s}
		row.fill(c, n-1, c, n-1)
		cost = next
	}
	breaks := make([]float64, k)
	end := n - 1
	for c := k - 1; c > 0; c-- {
		start := int(starts[c][end])
		breaks[c] = d.values[start]
		end = start - 1
	}
	breaks[0] = d.values[0]
	return breaks
}

// row is one step of the dynamic programme: from the costs of c classes to those of c+1.
type row struct {
	before, after []float64
	starts        []int32
	sums          deviations
}

// fill finds the best start of the last class for the ends lo to hi, knowing that it lies in from to to.
func (r row) fill(lo, hi, from, to int) {
	if lo > hi {
		return
	}
	mid := int(uint(lo+hi) >> 1)
	best, at := math.Inf(1), from
	for start := from; start <= min(mid, to); start++ {
		if c := r.before[start-1] + r.sums.of(start, mid); c < best {
			best, at = c, start
		}
	}
	r.after[mid], r.starts[mid] = best, int32(at)
	r.fill(lo, mid-1, from, at)
	r.fill(mid+1, hi, at, to)
}

// deviations gives the squared deviation of any run of values from its mean, by running sums about the middle value.
type deviations struct{ weight, sum, square []float64 }

func newDeviations(d distribution) deviations {
	n := len(d.values)
	s := deviations{make([]float64, n+1), make([]float64, n+1), make([]float64, n+1)}
	middle := 0.0
	if n > 0 {
		middle = d.values[n/2]
	}
	for i, v := range d.values {
		w, x := float64(d.counts[i]), v-middle
		s.weight[i+1] = s.weight[i] + w
		s.sum[i+1] = s.sum[i] + w*x
		s.square[i+1] = s.square[i] + w*x*x
	}
	return s
}

// of returns the squared deviation of the values i to j, both included.
func (s deviations) of(i, j int) float64 {
	if i == j {
		return 0
	}
	w, x := s.weight[j+1]-s.weight[i], s.sum[j+1]-s.sum[i]
	return max(0, s.square[j+1]-s.square[i]-x*x/w)
}
