package choropleth_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"oblast/geo/choropleth"
)

// rates are n values of a rate, all different, most of them small.
func rates(n int) []float64 {
	r := rand.New(rand.NewPCG(1, 2))
	values := make([]float64, n)
	for i := range values {
		values[i] = math.Exp(2 * r.NormFloat64())
	}
	return values
}

func BenchmarkCkmeans(b *testing.B) {
	counts := rates(200_000)
	for i := range counts {
		counts[i] = math.Ceil(counts[i])
	}
	for _, bench := range []struct {
		name   string
		values []float64
	}{{"counts of 200,000 region nights", counts}, {"2,500 rates", rates(2_500)}} {
		b.Run(bench.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := choropleth.Classify(bench.values, choropleth.Options{}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	b.Run("2,500 rates, naive quadratic programme", func(b *testing.B) {
		values := rates(2_500)
		b.ReportAllocs()
		for b.Loop() {
			naive(values, 5)
		}
	})
}

// naive fills every cell of the programme by looking at every start.
func naive(values []float64, k int) float64 {
	n := len(values)
	sum, square := make([]float64, n+1), make([]float64, n+1)
	for i, v := range values {
		sum[i+1], square[i+1] = sum[i]+v, square[i]+v*v
	}
	of := func(i, j int) float64 {
		s := sum[j+1] - sum[i]
		return square[j+1] - square[i] - s*s/float64(j+1-i)
	}
	cost := make([]float64, n)
	for i := range cost {
		cost[i] = of(0, i)
	}
	for range k - 1 {
		next := make([]float64, n)
		for end := range next {
			next[end] = cost[end]
			for start := 1; start <= end; start++ {
				next[end] = min(next[end], cost[start-1]+of(start, end))
			}
		}
		cost = next
	}
	return cost[n-1]
}
