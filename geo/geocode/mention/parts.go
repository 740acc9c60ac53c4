package mention

import (
	"context"
	"runtime"
	"strings"
	"sync"

	"oblast/geo/region"
)

// A long text is read in parts, side by side: each is cut into words, its words are sorted, its phrases resolved. Then the
// parts are joined, and the places are held against each other in the order of the text. What is found is the same as of the
// whole, for parts are cut where nothing is looked for across: between two paragraphs of which the first ends with a word in
// small letters. Nothing else passes between parts but the surnames that were found.

// leastPart is how many bytes a part has at least, so that it is worth a goroutine; mostParts bounds how many there are.
const (
	leastPart = 16 << 10
	mostParts = 16
)

// cut returns the parts of a text, in order; one where it is short or other texts have the other cores: parts would gain nothing
// then, and what each remembers takes memory.
func (s *Scanner) cut(ctx context.Context, t Text) []*scan {
	n := s.most
	if n == 0 {
		n = runtime.GOMAXPROCS(0) + 1 - int(s.under.Load())
	}
	n = max(1, min(n, len(t.Text)/s.least, mostParts))
	parts := make([]*scan, 0, n)
	add := func(from, to int) {
		r := &scan{Scanner: s, ctx: ctx, in: t, from: from, to: to}
		r.latest.unit = region.None
		r.lexis, _ = s.lexes.Get().(*lexis)
		r.names, r.found = r.lexis.names, r.lexis.found
		parts = append(parts, r)
	}
	from := 0
	for i := 1; i < n; i++ {
		if to := paragraphFrom(t.Text, len(t.Text)*i/n); to > from && to < len(t.Text) {
			add(from, to)
			from = to
		}
	}
	add(from, len(t.Text))
	return parts
}

// paragraphReach is how far behind its place a cut may lie, in bytes.
const paragraphReach = 8 << 10

// paragraphFrom returns where the first paragraph begins that stands behind byte at, an empty line and a word that ends with a
// small letter; 0 for none.
func paragraphFrom(text string, at int) int {
	for end := min(len(text), at+paragraphReach); at < end; {
		k := strings.Index(text[at:end], "\n\n")
		if k < 0 {
			return 0
		}
		if at += k + 2; endsSmall(strings.TrimSuffix(text[:at-2], ".")) {
			return at
		}
	}
	return 0
}

// endsSmall reports whether a text ends with a small letter of the commonest: a to z, а to я.
func endsSmall(text string) bool {
	n := len(text)
	if n == 0 {
		return false
	}
	last := text[n-1]
	if last < 0x80 {
		return classes[last] == lowerClass
	}
	return n > 1 && (text[n-2] == 0xD0 && last >= 0xB0 && last <= 0xBF || text[n-2] == 0xD1 && last >= 0x80 && last <= 0x8F)
}

// each does one step of all parts side by side, and goes on when all have done it. A panic in one is the caller's.
func each(parts []*scan, step func(*scan)) {
	var work sync.WaitGroup
	var once sync.Once
	var fault any
	for _, r := range parts[1:] {
		work.Add(1)
		go func() {
			defer work.Done()
			defer func() {
				if p := recover(); p != nil {
					once.Do(func() { fault = p })
				}
			}()
			step(r)
		}()
	}
	step(parts[0])
	if work.Wait(); fault != nil {
		panic(fault)
	}
}

// areApart reports whether nothing may be looked for across the ends of parts: the text has small letters and capitals, and the
// last word of each part but the last begins with a small one. Such a word has no role.
func areApart(parts []*scan) bool {
	for _, r := range parts[:len(parts)-1] {
		if n := len(r.tokens); n == 0 || r.tokens[n-1].upper || r.tokens[n-1].digit {
			return false
		}
	}
	return len(parts) == 1 || isCased(parts)
}

// isCased reports whether a text has small letters and capitals.
func isCased(parts []*scan) bool {
	upper, capital, words := 0, 0, 0
	for _, r := range parts {
		words += len(r.tokens)
		for i := range r.tokens {
			if r.tokens[i].upper {
				upper++
			}
			if r.tokens[i].capital {
				capital++
			}
		}
	}
	return upper > 0 && capital*2 < words
}

// join adds the others to the first part, with all that was found in them so far.
func join(parts []*scan) []*scan {
	whole := parts[0]
	for _, r := range parts[1:] {
		base := len(whole.tokens)
		for i := range r.tokens {
			r.tokens[i].entry = 0 // of another lexis
		}
		for i := range r.found {
			r.found[i].first += base
		}
		whole.tokens = append(whole.tokens, r.tokens...)
		whole.found, whole.passed = append(whole.found, r.found...), append(whole.passed, r.passed...)
		whole.to, whole.valid, whole.asked = r.to, whole.valid && r.valid, whole.asked+r.asked
		r.lexis.takeBack(r)
		r.lexes.Put(r.lexis)
	}
	return parts[:1]
}
