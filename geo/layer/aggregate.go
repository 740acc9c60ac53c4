package layer

import (
	"context"
	"fmt"
	"math"
	"slices"
)

// MeasureKind is what is computed of a group's rows.
type MeasureKind uint8

// The measures. Unknown values are left out: they are never taken as 0.
const (
	Count MeasureKind = iota // rows, or known values of a column
	Sum                      // of a column of numbers; unknown where no value is known
	Mean
	Least    // of any column that can be ordered
	Greatest // likewise
)

// Measure is computed once a group. Column is a position in the schema, below 0 for a Count of rows.
type Measure struct {
	Kind   MeasureKind
	Column int
}

// Groups are the groups of an aggregation: group g has the codes Codes[g*by:(g+1)*by] in the columns that it was grouped by.
type Groups struct {
	By       []int
	Measures []Measure
	Codes    []uint32
	Rows     int      // in all groups
	Results  []Result // of group g: Results[g*len(Measures):]
}

// Result is a measure's value. Least and Greatest have the code of a value in the measure's column.
type Result struct {
	Known  bool
	Number float64
	Code   uint32
	n      int
}

// Len returns the number of groups.
func (g *Groups) Len() int {
	if len(g.By) == 0 {
		return 1
	}
	return len(g.Codes) / len(g.By)
}

// Of returns the results of group i; shared.
func (g *Groups) Of(i int) []Result {
	return g.Results[i*len(g.Measures) : (i+1)*len(g.Measures)]
}

// Keys returns the codes of group i; shared.
func (g *Groups) Keys(i int) []uint32 { return g.Codes[i*len(g.By) : (i+1)*len(g.By)] }

// Aggregate groups the rows that meet a query by the values of columns, unknown ones together, and computes measures of
// each group. Groups are in the order of their values, unknown last. Without columns there is one group, of all rows. Page
// and order of the query are not looked at.
func (t *Table) Aggregate(ctx context.Context, q Query, by []int, measures []Measure) (*Groups, error) {
	rows, err := t.Matches(ctx, q)
	if err != nil {
		return nil, err
	}
	g := &grouping{t: t, Groups: Groups{By: by, Measures: measures}, index: map[string]int{}}
	for i, row := range rows {
		if i%(1<<16) == 0 && ctx.Err() != nil {
			return nil, fmt.Errorf("groups of %s: %w", t.schema.Name, ctx.Err())
		}
		g.add(row)
	}
	g.Rows = len(rows)
	if len(by) == 0 && len(rows) == 0 {
		g.Results = make([]Result, len(measures))
	}
	for i := range g.Results {
		g.finish(&g.Results[i], measures[i%max(1, len(measures))])
	}
	g.sort()
	return &g.Groups, nil
}

// grouping is an aggregation at work.
type grouping struct {
	t *Table
	Groups
	index map[string]int // group by its codes
	dense []int32        // group plus 1 by the code, of one column
	key   []byte
}

// group returns the number of a row's group.
func (g *grouping) group(row int32) int {
	if len(g.By) == 1 {
		v := &g.t.columns[g.By[0]]
		if g.dense == nil {
			g.dense = make([]int32, v.Distinct())
		}
		at := &g.dense[v.codes.at(row)]
		if *at == 0 {
			*at = int32(g.begin(row)) + 1
		}
		return int(*at) - 1
	}
	g.key = g.key[:0]
	for _, c := range g.By {
		code := g.t.columns[c].codes.at(row)
		g.key = append(g.key, byte(code), byte(code>>8), byte(code>>16), byte(code>>24))
	}
	i, ok := g.index[string(g.key)]
	if !ok {
		i = g.begin(row)
		g.index[string(g.key)] = i
	}
	return i
}

// begin makes a group of a row's values.
func (g *grouping) begin(row int32) int {
	for _, c := range g.By {
		g.Codes = append(g.Codes, g.t.columns[c].codes.at(row))
	}
	g.Results = append(g.Results, make([]Result, len(g.Measures))...)
	if len(g.Measures) == 0 {
		return len(g.Codes)/max(1, len(g.By)) - 1
	}
	return len(g.Results)/len(g.Measures) - 1
}

func (g *grouping) add(row int32) {
	results := g.Of(g.group(row))
	for i, m := range g.Measures {
		r := &results[i]
		if m.Column < 0 {
			r.n++
			continue
		}
		v := &g.t.columns[m.Column]
		code := v.codes.at(row)
		if code == 0 {
			continue
		}
		switch m.Kind {
		case Sum, Mean:
			r.Number += v.numbers()[code]
		case Least:
			if o := v.order(); r.n == 0 || o.rank[code] < o.rank[r.Code] {
				r.Code = code
			}
		case Greatest:
			if o := v.order(); r.n == 0 || o.rank[code] > o.rank[r.Code] {
				r.Code = code
			}
		}
		r.n++
	}
}

func (g *grouping) finish(r *Result, m Measure) {
	switch {
	case m.Kind == Count:
		r.Known, r.Number = true, float64(r.n)
	case r.n > 0:
		r.Known = true
		if m.Kind == Mean {
			r.Number /= float64(r.n)
		}
	}
}

// sort puts the groups into the order of their values.
func (g *grouping) sort() {
	n, by, m := g.Len(), len(g.By), len(g.Measures)
	if by == 0 {
		return
	}
	order := make([]int, n)
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int {
		for i, c := range g.By {
			o := g.t.columns[c].order()
			if d := int(o.rank[g.Codes[a*by+i]]) - int(o.rank[g.Codes[b*by+i]]); d != 0 {
				return d
			}
		}
		return 0
	})
	codes, results := make([]uint32, 0, len(g.Codes)), make([]Result, 0, len(g.Results))
	for _, i := range order {
		codes, results = append(codes, g.Codes[i*by:(i+1)*by]...), append(results, g.Results[i*m:(i+1)*m]...)
	}
	g.Codes, g.Results = codes, results
}

// numbers returns the values of a column of numbers, or of times in microseconds, by code, made on the first call; null is NaN.
func (v *Values) numbers() []float64 {
	v.numbersOnce.Do(func() {
		v.doubles = make([]float64, v.Distinct())
		v.doubles[0] = math.NaN()
		for code := 1; code < len(v.doubles); code++ {
			v.doubles[code] = doubleOf(v.Value(uint32(code)))
		}
	})
	return v.doubles
}
