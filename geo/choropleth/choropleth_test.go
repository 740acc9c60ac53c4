package choropleth_test

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"oblast/geo/choropleth"
	"oblast/geo/fault"
)

// claims are the regions' claims of four nights of August 2025.
var claims = []float64{7, 6, 3, 1, 1, 13, 9, 8, 8, 6, 6, 6, 6, 5, 3, 2, 1, 1, 1, 1, 15, 4, 3, 2, 2, 27, 8, 6, 6, 5, 2, 1, 46}

func classify(t *testing.T, values []float64, o choropleth.Options) choropleth.Classes {
	t.Helper()
	c, err := choropleth.Classify(values, o)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestMethods(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	tests := []struct {
		name    string
		values  []float64
		options choropleth.Options
		want    string // breaks
	}{
		{"default is ckmeans in five", claims, choropleth.Options{}, "[1 5 13 27 46]"},
		{"ckmeans in three", claims, choropleth.Options{Classes: 3}, "[1 13 46]"},
		{"quantile", claims, choropleth.Options{Method: "quantile"}, "[1 2 3 6 8]"},
		{"equal", claims, choropleth.Options{Method: "equal"}, "[1 10 19 28 37]"},
		{"pretty", claims, choropleth.Options{Method: "pretty"}, "[1 10 20 30 40]"},
		{"fixed", claims, choropleth.Options{Method: "fixed", Breaks: []float64{1, 2, 5, 10, 20}}, "[1 2 5 10 20]"},
		{"breaks imply fixed", nil, choropleth.Options{Breaks: []float64{5}}, "[5]"},
		{"fewer distinct values than classes", []float64{2, 2, 1, 2}, choropleth.Options{}, "[1 2]"},
		{"one value", []float64{4, 4}, choropleth.Options{}, "[4]"},
		{"one value, pretty", []float64{4, 4}, choropleth.Options{Method: "pretty"}, "[4]"},
		{"none", nil, choropleth.Options{}, "[]"},
		{"nothing finite", []float64{nan, inf, -inf}, choropleth.Options{}, "[]"},
		{"what is not finite is left out", []float64{1, nan, 2, inf}, choropleth.Options{}, "[1 2]"},
		{"ties share no class", []float64{1, 2, 9, 9, 9, 9, 9, 9}, choropleth.Options{Method: "quantile", Classes: 3}, "[1 2 9]"},
		{"fractions are shortened", []float64{0.1234, 0.131, 0.52, 0.5333, 2.25}, choropleth.Options{Classes: 3}, "[0.12 0.5 2]"},
		{"pretty fractions", []float64{0.13, 0.3, 0.5, 0.6, 0.97}, choropleth.Options{Method: "pretty"}, "[0 0.2 0.4 0.6 0.8]"},
		{"negative", []float64{-5, -1, 3, 8}, choropleth.Options{Classes: 3}, "[-5 -1 8]"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			before := slices.Clone(test.values)
			c := classify(t, test.values, test.options)
			if got := fmt.Sprint(c.Breaks); got != test.want {
				t.Errorf("got %s, want %s", got, test.want)
			}
			for i := range before {
				if before[i] != test.values[i] && !math.IsNaN(before[i]) {
					t.Errorf("value %d was changed", i)
				}
			}
		})
	}
}

func TestFaults(t *testing.T) {
	tests := []struct {
		name, field string
		options     choropleth.Options
	}{
		{"unknown method", "method", choropleth.Options{Method: "jenks"}},
		{"too few classes", "classes", choropleth.Options{Classes: 2}},
		{"too many classes", "classes", choropleth.Options{Classes: 8}},
		{"fixed without breaks", "breaks", choropleth.Options{Method: "fixed"}},
		{"breaks with another method", "breaks", choropleth.Options{Method: "equal", Breaks: []float64{1}}},
		{"breaks that fall", "breaks", choropleth.Options{Breaks: []float64{2, 1}}},
		{"breaks that stand", "breaks", choropleth.Options{Breaks: []float64{2, 2}}},
		{"breaks that are no numbers", "breaks", choropleth.Options{Breaks: []float64{math.NaN()}}},
		{"too many breaks", "breaks", choropleth.Options{Breaks: []float64{1, 2, 3, 4, 5, 6, 7, 8}}},
	}
	for _, test := range tests {
		_, err := choropleth.Classify(claims, test.options)
		var f *fault.FieldError
		if !errors.As(err, &f) || f.Field != test.field || len(f.Allowed) == 0 {
			t.Errorf("%s: got %v, want a fault of %s that says what is allowed", test.name, err, test.field)
		}
	}
}

