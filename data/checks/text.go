package checks

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// kind says what a token is.
type kind uint8

const (
	word   kind = iota
	count       // a whole number, in digits or in words
	other       // a number that counts nothing: an hour, a year, a day of a month, an ordinal, a percentage
	mark        // a sign, each by itself
	period      // the end of a sentence
)

// token is one word, number or sign.
type token struct {
	kind       kind
	text       string // small letters, ё as е; of a number as it is written
	n          int    // of numbers
	start, end int    // bytes of the text
	inWords    bool   // a number written as a word
}

// text is a statement's words, cut into tokens.
type text struct {
	of     string
	tokens []token
}

// mostBytes is how much of a long text is read: what somebody says of one night is shorter.
const mostBytes = 1 << 14

// read cuts words into tokens.
func read(words string) *text {
	if len(words) > mostBytes {
		words = strings.ToValidUTF8(words[:mostBytes], "")
	}
	x := &text{of: words}
	for at := 0; at < len(words); {
		r, size := utf8.DecodeRuneInString(words[at:])
		switch {
		case isDigit(words[at]):
			at = x.number(at)
		case unicode.IsLetter(r):
			at = x.word(at)
		case unicode.IsSpace(r):
			if r == '\n' {
				x.tokens = append(x.tokens, token{kind: period, text: "\n", start: at, end: at + size})
			}
			at += size
		default:
			x.sign(at, size)
			at += size
		}
	}
	x.classify()
	return x
}

// word takes a word in: letters, with apostrophes and hyphens within.
func (x *text) word(at int) int {
	end := at
	for end < len(x.of) {
		r, size := utf8.DecodeRuneInString(x.of[end:])
		if !unicode.IsLetter(r) {
			next, _ := utf8.DecodeRuneInString(x.of[end+size:])
			if !strings.ContainsRune("'’ʼ-", r) || !unicode.IsLetter(next) {
				break
			}
		}
		end += size
	}
	t := token{kind: word, text: fold(x.of[at:end]), start: at, end: end}
	if n, ok := Numeral(t.text); ok {
		t.kind, t.n, t.inWords = count, n, true
		// "twenty six" is one number.
		if last := len(x.tokens) - 1; last >= 0 && x.tokens[last].inWords && x.tokens[last].n >= 20 && x.tokens[last].n%10 == 0 && n < 10 {
			x.tokens[last].n, x.tokens[last].end = x.tokens[last].n+n, end
			return end
		}
	}
	x.tokens = append(x.tokens, t)
	return end
}

// number takes digits in. Digits with letters to them ("26-го", "4-storey"), decimals, dates and hours count nothing.
func (x *text) number(at int) int {
	end := at
	for end < len(x.of) && (isDigit(x.of[end]) || strings.IndexByte(".,:/-", x.of[end]) >= 0 && end+1 < len(x.of) && isDigit(x.of[end+1])) {
		end++
	}
	if first, second, two := strings.Cut(x.of[at:end], "-"); two && follows(first, second) && x.besideMonth(end) { // "19-20 August"
		end = at + len(first)
	}
	t := token{kind: count, text: x.of[at:end], start: at, end: end}
	n, err := strconv.Atoi(t.text)
	t.n = n
	rest := strings.TrimLeft(x.of[end:], "-‑")
	if next, _ := utf8.DecodeRuneInString(rest); err != nil || n >= 1900 && n <= 2100 || unicode.IsLetter(next) || unicode.IsDigit(next) {
		t.kind = other
	}
	x.tokens = append(x.tokens, t)
	return end
}

// isDigit reports whether a byte is a digit from 0 to 9. Those of other scripts, ١٢ or １２, are signs: they count nothing.
func isDigit(b byte) bool { return b >= '0' && b <= '9' }

// follows reports whether a number is the next one after another.
func follows(first, second string) bool {
	a, err := strconv.Atoi(first)
	b, failed := strconv.Atoi(second)
	return err == nil && failed == nil && b == a+1
}

