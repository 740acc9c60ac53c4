package fold_test

import (
	"slices"
	"strings"
	"testing"
	"unicode"

	"oblast/geo/geocode/fold"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"
)

// words shows a text with its gaps: blank, hyphen, or bar.
func words(s string) string {
	var t fold.Text
	t.Set(s)
	var b strings.Builder
	for i, w := range t.Words {
		if i > 0 {
			b.WriteString([]string{" ", "-", "|"}[w.Gap])
		}
		b.WriteString(fold.Show(t.Of(i)))
		if w.Dot {
			b.WriteString(".")
		}
	}
	return b.String()
}

func TestSet(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"empty", "", ""},
		{"blanks and marks only", " , «» — ! 😀 ", ""},
		{"english", "Dzerzhinsky District, Kaluga region", "dzerzhinsky district|kaluga region"},
		{"russian, yo is ye", "Королёв, Московской обл.", "королев|московской обл."},
		{"ukrainian", "у Харківській області, м. Куп'янськ", "у харківській області|м. купянськ"},
		{"ukrainian letters", "Ґанна Їжа Єва", "ґанна їжа єва"},
		{"curly apostrophe", "Слов’янськ", "словянськ"},
		{"possessive", "Russia's Kaluga region", "russia kaluga region"},
		{"possessive, curly, at the end", "Kursk’s", "kursk"},
		{"not a possessive", "d'Ivoire 's-Hertogenbosch O'Sullivan", "d ivoire s-hertogenbosch osullivan"},
		{"soft sign", "Ryazan' oblast'", "ryazan oblast"},
		{"quotes", "«Московский регион»", "московский регион"},
		{"hyphens", "Ростов-на-Дону", "ростов-на-дону"},
		{"dash between blanks", "Кемеровская область — Кузбасс", "кемеровская область|кузбасс"},
		{"abbreviations", "г.Калуга, р-н", "г. калуга|р-н"},
		{"accents", "Łódź Škoda Ağrı Žabinkaŭski", "lodz skoda agri zabinkauski"},
		{"ligatures", "Weißenfels Æbeltoft", "weissenfels aebeltoft"},
		{"decomposed", norm.NFD.String("Йошкар-Ола, Київ, Şırnak"), "йошкар-ола|київ|sirnak"},
		{"decomposed, Hangul", norm.NFD.String("서울 각"), "서울 각"},
		{"full width", "Ｋｕｒｓｋ", "kursk"},
		{"look-alikes, latin in cyrillic", "Кaлугa", "калуга"},
		{"look-alikes, cyrillic in latin", "Kаluga", "kaluga"},
		{"a letter without look-alike decides", "Zем paйoн", "zem район"},
		{"mixed without look-alikes", "Жuк", "жuк"},
		{"other scripts", "北京 ქუთაისი", "北京 ქუთაისი"},
		{"invalid", "Kur\xffsk", "kur sk"},
		{"soft hyphen", "Ка\u00adлуга", "калуга"},
		{"digits", "район 5", "район 5"},
		{"signs and how they are drawn", "❗️Курск⚡️ 🇷🇺Орёл", "курск орел"},
		{"tags", "#Белгородская_область #KurskOblast, MacDonald", "белгородская область kursk oblast|macdonald"},
		{"digits for letters", "Sverd10vsk Куп0к 06ласть", "sverdlovsk купок область"},
		{"numbers stay", "шахед136 Х-101 10км Ту22М3", "шахед136 х-101 10км ту22м3"},
		{"a hard sign written as a quotation mark", "P”jatypillja «Kursk”", "pjatypillja kursk"},
		{"marks of notes", "Калуга² и Тула¹", "калуга и тула"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := words(c.text); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestLongTextIsCut(t *testing.T) {
	var text fold.Text
	for name, s := range map[string]string{
		"many words":  strings.Repeat("район ", 500),
		"one word":    strings.Repeat("д", 10_000),
		"ten million": strings.Repeat("a b, ", 2_000_000),
		"only blanks": strings.Repeat(" ", 10_000),
	} {
		if text.Set(s) {
			t.Errorf("%s: want false", name)
		}
		if len(text.Words) > fold.MaxWords || len(text.Letters) > fold.MaxLetters+8 {
			t.Errorf("%s: %d words, %d letters kept", name, len(text.Words), len(text.Letters))
		}
	}
	if !text.Set("Kaluga") {
		t.Error("a short text after a long one: want true")
	}
}

func TestPlainLettersAreTheAccentedOnesWithoutAccents(t *testing.T) {
	for r := rune(0xC0); r < 0x180; r++ {
		base := []rune(norm.NFD.String(string(unicode.ToLower(r))))[0]
		if base >= 0x80 || !unicode.IsLetter(r) {
			continue
		}
		code := fold.Code(string(r))
		if len(code) != 1 || fold.Plain(code[0]) != byte(base) {
			t.Errorf("%c: got %q, want %q", r, code, base)
		}
	}
}

func TestShowIsTheInverseOfCode(t *testing.T) {
	const all = "abcdefghijklmnopqrstuvwxyz0123456789абвгдежзийклмнопрстуфхцчшщъыьэюяіїєґў"
	if got := fold.Show(fold.Code(all)); got != all {
		t.Errorf("got %q, want %q", got, all)
	}
}

func TestSetIsStable(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		alphabet := []rune("abcXYZžŠłабвйёЙЁіїЇґ .,-'’()«»\t각কোே")
		s := rapid.StringOf(rapid.RuneFrom(alphabet)).Draw(t, "text")
		want := words(s)
		for name, other := range map[string]string{
			"decomposed": norm.NFD.String(s),
			"composed":   norm.NFC.String(s),
			"lower":      strings.ToLower(s),
			"blanks":     " " + strings.ReplaceAll(s, " ", "  ") + "\t",
		} {
			if got := words(other); got != want {
				t.Fatalf("%s: got %q, want %q", name, got, want)
			}
		}
	})
}

