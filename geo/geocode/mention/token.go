package mention

import (
	"unicode"
	"unicode/utf8"
)

// gap is what stands before a word, weakest first.
type gap uint8

const (
	space    gap = iota // blanks
	hyphen              // a hyphen without blanks
	dot                 // a full stop, then a blank: the end of a sentence, or of an abbreviation
	quote               // a quotation mark
	comma               // a comma
	breaking            // any other mark that parts what is said: brackets, colons, dashes between blanks
	sentence            // the end of a sentence, or of a line
	line                // an empty line, or the end of the title
)

// token is a word of the text. Hyphens part words, apostrophes do not.
type token struct {
	at, end int32
	before  gap
	upper   bool // the first letter is a capital
	capital bool // all letters are
	digit   bool // the first letter is a digit
	quoted  bool // a quotation mark stands right before it

	role  role
	kind  wordKind
	entry int32 // its number in the lexis, 0 until it is looked up
}

// class is what one byte of ASCII is.
type class uint8

const (
	markClass class = iota
	lowerClass
	upperClass
	digitClass
	blankClass
	lineClass
	apostropheClass
	hyphenClass
	stopClass
	endClass
	quoteClass
	commaClass
)

// classes of ASCII.
var classes = func() (c [128]class) {
	for b := range c {
		switch r := rune(b); {
		case r >= 'a' && r <= 'z':
			c[b] = lowerClass
		case r >= 'A' && r <= 'Z':
			c[b] = upperClass
		case r >= '0' && r <= '9':
			c[b] = digitClass
		case r == ' ' || r == '\t':
			c[b] = blankClass
		case r == '\n' || r == '\r' || r == '\v' || r == '\f':
			c[b] = lineClass
		case r == '\'' || r == '`':
			c[b] = apostropheClass
		case r == '-':
			c[b] = hyphenClass
		case r == '.':
			c[b] = stopClass
		case r == '!' || r == '?':
			c[b] = endClass
		case r == '"':
			c[b] = quoteClass
		case r == ',':
			c[b] = commaClass
		}
	}
	return c
}()

