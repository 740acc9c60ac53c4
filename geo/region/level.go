package region

import (
	"fmt"
	"slices"

	"oblast/geo/fault"
)

// Level is how deep a unit lies. The three that nest come first, coarsest first.
type Level uint8

// Levels. Waters and composites stand beside the three that nest: a water has no parent, and a composite is a name for
// several regions that one source adds up.
const (
	Country Level = iota
	Region
	District
	Water
	Composite
)

var levelNames = []string{"country", "region", "district", "water_area", "composite_region"}

// String returns the level's word, the same in files, parameters and answers.
func (l Level) String() string {
	if int(l) < len(levelNames) {
		return levelNames[l]
	}
	return fmt.Sprintf("level(%d)", uint8(l))
}

// ParseLevel reads a level's word; any other is a *fault.FieldError of the field "level".
func ParseLevel(s string) (Level, error) {
	if i := slices.Index(levelNames, s); i >= 0 {
		return Level(i), nil
	}
	return 0, &fault.FieldError{Field: "level", Value: s, Problem: "is not a level", Allowed: slices.Clone(levelNames)}
}
