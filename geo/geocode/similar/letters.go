package similar

import "math/bits"

// Letters is the set of the letters of a word: of each code the last six bits, by which the alphabets of package fold do not
// share any, save ў and g.
type Letters uint64

// LettersOf returns the letters of a word or, where blanks part several, of all of them.
func LettersOf(word []byte) (l Letters) {
	for _, c := range word {
		if c != ' ' {
			l |= 1 << (c & 63)
		}
	}
	return l
}

// Beyond counts the letters that other has not. Each takes an edit, so no distance between the two words is less.
func (l Letters) Beyond(other Letters) int { return bits.OnesCount64(uint64(l &^ other)) }
