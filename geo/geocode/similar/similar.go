// Package similar measures how alike two words are.
//
// In come words of at most 64 letters, one byte each (packages fold and romanise); out come edit distances and the
// Jaro-Winkler likeness. Nothing is kept and nothing allocated.
package similar

import "math/bits"

// MaxLetters is the longest pattern that Distance takes.
const MaxLetters = 64

// Pattern is a word made ready to be compared with many others.
type Pattern struct {
	word   [MaxLetters]byte
	length int
	masks  [256]uint64

	Letters Letters // of the word
}

// Set makes word ready; only its first MaxLetters letters count.
func (p *Pattern) Set(word []byte) {
	for _, c := range p.word[:p.length] {
		p.masks[c] = 0
	}
	p.length = copy(p.word[:], word)
	p.Letters = LettersOf(p.word[:p.length])
	for i, c := range p.word[:p.length] {
		p.masks[c] |= 1 << i
	}
}

// Distance returns the optimal string alignment distance to other: insertions, deletions, substitutions and swaps of
// neighbours, no letter edited twice. It takes time in proportion to other's length: all cells of a column are one
// machine word (H. Hyyrö, "A bit-vector algorithm for computing Levenshtein and Damerau edit distances", Nordic
// Journal of Computing 10, 2003).
func (p *Pattern) Distance(other []byte) int {
	m := p.length
	if m == 0 {
		return len(other)
	}
	var (
		vp      = ^uint64(0)
		vn, d0  uint64
		before  uint64
		score   = m
		highest = uint64(1) << (m - 1)
	)
	for _, c := range other {
		eq := p.masks[c]
		swap := (^d0 & eq) << 1 & before
		d0 = ((eq & vp) + vp ^ vp) | eq | vn | swap
		hp := vn | ^(d0 | vp)
		hn := d0 & vp
		if hp&highest != 0 {
			score++
		}
		if hn&highest != 0 {
			score--
		}
		hp = hp<<1 | 1
		hn <<= 1
		vp = hn | ^(d0 | hp)
		vn = hp & d0
		before = eq
	}
	return score
}

// JaroWinkler returns the likeness to other, from 0 to 1 for equal words (W. Winkler, 1990: a common beginning of up to
// four letters adds a tenth of what is missing each). Two empty words are equal. Letters past MaxLetters do not count.
func (p *Pattern) JaroWinkler(other []byte) float64 {
	a, b := other[:min(len(other), MaxLetters)], p.word[:p.length]
	if len(a) == 0 || len(b) == 0 {
		if len(a) == len(b) {
			return 1
		}
		return 0
	}
	reach := max(max(len(a), len(b))/2-1, 0)
	var inA, inB uint64
	for i, c := range a {
		window := ^uint64(0) << max(0, i-reach)
		if end := i + reach + 1; end < MaxLetters {
			window &= 1<<end - 1
		}
		if free := p.masks[c] & window &^ inB; free != 0 {
			inA |= 1 << i
			inB |= free & -free
		}
	}
	if inA == 0 {
		return 0
	}
	m := float64(bits.OnesCount64(inA))
	jaro := (m/float64(len(a)) + m/float64(len(b)) + (m-float64(outOfOrder(a, b, inA, inB))/2)/m) / 3
	return jaro + float64(sameStart(a, b))/10*(1-jaro)
}

// AtMost returns what JaroWinkler does not exceed for a word that has these letters, and perhaps others: it goes by how many
// letters the two can have in common, and by those that they begin with.
func (p *Pattern) AtMost(other []byte, letters Letters) float64 {
	if len(other) == 0 || p.length == 0 || len(other) > MaxLetters {
		return 1
	}
	common := float64(min(len(other)-letters.Beyond(p.Letters), p.length-p.Letters.Beyond(letters)))
	if common <= 0 {
		return 0
	}
	jaro := (common/float64(len(other)) + common/float64(p.length) + 1) / 3
	return jaro + float64(sameStart(other, p.word[:p.length]))/10*(1-jaro)
}

// sameStart counts the letters that two words begin with alike, up to four.
func sameStart(a, b []byte) (start int) {
	for start < min(4, len(a), len(b)) && a[start] == b[start] {
		start++
	}
	return start
}

// outOfOrder counts the common letters, marked in inA and inB, that come in another order.
func outOfOrder(a, b []byte, inA, inB uint64) (n int) {
	for ; inA != 0; inA, inB = inA&(inA-1), inB&(inB-1) {
		if a[bits.TrailingZeros64(inA)] != b[bits.TrailingZeros64(inB)] {
			n++
		}
	}
	return n
}
