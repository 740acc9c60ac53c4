package checks

import "slices"

// ofWhich begin a list of some of the parts.
var ofWhich = phrasesOf("of which", "of them", "of these", "including", "из них", "из которых", "в том числе", "включая", "з них", "з яких", "у тому числі", "в тому числі", "зокрема", "включно")

// each makes a number that of every place that follows: "по два – над А и Б".
var each = []string{"each", "apiece", "по"}

// sums finds totals whose parts, in the same sentence, add up to something else: after a colon all parts are told, after
// "of which" some of them.
func (x *text) sums() (out []Finding) {
	x.sentences(func(from, to int) {
		for i := from; i < to; i++ {
			lead, whole := x.hasAny(i, ofWhich), false
			if x.tokens[i].text == ":" {
				lead, whole = 1, true
			}
			if lead == 0 {
				continue
			}
			total := x.totalBefore(from, i)
			if total < 0 {
				return
			}
			sum, open, parts, end := x.partsIn(i+lead, to)
			head := x.tokens[total].n
			switch says := x.words(total, end); {
			case parts < 2:
			case sum > head:
				out = append(out, computed(PartsAboveTotal, says, head, sum))
			case whole && !open && sum < head:
				out = append(out, computed(PartsBelowTotal, says, head, sum))
			}
			return
		}
	})
	return out
}

// totalBefore finds the one number of a sentence before its parts, and that it counts weapons; -1 where there is none.
func (x *text) totalBefore(from, to int) int {
	found := -1
	for i := from; i < to; i++ {
		if x.tokens[i].kind != count || x.tokens[i].inWords && x.tokens[i].n == 1 {
			continue
		}
		if found >= 0 {
			return -1
		}
		found = i
	}
	if found < 0 {
		return -1
	}
	if unit, _ := x.unitAfter(found); unit != unitUAV && unit != unitMissile {
		return -1
	}
	if slices.ContainsFunc(x.tokens[max(from, found-2):found], func(t token) bool {
		return slices.Contains([]string{"than", "least", "about", "over", "более", "не", "около", "свыше", "почти", "понад", "більше", "близько", "майже"}, t.text)
	}) {
		return -1 // "more than 20" is no sum
	}
	return found
}

// partsIn adds up the parts of a list. It is open where the sum may be larger: a part in it has no number, or a number
// stands for each of several places. What stands in brackets, or tells of a part that some of it flew on, is no part.
func (x *text) partsIn(from, to int) (sum int, open bool, parts, end int) {
	end = from
	depth, skip, told := 0, false, false
	closePart := func() {
		if !told && !skip {
			open = true // a place without a number: it shares the one before, or its number is not understood
		}
		skip, told = false, false
	}
	for i := from; i < to; i++ {
		switch t := x.tokens[i]; {
		case t.text == "(" || t.text == "[":
			depth++
		case t.text == ")" || t.text == "]":
			depth = max(0, depth-1)
		case depth > 0:
		case t.text == "," || t.text == ";":
			closePart()
		case x.hasAny(i, ofWhich) > 0:
			skip = true
		case slices.Contains(each, t.text):
			open = true
		case t.kind == count && !skip:
			if told {
				if !slices.Contains([]string{"and", "и", "і", "й", "та", "plus", "–", "-", "—"}, x.at(i-1).text) && !x.at(i-1).joins() {
					open = true
				}
			}
			sum, told, end = sum+t.n, true, i+1
			parts++
		}
	}
	closePart()
	return sum, open, parts, end
}

// joins is for "and another five".
func (t token) joins() bool {
	return slices.Contains([]string{"another", "еще", "ще", "также", "також"}, t.text)
}
