package checks

import "slices"

// up and down are beginnings of words that say more or fewer than before.
var (
	up = stemsOf("increase", "increasing", "rise", "rose", "risen", "grew", "grown", "growth", "surge", "росл", "вырос", "возрос", "увелич", "прирост", "зрост", "зрос", "збільш")
	// Whole words: Rostov begins with growth.
	upForms = phrasesOf("рост", "роста", "росту", "ростом", "росте")
	down    = stemsOf("decrease", "decreasing", "decline", "declining", "reduction", "сниж", "снизил", "сокращ", "сократил", "уменьш", "зменш", "скороч", "знизил", "зниж")
)

// upWords and downWords say so only beside the number that was before.
var (
	upWords   = phrasesOf("more than", "больше чем", "больше , чем", "более чем", "більше ніж", "більше , ніж", "up from")
	downWords = phrasesOf("fewer than", "less than", "меньше чем", "меньше , чем", "менше ніж", "менше , ніж", "down from")
)

// before are words that come soon after the number of the time before, and against those that come before it.
var (
	before = phrasesOf("the night before", "the day before", "the previous night", "the previous day", "night before", "day before", "previous night", "a day earlier", "a night earlier", "day earlier", "night earlier",
		"накануне", "днем ранее", "днем раньше", "ночью ранее", "сутками ранее", "в предыдущую ночь", "предыдущей ночью", "в предыдущие сутки", "предыдущей ночи",
		"напередодні", "днем раніше", "добою раніше", "попередньої ночі", "попередньої доби", "попереднього дня")
	against = phrasesOf("compared with", "compared to", "compared with the", "compared to the", "over the", "against", "up from", "down from",
		"по сравнению с", "против", "порівняно з", "порівняно із", "проти")
	negations = []string{"no", "not", "without", "never", "не", "нет", "без", "нету", "ні", "немає", "isn't", "wasn't", "hardly"}
)

// direction says which way a text says that a number went: 1 up, -1 down, 0 neither, or both, or with a negation.
func (x *text) direction() int {
	way, _, _ := x.directionIn(0, len(x.tokens))
	return way
}

// directionIn looks in some tokens; from and to are the words that say it.
func (x *text) directionIn(from, to int) (way, first, end int) {
	ups, downs := 0, 0
	for i := from; i < to; i++ {
		if slices.Contains(negations, x.tokens[i].text) {
			return 0, 0, 0
		}
		n, d := 0, 0
		switch t := x.tokens[i].text; {
		case upForms[t] != nil, up.fit(t):
			n, d = 1, 1
		case down.fit(t):
			n, d = 1, -1
		default:
			if n = x.hasAny(i, upWords); n > 0 && x.comparedAt(i+n, to) {
				d = 1
			} else if n = x.hasAny(i, downWords); n > 0 && x.comparedAt(i+n, to) && !shot(x.at(i-1).text) {
				d = -1
			}
		}
		if d == 0 {
			continue
		}
		if ups+downs == 0 {
			first, end = i, i+n
		}
		if d > 0 {
			ups++
		} else {
			downs++
		}
	}
	switch {
	case ups > 0 && downs == 0:
		return 1, first, end
	case downs > 0 && ups == 0:
		return -1, first, end
	}
	return 0, 0, 0
}

// comparedAt reports whether "more than" before i compares with the time before, and is no qualifier of a number: it is
// followed by a number of that time, or by that time.
func (x *text) comparedAt(i, to int) bool {
	for j := i; j < min(i+2, to); j++ {
		if x.tokens[j].kind == count {
			return x.isBefore(j, to)
		}
	}
	for ; i < to && x.tokens[i].kind != period; i++ {
		if x.hasAny(i, before) > 0 {
			return true
		}
	}
	return false
}

// shot is for "shot down from": that is no comparison.
func shot(word string) bool { return word == "shot" || word == "brought" || word == "downed" }

// comparisons finds sentences that say a number went up or down where the two numbers beside say otherwise.
func (x *text) comparisons() (out []Finding) {
	x.sentences(func(from, to int) {
		way, first, end := x.directionIn(from, to)
		if way == 0 {
			return
		}
		earlier, later := x.pair(from, to)
		if earlier < 0 || later < 0 {
			return
		}
		said := x.words(min(first, earlier, later), max(end, earlier+1, later+1))
		out = append(out, compared(way, said, x.tokens[earlier].n, x.tokens[later].n)...)
	})
	return out
}

// compared holds a direction against two numbers.
func compared(way int, says string, earlier, later int) []Finding {
	switch {
	case way > 0 && later <= earlier:
		return []Finding{computed(NotMore, says, earlier, later)}
	case way < 0 && later >= earlier:
		return []Finding{computed(NotFewer, says, earlier, later)}
	}
	return nil
}

// pair finds the tokens of the number before and of the number now in a sentence; -1 where either is not plain.
func (x *text) pair(from, to int) (earlier, later int) {
	earlier, later = -1, -1
	var numbers []int
	for i := from; i < to; i++ {
		if x.tokens[i].kind != count || x.tokens[i].inWords && x.tokens[i].n < 2 {
			continue
		}
		numbers = append(numbers, i)
		if x.isBefore(i, to) {
			if earlier >= 0 {
				return -1, -1
			}
			earlier = i
		}
	}
	if earlier < 0 { // "from 43 to 26"
		for k := 1; k < len(numbers); k++ {
			a, b := numbers[k-1], numbers[k]
			lead, between := x.at(a-1).text, x.at(b-1).text
			if slices.Contains([]string{"from", "с", "со", "з", "із", "від"}, lead) && (between == "to" || between == "до") && b-a <= 4 {
				return a, b
			}
		}
		return -1, -1
	}
	for _, i := range numbers {
		if i == earlier {
			continue
		}
		if later >= 0 {
			return -1, -1 // which of them is compared is not plain
		}
		later = i
	}
	return earlier, later
}

// isBefore reports whether a number is that of the time before.
func (x *text) isBefore(i, to int) bool {
	for j := i + 1; j < min(i+5, to) && x.tokens[j].kind == word; j++ {
		if x.hasAny(j, before) > 0 {
			return true
		}
	}
	for _, back := range []int{1, 2, 3, 4} {
		if n := x.hasAny(i-back, against); n > 0 && n == back {
			return true
		}
	}
	// "накануне - 43"
	return x.at(i-1).kind == mark && x.at(i-2).kind == word && x.hasAny(i-2, before) == 1 || x.hasAny(i-1, before) == 1
}
