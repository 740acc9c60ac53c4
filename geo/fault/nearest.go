package fault

import "strings"

// Nearest returns the word that somebody who wrote text most likely meant: the one that the fewest changed letters lead to,
// or "" where none is near or two are equally near. Capitals do not count.
func Nearest(text string, words []string) string {
	if len(text) > 40 {
		return ""
	}
	best, least := "", 1+min(3, len(text)/3)
	for _, word := range words {
		switch d := distance(strings.ToLower(text), strings.ToLower(word)); {
		case d < least:
			best, least = word, d
		case d == least:
			best = ""
		}
	}
	return best
}

// distance counts the letters that were changed, left out, put in, or swapped with their neighbour (optimal string
// alignment), in bytes.
func distance(a, b string) int {
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}

// OrNearest adds the word that was likely meant to what is wrong.
func OrNearest(problem, text string, words []string) string {
	if word := Nearest(text, words); word != "" {
		return problem + " (did you mean " + word + "?)"
	}
	return problem
}
