package encode

import (
	"slices"
	"sync"

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
	points  fragments
	once    sync.Once
}

// fragments are byte strings in one block: the i-th is block[ends[i-1]:ends[i]].
type fragments struct {
	block []byte
	ends  []uint32
}

func (f *fragments) at(i uint32) []byte {
	if i == 0 {
		return f.block[:f.ends[0]]
	}
	return f.block[f.ends[i-1]:f.ends[i]]
}

// members holds `,"name":value` for each distinct value of a column, made on first use.
type members struct {
	once sync.Once
	fragments
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
		member := f.member(c, row)
		if i == 0 {
			member = member[1:]
		}
		dst = append(dst, member...)
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
	if !form.plain() {
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
	f.once.Do(f.preparePoints)
	return append(dst, f.points.at(uint32(row))...)
}

func (f *Features) preparePoints() {
	n := int32(f.table.Len())
	f.points.ends = make([]uint32, n)
	block := make([]byte, 0, int(n)*64)
	for row := range n {
		if lon, lat, ok := f.table.Point(row); ok {
			block = AppendPoint(block, lon, lat)
		}
		f.points.ends[row] = uint32(len(block))
	}
	f.points.block = slices.Clip(block)
}

func (f *Features) member(column int, row int32) []byte {
	m := &f.columns[column]
	m.once.Do(func() { f.prepare(column) })
	return m.at(f.table.Column(column).Code(row))
}

func (f *Features) prepare(column int) {
	c, values, m := f.table.Schema().Columns[column], f.table.Column(column), &f.columns[column]
	key := append(AppendString([]byte{','}, c.Name), ':')
	quoted := c.Type == layer.Text || c.Type == layer.Date || c.Type == layer.Instant
	m.ends = make([]uint32, values.Distinct())
	block := make([]byte, 0, values.Distinct()*(len(key)+8))
	for code := range uint32(values.Distinct()) {
		block = append(block, key...)
		switch {
		case code == 0:
			block = append(block, "null"...)
		case quoted:
			block = AppendString(block, values.Text(code))
		default:
			block = append(block, values.Text(code)...)
		}
		m.ends[code] = uint32(len(block))
	}
	m.block = slices.Clip(block)
}
