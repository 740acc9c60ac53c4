package exchange

import (
	"strconv"
	"strings"

	"oblast/data/record"
)

// qualifierWords are what stands before or after a number, longest first, in three languages.
var qualifierWords = []struct{ words, qualifier string }{
	{"more than", "more_than"}, {"over", "more_than"}, {"более чем", "more_than"}, {"более", "more_than"}, {"больше", "more_than"}, {"свыше", "more_than"},
	{"понад", "more_than"}, {"більше", "more_than"}, {">=", "at_least"}, {"≥", "at_least"}, {">", "more_than"},
	{"at least", "at_least"}, {"no fewer than", "at_least"}, {"no less than", "at_least"}, {"не менее", "at_least"}, {"минимум", "at_least"}, {"щонайменше", "at_least"},
	{"about", "about"}, {"around", "about"}, {"approximately", "about"}, {"circa", "about"}, {"около", "about"}, {"примерно", "about"}, {"порядка", "about"}, {"близько", "about"}, {"~", "about"},
	{"up to", "up_to"}, {"<=", "up_to"}, {"≤", "up_to"}, {"no more than", "up_to"}, {"at most", "up_to"}, {"не более", "up_to"}, {"до", "up_to"},
}

// notGivenWords say that there was something, and not how many.
var notGivenWords = []string{"not given", "not_given", "some", "several", "?", "unknown", "несколько", "не указано", "неизвестно", "кілька", "a number not given", "yes", "да", "reported", "так"}

// parseCount reads a number with its qualifier: "10", "10+", "more than 10", "более 10", "около 5", "up to 3", "several".
// ok is false for words that say no number.
func parseCount(text string) (c record.Count, ok bool) {
	text = strings.ToLower(strings.Join(strings.Fields(text), " "))
	for _, words := range notGivenWords {
		if text == words {
			return record.NotGiven(), true
		}
	}
	if rest, plus := strings.CutSuffix(text, "+"); plus {
		n, ok := parseNumber(rest)
		return record.AtLeast(n), ok
	}
	for _, q := range qualifierWords {
		rest, found := strings.CutPrefix(text, q.words)
		if !found || strings.HasPrefix(text, "не более") && q.words == "более" {
			continue
		}
		n, ok := parseNumber(rest)
		switch q.qualifier {
		case "more_than":
			return record.MoreThan(n), ok
		case "at_least":
			return record.AtLeast(n), ok
		case "about":
			return record.About(n), ok
		}
		return record.UpTo(n), ok
	}
	n, ok := parseNumber(text)
	return record.Exact(n), ok
}

// mostEvents bounds numbers of events, as records do.
const mostEvents = 999_999_998

func parseNumber(text string) (int, bool) {
	text = strings.TrimSuffix(strings.TrimSpace(text), ".0")
	n, err := strconv.Atoi(text)
	return n, err == nil && n >= 0 && n <= mostEvents
}

// parseTruth reads yes and no.
func parseTruth(text string) (value, ok bool) {
	switch strings.ToLower(text) {
	case "1", "true", "yes", "y", "да", "так", "x", "+":
		return true, true
	case "0", "false", "no", "n", "нет", "ні", "-":
		return false, true
	}
	return false, false
}

// noneWords say that there was none of something.
func saysNone(text string) bool {
	switch strings.ToLower(text) {
	case "none", "none reported", "none_reported", "no", "нет", "не пострадали", "немає", "ні":
		return true
	}
	return false
}
