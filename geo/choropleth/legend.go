package choropleth

import (
	"math"
	"strconv"
)

// LegendClass is a row of the legend for a class. Max is the next class's Min, exclusive; nil for the last. A row
// whose Class is nil stands for values below the first break.
type LegendClass struct {
	Class      *int     `json:"class"`
	Min        *float64 `json:"min"`
	Max        *float64 `json:"max"`
	Label      string   `json:"label"`
	Colour     *string  `json:"colour"`
	ColourDark *string  `json:"colour_dark"`
	Count      int      `json:"count"`
}

// Legend returns a row a class, in order, with how many of the values shown fall into it; before them, where there are
// any, a row for the values below the first break. ramp is one of Ramps. Shown values may be others than those that
// were divided; what is not a number is not counted.
func (c Classes) Legend(shown []float64, ramp string) []LegendClass {
	counts := make([]int, c.Len())
	below, top := 0, c.top
	for _, v := range shown {
		if math.IsNaN(v) {
			continue
		}
		top = max(top, v)
		if i := c.Index(v); i >= 0 {
			counts[i]++
		} else {
			below++
		}
	}
	light, dark := Ramp(ramp, c.Len(), false), Ramp(ramp, c.Len(), true)
	var rows []LegendClass
	if below > 0 && c.Len() > 0 {
		rows = append(rows, LegendClass{Max: &c.Breaks[0], Label: "< " + number(c.Breaks[0]), Count: below})
	}
	for i := range c.Breaks {
		r := LegendClass{Class: &i, Min: &c.Breaks[i], Label: c.label(i, top), Colour: &light[i], ColourDark: &dark[i], Count: counts[i]}
		if i+1 < c.Len() {
			r.Max = &c.Breaks[i+1]
		}
		rows = append(rows, r)
	}
	return rows
}

// Label returns what a class is called: "1", "2–4" for whole numbers, both ends included; "0.5–1.2" otherwise. The last
// class ends at the largest value that was divided, or, of fixed breaks, is "≥ 20".
func (c Classes) Label(i int) string { return c.label(i, c.top) }

func (c Classes) label(i int, top float64) string {
	low := c.Breaks[i]
	if i == c.Len()-1 {
		switch {
		case c.Method == Fixed || top < low:
			return "≥ " + number(low)
		case top == low:
			return number(low)
		case c.whole && top != math.Trunc(top):
			return number(low) + "–" + number(math.Floor(top))
		}
		return number(low) + "–" + number(significant(top))
	}
	high := c.Breaks[i+1]
	if c.whole {
		high--
	}
	if high <= low {
		return number(low)
	}
	return number(low) + "–" + number(high)
}

// significant raises a number to three significant digits, whole numbers excepted.
func significant(v float64) float64 {
	if v == math.Trunc(v) || v == 0 {
		return v
	}
	scale := math.Pow(10, 2-math.Floor(math.Log10(math.Abs(v))))
	return math.Ceil(v*scale-1e-9) / scale
}

// number writes a number as short as it can be read back.
func number(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

// MissingClass is a row of the legend for regions without a number.
type MissingClass struct {
	Status  string `json:"status"`
	Label   string `json:"label"`
	Pattern string `json:"pattern"`
	Count   int    `json:"count"`
}

// kinds of missing, in the order of the legend. A pattern is how the map draws them: outlined (white, solid border),
// plain (the lightest neutral), hatch, dashed (no fill), cross (hatched twice, with a lock), note (a badge, no fill).
var missing = []MissingClass{
	{Status: "zero", Label: "0, said explicitly", Pattern: "outlined"},
	{Status: "none_reported", Label: "None reported", Pattern: "plain"},
	{Status: "no_data", Label: "No data on this measure", Pattern: "hatch"},
	{Status: "not_covered", Label: "Not covered by the sources", Pattern: "dashed"},
	{Status: "withheld", Label: "Withheld", Pattern: "cross"},
	{Status: "residual", Label: "Within the unit, place not known", Pattern: "note"},
}

// Missing returns the legend's row of each of the six kinds of missing, always all six in one order, with how many
// regions are of that status (residual: have one).
func Missing(counts map[string]int) []MissingClass {
	rows := make([]MissingClass, len(missing))
	for i, m := range missing {
		m.Count = counts[m.Status]
		rows[i] = m
	}
	return rows
}
