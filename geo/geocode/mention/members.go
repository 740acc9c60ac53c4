package mention

import (
	"strings"

	"oblast/geo/geocode"
	"oblast/geo/geocode/romanise"
)

// News name the same places in ever new lists, so that a list is seldom remembered though all of its members are. Where the
// geocoder says that a list means what each of its members means for itself (geocode.AreList), they are taken one by one: what
// is found is the same.

// longList is the bytes up to which a list is read by its members.
const longList = 240

// piece is a member of a list at work: its words, and whether an and stands before it.
type piece struct {
	from, to int
	and      bool
	member   *geocode.Member
}

// verdict is what is known of a phrase by its members.
type verdict uint8

const (
	unknown verdict = iota
	one             // it may be a place with its parents
	apart           // it is several places, to be asked for one by one
	noted           // it is a list, and its members are noted
)

// noteMembers notes the members of a phrase that is a list, if that is all there is to be known of them.
func (r *scan) noteMembers(from, to int, links []link) verdict {
	if int(r.tokens[to-1].end-r.tokens[from].at) > longList {
		return unknown
	}
	spelt, ok := r.readsPlainly(from, to)
	if !ok || !r.findPieces(from, to, links, spelt) {
		return unknown
	}
	l := r.lexis
	l.members, l.joined = l.members[:0], l.joined[:0]
	for i := range l.pieces {
		l.members, l.joined = append(l.members, l.pieces[i].member), append(l.joined, l.pieces[i].and)
	}
	switch {
	case len(l.members) == 1:
		return one
	case r.coder.AreList(l.members, l.joined):
		if r.whole {
			return unknown
		}
	case !r.isFinerFirst(from, to) && r.coder.AreApart(l.members, l.joined):
		return apart
	default:
		return unknown
	}
	for i := range l.pieces {
		p := &l.pieces[i]
		m, base := p.member.Match, int(r.tokens[p.from].at)
		r.found = append(r.found, finding{from: base + m.From, to: base + m.To, matches: p.member.Matches(), first: r.tokenAt(from, base+m.From)})
	}
	r.noteUncovered(from, to, len(l.pieces))
	return noted
}

// isFinerFirst reports whether the first member has a type word and is finer than the second: which may then be its parent,
// though it does not lie there.
func (r *scan) isFinerFirst(from, to int) bool {
	one, other := r.lexis.members[0].Match, r.lexis.members[1].Match
	return depth(one) > depth(other) && r.typedFirst(from, to)
}

// findPieces cuts a phrase at commas and ands, save where one piece may be the parent of the one before, and resolves each; it
// returns false where one is not surely a place.
func (r *scan) findPieces(from, to int, links []link, spelt geocode.Spelling) bool {
	l := r.lexis
	l.pieces = l.pieces[:0]
	a, joined := from, false // where the next piece begins, with the words before its name
	for k := from; k < to; {
		end := k + 1
		for end < to && links[end-from] < and {
			end++
		}
		for ; k < end && r.tokens[k].role != naming; k++ {
			if r.lex(k).And {
				a, joined = k+1, true
			}
		}
		if name, b := r.trim(a, end); name < b {
			for a < name && !r.begins(a) {
				a++ // what no name begins with tells nothing: у Сумах
			}
			p := piece{a, b, joined, r.memberOf(r.text(a, b), spelt)}
			if p.member == nil {
				return false
			}
			last := len(l.pieces) - 1
			if last < 0 || joined {
			} else if belongs, stated := r.coder.Belongs(l.pieces[last].member, p.member); belongs && !stated {
				return false
			} else if belongs {
				p, l.pieces = l.pieces[last], l.pieces[:last]
				if p.to, p.member = b, r.memberOf(r.text(p.from, b), spelt); p.member == nil {
					return false
				}
			}
			l.pieces, joined, a = append(l.pieces, p), false, b
		}
		k = end
	}
	return true
}

// readsPlainly reports whether a phrase has no word that says something of all of it, and returns its spelling.
func (r *scan) readsPlainly(from, to int) (spelt geocode.Spelling, ok bool) {
	softened := false
	for k := from; k < to; k++ {
		e := r.entry(k)
		w := r.lex(k)
		switch {
		case r.tokens[k].digit, len(e.letters) == 0, r.tokens[k].role == naming && len(e.letters) == 1,
			w.Border, w.Beside, w.Heading, w.From, w.Capital, w.Relative, w.Nation, w.Aside, w.Renamed, w.Vague, w.Thing, w.Land:
			return 0, false
		case (w.Plural || w.Perhaps) && !r.typesOneAdjective(from, k):
			return 0, false
		}
		if s, soft := r.spellingOf(k); spelt == romanise.Russian {
			spelt, softened = s, softened || soft
		}
	}
	if spelt == romanise.Russian && softened {
		spelt = romanise.Ukrainian
	}
	return spelt, true
}

// typesOneAdjective reports whether a type word that may be a plural is that of the adjective before it alone.
func (r *scan) typesOneAdjective(from, k int) bool {
	if k == from || r.tokens[k-1].role != naming || !r.isCyrillic(k) || !r.isAdjective(k-1) {
		return false
	}
	for k--; k > from && r.tokens[k-1].role == naming && r.tokens[k].before <= hyphen; k-- {
	}
	for k--; k >= from && r.tokens[k].role != naming; k-- {
		if r.lex(k).Kind != 0 {
			return true
		}
	}
	return k < from || !r.isAdjective(k)
}

// memberOf resolves words as a member of a list, once as long as that is remembered.
func (r *scan) memberOf(text string, spelt geocode.Spelling) *geocode.Member {
	under := asked{within: r.in.Within, lang: r.in.Lang, at: r.in.At, spelt: spelt}
	if m, ok := r.lexis.listed.find(under, text); ok {
		return m
	}
	under, text = asked{strings.Clone(under.within), strings.Clone(under.lang), strings.Clone(under.at), spelt}, strings.Clone(text)
	m := r.coder.Member(geocode.Query{Text: text, Within: under.within, Lang: under.lang, At: under.at, Named: true}, spelt)
	r.lexis.listed.keep(under, text, m, 2)
	return m
}
