package exchange

import (
	"bytes"
	"encoding/csv"
	"slices"
	"strings"

	"oblast/geo/decode"
)

// What stands around a table in a sheet: a title, or cells merged over several columns, above its header; a row of totals
// below.

// fewColumns is how many columns a header has at least that are known, to be looked for below one that has fewer.
const fewColumns = 3

// headerBelow returns the line that is the header of a table rather than its first, among the first ten; 0 where the first
// may be it. At least half of its cells are known as headers, and more than twice as many as of the first.
func headerBelow(header []string, text []byte) int {
	known := countKnown(header)
	if known >= fewColumns {
		return 0
	}
	for n, line := range bytes.SplitN(text, []byte("\n"), 11) {
		if n == 0 || n > 9 {
			continue
		}
		r := csv.NewReader(bytes.NewReader(bytes.TrimSpace(line)))
		r.Comma = decode.Separator(string(line))
		cells, err := r.Read()
		if err != nil {
			continue
		}
		if here := countKnown(cells); here >= fewColumns && here > 2*known && 2*here >= len(cells) {
			return n + 1
		}
	}
	return 0
}

// countKnown counts the cells that are known as headers of different fields by their whole words.
func countKnown(cells []string) int {
	known := map[field]bool{}
	for _, cell := range cells {
		for _, f := range append(byName(cell), byHeader(cell)...) {
			known[f] = true
		}
	}
	return len(known)
}

// totals are what the first cell of a row of totals says.
var totals = []string{"total", "totals", "grand total", "subtotal", "sum", "итого", "всего", "сумма", "всього", "усього", "разом", "сума"}

func isTotal(cells []string) bool {
	return slices.Contains(totals, strings.Trim(strings.ToLower(firstSaid(cells)), " :."))
}

// firstSaid is the first cell of a row that is not empty.
func firstSaid(cells []string) string {
	for _, cell := range cells {
		if text := strings.TrimSpace(cell); text != "" {
			return text
		}
	}
	return ""
}
