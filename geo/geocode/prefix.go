package geocode

import (
	"oblast/geo/geocode/fold"
	"oblast/geo/geocode/romanise"
	"oblast/geo/region"
)

// PrefixQuery is what has been typed so far.
type PrefixQuery struct {
	Text   string
	Within string        // id of a unit that the place lies in, or empty; an unknown id finds nothing
	Level  *region.Level // only units of this level, or nil
	Lang   string        // of labels and names: en, ru, uk; empty: that of the text
	At     string        // date (2006-01-02) at which units must have been valid, or empty
	Limit  int           // most places; 0 or less: 8
}

const (
	defaultCompletions = 8
	maxCompletions     = 50
	mostTyped          = 12 // words up to which a part of them may be a parent; who types more has pasted a text
)

// Prefix returns the places whose names go on with the text, the likeliest first: by level and people, whole names before
// longer ones. Any word of a name may be what begins so (новг: Нижний Новгород), in any of its languages and spellings. A
// finished type word, or the beginning of one behind a name (Калужская об), tells the kind. Where no name goes on with the
// text it is taken as typed on another keyboard (rfke: калу); its first words may be a parent (Kaluga region dzer), or its
// last the beginning of one (Dzerzhinsky, Kalu); it is read as a whole query, misspelt or declined; and at last one slip of
// the hand is forgiven (bryanks). It takes some microseconds, with a slip some hundred; the first call builds its tables. The
// slice is the caller's; nil for none.
func (c *Geocoder) Prefix(q PrefixQuery) []Place {
	r := c.pool.Get().(*reading)
	defer c.pool.Put(r)
	f := frame{x: c.index, within: region.None, at: q.At, level: q.Level}
	if q.Within != "" {
		var ok bool
		if f.within, ok = c.index.tree.Find(q.Within); !ok {
			return nil
		}
	}
	if q.Limit <= 0 {
		q.Limit = defaultCompletions
	}
	q.Limit = min(q.Limit, maxCompletions)
	if beginsWithMark(q.Text) {
		if picks := c.retyped(r, &f, &q); len(picks) > 0 {
			return c.index.complete(picks, r.language(q.Lang))
		}
	}
	if !r.read(c.index, q.Text) || len(r.text.Words) == 0 {
		return nil
	}
	lang := r.language(q.Lang)
	return c.index.complete(c.completionsOf(r, &f, &q), lang)
}

// completionsOf looks for what a text begins in one way after the other, from the surest on.
func (c *Geocoder) completionsOf(r *reading, f *frame, q *PrefixQuery) []pick {
	words := len(r.text.Words)
	picks, sure := c.begin(r, f, q.Limit)
	if sure {
		return picks
	}
	var buf [lettersTyped]byte
	letters := r.typed(buf[:0])
	if len(picks) == 0 {
		picks = c.retyped(r, f, q)
	}
	for split := words - 1; split > 0 && len(picks) == 0 && words <= mostTyped; split-- {
		r.read(c.index, q.Text)
		if picks = c.beginUnderParent(f, q, r.shown(0, split), r.shown(split, words)); len(picks) > 0 {
			return picks
		}
	}
	if len(picks) == 0 {
		picks = c.places(f, q, q.Text, q.Limit)
	}
	return c.stumble(f, picks, letters, q.Limit)
}

// begin returns the places that a name of begins with the reading's words. It looks in one way after the other until
// there are enough places. Sure tells that the letters are those of a name, not only the sounds.
func (c *Geocoder) begin(r *reading, f *frame, limit int) (picks []pick, sure bool) {
	p := prefixer{c: c, r: r, found: collector{x: c.index, frame: f, limit: limit, picks: make([]pick, 0, limit)}}
	var buf [lettersTyped]byte
	c.completions.words().collect(&p.found, r.typed(buf[:0]))
	if len(p.found.picks) < limit {
		p.found.cost += lateCost
		p.withoutTypes(buf[:0])
	}
	sure = len(p.found.picks) > 0
	if len(p.found.picks) < limit {
		p.found.said = 0
		p.found.cost += lateCost
		p.sounds()
	}
	return p.found.picks, sure
}

// lettersTyped is room for the letters of any text that is read.
const lettersTyped = fold.MaxLetters + fold.MaxWords + 8

// typed appends the plain letters of the words, parted by blanks.
func (r *reading) typed(dst []byte) []byte {
	for i := range r.text.Words {
		dst = r.appendPlain(dst, i)
	}
	return dst
}

