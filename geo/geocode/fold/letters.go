package fold

import "bytes"

// Codes of Cyrillic letters: а is CyrillicA, я CyrillicA+31 in the order of the Russian alphabet without ё; then the
// Ukrainian and Belarusian ones.
const (
	CyrillicA   = 0x80
	UkrainianI  = 0xA0 // і
	UkrainianYi = 0xA1 // ї
	UkrainianYe = 0xA2 // є
	UkrainianG  = 0xA3 // ґ
	BelarusianU = 0xA4 // ў
	cyrillicEnd = 0xA5
)

// Codes of Latin letters whose mark says how they sound.
const (
	CaronS    = 0xB0 // š, ş: sh
	CaronZ    = 0xB1 // ž, ż: zh
	CaronC    = 0xB2 // č: ch
	CircumS   = 0xB3 // ŝ: shch (ISO 9)
	caronEnd  = 0xB4
	otherFrom = 0xC0
)

// ScriptOf returns the script of a letter code.
func ScriptOf(code byte) Script {
	switch {
	case code < 'a':
		return Digits
	case code <= 'z', code >= CaronS && code < caronEnd:
		return Latin
	case code >= otherFrom:
		return Other
	}
	return Cyrillic
}

// Plain returns the letter that code counts as where words are compared exactly.
func Plain(code byte) byte {
	if code >= CaronS && code < caronEnd {
		return "szcs"[code-CaronS]
	}
	return code
}

// Code returns the letters of a word that is written in lower-case Latin or Cyrillic letters, for tables.
func Code(word string) []byte {
	letters := make([]byte, 0, len(word))
	for _, r := range word {
		if c := letter(r); c != 0 {
			letters = append(letters, c)
		}
	}
	return letters
}

// Show writes letters as UTF-8 again, lower-case and without accents.
func Show(letters []byte) string { return string(AppendShown(nil, letters)) }

// AppendShown appends letters as UTF-8.
func AppendShown(dst, letters []byte) []byte {
	for i := 0; i < len(letters); i++ {
		switch c := letters[i]; {
		case c < CyrillicA:
			dst = append(dst, c)
		case c < CyrillicA+16: // а to п, U+0430 to U+043F
			dst = append(dst, 0xD0, 0xB0+c-CyrillicA)
		case c < UkrainianI: // р to я, U+0440 to U+044F
			dst = append(dst, 0xD1, 0x80+c-CyrillicA-16)
		case c < cyrillicEnd:
			dst = append(dst, string([]rune("іїєґў")[c-UkrainianI])...)
		case c >= CaronS && c < caronEnd:
			dst = append(dst, Plain(c))
		case c >= otherFrom && i+2 < len(letters):
			r := rune(c&0x3F)<<12 | rune(letters[i+1]&0x3F)<<6 | rune(letters[i+2]&0x3F)
			dst = append(dst, string(r)...)
			i += 2
		}
	}
	return dst
}

// plainLatin gives the letters from U+00C0 to U+017F; a blank has no single letter.
const plainLatin = "aaaaaa ceeeeiiiidnooooo ouuuuy  aaaaaa ceeeeiiiidnooooo ouuuuy y" +
	"aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii  jjkkklllllll" +
	"lllnnnnnn   oooooo  rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzz "

// letter returns the code of a rune in either case; 0 when it has none.
func letter(r rune) byte {
	switch {
	case r < 0x80:
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
			return byte(r)
		case r >= 'A' && r <= 'Z':
			return byte(r | 0x20)
		}
		return 0
	case r >= 0x410 && r < 0x430:
		return byte(r - 0x410 + CyrillicA)
	case r >= 0x430 && r < 0x450:
		return byte(r - 0x430 + CyrillicA)
	case r >= 0x400 && r < 0x530:
		return cyrillic(r)
	case r >= 0xC0 && r < 0x180:
		return latin(r)
	case r == 'ș' || r == 'Ș':
		return CaronS
	case r == 'ț' || r == 'Ț':
		return 't'
	case r == 'ə' || r == 'Ə':
		return 'a'
	}
	return 0
}

// latin returns the code of an accented Latin letter.
func latin(r rune) byte {
	switch r {
	case 'Š', 'š', 'Ş', 'ş':
		return CaronS
	case 'Ž', 'ž', 'Ż', 'ż':
		return CaronZ
	case 'Č', 'č':
		return CaronC
	case 'Ŝ', 'ŝ':
		return CircumS
	}
	if c := plainLatin[r-0xC0]; c != ' ' {
		return c
	}
	return 0
}

// cyrillic returns the code of a letter outside the Russian alphabet: its own, or that of the nearest Russian letter.
func cyrillic(r rune) byte {
	switch r {
	case 'ё', 'Ё':
		return letter('е')
	case 'і', 'І', 'ӏ', 'Ӏ':
		return UkrainianI
	case 'ї', 'Ї':
		return UkrainianYi
	case 'є', 'Є':
		return UkrainianYe
	case 'ґ', 'Ґ':
		return UkrainianG
	case 'ў', 'Ў':
		return BelarusianU
	case 'ә', 'Ә':
		return letter('а')
	case 'ғ', 'Ғ', 'ѓ', 'Ѓ':
		return letter('г')
	case 'қ', 'Қ', 'ќ', 'Ќ':
		return letter('к')
	case 'ң', 'Ң':
		return letter('н')
	case 'ө', 'Ө':
		return letter('о')
	case 'ұ', 'Ұ', 'ү', 'Ү':
		return letter('у')
	case 'һ', 'Һ':
		return letter('х')
	case 'ј', 'Ј':
		return letter('й')
	case 'ђ', 'Ђ':
		return letter('д')
	case 'ћ', 'Ћ':
		return letter('ч')
	}
	return 0
}

// Look-alikes, letter by letter.
const (
	latinLikes    = "abcehikmnoptxy"
	cyrillicLikes = "авсенікмпорт" + "ху"
)

// unmix rewrites a word of Latin and Cyrillic letters in one script: that of the letters which look like none of the
// other, or else that which most letters have. Stray letters without a look-alike stay as they are. It returns the scripts that the word then has.
func unmix(word []byte) Script {
	latins, cyrillics := 0, 0 // of letters that have no look-alike, a thousand each
	latin, cyrillic := []byte(latinLikes), Code(cyrillicLikes)
	for _, c := range word {
		switch ScriptOf(c) {
		case Latin:
			latins += weightOf(c, latin)
		case Cyrillic:
			cyrillics += weightOf(c, cyrillic)
		}
	}
	from, to, stray := latin, cyrillic, Latin
	if latins > cyrillics {
		from, to, stray = cyrillic, latin, Cyrillic
	}
	var scripts Script
	for i, c := range word {
		if ScriptOf(c) == stray {
			if k := bytes.IndexByte(from, c); k >= 0 {
				word[i] = to[k]
			}
		}
		scripts |= ScriptOf(word[i])
	}
	return scripts
}

// weightOf counts a letter that looks like none of the other alphabet more than all that do.
func weightOf(letter byte, likes []byte) int {
	if bytes.IndexByte(likes, letter) < 0 {
		return 1000
	}
	return 1
}

// isSign reports whether a rune is a quotation mark that also stands for a hard sign or a Ukrainian apostrophe.
func isSign(r rune) bool { return r == '”' || r == 'ˮ' }

func isApostrophe(r rune) bool {
	switch r {
	case '\'', '`', '´', 'ʹ', 'ʺ', 'ʻ', 'ʼ', 'ʽ', 'ˈ', '‘', '’', '‛', '′', '″', '＇':
		return true
	}
	return false
}
