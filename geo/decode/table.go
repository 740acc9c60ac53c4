package decode

import (
	"bufio"
	"errors"
)

// maxRow bounds one row of a table, in bytes: a quotation mark that is never closed would make one of the whole file.
const maxRow = 2 << 20

// ErrLongRow is what Bounded fails with.
var ErrLongRow = errors.New("a row is longer than 2 MB: is a quotation mark not closed?")

// Bounded reads no more than 2 MB between two calls of Next. It is ready for one row.
type Bounded struct {
	in   *bufio.Reader
	left int
}

// Bound returns a bounded reader of a text.
func Bound(in *bufio.Reader) *Bounded { return &Bounded{in, maxRow} }

// Next makes ready for the next row.
func (b *Bounded) Next() { b.left = maxRow }

// Read implements io.Reader.
func (b *Bounded) Read(p []byte) (int, error) {
	if b.left <= 0 {
		return 0, ErrLongRow
	}
	n, err := b.in.Read(p[:min(len(p), b.left)])
	b.left -= n
	return n, err
}

// Separator tells what parts the fields of a table, by its beginning: that of comma, semicolon, tab and bar that the first
// line has most of outside quotation marks; a comma where it has none.
func Separator(beginning string) rune {
	count, quoted := map[rune]int{}, false
	for _, r := range beginning {
		if r == '"' {
			quoted = !quoted
		}
		if r == '\n' && !quoted {
			break
		}
		if !quoted {
			count[r]++
		}
	}
	best := ','
	for _, r := range ";\t|" {
		if count[r] > count[best] {
			best = r
		}
	}
	return best
}
