package exchange

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"oblast/data/checks"
	"oblast/data/record"
)

// qualifierWords are what stands before or after a number, longest first, in three languages.
var qualifierWords = []struct{ words, qualifier string }{
	{"more than", "more_than"}, {"over", "more_than"}, {"более чем", "more_than"}, {"более", "more_than"}, {"больше", "more_than"}, {"свыше", "more_than"},
	{"понад", "more_than"}, {"більше ніж", "more_than"}, {"більше", "more_than"}, {">=", "at_least"}, {"≥", "at_least"}, {">", "more_than"},
	{"at least", "at_least"}, {"no fewer than", "at_least"}, {"no less than", "at_least"}, {"не менее чем", "at_least"}, {"не менее", "at_least"}, {"как минимум", "at_least"}, {"минимум", "at_least"},
	{"щонайменше", "at_least"}, {"не менше", "at_least"},
	{"about", "about"}, {"around", "about"}, {"approximately", "about"}, {"circa", "about"}, {"около", "about"}, {"примерно", "about"}, {"порядка", "about"}, {"близько", "about"}, {"приблизно", "about"}, {"almost", "about"}, {"nearly", "about"},
	{"почти", "about"}, {"майже", "about"}, {"~", "about"},
	{"up to", "up_to"}, {"<=", "up_to"}, {"≤", "up_to"}, {"no more than", "up_to"}, {"at most", "up_to"}, {"не более", "up_to"}, {"не більше", "up_to"}, {"до", "up_to"},
}

// tens say that there were several tens, or dozens: so many at least.
var tens = map[string]int{"tens": 20, "several tens": 20, "dozens": 24, "several dozen": 24, "десятки": 20, "несколько десятков": 20, "кілька десятків": 20}

// notGivenWords say that there was something, and not how many.
var notGivenWords = []string{"not given", "not_given", "some", "several", "?", "unknown", "несколько", "не указано", "неизвестно", "кілька", "декілька", "невідомо", "a number not given", "yes", "да", "reported", "так"}

// oneSpelling takes letters and marks for each other that writers do.
var oneSpelling = strings.NewReplacer("ё", "е", "’", "'", "ʼ", "'")

// parseCount reads a number with its qualifier, in figures or words of three languages: "10", "10+", "more than ten",
// "более 10 БПЛА", "около двадцати", "up to 3", "several". ok is false for words that say no number.
func parseCount(text string) (c record.Count, ok bool) {
	if n, err := strconv.Atoi(text); err == nil && n >= 0 && n <= mostEvents {
		return record.Exact(n), true
	}
	text = oneSpelling.Replace(strings.ToLower(strings.Join(strings.Fields(text), " ")))
	if slices.Contains(notGivenWords, text) {
		return record.NotGiven(), true
	}
	text = counted(text)
	if n, ok := tens[text]; ok {
		return record.AtLeast(n), true
	}
	if rest, plus := strings.CutSuffix(text, "+"); plus {
		n, ok := parseNumber(rest)
		return record.AtLeast(n), ok
	}
	for _, q := range qualifierWords {
		rest, found := strings.CutPrefix(text, q.words)
		if !found {
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

// between is a number that lies between two, in figures.
var between = regexp.MustCompile(`^(?:от |from |between |від )?(\d{1,9}) ?(?:-|–|—|to|and|до|или|or) ?(\d{1,9})$`)

// notANumber is what is wrong with words that say no number: of one that lies between two, what of it a record can keep. A
// count has one qualifier, and none of them has two bounds.
func notANumber(text, otherwise string) string {
	m := between.FindStringSubmatch(counted(oneSpelling.Replace(strings.ToLower(strings.Join(strings.Fields(text), " ")))))
	if m == nil {
		return otherwise
	}
	return fmt.Sprintf("lies between two numbers, and a count keeps one bound: write at least %s, up to %s, or about the one that the source holds for likely, and the words in the summary or quote", m[1], m[2])
}

// things begin the words for what is counted, which may stand behind its number.
var things = []string{"drone", "uav", "people", "person", "house", "home", "car", "дрон", "бпла", "беспилот", "безпілот", "аппарат", "апарат", "человек", "чел.", "людей", "люд", "осіб", "шт", "дом", "автомоб"}

// counted leaves out what is counted.
func counted(text string) string {
	words := strings.Fields(text)
	for len(words) > 1 && slices.ContainsFunc(things, func(begin string) bool { return strings.HasPrefix(words[len(words)-1], begin) }) {
		words = words[:len(words)-1]
	}
	return strings.Join(words, " ")
}

// mostEvents bounds numbers of events, as records do.
const mostEvents = 999_999_998

// parseNumber reads a number in figures, or in words: "ten", "двадцать шесть", "a dozen".
func parseNumber(text string) (int, bool) {
	text = ungrouped(strings.TrimSpace(text))
	if n, err := strconv.Atoi(text); err == nil {
		return n, n >= 0 && n <= mostEvents
	}
	sum, unit := 0, 1000 // each word is smaller than the last nought of the one before
	for _, word := range strings.Fields(text) {
		n, ok := checks.Numeral(word)
		if !ok {
			n, ok = wholeWords[word]
		}
		if !ok || n >= unit {
			return 0, false
		}
		switch sum += n; {
		case n >= 100:
			unit = 100
		case n >= 20 && n%10 == 0:
			unit = 10
		default:
			unit = 0
		}
	}
	return sum, sum > 0
}

// grouped is a number in thousands, wholes one with a decimal that says nothing.
var (
	grouped = regexp.MustCompile(`^\d{1,3}(?:(?: \d{3})+|(?:,\d{3})+|(?:'\d{3})+)$`)
	wholes  = regexp.MustCompile(`^\d+[.,]00?$`)
)

// ungrouped writes a number in figures alone: 1 234, 1,234 and 1'234 are 1234, and 5,0 is 5. A number of things has no
// decimals, so that a comma before three figures parts thousands.
func ungrouped(text string) string {
	switch {
	case grouped.MatchString(text):
		return strings.NewReplacer(" ", "", ",", "", "'", "").Replace(text)
	case wholes.MatchString(text):
		return text[:strings.IndexAny(text, ".,")]
	}
	return text
}

// wholeWords are numbers that go by a word of their own.
var wholeWords = map[string]int{"dozen": 12, "couple": 2, "pair": 2, "пара": 2, "пару": 2, "десяток": 10, "десятка": 10, "дюжина": 12, "hundred": 100, "сто": 100, "ста": 100}

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

// saysNone reports whether words say that there was none of something.
func saysNone(text string) bool {
	switch strings.ToLower(text) {
	case "none", "none reported", "none_reported", "no", "нет", "не было", "не пострадали", "пострадавших нет", "немає", "не було", "ні":
		return true
	}
	return false
}
