package cql2

import (
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// foldCase is full case folding (Unicode, section 3.13, toCasefold): ß is ss.
func foldCase(s string) string { return string(appendCase(nil, s)) }

// foldAccents leaves out the marks of letters that Unicode takes apart (NFD): ă is a. Letters of their own, such as ø and
// ł, stay.
func foldAccents(s string) string { return string(appendAccents(nil, s)) }

// ShortFolds is up to where characters are folded by a table: Latin, Greek, Cyrillic, and the marks that go on them. None
// of them becomes one with what stands behind it, so each can be folded by itself.
const ShortFolds = 0x530

func foldTable(fold func(string) string) func() *[ShortFolds]string {
	return sync.OnceValue(func() *[ShortFolds]string {
		table := new([ShortFolds]string)
		for r := range rune(ShortFolds) {
			table[r] = fold(string(r))
		}
		return table
	})
}

var (
	wholeCase   = func(s string) string { return cases.Fold().String(s) }
	caseTable   = foldTable(wholeCase)
	accentTable = foldTable(withoutMarks)
)

func appendCase(dst []byte, s string) []byte { return appendFolded(dst, s, caseTable(), wholeCase) }
func appendAccents(dst []byte, s string) []byte {
	return appendFolded(dst, s, accentTable(), withoutMarks)
}

// appendFolded folds by the table, and what holds other characters as a whole.
func appendFolded(dst []byte, s string, table *[ShortFolds]string, whole func(string) string) []byte {
	start := len(dst)
	for i := 0; i < len(s); {
		r, size := rune(s[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(s[i:])
		}
		if r >= ShortFolds {
			return append(dst[:start], whole(s)...)
		}
		dst = append(dst, table[r]...)
		i += size
	}
	return dst
}

func withoutMarks(s string) string {
	out := make([]byte, 0, len(s))
	for _, r := range norm.NFD.String(s) {
		if !unicode.Is(unicode.Mn, r) {
			out = utf8.AppendRune(out, r)
		}
	}
	return norm.NFC.String(string(out))
}

// Steady reports whether a text's characters each fold by themselves, to the same whatever is folded first, so that what
// stands in the text stands, folded, in the folded text.
func Steady(s string) bool {
	table := steadyTable()
	for _, r := range s {
		if r < rune(len(table)) && !table[r] || r >= rune(len(table)) && !steady(r) {
			return false
		}
	}
	return true
}

// steadyTable holds the answer up to the mathematical operators, punctuation included.
var steadyTable = sync.OnceValue(func() *[0x2300]bool {
	table := new([0x2300]bool)
	for r := range table {
		table[r] = steady(rune(r))
	}
	return table
})

func steady(r rune) bool {
	s := string(r)
	if r >= ShortFolds {
		return wholeCase(s) == s && withoutMarks(s) == s
	}
	folded := string(AppendFolded(nil, s))
	return string(AppendFolded(nil, foldCase(s))) == folded && string(AppendFolded(nil, foldAccents(s))) == folded
}

// AppendFolded appends a text without cases and accents: what two texts have in common, they have in common folded.
func AppendFolded(dst []byte, s string) []byte {
	return appendCase(dst, foldAccents(s))
}

// Folds are CASEI and ACCENTI around a text, the innermost first, a byte each: texts fold alike if these are equal.
type Folds string

// Folded returns what stands in CASEI and ACCENTI, and these.
func (e *Expr) Folded() (of *Expr, folds Folds) {
	for of = e; of.Op == Casei || of.Op == Accenti; of = of.Args[0] {
		folds = Folds(byte(of.Op)) + folds
	}
	return of, folds
}

// Fold returns a text folded. What is in room is overwritten.
func (f Folds) Fold(text string, room *[]byte) string {
	for i := range len(f) {
		fold := appendCase
		if Op(f[i]) == Accenti {
			fold = appendAccents
		}
		*room = fold((*room)[:0], text)
		text = string(*room)
	}
	return text
}
