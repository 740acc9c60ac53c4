package gazetteer

import (
	"io/fs"
	"strconv"
	"strings"

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
	var units []region.Unit
	for t.next() {
		u := region.Unit{ID: t.get(0), Parent: t.get(2), ValidFrom: t.get(11), ValidTo: t.get(12), Outline: t.get(13), Source: t.get(14)}
		if u.Level, err = region.ParseLevel(t.get(1)); err != nil {
			return nil, t.fault("%v", err)
		}
		if m := t.get(3); m != "" {
			u.Members = strings.Fields(m)
		}
		var v [7]float64
		for k := range v {
			if v[k], err = degrees(t.get(4 + k)); err != nil {
				return nil, t.fault("%v", err)
			}
		}
		u.Label, u.AreaKM2, u.BBox = orb.Point{v[0], v[1]}, v[2], region.BBox{v[3], v[4], v[5], v[6]}
		units = append(units, u)
	}
	return units, nil
}

// degrees reads a number; empty is 0.
func degrees(s string) (float64, error) {
	if s == "" {
		return 0, nil
	}
	return strconv.ParseFloat(s, 64)
}
