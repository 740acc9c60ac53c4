package encode

import (
	"bytes"
	"strconv"

	"github.com/paulmach/orb"

	"oblast/geo/layer"
	"oblast/geo/projection"
)

// Form is how features are written: which columns, which geometry, in which reference system and how exactly. A Form is
// not changed while features are written by it.
type Form struct {
	Columns  []int // positions in the schema, in the order of writing
	Geometry Geometry
	Areas    *Areas // needed for Footprint; may else be nil
	// CRS is the system of the coordinates, in its authority's order of axes; nil: CRS84.
	CRS *projection.CRS
	// Decimals is how many decimals coordinates have at most, less one: the zero value writes the shortest text that reads
	// back the same.
	Decimals int
}

// WithDecimals returns n as Form.Decimals has it; below 0 is all that there are.
func WithDecimals(n int) int { return max(n, -1) + 1 }

// plain reports whether coordinates are those of CRS84 as they are held.
func (f *Form) plain() bool { return f.Decimals == 0 && (f.CRS == nil || f.CRS.IsLonLat()) }

// position appends "x,y" of a position of CRS84. What the system cannot show is written as null.
func (f *Form) position(dst []byte, p orb.Point) []byte {
	if f.CRS != nil {
		p = f.CRS.Point(p)
	}
	dst = f.coordinate(dst, p[0])
	return f.coordinate(append(dst, ','), p[1])
}

func (f *Form) coordinate(dst []byte, v float64) []byte {
	if f.Decimals == 0 || v-v != 0 {
		return AppendNumber(dst, v)
	}
	from := len(dst)
	dst = AppendNumber(dst, v)
	if point := bytes.IndexByte(dst[from:], '.'); point >= 0 && len(dst)-from-point-1 >= f.Decimals {
		if dst = strconv.AppendFloat(dst[:from], v, 'f', f.Decimals-1, 64); f.Decimals > 1 {
			dst = bytes.TrimSuffix(bytes.TrimRight(dst, "0"), []byte{'.'})
		}
	}
	if string(dst[from:]) == "-0" {
		dst = append(dst[:from], '0')
	}
	return dst
}

// GeometryOf returns what a row's geometry is in the form, in CRS84: a point, areas, or nil. Areas are shared and not to be
// changed.
func (f *Features) GeometryOf(row int32, form *Form) orb.Geometry {
	if form.Geometry == Footprint && form.Areas != nil {
		if refs := f.table.Areas(row); len(refs) > 0 {
			if m := form.Areas.Join(refs); len(m) > 0 {
				return m
			}
			return nil
		}
	}
	if g := f.table.Own(row); g != nil && form.Geometry == Footprint {
		return g
	}
	if lon, lat, ok := f.table.Point(row); ok && form.Geometry != NoGeometry {
		return orb.Point{lon, lat}
	}
	return nil
}

// Named returns the names of the form's columns.
func (f *Form) Named(s *layer.Schema) []string {
	names := make([]string, len(f.Columns))
	for i, c := range f.Columns {
		names[i] = s.Columns[c].Name
	}
	return names
}
