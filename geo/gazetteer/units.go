package gazetteer

import (
	"io/fs"
	"strconv"
	"strings"
	"time"

	"oblast/geo/region"

	"github.com/paulmach/orb"
)

// readUnits reads units.tsv.
func readUnits(fsys fs.FS) ([]region.Unit, error) {
	b, err := readFile(fsys, unitsFile)
	if err != nil {
		return nil, err
	}
	t, err := newTable(unitsFile, string(b), "id", "level", "parent", "members", "label_lon", "label_lat", "area_km2",
		"west", "south", "east", "north", "?valid_from", "?valid_to", "?outline", "?source")
	if err != nil {
		return nil, err
	}
	units := make([]region.Unit, 0, strings.Count(t.text, "\n"))
	for t.next() {
		units = append(units, region.Unit{ID: t.get(0), Parent: t.get(2), ValidFrom: t.get(11), ValidTo: t.get(12), Outline: t.get(13), Source: t.get(14)})
		u := &units[len(units)-1]
		if u.Level, err = region.ParseLevel(t.get(1)); err != nil {
			return nil, t.fault("%v", err)
		}
		if m := t.get(3); m != "" {
			u.Members = strings.Fields(m)
		}
		if err := readNumbers(t, u); err != nil {
			return nil, err
		}
		for _, date := range [...]string{u.ValidFrom, u.ValidTo} {
			if date == "" {
				continue
			}
			if _, err := time.Parse(time.DateOnly, date); err != nil {
				return nil, t.fault("%q is not a date (YYYY-MM-DD)", date)
			}
		}
	}
	return units, nil
}

// numberColumns are the columns of numbers from the fifth on, with what they may be.
var numberColumns = [...]struct {
	name      string
	low, high float64
}{
	{"label_lon", -180, 180}, {"label_lat", -90, 90}, {"area_km2", 0, 6e8},
	{"west", -180, 180}, {"south", -90, 90}, {"east", -180, 180}, {"north", -90, 90},
}

// readNumbers reads label, area and box; empty is 0.
func readNumbers(t *table, u *region.Unit) error {
	var v [len(numberColumns)]float64
	for k, column := range numberColumns {
		text := t.get(4 + k)
		if text == "" {
			continue
		}
		var err error
		if v[k], err = strconv.ParseFloat(text, 64); err != nil || !(v[k] >= column.low && v[k] <= column.high) {
			return t.fault("%s %q is not a number from %v to %v", column.name, text, column.low, column.high)
		}
	}
	u.Label, u.AreaKM2, u.BBox = orb.Point{v[0], v[1]}, v[2], region.BBox{v[3], v[4], v[5], v[6]}
	return nil
}