// besideMonth reports whether a number that ends somewhere stands beside the name of a month.
func (x *text) besideMonth(end int) bool {
	next := strings.TrimLeft(x.of[end:], " ")
	if cut := strings.IndexFunc(next, func(r rune) bool { return !unicode.IsLetter(r) }); cut >= 0 {
		next = next[:cut]
	}
	return months[fold(next)] > 0 || months[x.at(len(x.tokens)-1).text] > 0
}

// sign takes a sign in. A full stop ends a sentence unless small letters follow ("2025 г. в").
func (x *text) sign(at, size int) {
	t := token{kind: mark, text: x.of[at : at+size], start: at, end: at + size}
	if strings.Contains(".!?…", t.text) {
		next, _ := utf8.DecodeRuneInString(strings.TrimLeft(x.of[at+size:], " \"»”)"))
		if !unicode.IsLower(next) {
			t.kind = period
		}
	}
	x.tokens = append(x.tokens, t)
}

// countsNothing are beginnings of words after a number that counts neither weapons nor what they did.
var countsNothing = stemsOf("%", "percent", "per-cent", "процент", "відсот", "км", "km", "метр", "metre", "meter", "час", "часа", "часов", "годин", "hour", "o'clock", "minute", "минут", "хвилин",
	"am", "pm", "мск", "лет", "года", "году", "годов", "року", "роки", "років", "year", "day", "сутк", "суток", "доба", "доби", "добу", "дня", "дней", "днів", "дні", "ночь", "ночи", "ночей", "ніч", "ночі", "night", "region", "регион", "регіон", "област", "район", "district", "place", "location", "мест", "місц", "локац", "село", "села", "сел", "населен", "settlement", "municipal")

// betweenDays stand between two days of one month.
var betweenDays = []string{"на", "and", "to", "по", "до", "-", "–"}

// classify finds the numbers that count nothing.
func (x *text) classify() {
	for i := range x.tokens {
		t := &x.tokens[i]
		if t.kind != count {
			continue
		}
		next := x.at(i + 1).text
		switch {
		case months[next] > 0 && !t.inWords, months[x.at(i-1).text] > 0 && !t.inWords && t.n <= 31:
			t.kind = other
		case next == "per" && x.at(i+2).text == "cent":
			t.kind = other
		case countsNothing.fit(next):
			t.kind = other
		case slices.Contains(betweenDays, next) && months[x.at(i+3).text] > 0 && !t.inWords && t.n <= 31:
			t.kind = other // "с 26 на 27 августа"
		}
	}
}

// at returns a token, an empty mark beyond the ends.
func (x *text) at(i int) token {
	if i < 0 || i >= len(x.tokens) {
		return token{kind: mark}
	}
	return x.tokens[i]
}

// sentences yields the bounds of each sentence, in tokens.
func (x *text) sentences(yield func(from, to int)) {
	from := 0
	for i := range x.tokens {
		if x.tokens[i].kind == period {
			if i > from {
				yield(from, i)
			}
			from = i + 1
		}
	}
	if from < len(x.tokens) {
		yield(from, len(x.tokens))
	}
}

// words returns the text of some tokens as it is written.
func (x *text) words(from, to int) string {
	from, to = max(from, 0), min(to, len(x.tokens))
	if from >= to {
		return ""
	}
	return x.of[x.tokens[from].start:x.tokens[to-1].end]
}

// follow reports whether the words at i are these.
func (x *text) follow(i int, words ...string) bool {
	for j, w := range words {
		if x.at(i+j).text != w {
			return false
		}
	}
	return true
}

// hasAny reports whether one of the phrases begins at i, and how many tokens it has.
func (x *text) hasAny(i int, list phrases) int {
	for _, words := range list[x.at(i).text] {
		if x.follow(i, words...) {
			return len(words)
		}
	}
	return 0
}

// fold writes words in small letters, ё as е, with one kind of apostrophe.
func fold(s string) string {
	return strings.Map(func(r rune) rune {
		switch r = unicode.ToLower(r); r {
		case 'ё':
			return 'е'
		case '’', 'ʼ':
			return '\''
		}
		return r
	}, s)
}
