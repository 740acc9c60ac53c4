package geocode

import (
	"strings"
	"unicode"

	"oblast/geo/geocode/fold"
	"oblast/geo/geocode/ordinary"

	"golang.org/x/text/unicode/norm"
)

// Keys of the same place on a Latin, a Russian and a Ukrainian keyboard.
const (
	latinKeys     = "`qwertyuiop[]asdfghjkl;'zxcvbnm,."
	russianKeys   = "ёйцукенгшщзхъфывапролджэячсмитьбю"
	ukrainianKeys = "'йцукенгшщзхїфівапролджєячсмитьбю"
)

// layouts are what a text typed on one keyboard was meant to be on another.
var layouts = [...]struct {
	from, to string
	typed    fold.Script // of the letters that are there
}{
	{latinKeys, russianKeys, fold.Latin}, {latinKeys, ukrainianKeys, fold.Latin},
	{russianKeys, latinKeys, fold.Cyrillic}, {ukrainianKeys, latinKeys, fold.Cyrillic},
}

// maxRetyped is the longest text that is tried on other keyboards, in letters.
const maxRetyped = 200

// retype tries the text as typed with another keyboard layout (rfkeuf: калуга). It is taken only when every word is
// explained by a name as it stands or declined, for almost any letters are something on another keyboard.
func (w *writer) retype(q *Query) bool {
	r, f := w.r, w.f
	if len(r.text.Letters) > maxRetyped {
		return false
	}
	if len(r.text.Words) == 1 && f.x.ordinary.Has(r.text.Of(0), ordinary.Form) {
		return false
	}
	lone := len(r.text.Words) == 1
	var scripts fold.Script
	for i := range r.text.Words {
		scripts |= r.text.Words[i].Script
	}
	typed := norm.NFC.String(q.Text) // й is a key, however it is encoded
	for _, l := range layouts {
		if scripts != l.typed {
			continue
		}
		meant := translate(typed, l.from, l.to)
		if l.typed == fold.Cyrillic && strings.ContainsAny(meant, "[];`") || !r.read(f.x, meant) {
			continue // no Latin name has such marks
		}
		if f.words = r.toExplain(); f.words == 0 || r.isVague() {
			continue
		}
		f.all = f.words
		r.gather(f, false)
		r.resolve(f)
		if len(r.targets) == 0 || r.targets[0].left != 0 || r.targets[0].by > byForm || len(r.text.Of(int(r.targets[0].from))) < 3 {
			continue
		}
		if t := &r.targets[0]; lone && f.isLone(&t.candidate) && !f.x.peopled(t.place) {
			continue
		}
		w.retyped, w.lang = true, r.language(q.Lang)
		w.answer = Answer{Query: q.Text, Matches: r.matches[:0]}
		r.scribe.reset()
		w.writeTargets()
		for i := range w.answer.Matches {
			m := &w.answer.Matches[i]
			m.From, m.To = 0, len(q.Text)
		}
		return true
	}
	r.read(f.x, q.Text)
	f.words = r.toExplain()
	f.all = f.words
	r.gather(f, false)
	return false
}

// leastRetyped is how many letters must be typed before they are tried on other keyboards while a name is only begun.
const leastRetyped = 3

// retyped returns the places that a name of begins with the text as typed with another keyboard layout (rfke: калу).
func (c *Geocoder) retyped(r *reading, f *frame, q *PrefixQuery) []pick {
	if len(q.Text) > maxRetyped {
		return nil
	}
	typed := norm.NFC.String(q.Text)
	for _, l := range layouts {
		meant := translate(typed, l.from, l.to)
		if !r.read(c.index, meant) || len(r.text.Letters) < leastRetyped {
			continue
		}
		if picks, sure := c.begin(r, f, q.Limit); sure {
			return picks
		}
	}
	return nil
}

// beginsWithMark reports whether a text begins with a mark that stands where another keyboard has a letter (,hzy: брян).
func beginsWithMark(text string) bool {
	return text != "" && strings.ContainsRune("[{;:'\"`~,<.>", rune(text[0]))
}

// translate writes each key of one layout as that of another.
func translate(text, from, to string) string {
	keys, meant := []rune(from), []rune(to)
	return strings.Map(func(c rune) rune {
		lower := unicode.ToLower(c)
		for i, k := range keys {
			if k == lower {
				return meant[i]
			}
		}
		return shifted(c, meant, from)
	}, text)
}

// shifted is translate for the marks that capitals of the other layout are typed with.
func shifted(c rune, meant []rune, from string) rune {
	if from != latinKeys {
		return c
	}
	const marks = "~{}:\"<>"
	for i, at := range [...]int{0, 11, 12, 22, 23, 31, 32} {
		if rune(marks[i]) == c {
			return meant[at]
		}
	}
	return c
}
