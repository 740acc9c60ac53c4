package ordinary_test

import (
	"strings"
	"testing"

	"oblast/geo/geocode/fold"
	"oblast/geo/geocode/inflect"
	"oblast/geo/geocode/ordinary"
)

func TestOrdinaryWords(t *testing.T) {
	w := ordinary.Embedded(inflect.New())
	for _, c := range []struct {
		kind  ordinary.Kind
		words string
		want  bool
	}{
		{ordinary.Form, "store save вода водою белкой людина думать першою перша", true},
		{ordinary.Entry, "store белка людина думать", true},
		{ordinary.Entry, "белкой першою", false},
		{ordinary.Name, "Martin Jenna", true},
		{ordinary.Form, "Обнинске Суджа Москвой Харків Kharkiv Belgorod x ж", false},
	} {
		for word := range strings.FieldsSeq(c.words) {
			if got := w.Has(fold.Code(strings.ToLower(word)), c.kind); got != c.want {
				t.Errorf("%s, kind %d: got %v, want %v", word, c.kind, got, c.want)
			}
		}
	}
	if (&ordinary.Words{}).Has([]byte("store"), ordinary.Form) {
		t.Error("a filter without words has one")
	}
}

func TestPackKeepsEveryKey(t *testing.T) {
	var keys [ordinary.Name + 1][][]byte
	for i := range 5000 {
		keys[ordinary.Entry] = append(keys[ordinary.Entry], []byte{'w', byte('a' + i%26), byte('a' + i/26%26), byte('a' + i/676)})
	}
	w := ordinary.Open(ordinary.Pack(keys), inflect.New())
	wrong := 0
	for _, key := range keys[ordinary.Entry] {
		if !w.Has(key, ordinary.Entry) {
			t.Fatalf("%s is lost", key)
		}
		if w.Has(key, ordinary.Form) {
			wrong++
		}
	}
	if wrong > 50 {
		t.Errorf("%d of 5000 other words are taken for one", wrong)
	}
}

func BenchmarkHas(b *testing.B) {
	w, word := ordinary.Embedded(inflect.New()), fold.Code("белкой")
	b.ReportAllocs()
	for b.Loop() {
		w.Has(word, ordinary.Form)
	}
}