func TestIndex(t *testing.T) {
	c := classify(t, nil, choropleth.Options{Breaks: []float64{1, 2, 5}})
	for v, want := range map[float64]int{0: -1, 0.99: -1, 1: 0, 1.5: 0, 2: 1, 4.99: 1, 5: 2, 1e9: 2, math.Inf(1): 2, math.Inf(-1): -1} {
		if got := c.Index(v); got != want {
			t.Errorf("%v: got class %d, want %d", v, got, want)
		}
	}
	if got := c.Index(math.NaN()); got != -1 {
		t.Errorf("not a number: got class %d", got)
	}
}

func TestLegend(t *testing.T) {
	tests := []struct {
		name    string
		divided []float64
		options choropleth.Options
		shown   []float64
		want    string
	}{
		{"whole numbers", []float64{1, 2, 4, 5, 9, 10, 19, 20, 46}, choropleth.Options{Breaks: []float64{1, 2, 5, 10, 20}},
			[]float64{1, 1, 3, 46}, "1: 2, 2–4: 1, 5–9: 0, 10–19: 0, ≥ 20: 1"},
		{"ckmeans", claims, choropleth.Options{}, claims, "1–4: 15, 5–12: 14, 13–26: 2, 27–45: 1, 46: 1"},
		{"the last class ends at the largest", []float64{1, 5, 20, 46}, choropleth.Options{Classes: 3}, []float64{20}, "1–19: 0, 20–45: 1, 46: 0"},
		{"below the first break", []float64{1, 8}, choropleth.Options{Breaks: []float64{5, 10}}, []float64{1, 4.5, 8, math.NaN()}, "< 5: 2, 5–9: 1, ≥ 10: 0"},
		{"fractions", []float64{0.25, 0.5, 1.255}, choropleth.Options{Classes: 3, Method: "equal"}, []float64{1.255}, ""},
		{"nothing", nil, choropleth.Options{}, []float64{3}, ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var got []string
			rows := classify(t, test.divided, test.options).Legend(test.shown, "mulberry")
			for _, r := range rows {
				got = append(got, fmt.Sprintf("%s: %d", r.Label, r.Count))
			}
			if s := strings.Join(got, ", "); test.want != "" && s != test.want {
				t.Errorf("got %s, want %s", s, test.want)
			}
			if n := len(rows); n > 0 && rows[n-1].Max != nil {
				t.Errorf("the last class ends at %v, want nil", *rows[n-1].Max)
			}
			for i, r := range rows[min(1, len(rows)):] {
				if *r.Min != *rows[i].Max {
					t.Errorf("row %d starts at %v, the one before ends at %v", i+1, *r.Min, *rows[i].Max)
				}
			}
		})
	}
}

func TestMissing(t *testing.T) {
	rows := choropleth.Missing(map[string]int{"no_data": 3})
	patterns := map[string]bool{}
	for _, r := range rows {
		patterns[r.Pattern] = true
		if want := map[string]int{"no_data": 3}[r.Status]; r.Count != want || r.Label == "" {
			t.Errorf("%s: got %d %q, want %d", r.Status, r.Count, r.Label, want)
		}
	}
	if len(rows) != 6 || len(patterns) != 6 {
		t.Errorf("got %d rows with %d patterns, want six that differ", len(rows), len(patterns))
	}
}

// bruteForce returns the least squared deviation of any division of sorted values into at most k classes.
func bruteForce(sorted []float64, k int) float64 {
	if len(sorted) == 0 {
		return 0
	}
	if k == 1 {
		return deviation(sorted)
	}
	best := deviation(sorted)
	for i := 1; i < len(sorted); i++ {
		best = min(best, deviation(sorted[:i])+bruteForce(sorted[i:], k-1))
	}
	return best
}

