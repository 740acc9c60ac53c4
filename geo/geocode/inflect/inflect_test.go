package inflect_test

import (
	"bytes"
	"strings"
	"testing"

	"oblast/geo/geocode/fold"
	"oblast/geo/geocode/inflect"

	"pgregory.net/rapid"
)

// paradigms lists names with forms as they stand in texts, of every class that place names have.
const paradigms = `
	дзержинский: дзержинского дзержинскому дзержинским дзержинском дзержинская дзержинской дзержинскую
	калужская: калужской калужскую калужскою калужский калужском калужские калужских
	малоярославецкий: малоярославецкого малоярославецком
	каневской: каневского каневском
	грозный: грозного грозному грозным грозном
	советский: советского
	нижний: нижнего нижнему нижнем
	харківська: харківської харківській харківську харківською харківські
	дзержинський: дзержинського дзержинському дзержинським дзержинські
	запорізька: запорізької запорізькій
	донецька: донецької донецькій донецьку
	рівне: рівного рівному рівним
	калуга: калуги калуге калугу калугой калузі калугою
	москва: москвы москве москву москвой
	шуя: шуи шуе шую шуей
	чувашия: чувашии чувашию чувашией
	вінниця: вінниці вінницю вінницею
	одеса: одеси одесі одесу одесою
	михайлівка: михайлівки михайлівці михайлівку михайлівкою
	біла: білої білій білу білою
	курск: курска курску курском курске
	суземка: суземки суземке суземку суземкой
	воронеж: воронежа воронежем воронеже
	киров: кирова кирову кировом кировым кирове
	шебекино: шебекина шебекину шебекином шебекине
	загорье: загорья загорью загорьем
	домодедово: домодедова домодедове
	рязань: рязани рязанью
	ярославль: ярославля ярославлю ярославле ярославлем
	орел: орла орлу орлом орле
	елец: ельца ельцу ельцом ельце
	череповец: череповца череповцу череповце
	городок: городка городке
	владивосток: владивостока владивостоке
	валдай: валдая валдаю валдае
	шахты: шахт шахтам шахтами шахтах
	валуйки: валуек валуйкам валуйках
	сухиничи: сухиничей сухиничам сухиничах
	люберцы: люберцах
	луки: лук луках
	набережные: набережных набережными
	челны: челнов челнах
	крым: крыма крыму крымом крыме
	харків: харкова харкову харковом харкові
	київ: києва києву києвом києві
	львів: львова львові
	тернопіль: тернополя тернополі
	куп'янськ: куп'янська куп'янську
	дніпро: дніпра дніпру дніпром дніпрі
	суми: сум сумам сумах сумами
	чернівці: чернівців чернівцям чернівцях
	черкаси: черкас черкасах
	ріг: рогу рогом розі
	запоріжжя: запоріжжю запоріжжі запоріжжям
	кременець: кременця кременці
	россия: россии россию россией
	росія: росії росію росією
	украина: украины украине украину украиной
	україна: україни україні україну україною
	беларусь: беларуси беларусью
	море: моря морю морем
	поле: поля полю полем
	озеро: озера озеру озером озере
	умань: умані уманню`

func TestParadigms(t *testing.T) {
	g := inflect.New()
	for line := range strings.Lines(paradigms) {
		name, forms, ok := strings.Cut(strings.TrimSpace(line), ":")
		if !ok {
			continue
		}
		nominative := fold.Code(name)
		stems := g.Stems(nil, nominative)
		for form := range strings.FieldsSeq(forms) {
			code := fold.Code(form)
			if !g.Inflects(nominative, code) {
				t.Errorf("%s is not taken for a form of %s", form, name)
			}
			if !contains(stems, g.Stem(code)) {
				t.Errorf("%s: stem %s is none of %s's %s", form, fold.Show(g.Stem(code)), name, show(stems))
			}
		}
	}
}

func TestOtherWordsAreNotForms(t *testing.T) {
	g := inflect.New()
	for _, c := range []struct{ name, other string }{
		{"курск", "курский"}, {"курск", "курской"}, {"киров", "кировский"}, {"калуга", "калужская"},
		{"москва", "московская"}, {"орел", "орловская"}, {"дзержинский", "дзержинск"}, {"тула", "тульская"},
		{"харків", "харківська"}, {"суми", "сумська"}, {"kursk", "курска"}, {"на", "ну"}, {"", "а"},
	} {
		if g.Inflects(fold.Code(c.name), fold.Code(c.other)) {
			t.Errorf("%s is taken for a form of %s", c.other, c.name)
		}
	}
}

