package geocode_test

import (
	"strings"
	"testing"

	"oblast/geo/geocode/accuracy"
)

// What may be lost against the committed tables of reliability and of reviews.
const (
	fewAnswers    = 100 // of a tenth, from which its share is held
	mayFallShort  = .03 // of a tenth's share of right answers
	mayLetPass    = .1  // of the wrong answers that nobody is asked to look at, in parts of the committed
	mayAskOftener = .1  // of those that people are asked to look at
)

// forAll gathers a table's lines of all cases, of every split.
func forAll(rows []*accuracy.Row, lines func(*accuracy.Row) []string) (all []string) {
	for _, r := range rows {
		if r.Group == accuracy.All {
			all = append(all, lines(r)...)
		}
	}
	return all
}

// compareReliability holds the tenths of the probabilities, and what people are asked to look at, against the committed.
func compareReliability(t *testing.T, rows []*accuracy.Row) {
	t.Helper()
	committed := byKey(readLines(t, reliabilityFile), 3)
	for key, got := range byKey(forAll(rows, (*accuracy.Row).Reliability), 3) {
		want, ok := committed[key]
		if number(t, got[0]) < fewAnswers || ok && number(t, want[0]) < fewAnswers {
			continue
		}
		if !ok || number(t, got[2]) < number(t, want[2])-mayFallShort {
			t.Errorf("probabilities %q: of %s answers %s are right, committed %v", key, got[0], got[2], want)
		}
	}
	committed = byKey(readLines(t, reviewsFile), 2)
	for key, got := range byKey(forAll(rows, (*accuracy.Row).ReviewLines), 2) {
		want, ok := committed[key]
		if !ok || number(t, got[3]) > number(t, want[3])*(1+mayLetPass)+2 || number(t, got[1]) > number(t, want[1])*(1+mayAskOftener) {
			t.Errorf("reviews %q: %v, committed %v", key, got, want)
		}
	}
}

// byKey parts lines after their first columns, which tell them apart.
func byKey(lines []string, columns int) map[string][]string {
	rest := map[string][]string{}
	for _, line := range lines {
		f := strings.Split(line, "\t")
		rest[strings.Join(f[:columns], " ")] = f[columns:]
	}
	return rest
}
