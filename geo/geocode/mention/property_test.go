package mention_test

import (
	"context"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"oblast/geo/geocode/mention"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"
)

// pieces are what random texts are made of: names, type words, marks, and what texts are broken by.
var pieces = []string{"Kaluga", "Калужской", "области", "Kursk", "region", "Брянской", "и", "and", "Moscow", "губернатор", "Governor", "Shapsha", "Шапша",
	"Владислав", "Vladislav", "район", "district", "Дзержинском", "«", "»", "\"", ",", ".", "\n", "\n\n", "—", "-", "г.", "St.", "Ростов-на-Дону", "'s", "in", "в", "над",
	"border of", "граница", "Times", "проспект", "1", "S1", "\xff", "\u0301", "Харківській", "ОВА", "смт", " ", "😀", "(", ")", "Новая", "New", "York", "A", "В."}

func draw(t *rapid.T) string {
	var b strings.Builder
	for range rapid.IntRange(0, 60).Draw(t, "pieces") {
		b.WriteString(rapid.SampledFrom(pieces).Draw(t, "piece"))
		if rapid.IntRange(0, 4).Draw(t, "blank") > 0 {
			b.WriteByte(' ')
		}
	}
	return b.String()
}

// check holds what is true of every result.
func check(t interface {
	Helper()
	Fatalf(format string, args ...any)
}, text string, r mention.Result) {
	t.Helper()
	valid, end := utf8.ValidString(text), 0
	span := func(from, to, fromRune, toRune int) {
		if from < 0 || to <= from || to > len(text) {
			t.Fatalf("bytes [%d, %d) of %d in %q", from, to, len(text), text)
		}
		if fromRune != utf8.RuneCountInString(text[:from]) || toRune != utf8.RuneCountInString(text[:to]) {
			t.Fatalf("runes [%d, %d) for the bytes [%d, %d) of %q", fromRune, toRune, from, to, text)
		}
		if valid && !utf8.ValidString(text[from:to]) {
			t.Fatalf("cuts a letter: %q", text[from:to])
		}
	}
	for i := range r.Mentions {
		m := &r.Mentions[i]
		span(m.From, m.To, m.FromRune, m.ToRune)
		if m.From < end {
			t.Fatalf("mention %q overlaps the one before in %q", text[m.From:m.To], text)
		}
		end = m.To
		if !(m.Confidence >= 0 && m.Confidence <= 1) || !(m.RegionConfidence >= m.Confidence-.0015 && m.RegionConfidence <= 1) || m.Label == "" {
			t.Fatalf("%q: confidence %v, of the region %v, label %q", text[m.From:m.To], m.Confidence, m.RegionConfidence, m.Label)
		}
		if p := m.Context; p != nil && (p.To > len(text) || p.From >= p.To || p.Where == "") {
			t.Fatalf("context %+v", p)
		}
	}
	for _, p := range r.Passed {
		span(p.From, p.To, p.FromRune, p.ToRune)
		if p.Reason == "" {
			t.Fatalf("%q is passed over without a reason", text[p.From:p.To])
		}
	}
}

func TestEveryResultHolds(t *testing.T) {
	s, _ := newScanner(t)
	rapid.Check(t, func(t *rapid.T) {
		text := draw(t)
		r, err := s.Scan(context.Background(), mention.Text{Text: text})
		if err != nil {
			t.Fatal(err)
		}
		check(t, text, r)
	})
}

func FuzzScan(f *testing.F) {
	s, _ := newScanner(f)
	files, err := filepath.Glob("testdata/articles/*.txt")
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range files {
		b, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		text, _, _ := article(string(b))
		f.Add(text)
	}
	for _, text := range []string{"", "\xff\xfeK", "St. St. St.", "-Kursk-class-S1-", "«««Курск»", "Kaluga's's", "г. г. Калуга", "K\u0301aluga region", "\n\nKursk\n"} {
		f.Add(text)
	}
	asWhole := s.Whole()
	f.Fuzz(func(t *testing.T, text string) {
		r, err := s.Scan(context.Background(), mention.Text{Text: text})
		if err != nil {
			t.Fatal(err)
		}
		check(t, text, r)
		parts, err := s.InParts(3, 1).Scan(context.Background(), mention.Text{Text: text})
		if diff := cmp.Diff(r, parts); err != nil || diff != "" {
			t.Fatalf("read in parts, %q differs: %v\n%s", text, err, diff)
		}
		whole, err := asWhole.Scan(context.Background(), mention.Text{Text: text})
		if diff := cmp.Diff(whole, r); err != nil || diff != "" {
			t.Fatalf("with its lists read by their members, %q differs: %v\n%s", text, err, diff)
		}
	})
}

