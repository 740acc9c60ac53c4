package ledger

import "oblast/data/record"

// Sum adds counts up with their qualifiers: an unknown minimum adds 0, an unknown maximum opens the sum's, and its best
// is unknown as soon as one best is (Unbest counts those). The zero value is the sum of nothing.
type Sum struct {
	Min, Best, Max int64
	Unbest         int32 // how many parts have no best
	Open           int32 // how many parts have no maximum
}

// SumOf reads one count. A missing count is one whose number was not given: at least 1.
func SumOf(c *record.Count) Sum {
	if c == nil {
		return Sum{Min: 1, Unbest: 1, Open: 1}
	}
	var s Sum
	if c.Min != nil {
		s.Min = int64(*c.Min)
	}
	if c.Best != nil {
		s.Best = int64(*c.Best)
	} else {
		s.Unbest = 1
	}
	if c.Max != nil {
		s.Max = int64(*c.Max)
	} else {
		s.Open = 1
	}
	return s
}

// Exact returns the sum {n, n, n}.
func Exact(n int64) Sum { return Sum{Min: n, Best: n, Max: n} }

// Plus returns s and o added up.
func (s Sum) Plus(o Sum) Sum {
	return Sum{s.Min + o.Min, s.Best + o.Best, s.Max + o.Max, s.Unbest + o.Unbest, s.Open + o.Open}
}

// Positive reports whether the number can be above 0.
func (s Sum) Positive() bool { return s.Min > 0 || s.Max > 0 || s.Open > 0 || s.Best > 0 }

// Span returns the bounds alone.
func (s Sum) Span() Span { return Span{s.Min, s.Max, s.Open > 0} }

// Triple returns min, best and max, nil where unknown.
func (s Sum) Triple() Triple {
	t := Triple{Min: &s.Min}
	if s.Unbest == 0 {
		t.Best = &s.Best
	}
	if s.Open == 0 {
		t.Max = &s.Max
	}
	return t
}

// Span is an interval of counts, both ends included; Open: no upper end is known, and Max means nothing.
type Span struct {
	Min, Max int64
	Open     bool
}

// Plus returns the interval of the sum of two numbers.
func (s Span) Plus(o Span) Span { return Span{s.Min + o.Min, s.Max + o.Max, s.Open || o.Open} }

// capped returns s with its ends not above n.
func (s Span) capped(n int64) Span {
	if s.Open || s.Max > n {
		s.Max = n
	}
	return Span{min(s.Min, n), max(s.Max, 0), false}
}

// Exact reports whether both ends are known and equal.
func (s Span) Exact() bool { return !s.Open && s.Min == s.Max }

// Range returns the interval for JSON, an open end as nil.
func (s Span) Range() Range {
	r := Range{Min: &s.Min}
	if !s.Open {
		r.Max = &s.Max
	}
	return r
}

// Triple returns the interval with a best: the number itself when both ends meet, else nil.
func (s Span) Triple() Triple {
	r := s.Range()
	t := Triple{Min: r.Min, Max: r.Max}
	if s.Exact() {
		t.Best = &s.Min
	}
	return t
}
