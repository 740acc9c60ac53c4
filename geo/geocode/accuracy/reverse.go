package accuracy

import (
	"fmt"
	"strconv"
	"strings"

	"oblast/geo/fault"
	"oblast/geo/locate"
	"oblast/geo/region"
)

// Reverse is the slice of positions: the text is a longitude and a latitude, and a unit there, mostly the finest, is
// expected, or Nothing.
const Reverse = "reverse"

// GradePosition judges what is found at the position of a case. A position has no probability.
func (gr *Grader) GradePosition(l *locate.Locator, c *Case) (g Grade, err error) {
	lonText, latText, _ := strings.Cut(c.Text, " ")
	lon, err := strconv.ParseFloat(lonText, 64)
	if err != nil {
		return g, fmt.Errorf("%q is no position: %w", c.Text, fault.ErrInvalid)
	}
	lat, err := strconv.ParseFloat(latText, 64)
	if err != nil {
		return g, fmt.Errorf("%q is no position: %w", c.Text, fault.ErrInvalid)
	}
	unit := l.At(lon, lat).Finest()
	if g.Abstained = unit == region.None; c.Expected == Nothing {
		g.Top1, g.Top3, g.Region = g.Abstained, g.Abstained, g.Abstained
		return g, nil
	}
	want, err := gr.find(strings.Fields(c.Expected))
	if err != nil || g.Abstained {
		return g, err
	}
	g.Top1 = gr.g.Tree.Within(unit, want.units[0])
	g.Top3, g.Region = g.Top1, g.Top1 || gr.sameRegion(unit, want.units[0])
	g.WrongCountry = !g.Region && gr.country(unit) != gr.country(want.units[0])
	return g, nil
}
