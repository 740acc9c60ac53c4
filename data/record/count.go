package record

// Exact is "n".
func Exact(n int) Count { return Count{&n, &n, &n, "exact"} }

// AtLeast is "at least n".
func AtLeast(n int) Count { return Count{Min: &n, Qualifier: "at_least"} }

// MoreThan is "more than n".
func MoreThan(n int) Count {
	n++
	return Count{Min: &n, Qualifier: "more_than"}
}

// About is "about n".
func About(n int) Count { return Count{Best: &n, Qualifier: "about"} }

// UpTo is "up to n".
func UpTo(n int) Count { return Count{Max: &n, Qualifier: "up_to"} }

// NotGiven is an event without a number: one at least.
func NotGiven() Count {
	one := 1
	return Count{Min: &one, Qualifier: "not_given"}
}

// Bounds returns the count as it enters a sum: an unknown min counts 0; best and max stay nil where they are open.
func (c Count) Bounds() (min int, best, max *int) {
	if c.Min != nil {
		min = *c.Min
	}
	return min, c.Best, c.Max
}

// Sum adds counts up as sums do: an unknown min counts 0, an open max opens the sum's, and best is known only where
// every best is. No counts give known is false: nothing was said, which is not 0.
func Sum(counts ...Count) (min int, best, max *int, known bool) {
	b, m := 0, 0
	best, max = &b, &m
	for _, c := range counts {
		cmin, cbest, cmax := c.Bounds()
		min += cmin
		best, max = plus(best, cbest), plus(max, cmax)
	}
	if len(counts) == 0 {
		return 0, nil, nil, false
	}
	return min, best, max, true
}

func plus(a, b *int) *int {
	if a == nil || b == nil {
		return nil
	}
	n := *a + *b
	return &n
}

// DamagedObjects returns the sum over what is reported damaged: dwellings, buildings, vehicles, infrastructure. An
// effect without a number counts as not_given. known is false where none is reported.
func (i *Incident) DamagedObjects() (min int, best, max *int, known bool) {
	var counts []Count
	for e := range i.Effects {
		if c, ok := i.Effects[e].damaged(); ok {
			counts = append(counts, c)
		}
	}
	return Sum(counts...)
}

// damaged returns what an effect adds to the damaged objects.
func (e *Effect) damaged() (Count, bool) {
	switch e.Subject {
	case "dwelling", "building", "vehicle", "infrastructure":
		if e.State == "reported" {
			return e.Counted(), true
		}
	}
	return Count{}, false
}

// Counted returns the number of an effect that is reported: not_given where none stands.
func (e *Effect) Counted() Count {
	if e.Count == nil {
		return NotGiven()
	}
	return *e.Count
}
