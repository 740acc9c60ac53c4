package typeword_test

import (
	"strings"
	"testing"

	"oblast/geo/geocode/fold"
	"oblast/geo/geocode/inflect"
	"oblast/geo/geocode/typeword"
)

func TestFind(t *testing.T) {
	l := typeword.New(inflect.New())
	for _, c := range []struct {
		words string
		want  typeword.Kind
	}{
		{"область области областью областей обл oblast oblasti області областю", typeword.Oblast},
		{"район района районе районом районов району raion rayon district districts", typeword.District},
		{"край края крае krai kray", typeword.Krai},
		{"республика республики республіки republic", typeword.Republic},
		{"регион региона регіоні регионах", typeword.Regional},
		{"region regions province", typeword.Province},
		{"округ округа округе okrug", typeword.Okrug},
		{"город города городе місто місті city town", typeword.City},
		{"село села селе деревня деревни посёлок поселке пгт смт хутор станица village", typeword.Village},
		{"громада громади громаді hromada community", typeword.Community},
		{"море моря морем озеро озера sea lake акватории", typeword.Water},
	} {
		for word := range strings.FieldsSeq(c.words) {
			if w, ok := l.Find(fold.Code(word)); !ok || w.Kind != c.want {
				t.Errorf("%s: got %v, want %v", word, w.Kind, c.want)
			}
		}
	}
}

func TestWordsThatAreNoNames(t *testing.T) {
	l := typeword.New(inflect.New())
	for word := range strings.FieldsSeq("в на под in of the окраине границе outskirts and и та drone беспилотники нефтебазе") {
		if w, ok := l.Find(fold.Code(word)); !ok || !w.Joining || w.Kind != 0 {
			t.Errorf("%s: got %+v", word, w)
		}
	}
	for word := range strings.FieldsSeq("калуга kaluga дзержинский cruiser нижний красный") {
		if w, ok := l.Find(fold.Code(word)); ok {
			t.Errorf("%s: got %+v, want nothing", word, w)
		}
	}
}

func TestFlags(t *testing.T) {
	l := typeword.New(inflect.New())
	for word, want := range map[string]typeword.Word{
		"г":          {Kind: typeword.City, Before: true, Dotted: true, Joining: true},
		"районов":    {Kind: typeword.District, Plural: true},
		"district":   {Kind: typeword.District},
		"regions":    {Kind: typeword.Province, Plural: true},
		"городской":  {Modifier: true, Urban: true},
		"autonomous": {Modifier: true, Self: true},
		"области":    {Kind: typeword.Oblast, Perhaps: true},
		"of":         {Of: true, Joining: true},
	} {
		if got, _ := l.Find(fold.Code(word)); got != want {
			t.Errorf("%s: got %+v, want %+v", word, got, want)
		}
	}
}

func TestFindPair(t *testing.T) {
	l := typeword.New(inflect.New())
	for pair, want := range map[string]typeword.Kind{
		"р н": typeword.District, "г о": typeword.Okrug, "м р": typeword.District, "ст ца": typeword.Village, "а б": 0, "район он": 0,
	} {
		first, second, _ := strings.Cut(pair, " ")
		if w, _ := l.FindPair(fold.Code(first), fold.Code(second)); w.Kind != want {
			t.Errorf("%s: got %v, want %v", pair, w.Kind, want)
		}
	}
}

func TestUrbanDistrictIsOkrug(t *testing.T) {
	l := typeword.New(inflect.New())
	urban, _ := l.Find(fold.Code("urban"))
	district, _ := l.Find(fold.Code("district"))
	city, _ := l.Find(fold.Code("city"))
	if district.After(urban) != typeword.Okrug || district.After(typeword.Word{}) != typeword.District || city.After(urban) != typeword.City {
		t.Error("got another kind")
	}
}

func TestKindInWords(t *testing.T) {
	if got := (typeword.District | typeword.Okrug).String(); got != "district, okrug" {
		t.Errorf("got %q", got)
	}
	if got := typeword.Kind(0).Name() + typeword.Oblast.Name(); got != "oblast" {
		t.Errorf("got %q", got)
	}
}

func BenchmarkNew(b *testing.B) {
	g := inflect.New()
	b.ReportAllocs()
	for b.Loop() {
		typeword.New(g)
	}
}

func BenchmarkFind(b *testing.B) {
	l := typeword.New(inflect.New())
	word := fold.Code("области")
	b.ReportAllocs()
	for b.Loop() {
		l.Find(word)
	}
}
