package xlsx_test

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"oblast/geo/encode"
	"oblast/geo/encode/encodetest"
	"oblast/geo/encode/xlsx"
	"oblast/geo/layer"
)

// texts are those that a sheet has trouble with.
var texts = []string{"Калуга", "=1+1", " two  blanks ", "a<b>&\"c\"", "line\nend\r\nand tab\t", "\x01\x1f", "_x0041_", "a_x00e9_b_x1_", "😀🔥", "\ufffe", "", strings.Repeat("я", 32767), strings.Repeat("😀", 16384)}

func workbook(t *testing.T, table *layer.Table) []byte {
	t.Helper()
	l := &encode.Layer{About: encode.About{Name: "small", Title: "A table", AsOf: time.Date(2025, 8, 27, 0, 0, 0, 0, time.UTC)}, Features: encode.NewFeatures(table), Form: encode.Form{Geometry: encode.Point}}
	for c := range table.Schema().Columns {
		l.Columns = append(l.Columns, c)
	}
	for row := range int32(table.Len()) {
		l.Rows = append(l.Rows, row)
	}
	var b bytes.Buffer
	if err := xlsx.Write(t.Context(), &b, l); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func opened(t *testing.T, file []byte) *excelize.File {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(file), excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Close() })
	return f
}

func TestTextsReadBack(t *testing.T) {
	b := layer.NewBuilder(layer.Schema{Name: "texts", Geometry: layer.Points, Columns: []layer.Column{{Name: "id", Required: true}, {Name: "text"}}}, nil, len(texts))
	for i, text := range texts {
		b.Row(fmt.Sprintf("r%02d", i))
		b.Text(fmt.Sprintf("r%02d", i))
		b.Text(text)
	}
	table, err := b.Build()
	if err != nil {
		t.Fatal(err)
	}
	file := workbook(t, table)
	if again := workbook(t, table); !bytes.Equal(file, again) {
		t.Error("the same rows are other bytes")
	}
	f := opened(t, file)
	for i, want := range texts {
		if i == len(texts)-1 {
			want = strings.Repeat("😀", 16383) + "…" // 32,767 units and no half of a pair
		}
		got, err := f.GetCellValue("small", fmt.Sprintf("B%d", i+2))
		if err != nil || got != want {
			t.Errorf("row %d: got %.60q (%d bytes), want %.60q (%d bytes), %v", i, got, len(got), want, len(want), err)
		}
	}
}

func TestValuesReadBack(t *testing.T) {
	f := opened(t, workbook(t, encodetest.Table(t)))
	for address, want := range map[string]string{"A1": "id", "I1": "lat", "A2": "a", "C2": "-26", "D2": "0.1", "E2": "1", "F2": "45895", "G2": "45895.83333333333", "H2": "36.1", "I2": "54.123456789"} {
		if got, err := f.GetCellValue("small", address); err != nil || got != want {
			t.Errorf("%s: got %q, want %q, %v", address, got, want, err)
		}
	}
	rows, err := f.GetRows("small")
	if err != nil || len(rows) != encodetest.Table(t).Len()+1 {
		t.Errorf("%d rows, %v", len(rows), err)
	}
	if tables, err := f.GetTables("small"); err != nil || len(tables) != 1 || tables[0].Range != fmt.Sprintf("A1:I%d", len(rows)) {
		t.Errorf("tables %v, %v", tables, err)
	}
	if told, err := f.GetCellValue("About", "B1"); err != nil || told != "A table" {
		t.Errorf("title %q, %v", told, err)
	}
}

// Columns are as wide as what stands in them: a time in a narrow one would be shown as hashes.
func TestColumnsAreWideEnough(t *testing.T) {
	f, err := excelize.OpenReader(bytes.NewReader(workbook(t, encodetest.Table(t))))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := f.GetRows("small")
	if err != nil || len(rows) < 2 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	for i, name := range rows[0] {
		letters, _ := excelize.ColumnNumberToName(i + 1)
		width, err := f.GetColWidth("small", letters)
		if err != nil || width < float64(len(name)+1) || width > 60 {
			t.Errorf("%s is %v wide, %v", name, width, err)
		}
		for _, row := range rows[1:] {
			if i >= len(row) {
				continue
			}
			if _, err := strconv.ParseFloat(row[i], 64); err == nil {
				continue // rounded to the room that there is
			}
			if float64(len([]rune(row[i]))) > width && width < 60 {
				t.Errorf("%s is %v wide, %q longer", name, width, row[i])
			}
		}
	}
}
