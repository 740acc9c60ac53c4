package mention_test

import (
	"context"
	"math/rand/v2"
	"strings"
	"testing"

	"oblast/geo/geocode/mention"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// seams are what stands about the ends of parts: names and titles that belong together where nothing parts them, quotation
// marks, and paragraphs that end with words in small letters.
var seams = []string{"Владимир", "Владимирович", "Петров", "губернатор", "В.", "«", "»", "Kursk", "Брянской", "области", "район", "граница", "и", "border of", "улица", "завод",
	"was quiet.\n\n", "стихло.\n\n", "тихо\n\n", "the night\n\n", "\n\n", "\n", "ночью.\n\n\n", "- ", "Kaluga", "region", "А", "Times", "В селе", "Новое", "заявил", ", ", "1 "}

// TestPartsAreTheWhole holds texts that are read in many small parts against the same read in one.
func TestPartsAreTheWhole(t *testing.T) {
	s, _ := newScanner(t)
	whole := s.InParts(1, 1)
	check := func(t interface {
		Helper()
		Fatalf(format string, args ...any)
	}, in mention.Text, parts int) {
		t.Helper()
		want, err := whole.Scan(context.Background(), in)
		if err != nil {
			t.Fatalf("%v", err)
		}
		got, err := s.InParts(parts, 1).Scan(context.Background(), in)
		if err != nil {
			t.Fatalf("%v", err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("%d parts of %q differ from the whole:\n%s", parts, in.Text, diff)
		}
	}
	texts := posts(t, 400, true)
	random := rand.New(rand.NewPCG(1, 2))
	for range 60 {
		var b strings.Builder
		for range 1 + random.IntN(12) {
			b.WriteString(texts[random.IntN(len(texts))])
			b.WriteString([...]string{"", "\n\n", "\n"}[random.IntN(3)])
		}
		check(t, mention.Text{Text: b.String()}, 2+random.IntN(9))
	}
	rapid.Check(t, func(t *rapid.T) {
		var b strings.Builder
		for range rapid.IntRange(0, 40).Draw(t, "pieces") {
			b.WriteString(rapid.SampledFrom(seams).Draw(t, "piece"))
			if rapid.IntRange(0, 5).Draw(t, "blank") > 0 {
				b.WriteByte(' ')
			}
		}
		check(t, mention.Text{Text: strings.ReplaceAll(b.String(), "\n ", "\n")}, rapid.IntRange(2, 9).Draw(t, "parts"))
	})
}

// TestLongTextsAreCut: the texts above are read in parts indeed.
func TestLongTextsAreCut(t *testing.T) {
	s, _ := newScanner(t)
	text := strings.Repeat("В Калуге ночью тихо.\n\n", 50)
	if n := s.InParts(5, 1).Parts(text); n != 5 {
		t.Errorf("%d parts, want 5", n)
	}
	if n := s.InParts(5, 1<<10).Parts(text); n != len(text)>>10 {
		t.Errorf("%d parts of a kilobyte", n)
	}
	if n := s.InParts(5, 1).Parts(strings.ToUpper(text)); n != 1 {
		t.Errorf("%d parts of a text of capitals", n)
	}
}
