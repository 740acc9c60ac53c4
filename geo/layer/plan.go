package layer

// Plan is the way in which a page is found.
type Plan uint8

// The plans.
const (
	Nothing    Plan = iota // a value that no row holds
	Scan                   // rows in id order, each tested
	Value                  // rows that hold the rarest asked value, in id order, each tested
	Box                    // all rows in the boxes, tested, sorted by id
	Time                   // all rows in the interval, tested, sorted by id
	Candidates             // of a filter: all rows that one condition brings, tested on the others
	Sets                   // of a filter: the sets of rows of all conditions, joined
)

// String returns the plan's name, for logs and debug headers.
func (p Plan) String() string {
	return [...]string{"nothing", "scan", "value", "box", "time", "candidates", "sets"}[p]
}

// Costs in nanoseconds, fitted to the benchmarks of this package.
const (
	costTest     = 3.0   // one row tested in id order
	costLeap     = 30.0  // one row of a value's rows tested: they lie apart
	costTestArea = 400.0 // the same where its area must be cut with a box
	costHit      = 6.0   // one row from the tree
	costMoment   = 8.0   // one row from the timeline
	costFar      = 18.0  // one of these tested on what else is asked
	costSort     = 40.0  // one match sorted by id
	costTree     = 600.0 // the tree at all
)

// choose returns the cheapest plan for a page of limit rows, and what it costs. Where the number of matches is not known (below 0), a
// walk must reach the end; the tree and the timeline always find all matches. Place, time and values are taken as
// independent of each other.
func (s *selection) choose(limit, known int) (best Plan, cost float64) {
	n := float64(s.t.Len())
	if n == 0 {
		return Scan, 0
	}
	boxShare, timeShare, valueShare := 1.0, 1.0, 1.0
	test := costTest
	if s.boxes != nil {
		boxShare = min(1, float64(s.boxHits+len(s.t.index().nowhere))/n)
		if s.t.schema.Geometry == Areas {
			test = costTestArea
		}
	}
	if s.interval != nil {
		l := s.t.timeline()
		timeShare = float64(l.count(*s.interval)+len(l.never)) / n
	}
	for _, e := range s.equal {
		valueShare *= float64(e.rows) / n
	}
	share := boxShare * timeShare * valueShare
	walk := func(test, candidates float64) float64 {
		if known < 0 {
			return test * candidates
		}
		// The page's share of the candidates, one match beyond it on either side.
		return test * min(candidates, float64(limit+2)/max(share*n, 1)*candidates)
	}
	best, cost = Scan, walk(test, n)
	consider := func(p Plan, c float64) {
		if c < cost {
			best, cost = p, c
		}
	}
	if len(s.equal) > 0 {
		consider(Value, walk(max(test, costLeap), float64(s.equal[0].rows)))
	}
	matches, far := share*n*costSort, 0.0
	if len(s.equal) > 0 || s.boxes != nil && s.interval != nil {
		far = costFar
	}
	if s.boxes != nil {
		consider(Box, costTree+boxShare*n*(costHit+far)+matches)
	}
	if s.interval != nil {
		from, to := s.t.timeline().candidates(*s.interval)
		consider(Time, float64(to-from+len(s.t.timeline().never))*(costMoment+far)+matches)
	}
	return best, cost
}
