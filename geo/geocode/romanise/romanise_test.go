package romanise_test

import (
	"bytes"
	"strings"
	"testing"

	"oblast/geo/geocode/fold"
	"oblast/geo/geocode/romanise"

	"pgregory.net/rapid"
)

// key returns the key of the first word of s.
func key(s string, a romanise.Alphabet) string {
	var t fold.Text
	t.Set(s)
	if len(t.Words) == 0 {
		return ""
	}
	return string(romanise.AppendKey(nil, t.Of(0), a))
}

// spellings has a line a name: the name, then ways in which it is written.
const spellings = `
	Дзержинский: Dzerzhinsky Dzerzhinskiy Dzerzhinskij Dzerzhinskii Dzeržinskij Dzeržinskiĭ Dzerzhinskogo Дзержинского Dzerzhinskaya
	Козельский: Kozelsky Kozel'skiy Kozelskiy Kozel’skij Kozelskii Kozelʹskij Kozeljskij Козельском
	Щёлково: Shchelkovo Ščelkovo Ŝelkovo Schelkovo Szczelkowo
	Юхнов: Yukhnov Iukhnov Juhnov Ûhnov Yuhnov Juchnow|0
	Жиздра: Zhizdra Žizdra Żyzdra
	Хвастовичи: Khvastovichi Hvastoviči Xvastovichi
	Малоярославецкий: Maloyaroslavetsky Maloiaroslavetskii Malojaroslaveckij Maloâroslaveckij Maloyaroslavetskiy
	Мещовск: Meshchovsk Meščovsk Meŝovsk
	Чувашия: Chuvashia Chuvashiya Čuvašija Chuvashiia
	Сухиничи: Sukhinichi Suhinichi Suhiniči
	Липецк: Lipetsk Lipeck Lipetzk
	Курская: Kurskaya Kurskaia Kurskaja Kursk Курской
	Загорье: Zagorye Zagor'ye Zagorie Zagorje
	Подъячево: Podyachevo Podʺyachevo Podiachevo
	Россия: Rossiya Rossija Rossiia
	Нижний: Nizhny Nizhniy Nižnij Nizhnii
	Волховский: Volxovskij Volkhovskiy
	Клинцовский: Klincovskij Klintsovsky
	Алексеевка: Alexeyevka Alekseevka
	Александров: Alexandrov Aleksandrov
	Хабаровск: Xabarovsk Habarovsk
	Цимлянск: Tsimlyansk Cimljansk Tsimliansk Cimlânsk`

func TestSpellingsHaveOneKey(t *testing.T) {
	for line := range strings.Lines(spellings) {
		name, ways, ok := strings.Cut(strings.TrimSpace(line), ":")
		if !ok {
			continue
		}
		want := key(name, romanise.Russian)
		for way := range strings.FieldsSeq(ways) {
			way, differs := strings.CutSuffix(way, "|0")
			if got := key(way, romanise.Russian); (got == want) == differs {
				t.Errorf("%s: got %q, %s has %q", way, got, name, want)
			}
		}
	}
}

func TestUkrainianAndBelarusianHaveTheirOwnSounds(t *testing.T) {
	for _, c := range []struct {
		name string
		a    romanise.Alphabet
		want string
	}{
		{"Харків", romanise.Ukrainian, "Kharkiv"}, {"Запоріжжя", romanise.Ukrainian, "Zaporizhzhia"},
		{"Луганськ", romanise.Ukrainian, "Luhansk"}, {"Кропивницький", romanise.Ukrainian, "Kropyvnytskyi"},
		{"Чернігів", romanise.Ukrainian, "Chernihiv"}, {"Згурівка", romanise.Ukrainian, "Zghurivka"},
		{"Єнакієве", romanise.Ukrainian, "Yenakiieve"}, {"Їжівці", romanise.Ukrainian, "Yizhivtsi"},
		{"Кам'янець", romanise.Ukrainian, "Kamianets"}, {"Харківській", romanise.Ukrainian, "Kharkivskyi"},
		{"Сумська", romanise.Ukrainian, "Sumsjka"}, {"Хмельницька", romanise.Ukrainian, "Xmeljnycjka"},
		{"Чернігівська", romanise.Ukrainian, "Chernighivsjka"}, {"Коростень", romanise.Ukrainian, "Korostenj"},
		{"Гомель", romanise.Belarusian, "Homel"}, {"Магілёў", romanise.Belarusian, "Mahilew"},
	} {
		if got, want := key(c.name, c.a), key(c.want, c.a); got != want {
			t.Errorf("%s: got %q, %s has %q", c.name, got, c.want, want)
		}
	}
}

func TestAlphabetOf(t *testing.T) {
	for word, want := range map[string]romanise.Alphabet{
		"харків": romanise.Ukrainian, "київ": romanise.Ukrainian, "магилеў": romanise.Belarusian,
		"калуга": romanise.Russian, "kaluga": romanise.Russian, "": romanise.Russian,
	} {
		if got := romanise.AlphabetOf(fold.Code(word)); got != want {
			t.Errorf("%s: got %v, want %v", word, got, want)
		}
	}
}

