package geocode

import (
	"strconv"

	"oblast/geo/geocode/fold"
	"oblast/geo/region"
)

// scribe writes the strings of an answer into one text, so that all of them take one allocation.
type scribe struct {
	text  []byte
	ends  []int32
	lines []int8 // reasons of each match
}

func (s *scribe) reset() { s.text, s.ends, s.lines = s.text[:0], s.ends[:0], s.lines[:0] }

func (s *scribe) put(parts ...string) {
	for _, p := range parts {
		s.text = append(s.text, p...)
	}
}

// end ends a string.
func (s *scribe) end() { s.ends = append(s.ends, int32(len(s.text))) }

// line ends a reason of the last match.
func (s *scribe) line() {
	s.end()
	s.lines[len(s.lines)-1]++
}

// fewReasons is how many reasons a lone match may have that is dealt with them in one allocation.
const fewReasons = 4

// deal gives the matches their labels and reasons, and makes them the caller's: until then they are the reading's own.
func (w *writer) deal() {
	w.r.matches = w.answer.Matches
	w.answer.Matches = w.r.scribe.deal(w.r.matches)
}

// deal returns a copy of the matches, with their labels and reasons; nil for none.
func (s *scribe) deal(made []Match) (matches []Match) {
	if len(made) == 0 {
		return nil
	}
	text, from := string(s.text), int32(0)
	next := func(i int) string {
		part := text[from:s.ends[i]]
		from = s.ends[i]
		return part
	}
	var reasons []string
	if n := len(s.ends) - len(made); len(made) == 1 && n <= fewReasons {
		one := new(struct {
			match   [1]Match
			reasons [fewReasons]string
		})
		matches, reasons = one.match[:], one.reasons[:0]
	} else {
		matches, reasons = make([]Match, len(made)), make([]string, 0, n)
	}
	copy(matches, made)
	at := 0
	for i := range matches {
		matches[i].Label = next(at)
		at++
		first := len(reasons)
		for range s.lines[i] {
			reasons = append(reasons, next(at))
			at++
		}
		matches[i].Explain = reasons[first:len(reasons):len(reasons)]
	}
	return matches
}

// label writes a place's name and those of the units around it.
func (w *writer) label(n *found, m *Match) {
	s := &w.r.scribe
	s.text = w.f.x.appendLabel(s.text, n.place, &m.Place, w.lang)
	s.end()
	s.lines = append(s.lines, 0)
}

func (x *index) appendLabel(dst []byte, own place, d *Place, lang string) []byte {
	dst = append(dst, d.Name...)
	for _, u := range [...]int32{d.District, d.Region, d.Country} {
		if u == region.None || u == own {
			continue
		}
		if name := x.tree.At(u).Names.In(lang); name != "" && name != d.Name {
			dst = append(append(dst, ", "...), name...)
		}
	}
	return dst
}

// explain writes the reasons: what matched, the type word, the parents, the rivals, the doubts.
func (w *writer) explain(n *found) {
	s, x := &w.r.scribe, w.f.x
	if n.matchType == ParentFallback {
		w.explainFallback(n)
		return
	}
	w.explainName(n)
	if n.said != 0 && n.by != byCentre {
		s.put("the type word says ", n.said.Name())
		if n.fit < .9 {
			s.put(", which this hardly is")
		}
		s.line()
	}
	w.explainParents(n)
	if !x.isSettlement(n.place) && x.tree.At(n.place).Historical() {
		s.put("a unit of the past, valid until ", x.tree.At(n.place).ValidTo)
		s.line()
	}
	if n.rivals > 1 {
		s.put("one of ")
		s.text = strconv.AppendInt(s.text, int64(n.rivals), 10)
		s.put(" places that these words may mean")
		s.line()
		if w.f.inCompany(&n.candidate) > 1 {
			s.put("others of the list may lie in its region, too")
			s.line()
		}
	}
	if n.left != 0 {
		w.putSpanOf(n.left)
		s.put(" is not explained")
		s.line()
	}
	if n.noise != 0 {
		w.putSpanOf(n.noise)
		s.put(" is passed over: small letters, and no name")
		s.line()
	}
}

// explainName writes how the name matched.
func (w *writer) explainName(n *found) {
	s, x := &w.r.scribe, w.f.x
	if w.retyped {
		s.put("read as typed with another keyboard layout")
		s.line()
	}
	if n.slip > 0 {
		w.explainSlip(n)
		return
	}
	if n.near != nil {
		w.putSpan(int(n.from), int(n.to))
		s.put(" is like ")
		w.putName(n.name)
		s.put(", edits ")
		s.text = strconv.AppendInt(s.text, int64(n.near.edits), 10)
		s.put(" (")
		s.text = strconv.AppendFloat(s.text, n.near.distance, 'f', 2, 64)
		s.put(" of the name), looked for only inside ", w.nameOf(n.parent))
		s.line()
		return
	}
	w.putSpan(int(n.from), int(n.to))
	switch n.by {
	case byLetters:
		s.put(" is ", kindPhrases[x.names.kind[n.name]])
		if day := x.until[n.name]; day != "" {
			s.put(", until ", day)
		}
	case byForm:
		s.put(" is a case form of ")
		w.putName(n.name)
	case bySound:
		s.put(" is another spelling of ")
		w.putName(n.name)
	case byAdjective:
		s.put(" beside its type word stands for ")
		w.putName(n.name)
	case byCentre:
		s.put(" is the centre that the ", n.said.Name(), " is named by")
	case byReviewer:
		s.put(": a reviewer decided what these words mean here")
	}
	s.line()
}

