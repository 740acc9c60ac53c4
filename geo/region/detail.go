package region

import (
	"fmt"
	"slices"

	"oblast/geo/fault"
)

// Detail is how finely shapes are drawn, by the ground distance below which bends are left out; coarsest first.
type Detail uint8

// Details.
const (
	Overview Detail = iota // about 10 km; countries and the first countries' regions only
	TwoKm
	HalfKm
	HundredM
)

// Details lists all of them, coarsest first.
var Details = [...]Detail{Overview, TwoKm, HalfKm, HundredM}

var detailNames = []string{"overview", "2km", "500m", "100m"}

// String returns the detail's word, as in file names and addresses.
func (d Detail) String() string {
	if int(d) < len(detailNames) {
		return detailNames[d]
	}
	return fmt.Sprintf("detail(%d)", uint8(d))
}

// ParseDetail reads a detail's word; any other is a *fault.FieldError of the field "detail".
func ParseDetail(s string) (Detail, error) {
	if i := slices.Index(detailNames, s); i >= 0 {
		return Detail(i), nil
	}
	return 0, &fault.FieldError{Field: "detail", Value: s, Problem: "is not a detail level", Allowed: slices.Clone(detailNames)}
}

// ForZoom returns the coarsest detail whose bends are still below about a pixel at a web map's zoom (256-pixel tiles,
// at 55 degrees of latitude). From zoom 7 it is the finest, for small districts lose area in the coarser ones.
func ForZoom(zoom float64) Detail {
	switch {
	case zoom < 4:
		return Overview
	case zoom < 6:
		return TwoKm
	case zoom < 7:
		return HalfKm
	}
	return HundredM
}