// tokenise cuts the part of the text that is read into words, and notes whether all of it is UTF-8.
func (r *scan) tokenise() {
	text := r.in.Text[:r.to]
	t := tokeniser{text: text, tokens: r.lexis.tokens[:0], gap: line, lineFrom: r.from, later: r.from > 0}
	if t.later {
		t.blank, t.lines = true, 2
	}
	for i := r.from; i < len(text); {
		if c := text[i]; c < utf8.RuneSelf {
			switch class := classes[c]; class {
			case lowerClass, upperClass, digitClass:
				i = t.word(i)
			default:
				t.mark(class, i)
				i++
			}
			continue
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		if isLetter(r) {
			i = t.word(i)
			continue
		}
		t.broken = t.broken || r == utf8.RuneError && size == 1
		t.mark(classOf(r), i)
		i += size
	}
	r.tokens, r.valid = t.tokens, !t.broken
}

type tokeniser struct {
	text          string
	tokens        []token
	gap           gap
	blank, quoted bool // seen since the last word
	lines         int
	lineFrom      int  // where the line at hand begins
	wrapped       bool // the gap is that of one line end alone, at which a sentence may go on
	later         bool // the part does not begin the text: it has no title
	broken        bool // some bytes are no UTF-8; none of them is in a word
}

// word takes the word that begins at byte i, and returns its end.
func (t *tokeniser) word(i int) int {
	w := token{at: int32(i), before: t.gap, quoted: t.quoted}
	letters, capitals := 0, 0
	for i < len(t.text) {
		c := t.text[i]
		if c < utf8.RuneSelf {
			switch classes[c] {
			case lowerClass:
				letters++
			case upperClass:
				letters++
				capitals++
				w.upper = w.upper || letters == 1 && !w.digit
			case digitClass:
				w.digit = w.digit || letters == 0
			case apostropheClass:
				if i+1 >= len(t.text) || !letterAt(t.text[i+1:]) {
					return t.close(w, i, letters, capitals)
				}
			default:
				return t.close(w, i, letters, capitals)
			}
			i++
			continue
		}
		if (c == 0xD0 || c == 0xD1) && i+1 < len(t.text) { // the commonest Cyrillic letters
			if d := t.text[i+1]; c == 0xD0 && d >= 0x90 && d <= 0xBF || c == 0xD1 && d >= 0x80 && d <= 0x9F {
				letters++
				if c == 0xD0 && d < 0xB0 {
					capitals++
					w.upper = w.upper || letters == 1
				}
				i += 2
				continue
			}
		}
		r, size := utf8.DecodeRuneInString(t.text[i:])
		switch {
		case r == '’' || r == 'ʼ' || r == '‘' || r == '′':
			if !letterAt(t.text[i+size:]) {
				return t.close(w, i, letters, capitals)
			}
		case isLetter(r):
			letters++
			if unicode.IsUpper(r) {
				capitals++
				w.upper = w.upper || letters == 1
			}
		case unicode.Is(unicode.Mn, r) || r == 0xAD || r == 0x200B || r == 0x200D:
		default:
			return t.close(w, i, letters, capitals)
		}
		i += size
	}
	return t.close(w, i, letters, capitals)
}

func (t *tokeniser) close(w token, end, letters, capitals int) int {
	w.end = int32(end)
	w.capital = capitals == letters && letters > 1
	if t.wrapped && w.before == sentence && !w.upper && !w.digit {
		w.before = space
	}
	t.tokens = append(t.tokens, w)
	t.gap, t.blank, t.quoted, t.wrapped, t.lines = space, false, false, false, 0
	return end
}

// mark notes what stands between two words.
func (t *tokeniser) mark(c class, i int) {
	at := space
	switch c {
	case blankClass:
		if t.blank = true; t.gap == hyphen {
			t.gap = breaking // a dash
		}
		return
	case lineClass:
		if t.text[i] == '\n' && i > 0 && t.text[i-1] == '\r' {
			return
		}
		t.blank = true
		t.lines++
		at = t.lineEnd(i)
		t.lineFrom = i + 1
	case hyphenClass: // "Ростов-на-Дону", but "Moscow - Kyiv"
		if at = hyphen; t.blank || t.gap > hyphen {
			at = breaking
		}
	case stopClass:
		at = dot
	case endClass:
		at = sentence
	case quoteClass:
		at, t.quoted = quote, true
	case commaClass:
		at = comma
	case apostropheClass:
		return
	default:
		at = breaking
	}
	t.gap = max(t.gap, at)
}

// longTitle and shortLine are the lengths, in bytes, up to which a first line may be a title, and any line one that was
// not ended by wrapping.
const (
	longTitle = 300
	shortLine = 60
)

// lineEnd tells what a line end parts. A text may be wrapped: then a line end is a blank, unless the line is a title or
// so short that it was ended on purpose.
func (t *tokeniser) lineEnd(i int) gap {
	length := i - t.lineFrom
	first := !t.later && len(t.tokens) > 0 && int(t.tokens[0].at) >= t.lineFrom
	switch {
	case t.lines > 1:
		t.wrapped = false
		return line
	case first && length <= longTitle || length <= shortLine:
		t.wrapped = t.gap < sentence
		return sentence
	}
	return space
}

// classOf returns the class of a rune above ASCII that is no letter.
func classOf(r rune) class {
	switch {
	case unicode.IsSpace(r):
		if r == 0x85 || r == 0x2028 || r == 0x2029 {
			return lineClass
		}
		return blankClass
	case r == '‐' || r == '‑':
		return hyphenClass
	case r == '…' || r == '。':
		return stopClass
	case unicode.Is(unicode.Pi, r) || unicode.Is(unicode.Pf, r) || r == '„' || r == '‚' || r == '″':
		return quoteClass
	}
	return markClass
}

// isLetter reports whether a rune begins a word, or goes on with one. An apostrophe is none, though ʼ counts as a letter in
// Unicode: a word that it began would have no end.
func isLetter(r rune) bool {
	return r != utf8.RuneError && r != 'ʼ' && (unicode.IsLetter(r) || unicode.IsDigit(r))
}

func letterAt(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return isLetter(r)
}