// TestBrokenArticles scans articles that were cut, doubled and mixed up at random.
func TestBrokenArticles(t *testing.T) {
	s, _ := newScanner(t)
	files, err := filepath.Glob("testdata/articles/*.txt")
	if err != nil {
		t.Fatal(err)
	}
	random := rand.New(rand.NewPCG(11, 12))
	for n := range 600 {
		marks, err := os.ReadFile(files[n%len(files)])
		if err != nil {
			t.Fatal(err)
		}
		text, _, _ := article(string(marks))
		b := []byte(text)
		for range 1 + random.IntN(40) {
			i, j := random.IntN(len(b)), random.IntN(len(b))
			switch random.IntN(4) {
			case 0:
				b[i] = byte(random.IntN(256))
			case 1:
				b = slices.Delete(b, i, max(i, min(i+random.IntN(8), len(b)-1)))
			case 2:
				b[i], b[j] = b[j], b[i]
			default:
				b = slices.Insert(b, i, []byte(pieces[random.IntN(len(pieces))])...)
			}
		}
		r, err := s.Scan(context.Background(), mention.Text{Text: string(b)})
		if err != nil {
			t.Fatal(err)
		}
		check(t, string(b), r)
	}
}

// TestWorkGrowsWithTheTextAlone holds the number of queries against the number of words, on texts made to be hard.
func TestWorkGrowsWithTheTextAlone(t *testing.T) {
	s, _ := newScanner(t)
	for _, unit := range []string{"Kursk, ", "Курская и ", "Kursk region of ", "St. ", "«Курск» ", "граница Курской и ", "Dzhezkazgan district, Kaluga region, ", "губернатор Курск ", "Новая ", "над Орловской, "} {
		for _, n := range []int{200, 3200} {
			words, queries := s.Work(context.Background(), strings.Repeat(unit, n))
			if queries > 8*words+50 {
				t.Errorf("%q %d times: %d words, %d queries", unit, n, words, queries)
			}
		}
	}
}

func TestMentionsAreTheSameInAnyNormalForm(t *testing.T) {
	s, _ := newScanner(t)
	for _, text := range []string{"У Харкові та Ізюмі тихо. У Київській області теж.", "Над Чёрным морем и в Йошкар-Оле, столице Марий Эл."} {
		one, err := s.Scan(context.Background(), mention.Text{Text: text})
		if err != nil || len(one.Mentions) == 0 {
			t.Fatal(err, one)
		}
		apart := norm.NFD.String(text)
		two, err := s.Scan(context.Background(), mention.Text{Text: apart})
		if err != nil || len(two.Mentions) != len(one.Mentions) {
			t.Fatalf("%d mentions, decomposed %d (%v)", len(one.Mentions), len(two.Mentions), err)
		}
		for i := range one.Mentions {
			a, b := one.Mentions[i], two.Mentions[i]
			if a.RegionID != b.RegionID || text[a.From:a.To] != norm.NFC.String(apart[b.From:b.To]) {
				t.Errorf("%q is %s, decomposed %q is %s", text[a.From:a.To], a.RegionID, apart[b.From:b.To], b.RegionID)
			}
		}
	}
}

// TestArticlesAreTheSameInAnyForm scans articles decomposed, with other blanks and with lines that end otherwise.
func TestArticlesAreTheSameInAnyForm(t *testing.T) {
	s, _ := newScanner(t)
	places := func(text string) (list []string) {
		r, err := s.Scan(context.Background(), mention.Text{Text: text})
		if err != nil {
			t.Fatal(err)
		}
		for i := range r.Mentions {
			m := &r.Mentions[i]
			list = append(list, m.RegionID+" "+m.Label+" "+strings.Join(strings.Fields(norm.NFC.String(text[m.From:m.To])), " "))
		}
		return list
	}
	for _, text := range append(reporting(t), posts(t, 60, true)...) {
		want := places(text)
		for name, other := range map[string]string{
			"decomposed": norm.NFD.String(text), "wide blanks": strings.ReplaceAll(text, " ", "  "), "no-break spaces": strings.ReplaceAll(text, " ", "\u00a0"),
			"line ends": strings.ReplaceAll(text, "\n", "\r\n"), "blanks around": "  " + text + " \n",
		} {
			if diff := cmp.Diff(want, places(other)); diff != "" {
				t.Errorf("%s, %q:\n%s", name, text[:60], diff)
			}
		}
	}
}

func TestScanStopsWithItsContext(t *testing.T) {
	s, _ := newScanner(t)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if r, err := s.Scan(ctx, mention.Text{Text: strings.Repeat("Kursk fell silent. ", 10_000)}); err == nil || len(r.Mentions) > 100 {
		t.Errorf("%v, %d mentions", err, len(r.Mentions))
	}
}

// TestEveryMarkEndsAWord puts every apostrophe, and what is a letter and a mark at once, at the end of a word and alone: a
// text is read to its end.
func TestEveryMarkEndsAWord(t *testing.T) {
	s, _ := newScanner(t)
	for _, mark := range []string{"'", "`", "´", "ʹ", "ʺ", "ʻ", "ʼ", "ʽ", "ˈ", "‘", "’", "‛", "′", "″", "＇", "\u0301", "\u00ad", "\u200d", "ª", "ⅷ", "٣"} {
		for _, text := range []string{mark, "Богоє" + mark, mark + "Kursk", "Куп" + mark + "янськ " + mark + " Київ" + mark} {
			r, err := s.Scan(context.Background(), mention.Text{Text: text})
			if err != nil {
				t.Fatal(err)
			}
			check(t, text, r)
		}
	}
}
