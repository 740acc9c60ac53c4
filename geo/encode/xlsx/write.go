// Package xlsx writes features as an Excel workbook: a table that can be filtered, and a sheet that says what it is.
//
// In: an encode.Layer. Out: the workbook's bytes; rows are spooled to a temporary file beyond some megabytes. Texts are
// texts, never formulas; dates and times are Excel's, UTC, where Excel knows them (from 1900 on), else texts. Where a
// feature is stands in two columns lon and lat (x and y in a plane). Unknown is an empty cell.
package xlsx

import (
	"context"
	"fmt"
	"io"
	"strconv"
	"time"

	"github.com/xuri/excelize/v2"

	"oblast/geo/encode"
	"oblast/geo/layer"

	"github.com/paulmach/orb"
)

// MostRows is how many features a sheet holds below its header.
const MostRows = 1<<20 - 1

const aboutSheet = "About"

// Write writes a workbook of the layer's rows.
func Write(ctx context.Context, w io.Writer, l *encode.Layer) (err error) {
	f := excelize.NewFile()
	defer func() {
		if closing := f.Close(); err == nil {
			err = closing
		}
	}()
	if err := f.SetSheetName("Sheet1", l.Name); err != nil {
		return fmt.Errorf("write a workbook: %w", err)
	}
	for _, step := range []func(context.Context, *excelize.File, *encode.Layer) error{features, about} {
		if err := step(ctx, f, l); err != nil {
			return fmt.Errorf("write a workbook: %w", err)
		}
	}
	return f.Write(w)
}

// styles are the two looks of time, and that of the header.
type styles struct{ day, instant, head int }

func stylesOf(f *excelize.File) (s styles, err error) {
	format := func(code string) *excelize.Style { return &excelize.Style{CustomNumFmt: &code} }
	if s.day, err = f.NewStyle(format("yyyy-mm-dd")); err != nil {
		return s, err
	}
	if s.instant, err = f.NewStyle(format("yyyy-mm-dd hh:mm:ss")); err != nil {
		return s, err
	}
	s.head, err = f.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}})
	return s, err
}

func features(ctx context.Context, f *excelize.File, l *encode.Layer) error {
	s, err := stylesOf(f)
	if err != nil {
		return err
	}
	out, err := f.NewStreamWriter(l.Name)
	if err != nil {
		return err
	}
	if err := out.SetPanes(&excelize.Panes{Freeze: true, XSplit: 1, YSplit: 1, TopLeftCell: "B2", ActivePane: "bottomRight"}); err != nil {
		return err
	}
	t := l.Table()
	names := []any{}
	for _, name := range l.Named(t.Schema()) {
		names = append(names, excelize.Cell{StyleID: s.head, Value: name})
	}
	if l.Geometry != encode.NoGeometry {
		x, y := "lon", "lat"
		if l.CRS != nil && !l.CRS.Degrees {
			x, y = "x", "y"
		}
		names = append(names, excelize.Cell{StyleID: s.head, Value: x}, excelize.Cell{StyleID: s.head, Value: y})
	}
	if err := out.SetRow("A1", names); err != nil {
		return err
	}
	cells := make([]any, 0, len(names))
	for i, row := range l.Rows {
		if i&255 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		cells = cells[:0]
		for _, c := range l.Columns {
			cells = append(cells, cell(t, c, row, s))
		}
		if l.Geometry != encode.NoGeometry {
			cells = appendPlace(cells, l, row)
		}
		if err := out.SetRow("A"+strconv.Itoa(i+2), cells); err != nil {
			return err
		}
	}
	if last, err := excelize.CoordinatesToCellName(max(len(names), 1), len(l.Rows)+1); err == nil && len(l.Rows) > 0 && len(names) > 0 {
		if err := out.AddTable(&excelize.Table{Range: "A1:" + last, Name: "features", StyleName: "TableStyleLight1"}); err != nil {
			return err
		}
	}
	return out.Flush()
}

func appendPlace(cells []any, l *encode.Layer, row int32) []any {
	lon, lat, ok := l.Table().Point(row)
	if !ok {
		return append(cells, nil, nil)
	}
	p := orb.Point{lon, lat}
	if l.CRS != nil {
		p = l.CRS.Project(p)
	}
	return append(cells, p[0], p[1])
}

// firstDay is the first from which Excel's days are those of the calendar.
var firstDay = time.Date(1900, time.March, 1, 0, 0, 0, 0, time.UTC)

// cell is a row's value as a sheet holds it; nil for null. A whole number that a double cannot hold stays text.
func cell(t *layer.Table, column int, row int32, s styles) any {
	text, ok := t.Column(column).At(row)
	if !ok {
		return nil
	}
	switch t.Schema().Columns[column].Type {
	case layer.Integer:
		if n, err := strconv.ParseInt(text, 10, 64); err == nil && n <= 1<<53 && n >= -1<<53 {
			return n
		}
	case layer.Number:
		if v, err := strconv.ParseFloat(text, 64); err == nil {
			return v
		}
	case layer.Boolean:
		return text == "true"
	case layer.Date:
		if at, err := time.Parse(time.DateOnly, text); err == nil && !at.Before(firstDay) {
			return excelize.Cell{StyleID: s.day, Value: at}
		}
	case layer.Instant:
		if at, err := time.Parse(time.RFC3339Nano, text); err == nil && !at.Before(firstDay) {
			return excelize.Cell{StyleID: s.instant, Value: at}
		}
	}
	return text
}

// about writes the sheet that says what the table is and what its columns mean.
func about(_ context.Context, f *excelize.File, l *encode.Layer) error {
	if _, err := f.NewSheet(aboutSheet); err != nil {
		return err
	}
	out, err := f.NewStreamWriter(aboutSheet)
	if err != nil {
		return err
	}
	row := 0
	add := func(cells ...any) error {
		row++
		return out.SetRow("A"+strconv.Itoa(row), cells)
	}
	told := l.Told()
	for _, name := range []string{"title", "description", "as_of", "attribution", "licence", "notes", "source", "crs"} {
		if err := add(name, told[name]); err != nil {
			return err
		}
	}
	if err := add(); err != nil {
		return err
	}
	for _, c := range l.Columns {
		column := &l.Table().Schema().Columns[c]
		if err := add(column.Name, column.Title, column.Description, column.Unit); err != nil {
			return err
		}
	}
	return out.Flush()
}