func deviation(values []float64) (sum float64) {
	mean := 0.0
	for _, v := range values {
		mean += v / float64(len(values))
	}
	for _, v := range values {
		sum += (v - mean) * (v - mean)
	}
	return sum
}

// spread sums the squared deviations within the classes.
func spread(c choropleth.Classes, values []float64) (sum float64) {
	groups := make([][]float64, c.Len())
	for _, v := range values {
		groups[c.Index(v)] = append(groups[c.Index(v)], v)
	}
	for _, g := range groups {
		sum += deviation(g)
	}
	return sum
}

func TestCkmeansAgainstBruteForce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		values := rapid.SliceOfN(rapid.OneOf(
			rapid.Map(rapid.IntRange(0, 60), func(n int) float64 { return float64(n) }),
			rapid.Float64Range(-1000, 1000),
		), 1, 11).Draw(t, "values")
		k := rapid.IntRange(choropleth.MinClasses, choropleth.MaxClasses).Draw(t, "classes")
		c, err := choropleth.Classify(values, choropleth.Options{Classes: k})
		if err != nil {
			t.Fatal(err)
		}
		sorted := slices.Sorted(slices.Values(values))
		want, got := bruteForce(sorted, k), spread(c, values)
		if got > want+1e-6*(1+want) {
			t.Errorf("breaks %v: deviation %v, the best is %v", c.Breaks, got, want)
		}
	})
}

func TestEveryValueHasAClass(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		values := rapid.SliceOf(rapid.OneOf(
			rapid.Map(rapid.IntRange(1, 500), func(n int) float64 { return float64(n) }),
			rapid.Float64Range(1e-9, 1e9),
		)).Draw(t, "values")
		o := choropleth.Options{
			Method:  rapid.SampledFrom([]string{"ckmeans", "quantile", "equal", "pretty"}).Draw(t, "method"),
			Classes: rapid.IntRange(3, 7).Draw(t, "classes"),
		}
		c, err := choropleth.Classify(values, o)
		if err != nil {
			t.Fatal(err)
		}
		if c.Len() > choropleth.MaxClasses || o.Method != "pretty" && c.Len() > o.Classes {
			t.Errorf("%d classes, asked for %d", c.Len(), o.Classes)
		}
		for i := 1; i < c.Len(); i++ {
			if c.Breaks[i] <= c.Breaks[i-1] {
				t.Errorf("breaks %v do not ascend", c.Breaks)
			}
		}
		count := 0
		for _, r := range c.Legend(values, "umber") {
			count += r.Count
			if r.Class == nil {
				t.Errorf("a value lies below the first of %v", c.Breaks)
			}
		}
		if count != len(values) {
			t.Errorf("the legend counts %d of %d values", count, len(values))
		}
	})
}

func FuzzClassify(f *testing.F) {
	f.Add(1.0, 2.0, 2.0, 46.0, uint8(0))
	for choice := range uint8(20) {
		f.Add(math.Copysign(0, -1), 1e-300, 1e300, math.Inf(1), choice)
		f.Add(-1.7e308, 1.7e308, 5e-324, 0.0, choice)
		f.Add(1.0, 1+1e-15, 1+3e-15, 1e100, choice)
		f.Add(1e99, 1e99*(1+1e-15), -1e-99, 1e-320, choice)
	}
	f.Fuzz(func(t *testing.T, a, b, c, d float64, choice uint8) {
		method := choropleth.Methods[int(choice)%4]
		cs, err := choropleth.Classify([]float64{a, b, c, d}, choropleth.Options{Method: method, Classes: 3 + int(choice/4)%5})
		if err != nil {
			t.Fatal(err)
		}
		if cs.Len() > choropleth.MaxClasses {
			t.Errorf("%d classes", cs.Len())
		}
		for i, b := range cs.Breaks {
			if math.IsNaN(b) || math.IsInf(b, 0) || i > 0 && b <= cs.Breaks[i-1] {
				t.Errorf("%s: breaks %v", method, cs.Breaks)
			}
		}
		cs.Legend([]float64{a, b, c, d}, "dusk")
	})
}
