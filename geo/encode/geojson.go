package encode

import (
	"sync"
	"sync/atomic"

	"oblast/geo/layer"
)

// Geometry is what a feature's geometry member holds.
type Geometry uint8

// The geometries: nothing (null), the row's point, or its areas (its point where it has none).
const (
	NoGeometry Geometry = iota
	Point
	Footprint
)

// Features writes rows of one table as GeoJSON features.
type Features struct {
	table   *layer.Table
	columns []members
	points  struct {
		mu   sync.Mutex
		held atomic.Pointer[pointTexts]
	}
}

// NewFeatures returns an encoder for a table. It is cheap: a column's values are prepared when first asked for.
func NewFeatures(t *layer.Table) *Features {
	return &Features{table: t, columns: make([]members, len(t.Schema().Columns))}
}

// Table returns the table that is written.
func (f *Features) Table() *layer.Table { return f.table }

// AppendFeature appends one feature.
func (f *Features) AppendFeature(dst []byte, row int32, form *Form) []byte {
	dst = append(dst, `{"type":"Feature","id":`...)
	dst = AppendString(dst, f.table.ID(row))
	dst = append(dst, `,"geometry":`...)
	dst = f.appendGeometry(dst, row, form)
	dst = append(f.AppendProperties(append(dst, `,"properties":`...), row, form), '}')
	return dst
}

// AppendProperties appends the form's columns as a JSON object.
func (f *Features) AppendProperties(dst []byte, row int32, form *Form) []byte {
	dst = append(dst, '{')
	for i, c := range form.Columns {
		at := len(dst)
		if dst = f.appendMember(dst, c, row); i == 0 { // without its comma
			dst = append(dst[:at], dst[at+1:]...)
		}
	}
	return append(dst, '}')
}

// AppendFeatures appends the features of rows, comma separated.
func (f *Features) AppendFeatures(dst []byte, rows []int32, form *Form) []byte {
	for i, row := range rows {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = f.AppendFeature(dst, row, form)
	}
	return dst
}

func (f *Features) appendGeometry(dst []byte, row int32, form *Form) []byte {
	if !form.plain() || f.table.Own(row) != nil {
		return form.AppendGeometry(dst, f.GeometryOf(row, form))
	}
	if form.Geometry == Footprint && form.Areas != nil {
		if refs := f.table.Areas(row); len(refs) > 0 {
			return form.Areas.Append(dst, refs)
		}
	}
	if _, _, ok := f.table.Point(row); !ok || form.Geometry == NoGeometry {
		return append(dst, "null"...)
	}
	return f.appendPoint(dst, row)
}
