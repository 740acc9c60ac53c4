package cql2

import (
	"strings"
	"unicode/utf8"
)

// like matches a text with a pattern: % stands for any characters, _ for one, and a backslash makes the next character
// stand for itself. Time is at most the product of their lengths.
func like(text, pattern string) bool {
	at, p := 0, 0
	starAt, starP := -1, 0 // where to go on when a % has to hold one character more
	for at < len(text) {
		want, width, kind := element(pattern, p)
		r, size := utf8.DecodeRuneInString(text[at:])
		switch {
		case kind == '%':
			starAt, starP = at, p+width
			p = starP
		case kind == '_' || kind == 'c' && want == r:
			at, p = at+size, p+width
		case starAt >= 0:
			_, size := utf8.DecodeRuneInString(text[starAt:])
			starAt += size
			at, p = starAt, starP
		default:
			return false
		}
	}
	for p < len(pattern) {
		_, width, kind := element(pattern, p)
		if kind != '%' {
			return false
		}
		p += width
	}
	return true
}

// element reads one element of a pattern: %, _, or a character (kind c); kind 0 at the end.
func element(pattern string, at int) (r rune, width int, kind byte) {
	if at >= len(pattern) {
		return 0, 0, 0
	}
	r, width = utf8.DecodeRuneInString(pattern[at:])
	switch r {
	case '%', '_':
		return r, width, byte(r)
	case '\\':
		if at+1 < len(pattern) {
			escaped, size := utf8.DecodeRuneInString(pattern[at+1:])
			return escaped, 1 + size, 'c'
		}
	}
	return r, width, 'c'
}

// LikePrefix returns the characters that every match of a pattern begins with; exact says that the pattern holds no
// wildcard at all, whole that behind the prefix anything may follow (a single % at the end).
func LikePrefix(pattern string) (prefix string, exact, whole bool) {
	var b strings.Builder
	for at := 0; ; {
		r, width, kind := element(pattern, at)
		if kind != 'c' {
			return b.String(), kind == 0, kind == '%' && strings.Trim(pattern[at:], "%") == ""
		}
		b.WriteRune(r)
		at += width
	}
}
