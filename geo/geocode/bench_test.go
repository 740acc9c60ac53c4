package geocode_test

import (
	"math"
	"os"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
	"unicode/utf8"

	"oblast/geo/gazetteer"
	"oblast/geo/geocode"
)

// live returns the bytes of the heap that are in use after a collection.
func live() uint64 {
	const settled = 1 << 16
	last := uint64(math.MaxUint64)
	for {
		runtime.GC() // pools keep what they hold through one
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		if m.HeapAlloc+settled >= last {
			return m.HeapAlloc
		}
		last = m.HeapAlloc
	}
}

// files is the folder of the embedded boundaries, read as files: geo knows no package of data, not even in tests.
const files = "../../data/boundaries"

// embedded loads what the program embeds.
func embedded(tb testing.TB) *gazetteer.Gazetteer {
	tb.Helper()
	g, err := gazetteer.Load(os.DirFS(files))
	if err != nil {
		tb.Fatal(err)
	}
	return g
}

func BenchmarkNew(b *testing.B) {
	g := embedded(b)
	b.ReportAllocs()
	before := live()
	var c *geocode.Geocoder
	for b.Loop() {
		var err error
		if c, err = geocode.New(g); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(live()-before)/1e6, "MB-live")
	runtime.KeepAlive(c)
}

// queries are measured one by one, by what finds them.
var queries = []struct{ name, text string }{
	{"exact-one", "Kaluga Oblast"},
	{"exact-two", "Дзержинский район, Калужская область"},
	{"exact-two-latin", "Dzerzhinsky District, Kaluga Oblast"},
	{"inflected-two", "в Дзержинском районе Калужской области"},
	{"romanised-two", "Dzerzhinskij rayon, Kaluzhskaya oblast"},
	{"fuzzy-inside", "Dzerzhisnky district, Kaluga region"},
	{"fuzzy-everywhere", "Темюкский район"},
	{"fuzzy-everywhere-latin", "Kalinignrad Oblast"},
	{"list", "Белгородской, Брянской и Тверской областей"},
	{"other-keyboard", "Rfke;crfz j,kfcnm"},
	{"fallback", "Dzhezkazgan district, Kaluga region"},
	{"ambiguous", "Oktyabrsky"},
	{"nothing", "several regions of the country"},
}

func BenchmarkGeocode(b *testing.B) {
	g := embedded(b)
	c, err := geocode.New(g)
	if err != nil {
		b.Fatal(err)
	}
	for _, q := range queries {
		b.Run(q.name, func(b *testing.B) {
			b.ReportAllocs()
			query := geocode.Query{Text: q.text}
			c.Geocode(query) // builds the tables of misspelt words
			before := processor(b)
			for b.Loop() {
				c.Geocode(query)
			}
			b.ReportMetric((processor(b)-before).Seconds()*1e9/float64(b.N), "cpu-ns/op")
		})
	}
	b.Run("naive", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			naive(g, queries[1].text)
		}
	})
}

// hostile are texts that are made to be slow, by the words that they repeat.
var hostile = []struct{ name, unit, end string }{
	{"ambiguous", "Октябрьский, ", "Russia"},
	{"ambiguous-villages", "с. Ивановка, ", ""},
	{"declined-villages", "Александровке Михайловке Николаевке ", ""},
	{"misspelt", "Кировскй, ", "Russia"},
	{"commas", ", ", "Kaluga"},
	{"type-words", "район ", "Калужская область"},
	{"hyphens", "Ростов-на-", "Дону"},
	{"look-alikes", "Kaлугa, ", ""},
	{"marks", "е\u0301", ""},
	{"borders", "граница Курской и ", "Брянской областей"},
}

// BenchmarkHostile measures texts of n, 2n and 4n letters that are made to be slow, as a query and as typed so far. What is
// longer than a place name can be is not answered.
func BenchmarkHostile(b *testing.B) {
	c, err := geocode.New(embedded(b))
	if err != nil {
		b.Fatal(err)
	}
	c.Warm()
	for _, h := range hostile {
		for _, n := range []int{150, 300, 600, 10_000} {
			text := strings.Repeat(h.unit, n/utf8.RuneCountInString(h.unit)) + h.end
			for name, ask := range map[string]func(){
				"query": func() { c.Geocode(geocode.Query{Text: text, Limit: 20}) },
				"typed": func() { c.Prefix(geocode.PrefixQuery{Text: text, Limit: 20}) },
			} {
				b.Run(h.name+"/"+name+"/"+strconv.Itoa(n), func(b *testing.B) {
					before := processor(b)
					for b.Loop() {
						ask()
					}
					b.ReportMetric((processor(b)-before).Seconds()*1e3/float64(b.N), "cpu-ms/op")
				})
			}
		}
	}
}

// processor is the time that this process has had on all cores: what a busy machine does not change much.
func processor(b *testing.B) time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// naive is what one writes first: lower case, and a look through all names for those that the text contains.
func naive(g *gazetteer.Gazetteer, text string) (best int32) {
	text, length := strings.ToLower(text), 0
	for i := range g.Names {
		if name := strings.ToLower(g.Names[i].Text); len(name) > length && strings.Contains(text, name) {
			best, length = g.Names[i].Unit, len(name)
		}
	}
	return best
}
