package geocode

import (
	"bytes"
	"strings"

	"oblast/geo/geocode/fold"
	"oblast/geo/geocode/romanise"
	"oblast/geo/region"
)

// nations are the adjectives of the countries that share a border with Russia, Ukraine or Belarus, or with one of their
// neighbours: the English ones, then the Russian and the Ukrainian one. Two of them beside a word for border are its sides.
const nations = `
RU russian российский російський
UA ukrainian украинский український
BY belarusian белорусский білоруський
BY byelorussian беларусский білоруський
KZ kazakh казахстанский казахстанський
KZ kazakhstani казахский казахський
GE georgian грузинский грузинський
AZ azerbaijani азербайджанский азербайджанський
AM armenian армянский вірменський
FI finnish финляндский фінляндський
FI finnish финский фінський
NO norwegian норвежский норвезький
EE estonian эстонский естонський
LV latvian латвийский латвійський
LT lithuanian литовский литовський
PL polish польский польський
SK slovak словацкий словацький
HU hungarian венгерский угорський
RO romanian румынский румунський
MD moldovan молдавский молдавський
MD moldavian молдавский молдовський
CN chinese китайский китайський
MN mongolian монгольский монгольський
KP korean северокорейский північнокорейський
JP japanese японский японський
TR turkish турецкий турецький
KG kyrgyz киргизский киргизький
TJ tajik таджикский таджицький
UZ uzbek узбекский узбецький
AF afghan афганский афганський
`

// nationality is one adjective, in letters.
type nationality struct {
	code string
	word []byte // a Cyrillic one without its ending
}

func newNationalities(x *index) (list []nationality) {
	for line := range strings.Lines(nations) {
		fields := strings.Fields(line)
		if len(fields) == 0 {
			continue
		}
		for _, word := range fields[1:] {
			list = append(list, nationality{fields[0], x.grammar.Stem(fold.Code(word))})
		}
	}
	return list
}

// readSides writes the names of two countries in the place of their adjectives before a word for border, as Russian-Finnish
// border and на белорусско-украинской границе have them.
func (r *reading) readSides(x *index) {
	for i := 2; i < len(r.text.Words); i++ {
		if r.text.Words[i-1].Gap != fold.Hyphen || r.text.Words[i].Gap != fold.Space {
			continue
		}
		if known, ok := x.lexicon.Find(r.text.Of(i)); !ok || !known.Border {
			continue
		}
		first, second := r.nationAt(x, i-2, true), r.nationAt(x, i-1, false)
		if first == region.None || second == region.None || first == second {
			continue
		}
		r.writeCountry(x, i-2, first)
		r.writeCountry(x, i-1, second)
		return
	}
}

// nationAt returns the country whose adjective a word is, in its short form if it may be that (белорусско-).
func (r *reading) nationAt(x *index, i int, short bool) int32 {
	word := r.text.Of(i)
	stem := x.grammar.Stem(word)
	if n := len(word) - 1; short && n > 0 && r.text.Words[i].Script == fold.Cyrillic && fold.Show(word[n:]) == "о" {
		stem = word[:n]
	}
	for _, n := range x.nationalities {
		if bytes.Equal(n.word, stem) {
			unit, _ := x.tree.Find(n.code)
			return unit
		}
	}
	return region.None
}

// writeCountry writes the name of a country in the place of a word, in its language.
func (r *reading) writeCountry(x *index, i int, country int32) {
	lang := "en"
	if r.text.Words[i].Script == fold.Cyrillic {
		if lang = "ru"; r.alphabet() == romanise.Ukrainian {
			lang = "uk"
		}
	}
	name, _, _ := strings.Cut(strings.ToLower(x.tree.At(country).Names.In(lang)), " ")
	r.text.Replace(i, fold.Code(name), nil)
}
