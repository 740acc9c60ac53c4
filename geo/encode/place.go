package encode

import (
	"cmp"
	"slices"

	"github.com/paulmach/orb"

	"oblast/geo/hilbert"
	"oblast/geo/projection"
)

// Projected returns a row's geometry in the layer's reference system, easting or longitude first whatever the authority
// says: as file formats have it that fix the order. Nil for none; not to be changed.
func (l *Layer) Projected(row int32) orb.Geometry {
	g := l.GeometryOf(row, &l.Form)
	if g == nil || l.CRS == nil || l.CRS.IsLonLat() || l.CRS.Degrees {
		return g
	}
	return projection.Geometry(g, l.CRS.Project)
}

// SortByPlace puts the rows into Hilbert order of where they are, those without a place last: rows that are near each other
// come to stand near each other in the file.
func (l *Layer) SortByPlace() {
	type placed struct{ at, row uint32 }
	all := make([]placed, len(l.Rows))
	for i, row := range l.Rows {
		all[i] = placed{nowhere, uint32(row)}
		if lon, lat, ok := l.table.Point(row); ok {
			all[i].at = uint32(hilbert.Distance(16, uint32((lon+180)/360*65535), uint32((lat+90)/180*65535)))
		}
	}
	slices.SortFunc(all, func(a, b placed) int { return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(a.row, b.row)) })
	for i := range all {
		l.Rows[i] = int32(all[i].row)
	}
}

// nowhere is behind every place on the curve but its very end.
const nowhere = 1<<32 - 1
