// Package xlsx writes features as an Excel workbook: a table that can be filtered, and a sheet that says what it is.
//
// In: an encode.Layer of at most MostRows. Out: the workbook's bytes, row by row: memory is that of the distinct values of
// the columns that have few. Texts are texts, never formulas, and of at most 32,767 characters; dates and times are Excel's, UTC, where Excel knows them (from 1900 on), else texts. Where a
// feature is stands in two columns lon and lat (x and y in a plane). Unknown is an empty cell.
package xlsx

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"

	"github.com/xuri/excelize/v2"

	"oblast/geo/encode"
)

// MostRows is how many features a sheet holds below its header.
const MostRows = 1<<20 - 1

const aboutSheet = "About"

// Write writes a workbook of the layer's rows: the same bytes for the same rows.
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
	s, err := stylesOf(f)
	if err != nil {
		return fmt.Errorf("write a workbook: %w", err)
	}
	below, err := newRows(l, s)
	if err == nil {
		err = errors.Join(header(f, l, s), about(f, l))
	}
	if err != nil {
		return fmt.Errorf("write a workbook: %w", err)
	}
	f.SetZipWriter(func(io.Writer) excelize.ZipWriter { // not into a buffer
		return newArchive(w, featuresSheet, func(w io.Writer) error { return below.write(ctx, w) })
	})
	return f.Write(io.Discard)
}

// featuresSheet is where the sheet of features stands in the file.
const featuresSheet = "xl/worksheets/sheet1.xml"

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

// header makes the sheet of features but its rows: the names of the columns, which stay in sight, and the table over all.
func header(f *excelize.File, l *encode.Layer, s styles) error {
	out, err := f.NewStreamWriter(l.Name)
	if err != nil {
		return err
	}
	if err := out.SetPanes(&excelize.Panes{Freeze: true, XSplit: 1, YSplit: 1, TopLeftCell: "B2", ActivePane: "bottomRight"}); err != nil {
		return err
	}
	if err := setWidths(out, l); err != nil {
		return err
	}
	names := []any{}
	for _, name := range l.Named(l.Table().Schema()) {
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
	if last, err := excelize.CoordinatesToCellName(max(len(names), 1), len(l.Rows)+1); err == nil && len(l.Rows) > 0 && len(names) > 0 {
		if err := out.AddTable(&excelize.Table{Range: "A1:" + last, Name: "features", StyleName: "TableStyleLight1"}); err != nil {
			return err
		}
	}
	return out.Flush()
}

// about writes the sheet that says what the table is and what its columns mean.
func about(f *excelize.File, l *encode.Layer) error {
	if _, err := f.NewSheet(aboutSheet); err != nil {
		return err
	}
	for letters, width := range map[string]float64{"A": 22, "B": 40, "C": widest} {
		if err := f.SetColWidth(aboutSheet, letters, letters, width); err != nil {
			return err
		}
	}
	row := 0
	add := func(cells ...any) error {
		row++
		return f.SetSheetRow(aboutSheet, "A"+strconv.Itoa(row), &cells)
	}
	told := l.Told()
	for _, name := range []string{"title", "description", "as_of", "attribution", "licence", "notes", "source", "crs"} {
		if err := add(name, told[name]); err != nil {
			return err
		}
	}
	row++
	for _, c := range l.Columns {
		column := &l.Table().Schema().Columns[c]
		if err := add(column.Name, column.Title, column.Description, column.Unit); err != nil {
			return err
		}
	}
	return nil
}
