package cql2

import (
	"strings"
	"unicode/utf8"
)

// Pattern is a pattern of LIKE made ready to be held against many texts.
type Pattern struct {
	segments []segment // what stands between one % and the next
	runs     []Run
}

// segment is some characters in a row: as many as any stands for of whatever kind, a text, and what is left.
type segment struct {
	any    int
	text   string
	rest   []rune // below 0: any
	length int    // characters in all
}

// Run is a part of a pattern without wildcards. Of a match it stands at the start, or at the end, where that is said.
type Run struct {
	Text       string
	Start, End bool
}

// NewPattern reads a pattern; every text is one.
func NewPattern(source string) *Pattern {
	p, run := &Pattern{}, Run{Start: true}
	var elements []rune
	for at := 0; ; {
		r, width, kind := element(source, at)
		at += width
		if kind == 'c' {
			elements, run.Text = append(elements, r), run.Text+string(r)
			continue
		}
		if run.End = kind == 0; run.Text != "" {
			p.runs = append(p.runs, run)
		}
		if run = (Run{}); kind == '_' {
			elements = append(elements, -1)
			continue
		}
		p.segments = append(p.segments, newSegment(elements))
		if elements = nil; kind == 0 {
			return p
		}
	}
}

func newSegment(elements []rune) segment {
	g := segment{length: len(elements)}
	for g.any < len(elements) && elements[g.any] < 0 {
		g.any++
	}
	end := g.any
	for end < len(elements) && elements[end] >= 0 {
		end++
	}
	g.text, g.rest = string(elements[g.any:end]), elements[end:]
	return g
}

// skip returns how many bytes n characters take, -1 where there are fewer.
func skip(text string, n int) int {
	at := 0
	for ; n > 0; n-- {
		if at == len(text) {
			return -1
		}
		_, size := utf8.DecodeRuneInString(text[at:])
		at += size
	}
	return at
}

// behind returns where the rest of the segment ends that a text begins with, -1 where it does not.
func (g *segment) behind(text string) int {
	at := 0
	for _, want := range g.rest {
		r, size := utf8.DecodeRuneInString(text[at:])
		if size == 0 || want >= 0 && r != want {
			return -1
		}
		at += size
	}
	return at
}

// begins returns where the segment ends that a text begins with, -1 where it does not.
func (g *segment) begins(text string) int {
	at := skip(text, g.any)
	if at < 0 || !strings.HasPrefix(text[at:], g.text) {
		return -1
	}
	at += len(g.text)
	if more := g.behind(text[at:]); more >= 0 {
		return at + more
	}
	return -1
}

// find returns where the segment ends that stands first in a text, -1 where none does.
func (g *segment) find(text string) int {
	from := skip(text, g.any)
	for from >= 0 {
		at := strings.Index(text[from:], g.text)
		if at < 0 {
			return -1
		}
		end := from + at + len(g.text)
		if more := g.behind(text[end:]); more >= 0 {
			return end + more
		}
		step := skip(text[from+at:], 1)
		if step < 0 {
			return -1
		}
		from += at + step
	}
	return -1
}

// ends reports whether the segment is what a text ends with.
func (g *segment) ends(text string) bool {
	if g.length == len(g.text) && g.rest == nil { // of ASCII alone: no character has to be counted
		return strings.HasSuffix(text, g.text)
	}
	at := len(text)
	for range g.length {
		if at == 0 {
			return false
		}
		_, size := utf8.DecodeLastRuneInString(text[:at])
		at -= size
	}
	return g.begins(text[at:]) == len(text)-at
}

// Runs returns the parts of the pattern without wildcards, as they follow each other; all stand in every match.
func (p *Pattern) Runs() []Run { return p.runs }

// Piece returns the text that every match holds, anywhere, and that makes it one; ok is false where a pattern asks for more.
func (p *Pattern) Piece() (piece string, ok bool) {
	if len(p.runs) != 1 || p.runs[0].Start || p.runs[0].End {
		return "", false
	}
	for i := range p.segments {
		if g := &p.segments[i]; g.any > 0 || len(g.rest) > 0 {
			return "", false
		}
	}
	return p.runs[0].Text, true
}

// Pieces returns the texts that follow one another in every match, with anything before, between and behind them, and that make it
// one; ok is false where a pattern asks for more, or for less than two.
func (p *Pattern) Pieces() (pieces []string, ok bool) {
	last := len(p.segments) - 1
	for i := range p.segments {
		g := &p.segments[i]
		end := i == 0 || i == last
		if g.any > 0 || len(g.rest) > 0 || (g.text == "") != end {
			return nil, false
		}
		if !end {
			pieces = append(pieces, g.text)
		}
	}
	return pieces, len(pieces) > 1
}

// Match reports whether a text, which is UTF-8, matches.
func (p *Pattern) Match(text string) bool {
	last := len(p.segments) - 1
	at := p.segments[0].begins(text)
	if last == 0 || at < 0 {
		return at == len(text)
	}
	text = text[at:]
	for i := 1; i < last; i++ {
		if at = p.segments[i].find(text); at < 0 {
			return false
		}
		text = text[at:]
	}
	return p.segments[last].ends(text)
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
