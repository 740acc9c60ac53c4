package geocode_test

import (
	"os"
	"strings"
	"testing"

	"oblast/geo/geocode"
)

// TestABareAnswerHasTheSameMatches asks for districts that are mistranslated, of which some have a suggestion.
func TestABareAnswerHasTheSameMatches(t *testing.T) {
	c := embeddedGeocoder(t)
	table, err := os.ReadFile("testdata/cases/mistranslated.tsv")
	if err != nil {
		t.Fatal(err)
	}
	suggested := 0
	for line := range strings.Lines(string(table)) {
		q := geocode.Query{Text: strings.Split(line, "\t")[3], Limit: 20}
		whole := c.Geocode(q)
		suggested += len(whole.Suggestions)
		q.Bare = true
		bare := c.Geocode(q)
		if len(bare.Suggestions) > 0 {
			t.Errorf("%s: suggestions %+v", q.Text, bare.Suggestions)
		}
		if whole.Suggestions = nil; show(bare) != show(whole) {
			t.Errorf("%s: got %s, want %s", q.Text, show(bare), show(whole))
		}
	}
	if suggested < 10 {
		t.Errorf("only %d suggestions: nothing is shown by them", suggested)
	}
}
