package relay

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"oblast/data/record"
)

// Contradiction is a relay that gives a number which its primary does not give. The primary's stands.
type Contradiction struct {
	Relay   string       `json:"relay"`   // id of the statement
	Primary string       `json:"primary"` // id of the statement that it repeats
	Check   record.Check `json:"check"`   // numbers: the relay's own, then all of the primary
}

// Contradictions compares the quotes of a voice's relays with that of its primary; a quote that is not kept says nothing,
// and a relay may leave numbers out.
func Contradictions(v Voice) []Contradiction {
	var out []Contradiction
	said := numbers(v.Primary.Quote)
	if v.Primary.Quote == "" || len(said) == 0 {
		return nil
	}
	for _, r := range v.Relays {
		var other []int
		for _, n := range numbers(r.Quote) {
			if !slices.Contains(said, n) {
				other = append(other, n)
			}
		}
		if len(other) == 0 {
			continue
		}
		says := strings.Trim(strings.Join(strings.Fields(fmt.Sprint(other)), ", "), "[]")
		note := "the primary does not say this number; what it says stands"
		out = append(out, Contradiction{r.ID, v.Primary.ID, record.Check{Check: "relay", Result: "contradicted", Says: &says, Numbers: append(other, said...), Note: &note}})
	}
	return out
}

// numbers returns the whole numbers in a text, in order, each once. Hours, dates and the like are numbers too: a relay
// of the same words has the same ones.
func numbers(text string) []int {
	var out []int
	for _, digits := range strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsDigit(r) }) {
		if n, err := strconv.Atoi(digits); err == nil && !slices.Contains(out, n) {
			out = append(out, n)
		}
	}
	return out
}