func TestAdjectival(t *testing.T) {
	g := inflect.New()
	for word, want := range map[string]bool{
		"курский": true, "курской": true, "харківській": true, "донецкая": true, "донецької": true, "запорізька": true,
		"курск": false, "курска": true, "калуга": false, "грозный": false, "ск": false, "": false, "kurskaya": false,
	} {
		if got := g.Adjectival(fold.Code(word)); got != want {
			t.Errorf("%s: got %v, want %v", word, got, want)
		}
	}
}

func TestOtherGender(t *testing.T) {
	g := inflect.New()
	for pair, want := range map[[2]string]bool{
		{"курская", "курский"}: true, {"курское", "курские"}: true, {"грозный", "грозного"}: false, {"курская", "курской"}: false,
		{"каневская", "каневским"}: true, {"романовская", "романовскому"}: true, {"знаменское", "знаменскими"}: true, {"знаменское", "знаменскому"}: false,
		{"боровский", "боровскую"}: true, {"шептицький", "шептицьким"}: false, {"кримське", "кримську"}: true, {"полазна", "полазны"}: false,
		{"курский", "курский"}: false, {"калуга", "калуги"}: false, {"", "а"}: false,
	} {
		if got := g.OtherGender(fold.Code(pair[0]), fold.Code(pair[1])); got != want {
			t.Errorf("%v: got %v", pair, got)
		}
	}
}

func TestNominative(t *testing.T) {
	g := inflect.New()
	for word, want := range map[string]bool{"курская": true, "курский": true, "курской": false, "курского": false, "курские": true, "сумська": true, "": false} {
		if got := g.Nominative(fold.Code(word)); got != want {
			t.Errorf("%s: got %v", word, got)
		}
	}
}

func TestEveryFormIsFoundAndJudged(t *testing.T) {
	g := inflect.New()
	alphabet := []rune("абвгдежийклмнопристуцчшьыяіїє")
	rapid.Check(t, func(t *rapid.T) {
		name := fold.Code(rapid.StringOfN(rapid.RuneFrom(alphabet), 1, 20, -1).Draw(t, "name"))
		stems := g.Stems(nil, name)
		for _, form := range g.Forms(name) {
			if !g.Inflects(name, form) {
				t.Fatalf("%s is not taken for a form", fold.Show(form))
			}
			if !contains(stems, g.Stem(form)) {
				t.Fatalf("%s is not found", fold.Show(form))
			}
		}
		if stem := g.Stem(name); !bytes.HasPrefix(name, stem) || len(stem) == 0 {
			t.Fatalf("stem %s", fold.Show(stem))
		}
	})
}

func FuzzStem(f *testing.F) {
	g := inflect.New()
	f.Add("дзержинского")
	f.Add("ь")
	f.Fuzz(func(t *testing.T, s string) {
		word := fold.Code(strings.ToLower(s))
		g.Stems(nil, word)
		if !g.Inflects(word, word) {
			t.Fatal("a word is a form of itself")
		}
		if stem := g.Stem(word); !bytes.HasPrefix(word, stem) {
			t.Fatal("a stem is the beginning of its word")
		}
		g.Adjectival(word)
	})
}

func BenchmarkStem(b *testing.B) {
	g := inflect.New()
	word := fold.Code("дзержинского")
	b.ReportAllocs()
	for b.Loop() {
		g.Stem(word)
	}
}

func BenchmarkStems(b *testing.B) {
	g := inflect.New()
	word := fold.Code("дзержинский")
	b.ReportAllocs()
	var dst [][]byte
	for b.Loop() {
		dst = g.Stems(dst[:0], word)
	}
}

func BenchmarkInflects(b *testing.B) {
	g := inflect.New()
	name, form := fold.Code("дзержинский"), fold.Code("дзержинского")
	b.ReportAllocs()
	for b.Loop() {
		g.Inflects(name, form)
	}
}

func contains(list [][]byte, word []byte) bool {
	for _, w := range list {
		if bytes.Equal(w, word) {
			return true
		}
	}
	return false
}

func show(list [][]byte) string {
	words := make([]string, len(list))
	for i, w := range list {
		words[i] = fold.Show(w)
	}
	return strings.Join(words, " ")
}