func (r *reading) appendPlain(dst []byte, word int) []byte {
	if len(dst) > 0 {
		dst = append(dst, ' ')
	}
	for _, letter := range r.text.Of(word) {
		dst = append(dst, fold.Plain(letter))
	}
	return dst
}

// prefixer looks up the beginning of a name.
type prefixer struct {
	c     *Geocoder
	r     *reading
	found collector
}

// withoutTypes looks for the words without joining words before them and without type words: finished ones, and at the
// end the beginning of one.
func (p *prefixer) withoutTypes(dst []byte) {
	r, n := p.r, len(p.r.text.Words)
	left, last := 0, n
	if n > 1 && r.words[n-1].role != typing && r.words[n-2].role == naming {
		if kinds := p.c.completions.types().kinds(r.text.Of(n - 1)); kinds != 0 {
			p.found.said, last = kinds, n-1
		}
	}
	for i := range last {
		switch w := &r.words[i]; {
		case w.role == typing:
			p.found.said |= w.known.Kind
		case w.role == naming || left > 0:
			dst = r.appendPlain(dst, i)
			left++
		}
	}
	if left > 0 && left < n {
		p.c.completions.words().collect(&p.found, dst)
	}
}

// sounds looks for the key of the words. The last letter may be half of a sound and is left out then.
func (p *prefixer) sounds() {
	var key [2 * fold.MaxLetters]byte
	sounds, n := key[:0], len(p.r.text.Words)
	for i := range n {
		word := p.r.text.Of(i)
		if i == n-1 {
			word = withoutHalf(word)
		}
		sounds = romanise.AppendKey(sounds, word, p.r.spelt)
	}
	if len(sounds) > 2 {
		p.c.completions.sounds().collect(&p.found, sounds)
	}
}

// withoutHalf cuts a last Latin letter that may begin a group of letters for one sound.
func withoutHalf(word []byte) []byte {
	switch n := len(word); word[n-1] {
	case 's', 'z', 'c', 'k', 't', 'y', 'j', 'i':
		return word[:n-1]
	}
	return word
}

// beginUnderParent takes the first words as a parent of what the last ones begin, or else the last ones as the beginning
// of a parent of what the first ones name.
func (c *Geocoder) beginUnderParent(f *frame, q *PrefixQuery, first, last string) []pick {
	r := c.pool.Get().(*reading)
	defer c.pool.Put(r)
	inner := *f
	inner.level = nil
	named := c.places(&inner, q, first, maxCompletions)
	if len(named) == 0 || !r.read(c.index, last) || len(r.text.Words) == 0 {
		return nil
	}
	if unit := named[0].place; !c.index.isSettlement(unit) {
		inner.level, inner.within = f.level, unit
		if picks, _ := c.begin(r, &inner, q.Limit); len(picks) > 0 {
			return picks
		}
	}
	inner.level, inner.within = nil, f.within
	above, _ := c.begin(r, &inner, maxCompletions)
	var picks []pick
	for _, n := range named {
		for _, a := range above {
			if !c.index.isSettlement(a.place) && n.place != a.place && c.index.within(n.place, a.place) && f.ofLevel(n.place) && len(picks) < q.Limit {
				picks = append(picks, n)
				break
			}
		}
	}
	return picks
}

// rankMeant is above that of all that is only begun.
const rankMeant = 1 << 20

// places returns what a text means as a query, parents in place of what is not found left out.
func (c *Geocoder) places(f *frame, q *PrefixQuery, text string, limit int) (picks []pick) {
	answer := c.Geocode(Query{Text: text, Within: q.Within, Level: f.level, At: q.At, Limit: limit})
	for i := range answer.Matches {
		m := &answer.Matches[i]
		switch {
		case m.MatchType == ParentFallback, m.Members != nil: // a border is no place to go to
		case m.Settlement != region.None:
			picks = append(picks, pick{c.index.units + m.Settlement, rankMeant})
		default:
			picks = append(picks, pick{m.Unit, rankMeant})
		}
	}
	return picks
}

// complete describes picks, with labels.
func (x *index) complete(picks []pick, lang string) []Place {
	if len(picks) == 0 {
		return nil
	}
	places := make([]Place, len(picks))
	var text []byte
	var ends [maxCompletions]int
	for i := range picks {
		places[i] = x.describe(picks[i].place, lang)
		text = x.appendLabel(text, picks[i].place, &places[i], lang)
		ends[i] = len(text)
	}
	labels, from := string(text), 0
	for i := range places {
		places[i].Label, from = labels[from:ends[i]], ends[i]
	}
	return places
}
