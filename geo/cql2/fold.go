package cql2

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// foldCase is full case folding (Unicode, section 3.13, toCasefold): ß is ss.
func foldCase(s string) string {
	if lowerASCII(s) {
		return s
	}
	return cases.Fold().String(s)
}

func lowerASCII(s string) bool {
	for i := range len(s) {
		if c := s[i]; c >= utf8.RuneSelf || c >= 'A' && c <= 'Z' {
			return false
		}
	}
	return true
}

// foldAccents leaves out the marks of letters that Unicode takes apart (NFD): ă is a. Letters of their own, such as ø and
// ł, stay.
func foldAccents(s string) string {
	ascii := true
	for i := range len(s) {
		ascii = ascii && s[i] < utf8.RuneSelf
	}
	if ascii {
		return s
	}
	out := make([]byte, 0, len(s))
	for _, r := range norm.NFD.String(s) {
		if !unicode.Is(unicode.Mn, r) {
			out = utf8.AppendRune(out, r)
		}
	}
	return norm.NFC.String(string(out))
}