func TestAdjectival(t *testing.T) {
	for word, want := range map[string]string{"Kuybyshevsky": "kuibiSev", "Kaluga": "", "Omsk": "", "Donetskaya": "done"} {
		k := key(word, romanise.Russian)
		base, ok := romanise.Adjectival([]byte(k))
		if ok != (want != "") || ok && k[:base] != want {
			t.Errorf("%s: got %q, %v; want %q", word, k[:base], ok, want)
		}
	}
}

func TestKeyIsStable(t *testing.T) {
	alphabet := []rune("abcdehijkmostuwxyzšžč")
	rapid.Check(t, func(t *rapid.T) {
		word := rapid.StringOf(rapid.RuneFrom(alphabet)).Draw(t, "word")
		if a, b := key(word, romanise.Russian), key(strings.ToUpper(word), romanise.Ukrainian); a != b {
			t.Fatalf("case or alphabet changes the key of a Latin word: %q, %q", a, b)
		}
		once := key(word, romanise.Russian)
		for i := 1; i < len(once); i++ {
			if once[i] == once[i-1] {
				t.Fatalf("%q has a doubled sound", once)
			}
		}
	})
}

func FuzzAppendKey(f *testing.F) {
	f.Add("Dzerzhinskiy")
	f.Add("Харківська")
	f.Fuzz(func(t *testing.T, s string) {
		var text fold.Text
		text.Set(s)
		prefix := []byte("prefix")
		for i := range text.Words {
			got := romanise.AppendKey(prefix, text.Of(i), romanise.Ukrainian)
			if string(got[:6]) != "prefix" {
				t.Fatal("what stood before was changed")
			}
			if alone := romanise.AppendKey(nil, text.Of(i), romanise.Ukrainian); string(got[6:]) != string(alone) {
				t.Fatalf("key %q after a prefix, %q alone", got[6:], alone)
			}
		}
	})
}

func BenchmarkAppendKey(b *testing.B) {
	var buf [64]byte
	for _, word := range []string{"dzerzhinskiy", "дзержинского"} {
		code := fold.Code(word)
		b.Run(word, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				romanise.AppendKey(buf[:0], code, romanise.Russian)
			}
		})
	}
	naive := strings.NewReplacer("shch", "S", "zh", "Z", "kh", "H", "iy", "i", "y", "i", "sky", "sk")
	b.Run("naive", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			naive.Replace("dzerzhinskiy")
		}
	})
}

// spelling writes a key in plain romanised letters.
var spelling = strings.NewReplacer("Z", "ž", "S", "š", "Q", "č", "C", "ts", "H", "kh")

// A key that is written out has itself as its key.
func TestKeyIsIdempotent(t *testing.T) {
	for word := range strings.FieldsSeq("Дзержинский Калужская Щигровский Подмосковье Нижний Тверь Обнинск Мещовск Хвастовичи Жиздра Цимлянск Йошкар Ахтубинск " +
		"Харків Запоріжжя Вінниця Чернігів Згурівка Щастя Юж'ноукраїнськ Гомель Оршанский Kuibyshev Dnepropetrovsk Schtschigry Zhytomyr Khmelnytskyi") {
		for _, a := range [...]romanise.Alphabet{romanise.Russian, romanise.Ukrainian} {
			once := key(word, a)
			if again := key(spelling.Replace(once), romanise.Russian); again != once {
				t.Errorf("%s has the key %q, and that %q", word, once, again)
			}
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		word := "" // syllables, for clusters of consonants may be written like single ones: сз, ш
		for _, syllable := range rapid.SliceOf(rapid.StringMatching("[бвгджзклмнпрстфхцчшщ][аеоуыэяию]")).Draw(t, "word") {
			word += syllable
		}
		once := key(word, romanise.Russian)
		if again := key(spelling.Replace(once), romanise.Russian); again != once {
			t.Fatalf("%q has the key %q", once, again)
		}
	})
}

func TestWhatAReadingDoesNotRereadSoundsTheSame(t *testing.T) {
	words := rapid.SliceOfN(rapid.SampledFrom([]string{"sch", "ch", "tsch", "tch", "cz", "z", "s", "j", "g", "x", "a", "e", "b", "k", "t", "h", "c"}), 1, 6)
	rapid.Check(t, func(t *rapid.T) {
		word := []byte(strings.Join(words.Draw(t, "word"), ""))
		for _, as := range romanise.Readings {
			usual, other := romanise.AppendKey(nil, word, romanise.Russian), romanise.AppendKeyAs(nil, word, romanise.Russian, as)
			if as&romanise.Marks(word) == 0 && !bytes.Equal(usual, other) {
				t.Fatalf("%q: %q, read as %b %q", word, usual, as, other)
			}
		}
	})
}
