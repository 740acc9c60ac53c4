package exchange

import (
	"fmt"
	"strconv"
	"strings"
)

// ReviewHeader names the columns of Row.
var ReviewHeader = []string{"line", "record_id", "words", "taken_as", "label", "method", "confidence", "why", "may_mean"}

// Row returns the review as a row of a table.
func (r Review) Row() []string {
	return guard([]string{strconv.Itoa(r.Line), r.RecordID, r.Words, r.RegionID, r.Label, r.Method, strconv.FormatFloat(r.Confidence, 'f', 2, 64), r.Why, strings.Join(r.Suggestions, " ")})
}

// String returns the review as a line.
func (r Review) String() string {
	text := fmt.Sprintf("line %d (%s): %q ", r.Line, r.RecordID, r.Words)
	if r.RegionID == "" {
		text += "was not found: " + r.Why
	} else {
		text += fmt.Sprintf("is taken as %s, %s: %s", r.Label, r.RegionID, r.Why)
	}
	if len(r.Suggestions) > 0 {
		text += "; may be meant: " + strings.Join(r.Suggestions, ", ")
	}
	return text
}
