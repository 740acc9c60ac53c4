package xlsx

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/paulmach/orb"
	"github.com/xuri/excelize/v2"

	"oblast/geo/encode"
	"oblast/geo/layer"
)

// rows writes the rows of a sheet below its header, as the format has them (ISO/IEC 29500-1, 18.3.1.73).
type rows struct {
	layer   *encode.Layer
	columns []column
	place   [2]string // letters of the columns of the place
}

// column has the cells of a column behind their address, by code; nil where there are too many.
type column struct {
	letters string
	values  *layer.Values
	kind    layer.Type
	styles  styles
	ready   [][]byte
}

// mostReady is how many distinct values of a column are made ready before the first row.
const mostReady = 1 << 16

// pieceBytes is about how much is collected before it is written.
const pieceBytes = 256 << 10

// mostBytes bounds a sheet: archives of more than 4 GB are written in a way that Excel does not read.
const mostBytes = math.MaxUint32 - 1<<20

// ErrTooLarge is the error of a table that no workbook holds.
var ErrTooLarge = errors.New("the sheet is larger than the 4 GB that a workbook holds: ask for fewer rows, or with properties= for fewer columns")

func newRows(l *encode.Layer, s styles) (*rows, error) {
	r := &rows{layer: l}
	for i, c := range l.Columns {
		letters, err := excelize.ColumnNumberToName(i + 1)
		if err != nil {
			return nil, err
		}
		held := column{letters: letters, values: l.Table().Column(c), kind: l.Table().Schema().Columns[c].Type, styles: s}
		if n := held.values.Distinct(); n <= mostReady {
			ready := make([][]byte, n)
			for code := 1; code < n; code++ {
				ready[code] = held.appendCell(nil, held.values.Text(uint32(code)))
			}
			held.ready = ready
		}
		r.columns = append(r.columns, held)
	}
	for i := range r.place {
		var err error
		if r.place[i], err = excelize.ColumnNumberToName(len(l.Columns) + i + 1); err != nil {
			return nil, err
		}
	}
	return r, nil
}

// write writes all rows. The first has the number 2: 1 is the header.
func (r *rows) write(ctx context.Context, w io.Writer) error {
	buf, written := make([]byte, 0, pieceBytes+pieceBytes/4), int64(0)
	for i, row := range r.layer.Rows {
		if i&255 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		if buf = r.append(buf, row, strconv.Itoa(i+2)); len(buf) < pieceBytes && i+1 < len(r.layer.Rows) {
			continue
		}
		if written += int64(len(buf)); written > mostBytes {
			return ErrTooLarge
		}
		if _, err := w.Write(buf); err != nil {
			return err
		}
		buf = buf[:0]
	}
	return nil
}

func (r *rows) append(dst []byte, row int32, number string) []byte {
	dst = append(append(append(dst, `<row r="`...), number...), `">`...)
	for i := range r.columns {
		c := &r.columns[i]
		code := c.values.Code(row)
		if code == 0 {
			continue
		}
		dst = appendAddress(dst, c.letters, number)
		if c.ready != nil {
			dst = append(dst, c.ready[code]...)
		} else {
			dst = c.appendCell(dst, c.values.Text(code))
		}
	}
	if p, ok := r.point(row); ok {
		for i, letters := range r.place {
			dst = appendAddress(dst, letters, number)
			dst = append(strconv.AppendFloat(append(dst, `><v>`...), p[i], 'g', -1, 64), `</v></c>`...)
		}
	}
	return append(dst, `</row>`...)
}

// point is where a row is, in the layer's reference system; false for nowhere.
func (r *rows) point(row int32) (orb.Point, bool) {
	if r.layer.Geometry == encode.NoGeometry {
		return orb.Point{}, false
	}
	lon, lat, ok := r.layer.Table().Point(row)
	p := orb.Point{lon, lat}
	if ok && r.layer.CRS != nil {
		p = r.layer.CRS.Project(p)
	}
	return p, ok
}

func appendAddress(dst []byte, letters, number string) []byte {
	return append(append(append(append(dst, `<c r="`...), letters...), number...), '"')
}

// firstDay is the first from which Excel's days are those of the calendar.
var firstDay = time.Date(1900, time.March, 1, 0, 0, 0, 0, time.UTC)

// appendCell appends a value as a sheet holds it, behind its address. A whole number that a double cannot hold stays text.
func (c *column) appendCell(dst []byte, text string) []byte {
	number := func(style int, value string) []byte {
		if style > 0 {
			dst = fmt.Appendf(dst, ` s="%d"`, style)
		}
		return append(append(append(dst, `><v>`...), value...), `</v></c>`...)
	}
	switch c.kind {
	case layer.Integer:
		if n, err := strconv.ParseInt(text, 10, 64); err == nil && n <= 1<<53 && n >= -1<<53 {
			return number(0, text)
		}
	case layer.Number:
		return number(0, text)
	case layer.Boolean:
		dst = append(dst, ` t="b"`...)
		if text == "true" {
			return number(0, "1")
		}
		return number(0, "0")
	case layer.Date:
		if at, err := time.Parse(time.DateOnly, text); err == nil && !at.Before(firstDay) {
			return number(c.styles.day, serial(at))
		}
	case layer.Instant:
		if at, err := time.Parse(time.RFC3339Nano, text); err == nil && !at.Before(firstDay) {
			return number(c.styles.instant, serial(at))
		}
	}
	dst = append(dst, ` t="inlineStr"><is><t xml:space="preserve">`...)
	return append(appendText(dst, text), `</t></is></c>`...)
}

// serial is a time as Excel counts it: days since the last but one of 1899.
func serial(at time.Time) string {
	const epoch = 25569 // the first day of 1970
	return strconv.FormatFloat(epoch+float64(at.Unix())/86400+float64(at.Nanosecond())/86400e9, 'f', -1, 64)
}

// mostText is how long the text of a cell may be, in UTF-16.
const mostText = 32767

// appendText appends a text; one that is too long ends with an ellipsis. What XML cannot say is written as _xHHHH_, and what
// would be read as such gets its first character written so (22.9.2.19).
func appendText(dst []byte, text string) []byte {
	text = shortened(text)
	for i, r := range text {
		switch {
		case r == '&':
			dst = append(dst, "&amp;"...)
		case r == '<':
			dst = append(dst, "&lt;"...)
		case r == '>':
			dst = append(dst, "&gt;"...)
		case r < ' ' && r != '\t' && r != '\n', r == 0xfffe, r == 0xffff:
			dst = fmt.Appendf(dst, "_x%04X_", r)
		case r == '_' && isEscape(text[i:]):
			dst = append(dst, "_x005F_"...)
		default:
			dst = utf8.AppendRune(dst, r)
		}
	}
	return dst
}

// isEscape tells that a text begins with what a reader takes for _xHHHH_.
func isEscape(text string) bool {
	return len(text) >= 7 && text[1] == 'x' && text[6] == '_' && strings.Trim(text[2:6], "0123456789abcdefABCDEF") == ""
}

func shortened(text string) string {
	if len(text) <= mostText {
		return text
	}
	units, end := 0, 0
	for i, r := range text {
		if units < mostText {
			end = i // of what leaves room for an ellipsis
		}
		if units++; r > 0xffff {
			units++
		}
	}
	if units <= mostText {
		return text
	}
	return text[:end] + "…"
}
