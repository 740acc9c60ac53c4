package cql2

import "strings"

// Pattern is a pattern of LIKE made ready to be held against many texts.
type Pattern struct {
	source string
	pieces []string // what stands between one % and the next, where the pattern has no _
	plain  bool     // it has none
}

// NewPattern reads a pattern; every text is one.
func NewPattern(source string) *Pattern {
	p := &Pattern{source: source, plain: true}
	var piece strings.Builder
	for at := 0; ; {
		r, width, kind := element(source, at)
		at += width
		switch kind {
		case 0:
			p.pieces = append(p.pieces, piece.String())
			return p
		case '%':
			p.pieces = append(p.pieces, piece.String())
			piece.Reset()
		case '_':
			p.plain = false
			p.pieces = append(p.pieces, piece.String())
			piece.Reset()
		default:
			piece.WriteRune(r)
		}
	}
}

// Pieces returns texts all of which stand in every match.
func (p *Pattern) Pieces() []string { return p.pieces }

// Piece returns the text that every match holds, anywhere, and that makes it one; ok is false where a pattern asks for more.
func (p *Pattern) Piece() (piece string, ok bool) {
	last := len(p.pieces) - 1
	if !p.plain || last < 2 || p.pieces[0] != "" || p.pieces[last] != "" {
		return "", false
	}
	for _, between := range p.pieces[1:last] {
		if piece != "" && between != "" {
			return "", false
		}
		piece += between
	}
	return piece, piece != ""
}

// Match reports whether a text, which is UTF-8, matches.
func (p *Pattern) Match(text string) bool {
	if !p.plain {
		return like(text, p.source)
	}
	last := len(p.pieces) - 1
	if last == 0 {
		return text == p.pieces[0]
	}
	text, ok := strings.CutPrefix(text, p.pieces[0])
	if !ok {
		return false
	}
	for _, piece := range p.pieces[1:last] {
		at := strings.Index(text, piece)
		if at < 0 {
			return false
		}
		text = text[at+len(piece):]
	}
	return strings.HasSuffix(text, p.pieces[last])
}

// TextTest is a LIKE of one property, in CASEI and ACCENTI or not, made ready.
type TextTest struct {
	*Pattern
	Folds
}

// NewTextTest returns the test that an expression asks of its property; nil where it is no LIKE of a property alone.
func NewTextTest(e *Expr) *TextTest {
	if e.Op != Like || e.Args[1].Op != Literal || e.Args[1].Value.Type != Text {
		return nil
	}
	of, folds := e.Args[0].Folded()
	if of.Op != PropertyRef {
		return nil
	}
	return &TextTest{NewPattern(e.Args[1].Value.Text), folds}
}

// Holds reports whether the test holds of a value of the property. What is in room is overwritten.
func (t *TextTest) Holds(text string, room *[]byte) bool { return t.Match(t.Fold(text, room)) }
