// Package relay tells which statements repeat each other.
//
// In: the statements about one thing, and the documents in which they stand. Out: voices. A voice is one speaker, or one
// text: its primary, and what repeats it. A text that is seen again, by the letters of its quote or because its document
// says what it derives from, is never an independent source; an empty quote equals nothing. Independent speakers stay
// apart, even in one document. Functions change nothing and may be called at the same time.
package relay

import (
	"slices"
	"strings"
	"unicode"

	"oblast/data/record"
)

// Voice is what one speaker says, as often as it is repeated.
type Voice struct {
	Primary    *record.Statement
	Relays     []*record.Statement // by their ids
	Superseded []*record.Statement // what the same voice said before, by their ids
}

// Documents finds a document by its id; nil where it is not held.
type Documents func(id string) *record.Document

// Voices groups statements. Two are one voice when they have the same named speaker, when their quotes have the same
// letters, when one of them has no speaker of its own and its document is, or derives from, the document of the other (of
// several speakers there it joins the first), or when neither has a speaker and both derive from what is not at hand.
// The voices stand in the order in which their first statements do.
func Voices(statements []*record.Statement, documents Documents) []Voice {
	if len(statements) == 1 {
		return []Voice{{Primary: statements[0]}}
	}
	root := grouped(statements, documents)
	members := map[int][]*record.Statement{}
	var first []int
	for i := range statements {
		r := root(i)
		if members[r] == nil {
			first = append(first, r)
		}
		members[r] = append(members[r], statements[i])
	}
	var voices []Voice
	for _, r := range first {
		voices = append(voices, voice(members[r], documents))
	}
	return voices
}

// Count returns how many voices there are.
func Count(statements []*record.Statement, documents Documents) int {
	if len(statements) < 2 {
		return len(statements)
	}
	root, n := grouped(statements, documents), 0
	for i := range statements {
		if root(i) == i {
			n++
		}
	}
	return n
}

// grouped joins statements of one voice, and returns for each the first of its group. It looks at each statement, and at
// each chain of documents, once.
func grouped(statements []*record.Statement, documents Documents) (root func(int) int) {
	group := make([]int, len(statements))
	root = func(i int) int {
		for group[i] != i {
			group[i] = group[group[i]]
			i = group[i]
		}
		return i
	}
	join := func(i, j int) {
		a, b := root(i), root(j)
		group[max(a, b)] = min(a, b)
	}
	speakers, quotes, in := map[string]int{}, map[string]int{}, map[string][]int{}
	once := func(seen map[string]int, key string, i int) {
		if j, ok := seen[key]; ok {
			join(i, j)
		} else {
			seen[key] = i
		}
	}
	for i, s := range statements {
		group[i] = i
		in[s.Document] = append(in[s.Document], i)
		if s.Speaker != nil {
			once(speakers, *s.Speaker, i)
		}
		if folded := Fold(s.Quote); folded != "" {
			once(quotes, folded, i)
		}
	}
	source := map[string]int{} // of what a document repeats: the first statement without a speaker that repeats it
	for i, s := range statements {
		if s.Speaker != nil {
			continue
		}
		documents := chain(s.Document, documents)
		// It repeats one voice, the nearest: speakers whom a document quotes side by side stay apart.
		if j := speaking(documents, in, statements); j >= 0 {
			join(i, j)
			continue
		}
		for _, document := range documents {
			once(source, document, i)
		}
	}
	return root
}

// speaking returns the statement of a named speaker in the nearest document of a chain that has one, the first by its id;
// -1 for none.
func speaking(chain []string, in map[string][]int, statements []*record.Statement) int {
	best := -1
	for _, document := range chain {
		for _, j := range in[document] {
			if statements[j].Speaker != nil && (best < 0 || statements[j].ID < statements[best].ID) {
				best = j
			}
		}
		if best >= 0 {
			break
		}
	}
	return best
}

// maxChain bounds how many documents are looked at for what one repeats.
const maxChain = 256

// chain lists a document and those that it repeats, directly or through others.
func chain(document string, documents Documents) []string {
	list := []string{document}
	for i := 0; i < len(list) && i < maxChain; i++ {
		if d := documents(list[i]); d != nil {
			for _, id := range d.DerivedFrom {
				if !slices.Contains(list, id) {
					list = append(list, id)
				}
			}
		}
	}
	return list
}

// derives reports whether a document repeats another.
func derives(document, from string, documents Documents) bool {
	return slices.Contains(chain(document, documents)[1:], from)
}

// voice finds the primary among statements of one voice: what still stands before what was superseded; then what derives
// from no other of them, a primary document, a named speaker, what was published first.
func voice(members []*record.Statement, documents Documents) Voice {
	superseded := func(s *record.Statement) bool {
		return slices.ContainsFunc(members, func(o *record.Statement) bool { return o.Supersedes != nil && *o.Supersedes == s.ID })
	}
	relayed := func(s *record.Statement) bool {
		return slices.ContainsFunc(members, func(o *record.Statement) bool {
			return o != s && o.Document != s.Document && derives(s.Document, o.Document, documents)
		})
	}
	rank := func(s *record.Statement) (r int) {
		if superseded(s) {
			r += 8
		}
		if relayed(s) {
			r += 4
		}
		if d := documents(s.Document); d == nil || d.PublisherRole != "official_primary" {
			r += 2
		}
		if s.Speaker == nil {
			r++
		}
		return r
	}
	best := members[0]
	for _, s := range members[1:] {
		if a, b := rank(s), rank(best); a < b || a == b && earlier(s, best, documents) {
			best = s
		}
	}
	v := Voice{Primary: best}
	for _, s := range members {
		switch {
		case s == best:
		case superseded(s):
			v.Superseded = append(v.Superseded, s)
		default:
			v.Relays = append(v.Relays, s)
		}
	}
	byID := func(a, b *record.Statement) int { return strings.Compare(a.ID, b.ID) }
	slices.SortFunc(v.Relays, byID)
	slices.SortFunc(v.Superseded, byID)
	return v
}

func earlier(a, b *record.Statement, documents Documents) bool {
	da, db := documents(a.Document), documents(b.Document)
	if da == nil || db == nil || da.PublishedAt == nil || db.PublishedAt == nil {
		return da != nil && da.PublishedAt != nil
	}
	return da.PublishedAt.Before(*db.PublishedAt)
}

// Fold returns the letters and digits of a quote, small, ё as е, so that the same words in other marks are the same; ""
// for a quote without any.
func Fold(quote string) string {
	return strings.Map(func(r rune) rune {
		switch r = unicode.ToLower(r); {
		case r == 'ё':
			return 'е'
		case unicode.IsLetter(r), unicode.IsDigit(r):
			return r
		}
		return -1
	}, quote)
}