// explainSlip writes which word was taken for a misspelling.
func (w *writer) explainSlip(n *found) {
	s := &w.r.scribe
	w.putSpan(n.slip-1, n.slip)
	s.put(" is taken for a misspelling")
	s.line()
	w.putSpan(int(n.from), int(n.to))
	s.put(" is then like ")
	w.putName(n.name)
	s.put(", edits ")
	s.text = strconv.AppendInt(s.text, int64(n.near.edits), 10)
	s.line()
}

var kindPhrases = [...]string{
	community: "the adjective that its community is called by", official: "its official name", short: "its short name", adjective: "the adjective that it is named by", alternate: "another name of it", historical: "an old name of it",
	abbreviation: "its abbreviation",
}

// explainParents writes the stated units that hold the place.
func (w *writer) explainParents(n *found) {
	s, x := &w.r.scribe, w.f.x
	explained := n.words
	if n.near != nil {
		explained = bitsOf(int(n.from), int(n.to))
	}
	for i := range w.r.candidates {
		p := &w.r.candidates[i]
		if p.words&explained != 0 || x.isSettlement(p.place) || p.place == n.place || !x.within(n.place, p.place) {
			continue
		}
		explained |= p.words
		s.put("inside ", x.tree.At(p.place).Names.In(w.lang), ", as ")
		w.putSpan(int(p.from), int(p.to))
		s.put(" states")
		s.line()
	}
	if n.parentDistance > 0 {
		s.put("inside ", x.tree.At(n.target.parent).Names.In(w.lang), ", whose name is like the one that is stated")
		s.line()
	}
	if w.f.within != region.None && n.near == nil {
		s.put("inside ", x.tree.At(w.f.within).Names.In(w.lang), ", as asked")
		s.line()
	}
}

// explainFallback writes why the parent is the answer.
func (w *writer) explainFallback(n *found) {
	s := &w.r.scribe
	if n.near == nil && w.f.x.hasCommunity(n.candidate) {
		w.putSpan(int(n.from), int(n.to))
		s.put(" is the adjective of a community inside ", w.nameOf(n.place), ", whose centre is not held")
		s.line()
		return
	}
	run := w.r.runOf(n.left)
	s.put("nothing inside ", w.nameOf(n.place), " is called ")
	w.putSpan(run.from, run.to)
	s.line()
	if n.to > n.from {
		s.put("the answer is the parent that ")
		w.putSpan(int(n.from), int(n.to))
		s.put(" states")
	} else {
		s.put("the answer is the parent that was asked for")
	}
	s.line()
}

// why says why a child is suggested.
func (w *writer) why(parent int32, run wanted, lead float64) string {
	why := append([]byte(nil), "the likest name inside "...)
	why = append(why, w.nameOf(parent)...)
	why = append(why, " to \""...)
	why = w.r.appendSpan(why, run.from, run.to)
	why = append(why, "\", "...)
	why = strconv.AppendFloat(why, lead, 'f', 2, 64)
	return string(append(why, " ahead of the next"...))
}

// shown writes words of the query with what parted them.
func (r *reading) shown(from, to int) string {
	var dst []byte
	for i := from; i < to; i++ {
		if i > from {
			dst = append(dst, [...]string{fold.Space: " ", fold.Hyphen: "-", fold.Break: ", "}[r.text.Words[i].Gap]...)
		}
		dst = fold.AppendShown(dst, r.text.Of(i))
		if r.text.Words[i].Dot {
			dst = append(dst, '.')
		}
	}
	return string(dst)
}

// appendSpan appends words of the query.
func (r *reading) appendSpan(dst []byte, from, to int) []byte {
	for i := from; i < to; i++ {
		if i > from {
			dst = append(dst, ' ')
		}
		dst = fold.AppendShown(dst, r.text.Of(i))
	}
	return dst
}

// putSpan writes words of the query in quotes.
func (w *writer) putSpan(from, to int) {
	s := &w.r.scribe
	s.put(`"`)
	s.text = w.r.appendSpan(s.text, from, to)
	s.put(`"`)
}

// putSpanOf writes the words of a mask in quotes.
func (w *writer) putSpanOf(words mask) {
	s, first := &w.r.scribe, true
	s.put(`"`)
	for i := range w.r.text.Words {
		if words>>i&1 == 0 {
			continue
		}
		if !first {
			s.put(" ")
		}
		first = false
		s.text = fold.AppendShown(s.text, w.r.text.Of(i))
	}
	s.put(`"`)
}

// putName writes an indexed name in quotes.
func (w *writer) putName(name uint32) {
	s := &w.r.scribe
	s.put(`"`)
	s.text = fold.AppendShown(s.text, w.f.x.names.of(name))
	s.put(`"`)
}
