package mention

import "oblast/geo/geocode/typeword"

// maxWords is the most words of a phrase; connectors are the words that may stand between two names of one phrase.
const (
	maxWords      = 24
	maxConnectors = 3
)

// link is what joins a word of a phrase to the one before, the weakest first: a phrase that is not understood whole is cut
// at its weakest links.
type link uint8

const (
	inside  link = iota // within a name, or a name and its type word
	beside              // a name behind the type word of another: Дзержинский район Калужской области
	within              // of, in, within
	and                 // and
	listing             // a comma
)

// readPhrases cuts the text into phrases and resolves them.
func (r *scan) readPhrases() {
	for from, i := 0, 0; i < len(r.tokens); i++ {
		if r.tokens[i].role != naming || !r.mayBegin(i) {
			continue
		}
		if r.ctx.Err() != nil {
			return
		}
		first := r.openPhrase(i, from)
		links := r.readPhrase(first, i)
		r.resolve(first, links)
		from = first + len(links)
		i = from - 1
	}
}

// mayBegin reports whether a name word is worth a query: some name begins with it, or a type word stands by it.
func (r *scan) mayBegin(i int) bool {
	return r.tokens[i].kind&opener != 0 || r.begins(i) || r.typeFollows(i+1) || i > 0 && r.tokens[i].before <= dot && r.lex(i-1).Kind != 0
}

// openPhrase returns the first word of the phrase of name word i, not before word from: the type words before the name
// (городе Калуге, village of Zagorye), and a word for border before those.
func (r *scan) openPhrase(i, from int) int {
	first := i
	for k := i - 1; k >= from && i-k <= maxConnectors; k-- {
		gap := r.tokens[k+1].before
		if gap > dot || gap == dot && !r.isAbbreviation(k) || r.tokens[k].role == person || r.tokens[k].role == thing || r.tokens[k].role == named {
			break
		}
		switch w := r.lex(k); {
		case w.Kind != 0 && (w.Before || k+1 < i || w.Modifier), w.Modifier && first < i, w.Border:
			first = k
		case w.Kind != 0 && k == i-1 && r.isCyrillic(k):
			first = k // районе Дзержинский
		case w.Of, w.With, w.Joining && k+1 < i && r.lex(k).With:
		case w.Joining && k > from && r.lex(k-1).Border:
		default:
			return first
		}
	}
	return first
}

// isAbbreviation reports whether the full stop behind a word is that of an abbreviation.
func (r *scan) isAbbreviation(i int) bool {
	if !r.dotted(i) {
		return false
	}
	e := r.entry(i)
	return e.kind&abbreviated != 0 || len(e.letters) <= 3 && e.known.Kind != 0
}

// readPhrase returns the links of the words of a phrase that begins at word first and whose first name is word i.
func (r *scan) readPhrase(first, i int) []link {
	links := make([]link, i+1-first, maxWords)
	last := i // of the words that surely belong
	pending, aside := listing+1, true
	for k := i + 1; k < len(r.tokens) && k-first < maxWords && k-last <= maxConnectors+1; k++ {
		t := &r.tokens[k]
		gap := t.before
		if gap > comma || gap == dot && !r.isAbbreviation(k-1) || gap == quote && !r.quotedType(k) {
			break
		}
		if gap == comma {
			pending, aside = weaker(pending, listing), false
		}
		w := r.lex(k)
		switch {
		case t.role == naming:
			links = append(links, r.linkOf(k, last, pending))
			last, pending, aside = k, listing+1, true
		case w.Kind != 0 || w.Modifier && r.isModifier(k):
			if t.role == person || t.role == thing || t.role == named || !r.mayType(k, last, w) && !(aside && gap <= space) {
				return links[:last+1-first]
			}
			if aside {
				pending = listing + 1
			}
			links = append(links, r.linkOf(k, last, pending))
			last, pending, aside = k, listing+1, true
		case gap == hyphen && k == last+1 && r.inName(k):
			links = append(links, inside) // Ростов-на-Дону
		case w.And:
			links, pending, aside = append(links, and), weaker(pending, and), false
		case w.Of || w.Joining || w.Aside || w.Nation:
			links, pending = append(links, within), weaker(pending, within)
			aside = aside && gap == space && (w.Aside || w.Nation || w.Border)
		default:
			return links[:last+1-first]
		}
	}
	return links[:last+1-first]
}

// weaker returns the weaker of two links; listing+1 is none yet.
func weaker(a, b link) link {
	if a > listing {
		return b
	}
	return max(a, b)
}

// linkOf returns how word k is joined to the last word that belongs to the phrase.
func (r *scan) linkOf(k, last int, pending link) link {
	switch {
	case pending <= listing:
		return pending
	case r.tokens[last].role == naming || r.tokens[k].role != naming:
		return inside
	case r.lex(last).Before:
		return inside
	}
	return beside
}

// mayType reports whether type word k may belong to a phrase: right behind a name or another type word, or with a name
// behind it that it says the kind of (Брянск и город Клинцы).
func (r *scan) mayType(k, last int, w typeword.Word) bool {
	if k == last+1 && r.tokens[k].before != comma || w.Plural && r.tokens[k].before <= space {
		return true
	}
	return k+1 < len(r.tokens) && r.tokens[k+1].role == naming && r.tokens[k+1].before <= dot && w.Before
}

// isModifier reports whether word k is a modifier with a type word behind it: муниципальный округ.
func (r *scan) isModifier(k int) bool {
	return k+1 < len(r.tokens) && r.tokens[k+1].before == space && r.lex(k+1).Kind != 0
}

// inName reports whether a small word joined by a hyphen goes on with a name: на in Ростов-на-Дону.
func (r *scan) inName(k int) bool {
	return k+1 < len(r.tokens) && r.tokens[k+1].before == hyphen
}

// quotedType reports whether word k stands behind a closing quotation mark and says the kind of what was quoted.
func (r *scan) quotedType(k int) bool { return !r.tokens[k].quoted && r.lex(k).Kind != 0 }