func TestWordsKnowTheirBytes(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"у  Харківській обл.", "у|Харківській|обл"},
		{"Russia's Kaluga", "Russia's|Kaluga"},
		{"«Ростов-на-Дону», Weißenfels", "Ростов|на|Дону|Weißenfels"},
		{norm.NFD.String("Йошкар-Ола, Київ, Şırnak!"), norm.NFD.String("Йошкар|Ола|Київ|Şırnak")},
		{"Ка́луга и ﬃ", "Ка́луга|и|ﬃ"},
		{"Ryazan' oblast'", "Ryazan|oblast"},
		{"", ""},
	} {
		var text fold.Text
		text.Set(c.text)
		var got []string
		for _, w := range text.Words {
			got = append(got, c.text[w.At:w.End])
		}
		if strings.Join(got, "|") != c.want {
			t.Errorf("%q: got %q, want %q", c.text, strings.Join(got, "|"), c.want)
		}
	}
}

func FuzzSet(f *testing.F) {
	for _, s := range []string{"", "Дзержинский р-н, Калужская обл.", "Kursk's", "e\u0301\u0301", "\xff\xfe", "Zем", "ﬃ ㎏ ﷺ", "'s's's"} {
		f.Add(s)
	}
	var again fold.Text
	f.Fuzz(func(t *testing.T, s string) {
		var text fold.Text
		text.Set(s)
		last := int32(0)
		for i, w := range text.Words {
			if w.From != last || w.To <= w.From {
				t.Fatalf("word %d is [%d, %d) after %d", i, w.From, w.To, last)
			}
			last = w.To
		}
		at, end := int32(0), int32(0) // of the word before: both never fall, for a rune may stand for several words
		for i, w := range text.Words {
			if w.At < at || w.End < end || w.End <= w.At || int(w.End) > len(s) {
				t.Fatalf("word %d has the bytes [%d, %d) of %d, after [%d, %d)", i, w.At, w.End, len(s), at, end)
			}
			at, end = w.At, w.End
		}
		again.Set(s)
		if !slices.Equal(again.Words, text.Words) || string(again.Letters) != string(text.Letters) {
			t.Fatal("a reused text differs from a new one")
		}
		for i := range text.Words {
			shown := fold.Show(text.Of(i))
			if text.Words[i].Script&(text.Words[i].Script-1) == 0 && words(shown) != shown {
				t.Fatalf("%q folds to %q", shown, words(shown))
			}
		}
	})
}

func BenchmarkSet(b *testing.B) {
	const query = "Дзержинский район, Калужская область"
	b.Run("fold", func(b *testing.B) {
		b.ReportAllocs()
		var t fold.Text
		for b.Loop() {
			t.Set(query)
		}
	})
	b.Run("naive", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			s := strings.ToLower(norm.NFKD.String(query))
			strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.Is(unicode.Mn, r) })
		}
	})
}

func TestSplit(t *testing.T) {
	var text fold.Text
	text.Set("в #курскаяобласть, Sudzha")
	if !text.Split(1, len("курская")/2) {
		t.Fatal("there is room for a word")
	}
	var got []string
	for i := range text.Words {
		got = append(got, fold.Show(text.Of(i)))
	}
	if want := []string{"в", "курская", "область", "sudzha"}; !slices.Equal(got, want) || text.Words[3].Gap != fold.Break {
		t.Errorf("got %q, want %q", got, want)
	}
}
