package xlsx

import (
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"oblast/geo/encode"
	"oblast/geo/layer"
)

// How wide columns are, in digits: a number or a time that does not fit is shown as hashes, a text that does not ends at the
// next cell.
const (
	narrowest, widest = 8.0, 60.0
	instantWidth      = 20.0 // 2025-08-27 03:00:00
	placeWidth        = 12.0
	buttonWidth       = 4.0 // of the button of the filter, beside the name
)

// measured is how many rows a column's width is made by: the first ones are those that are looked at first.
const measured = 500

// setWidths makes the columns as wide as their names and what stands in the first rows. It has to come before the first row.
func setWidths(out *excelize.StreamWriter, l *encode.Layer) error {
	columns := l.Table().Schema().Columns
	for i, c := range l.Columns {
		width := buttonWidth + float64(utf8.RuneCountInString(columns[c].Name))
		values := l.Table().Column(c)
		for _, row := range l.Rows[:min(len(l.Rows), measured)] {
			switch code := values.Code(row); {
			case code == 0:
			case columns[c].Type == layer.Instant:
				width = max(width, instantWidth)
			default:
				width = max(width, 1+float64(utf8.RuneCountInString(values.Text(code))))
			}
		}
		if err := out.SetColWidth(i+1, i+1, min(max(width, narrowest), widest)); err != nil {
			return err
		}
	}
	if l.Geometry == encode.NoGeometry {
		return nil
	}
	return out.SetColWidth(len(l.Columns)+1, len(l.Columns)+2, placeWidth)
}
