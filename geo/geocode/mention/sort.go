package mention

import (
	"context"
	"strings"

	"oblast/geo/geocode/typeword"
)

// role is what a word does in its text.
type role uint8

const (
	plain  role = iota // it begins no name
	naming             // it may be part of a name
	typing             // it says what kind of place is meant
	person             // it names a person
	thing              // it names a street, an organisation or the like
	named              // it names a ship or a weapon
)

// scan is one text at work.
type scan struct {
	*Scanner
	ctx      context.Context
	in       Text
	from, to int // bytes of the text that are read: all, or a part
	tokens   []token
	names    []int32 // tokens whose role is naming, in order
	lexis    *lexis
	cased    bool // the text has small letters and capitals
	valid    bool // the text is UTF-8
	found    []finding
	mentions []Mention
	passed   []Passed
	asked    int // queries so far, those answered before included
	latest   struct {
		unit int32 // region that was spoken of last
		spoken
	}
}

// text returns the text of tokens from to to.
func (r *scan) text(from, to int) string { return r.in.Text[r.tokens[from].at:r.tokens[to-1].end] }

// letters returns a word in letters of package fold.
func (r *scan) letters(i int) []byte { return r.entry(i).letters }

// lex returns what the lexicon of type words says of a word.
func (r *scan) lex(i int) typeword.Word {
	w := r.entry(i).known
	if w.Dotted && !r.dotted(i) {
		w = typeword.Word{Joining: w.Joining}
	}
	return w
}

// dotted reports whether a full stop stands behind a word.
func (r *scan) dotted(i int) bool {
	end := int(r.tokens[i].end)
	return end < len(r.in.Text) && r.in.Text[end] == '.'
}

// listed returns what the lists say of a word.
func (r *scan) listed(i int) wordKind { return r.entry(i).kind }

// sort gives each capitalised word its role. In a text without capitals, or of nothing else, every word may be a name.
func (r *scan) sort() {
	for i := range r.tokens {
		t := &r.tokens[i]
		if t.digit || r.cased && !t.upper {
			continue
		}
		e := r.entry(i)
		letters, known := e.letters, e.known
		t.kind = e.kind
		switch {
		case len(letters) == 0:
		case t.kind&opener != 0 && r.nameFollows(i):
			t.role = naming
			r.names = append(r.names, int32(i))
		case known.Kind != 0 && !known.Dotted || known.Modifier:
			t.role = typing
		case t.kind&(common|says) != 0, t.kind&title != 0 && t.kind&given == 0, known.Joining, known.Nation:
		case t.kind&opener != 0:
		case len(letters) == 1:
		default:
			t.role = naming
			r.names = append(r.names, int32(i))
		}
	}
}

// nameFollows reports whether the next word is capitalised too, or joined by a hyphen.
func (r *scan) nameFollows(i int) bool {
	if i+1 == len(r.tokens) || !r.tokens[i+1].upper && r.cased {
		return false
	}
	return r.tokens[i+1].before <= hyphen || r.tokens[i+1].before == dot && r.isAbbreviation(i)
}

// typeFollows reports whether a type word stands right behind a name that ends before word i.
func (r *scan) typeFollows(i int) bool {
	return i < len(r.tokens) && r.tokens[i].before <= hyphen && r.lex(i).Kind != 0
}

// mark gives words a role that is not that of a place, and notes why they are passed over.
func (r *scan) mark(from, to int, as role, reason string) {
	for i := from; i < to; i++ {
		if r.tokens[i].role == naming || r.tokens[i].role == typing {
			r.tokens[i].role = as
		}
	}
	r.passed = append(r.passed, Passed{From: int(r.tokens[from].at), To: int(r.tokens[to-1].end), Reason: reason})
}

// runFrom returns the end of the run of name words that begins at word i. A possessive ends one: Russia's | Kaluga.
func (r *scan) runFrom(i int) int {
	end := i + 1
	for end < len(r.tokens) && end-i < maxWords && r.tokens[end].role == naming && !r.isPossessive(end-1) {
		if gap := r.tokens[end].before; gap > hyphen && !(gap == dot && r.isAbbreviation(end-1)) {
			break
		}
		end++
	}
	return end
}

// isPossessive reports whether a word has an English possessive ending.
func (r *scan) isPossessive(i int) bool {
	text := r.text(i, i+1)
	return strings.HasSuffix(text, "'s") || strings.HasSuffix(text, "’s")
}
