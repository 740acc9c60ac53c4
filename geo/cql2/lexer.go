package cql2

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

type tokenKind uint8

const (
	endToken tokenKind = iota
	wordToken
	nameToken // a word in double quotes
	textToken
	numberToken
	signToken // punctuation and operators
)

// token is a piece of the source. The text of a quoted one is without its quotes and escapes.
type token struct {
	kind   tokenKind
	at     int
	text   string
	number float64
}

// is reports whether the token is a sign, or a keyword in any case.
func (t *token) is(text string) bool {
	return len(t.text) == len(text) && t.spells(text)
}

func (t *token) spells(text string) bool {
	return t.kind == signToken && t.text == text || t.kind == wordToken && strings.EqualFold(t.text, text)
}

// shown is the token as it is said back to people.
func (t token) shown() string {
	if t.kind == endToken {
		return "the end"
	}
	text := t.text
	if t.kind == numberToken {
		text = strconv.FormatFloat(t.number, 'g', -1, 64)
	}
	return "`" + shortened(text) + "`"
}

// shortened keeps a text short enough for a message.
func shortened(s string) string {
	const most = 40
	if len(s) <= most {
		return s
	}
	s = s[:most]
	for !utf8.ValidString(s) {
		s = s[:len(s)-1]
	}
	return s + "…"
}

// lexer cuts a source into tokens.
type lexer struct {
	source string
	at     int
}

func (l *lexer) next() (token, error) {
	for l.at < len(l.source) && l.source[l.at] == ' ' {
		l.at++
	}
	for l.at < len(l.source) {
		r, size := utf8.DecodeRuneInString(l.source[l.at:])
		if !unicode.IsSpace(r) {
			break
		}
		l.at += size
	}
	start := l.at
	if start == len(l.source) {
		return token{kind: endToken, at: start}, nil
	}
	switch c := l.source[start]; {
	case c == '\'':
		return l.text()
	case c == '"':
		return l.name()
	case c >= '0' && c <= '9', c == '.' && start+1 < len(l.source) && isDigit(l.source[start+1]):
		return l.number()
	case c == '=' && start+1 < len(l.source) && strings.IndexByte("=<>~", l.source[start+1]) >= 0:
		return token{}, stranger(start, l.source[start:])
	case strings.IndexByte("(),+-*/%^=", c) >= 0:
		l.at++
		return token{kind: signToken, at: start, text: l.source[start:l.at]}, nil
	case c == '<' || c == '>' || c == '!':
		return l.comparison(c)
	}
	return l.word()
}

func (l *lexer) comparison(c byte) (token, error) {
	start := l.at
	l.at++
	if l.at < len(l.source) && (l.source[l.at] == '=' || c == '<' && l.source[l.at] == '>') {
		l.at++
	}
	text := l.source[start:l.at]
	switch text {
	case "!=":
		return token{}, failf(start, "`!=` is no operator of CQL2; write `<>`")
	case "!":
		return token{}, failf(start, "`!` is no operator of CQL2; write NOT")
	}
	return token{kind: signToken, at: start, text: text}, nil
}

// text reads a character literal; a quote in it is written twice or behind a backslash. Another backslash stands for itself:
// it matters to LIKE.
func (l *lexer) text() (token, error) {
	start := l.at
	// Most have nothing that stands for something else.
	if end := strings.IndexAny(l.source[start+1:], `'\`); end >= 0 {
		if at := start + 1 + end; l.source[at] == '\'' && !strings.HasPrefix(l.source[at+1:], "'") {
			l.at = at + 1
			return token{kind: textToken, at: start, text: l.source[start+1 : at]}, nil
		}
	}
	var b strings.Builder
	for i := start + 1; i < len(l.source); i++ {
		switch c := l.source[i]; {
		case c == '\\' && i+1 < len(l.source) && l.source[i+1] == '\'' && !endsAt(l.source, i+1):
			b.WriteByte('\'')
			i++
		case c == '\'' && i+1 < len(l.source) && l.source[i+1] == '\'':
			b.WriteByte('\'')
			i++
		case c == '\'':
			l.at = i + 1
			return token{kind: textToken, at: start, text: b.String()}, nil
		default:
			b.WriteByte(c)
		}
	}
	return token{}, failf(start, "the text that starts here has no closing quote")
}

// endsAt reports whether the quote at i is the last of the source: then it closes, whatever stands before it.
func endsAt(source string, i int) bool { return strings.IndexByte(source[i+1:], '\'') < 0 }

func (l *lexer) name() (token, error) {
	start := l.at
	end := strings.IndexByte(l.source[start+1:], '"')
	if end < 0 {
		return token{}, failf(start, "the name that starts here has no closing quote")
	}
	l.at = start + end + 2
	return token{kind: nameToken, at: start, text: l.source[start+1 : l.at-1]}, nil
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

func (l *lexer) number() (token, error) {
	start, i := l.at, l.at
	digits := func() {
		for i < len(l.source) && isDigit(l.source[i]) {
			i++
		}
	}
	digits()
	if i < len(l.source) && l.source[i] == '.' {
		i++
		digits()
	}
	if i < len(l.source) && (l.source[i] == 'e' || l.source[i] == 'E') {
		mark := i
		i++
		if i < len(l.source) && (l.source[i] == '+' || l.source[i] == '-') {
			i++
		}
		if i < len(l.source) && isDigit(l.source[i]) {
			digits()
		} else {
			i = mark
		}
	}
	l.at = i
	n, err := strconv.ParseFloat(l.source[start:i], 64)
	if err != nil {
		return token{}, failf(start, "the number %s is too large", shortened(l.source[start:i]))
	}
	return token{kind: numberToken, at: start, number: n}, nil
}

// word reads an identifier: letters, digits, and the signs that the grammar lets stand in names.
func (l *lexer) word() (token, error) {
	start := l.at
	for l.at < len(l.source) {
		if c := l.source[l.at] | 0x20; c >= 'a' && c <= 'z' || l.source[l.at] == '_' {
			l.at++
			continue
		}
		r, size := utf8.DecodeRuneInString(l.source[l.at:])
		first := l.at == start
		if !(unicode.IsLetter(r) || r == '_' || r == ':' || !first && (unicode.IsDigit(r) || unicode.IsMark(r) || r == '.' || r == '\u203f' || r == '\u2040')) {
			break
		}
		l.at += size
	}
	if l.at == start {
		if err := stranger(start, l.source[start:]); err != nil {
			return token{}, err
		}
		r, _ := utf8.DecodeRuneInString(l.source[start:])
		return token{}, failf(start, "%q has no meaning here", r)
	}
	return token{kind: wordToken, at: start, text: l.source[start:l.at]}, nil
}
