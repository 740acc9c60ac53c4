package exchange

import (
	"strings"

	"oblast/geo/encode"
)

// apostrophe before a text keeps a spreadsheet from running it.
const apostrophe = "'"

// guard puts an apostrophe before each cell that a spreadsheet would run as a formula: words of strangers stand there. It
// changes the row.
func guard(row []string) []string {
	for i, cell := range row {
		if encode.IsFormula(cell) {
			row[i] = apostrophe + cell
		}
	}
	return row
}

// unguard takes those apostrophes away again. It changes the row.
func unguard(row []string) {
	for i, cell := range row {
		if rest, ok := strings.CutPrefix(cell, apostrophe); ok && encode.IsFormula(rest) {
			row[i] = rest
		}
	}
}
