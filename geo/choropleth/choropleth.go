// Package choropleth turns values of regions into classes for a map: breaks, colours, labels, and the legend's rows.
//
// In: numbers and how to divide them. Out: Classes, which say for a value which class it is in, and what the legend
// writes. Breaks are lower bounds: class i holds values from Breaks[i] to below Breaks[i+1], the last one everything
// from its break on. Classes count from 0. A region without a number is in no class: it has one of the Missing kinds.
// Nothing here has coordinates; all values returned are immutable and safe for concurrent reads.
package choropleth

import (
	"math"
	"slices"
	"strconv"

	"oblast/geo/fault"
)

// The methods.
const (
	Ckmeans  = "ckmeans"  // least squared deviation within classes, exact
	Quantile = "quantile" // as many values in each class, as far as ties allow
	Equal    = "equal"    // classes of equal width
	Pretty   = "pretty"   // equal widths of 1, 2 or 5 times a power of ten
	Fixed    = "fixed"    // the breaks given
)

// Methods lists the methods, the default first.
var Methods = []string{Ckmeans, Quantile, Equal, Pretty, Fixed}

// Bounds and default of the number of classes.
const (
	MinClasses     = 3
	MaxClasses     = 7
	DefaultClasses = 5
)

// Options says how to divide. The zero value is Ckmeans in DefaultClasses classes; Breaks imply Fixed.
type Options struct {
	Method  string
	Classes int       // MinClasses to MaxClasses, 0 for the default; an upper bound: few distinct values make fewer
	Breaks  []float64 // for Fixed: 1 to MaxClasses lower bounds, ascending
}

// Classes is a division of numbers.
type Classes struct {
	Method string
	Breaks []float64 // lower bounds, strictly ascending; empty where there was no value to divide
	top    float64   // the largest value divided; -Inf for none
	whole  bool      // all values and breaks are whole numbers
}

// Classify divides values; they may come in any order, may repeat, and are not changed. Values that are no numbers
// or beyond 1e100 are left out. Faults of the options are *fault.FieldErrors of the fields method, classes and breaks.
func Classify(values []float64, o Options) (Classes, error) {
	o, err := o.complete()
	if err != nil {
		return Classes{}, err
	}
	d := distribute(values)
	c := Classes{Method: o.Method, top: math.Inf(-1), whole: d.whole}
	if n := len(d.values); n > 0 {
		c.top = d.values[n-1]
	}
	if o.Method == Fixed {
		c.Breaks = slices.Clone(o.Breaks)
		c.whole = c.whole && !slices.ContainsFunc(c.Breaks, func(b float64) bool { return b != math.Trunc(b) })
		return c, nil
	}
	if len(d.values) == 0 {
		return c, nil
	}
	k := min(o.Classes, len(d.values))
	switch o.Method {
	case Quantile:
		c.Breaks = d.quantiles(k)
	case Equal:
		c.Breaks = d.equal(k)
	case Pretty:
		c.Breaks = d.pretty(k)
	default:
		c.Breaks = d.ckmeans(k)
	}
	if o.Method != Equal && o.Method != Pretty {
		c.Breaks = d.shorten(c.Breaks)
	}
	return c, nil
}

// complete fills in the defaults and checks.
func (o Options) complete() (Options, error) {
	if o.Method == "" {
		o.Method = Ckmeans
		if len(o.Breaks) > 0 {
			o.Method = Fixed
		}
	}
	if o.Classes == 0 {
		o.Classes = DefaultClasses
	}
	switch {
	case !slices.Contains(Methods, o.Method):
		return o, &fault.FieldError{Field: "method", Value: o.Method, Problem: "is not a method", Allowed: slices.Clone(Methods)}
	case o.Classes < MinClasses || o.Classes > MaxClasses:
		return o, &fault.FieldError{Field: "classes", Value: strconv.Itoa(o.Classes), Problem: "is not a number of classes", Allowed: []string{"3", "4", "5", "6", "7"}}
	case o.Method != Fixed && len(o.Breaks) > 0:
		return o, &fault.FieldError{Field: "breaks", Problem: "goes with method fixed alone", Allowed: []string{"method=fixed"}}
	case o.Method == Fixed && len(o.Breaks) == 0:
		return o, &fault.FieldError{Field: "breaks", Problem: "is needed by method fixed", Allowed: []string{"1 to 7 ascending numbers, such as 1,2,5,10,20"}}
	case len(o.Breaks) > MaxClasses || !ascending(o.Breaks):
		return o, &fault.FieldError{Field: "breaks", Problem: "has to be 1 to 7 finite numbers, each above the one before", Allowed: []string{"1,2,5,10,20"}}
	}
	return o, nil
}

func ascending(breaks []float64) bool {
	for i, b := range breaks {
		if math.IsNaN(b) || math.IsInf(b, 0) || i > 0 && b <= breaks[i-1] {
			return false
		}
	}
	return true
}

// Len returns how many classes there are.
func (c Classes) Len() int { return len(c.Breaks) }

// Index returns the class of a value, -1 where it lies below the first break or is not a number.
func (c Classes) Index(v float64) int {
	if math.IsNaN(v) {
		return -1
	}
	return reached(c.Breaks, v) - 1
}

// reached returns how many breaks are not above v.
func reached(breaks []float64, v float64) int {
	n := 0
	for n < len(breaks) && breaks[n] <= v {
		n++
	}
	return n
}
