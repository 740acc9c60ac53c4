package layer

import (
	"encoding/binary"
	"math"

	"oblast/geo/cql2"
)

// following tells in which texts what a LIKE asks of words stands in words that follow one another, by the words alone: of a word
// that many texts hold it is found out once how many of the pieces stand in it.
type following struct {
	*words
	is     *cql2.TextTest
	pieces []asked
	may    []bitset // by piece: the words among which all are that hold it; nil: all words
	exact  bool     // a LIKE asks for nothing else
}

// knownWords is of how many words, those of most texts, it is kept what stands in them.
const knownWords = 1024

// following returns what looks for the pieces of a pattern; nil where it has less than two.
func (w *words) following(is *cql2.TextTest) *following {
	whole, exact := is.Pieces()
	f := &following{words: w, is: is}
	for _, run := range is.Runs() {
		for from, to := range wordsIn(run.Text) {
			f.pieces = append(f.pieces, asked{text: run.Text[from:to], start: run.Start || from > 0, end: run.End || to < len(run.Text)})
		}
	}
	if len(f.pieces) < 2 || len(f.pieces) >= math.MaxUint8 {
		return nil
	}
	f.exact, f.may = exact && len(whole) == len(f.pieces), make([]bitset, len(f.pieces))
	for i, piece := range f.pieces {
		f.exact = f.exact && !piece.start && !piece.end
		found, _, ok := w.grams.holding(piece.text, piece.start, piece.end)
		if !ok {
			continue
		}
		if f.may[i] = found.set; found.set == nil {
			f.may[i] = newBitset(w.n())
			for _, word := range found.list {
				f.may[i].add(int32(word))
			}
		}
	}
	return f
}

// reader returns a test of texts for one goroutine.
func (f *following) reader() func(code int32) bool {
	const unread = math.MaxUint8
	states := len(f.pieces) + 1
	known := make([]uint8, knownWords*states) // by word and pieces found before: how many are then
	for i := range known {
		known[i] = unread
	}
	var room []byte
	return func(code int32) bool {
		found := 0
		for from, end := f.start(code), f.streams[code]; from < end; {
			word := uint64(f.stream[from])
			if from++; word >= 0x80 {
				size := 0
				word, size = binary.Uvarint(f.stream[from-1 : end])
				from += uint32(size) - 1
			}
			if word < knownWords {
				at := &known[int(word)*states+found]
				if *at == unread {
					*at = uint8(f.advance(int32(word), found, &room))
				}
				found = int(*at)
			} else {
				found = f.advance(int32(word), found, &room)
			}
			if found == len(f.pieces) {
				return true
			}
		}
		return false
	}
}

func (f *following) start(code int32) uint32 {
	if code == 0 {
		return 0
	}
	return f.streams[code-1]
}

// advance returns how many pieces are found with those in a word, given how many were before it.
func (f *following) advance(word int32, found int, room *[]byte) int {
	if f.may[found] != nil && !f.may[found].has(word) {
		return found
	}
	text, from := f.is.Fold(f.words.word(word), room), 0
	for ; found < len(f.pieces); found++ {
		if from = f.pieces[found].behind(text, from); from < 0 {
			break
		}
	}
	return found
}
