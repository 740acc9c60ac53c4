package mention_test

import (
	"context"
	"math/rand/v2"
	"strings"
	"testing"

	"oblast/geo/geocode"
	"oblast/geo/geocode/mention"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// listMarks is what lists are put together with.
var listMarks = map[string][]string{
	"en": {", ", " and ", ", and ", ", in ", " and in ", " and the ", ", the "},
	"ru": {", ", " и ", ", а также ", ", в ", " и в ", ", и "},
	"uk": {", ", " та ", " і ", ", а також ", ", у ", " та у ", " й "},
}

// shortNames are names that belong together, or mean several places, as often as not.
var shortNames = map[string][]string{
	"en": {"Bosnia", "Herzegovina", "Kursk", "Kursk region", "Kaluga region", "Obninsk", "Kirov", "Russia", "Moscow", "Moscow region", "Oktyabrsky district", "Pokrovsk", "Black Sea", "Trinidad", "Tobago", "Odesa", "Leningrad Oblast", "Tyne", "Wear", "St. Petersburg"},
	"ru": {"Курской", "Брянской области", "Калуга", "Калужская", "область", "Кирове", "Октябрьском районе", "Дзержинске", "Ленинском", "районах", "Россия", "городе Клинцы", "г. Орел", "Казани", "Татарстане", "Татарстана", "Крыму", "Тверской", "областях", "Чёрном море", "Харькове", "Сумах"},
	"uk": {"Сумах", "Сумській області", "Харківській", "області", "Миколаєві", "Миколаївській", "областях", "Покровську", "Краматорському районі", "Києві", "Київ", "Кам'янському", "районах", "місті Дніпро", "с. Новоселівка", "Криму", "Україні", "Одещині"},
}

// TestListsAreReadByTheirMembersAlike holds lists that are read member by member against the same asked for whole: new ones, and
// ones whose members were seen before.
func TestListsAreReadByTheirMembersAlike(t *testing.T) {
	s, _ := newScanner(t)
	known, err := coder()
	if err != nil {
		t.Fatal(err)
	}
	decided, err := known.WithAliases([]geocode.Alias{{Words: "Obninsk", RegionID: "RU-BRY"}, {Words: "Сумах", Scope: "RU", RegionID: "RU-KLU"}, {Words: "Kirov and Kursk", RegionID: "RU-KRS"}})
	if err != nil {
		t.Fatal(err)
	}
	whole, underDecisions := s.Whole(), s.With(decided)
	wholeUnderDecisions := underDecisions.Whole()
	check := func(t interface {
		Helper()
		Fatalf(format string, args ...any)
	}, in mention.Text) {
		t.Helper()
		for _, pair := range [...][2]*mention.Scanner{{whole, s}, {wholeUnderDecisions, underDecisions}} {
			want, err := pair[0].Scan(context.Background(), in)
			if err != nil {
				t.Fatalf("%v", err)
			}
			got, err := pair[1].Scan(context.Background(), in)
			if err != nil {
				t.Fatalf("%v", err)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Fatalf("by its members %q differs from the whole:\n%s", in.Text, diff)
			}
		}
	}
	phrases, random := press(t), rand.New(rand.NewPCG(7, 8))
	for i := range listsToTry(t) {
		lang := languages[i%len(languages)]
		var b strings.Builder
		b.WriteString([...]string{"", "Взрывы: ", "in "}[random.IntN(3)])
		for k := range 2 + random.IntN(3) {
			if k > 0 {
				b.WriteString(listMarks[lang][random.IntN(len(listMarks[lang]))])
			}
			list := phrases[lang]
			if random.IntN(3) == 0 {
				list = shortNames[lang]
			}
			b.WriteString(list[random.IntN(len(list))])
		}
		in := mention.Text{Text: b.String() + " was quiet."}
		switch i % 7 {
		case 1:
			in.Within = "RU"
		case 2:
			in.At = "2019-06-01"
		case 3:
			in.Lang = "en"
		}
		check(t, in)
	}
	for _, text := range append(posts(t, 200, true), reporting(t)...) {
		check(t, mention.Text{Text: text})
	}
	rapid.Check(t, func(t *rapid.T) {
		lang := rapid.SampledFrom(languages[:]).Draw(t, "lang")
		var b strings.Builder
		for range rapid.IntRange(1, 6).Draw(t, "names") {
			b.WriteString(rapid.SampledFrom(shortNames[lang]).Draw(t, "name"))
			b.WriteString(rapid.SampledFrom(append(listMarks[lang], " ", "-", " (", ") ", ". ")).Draw(t, "mark"))
		}
		check(t, mention.Text{Text: b.String()})
	})
}

func listsToTry(t *testing.T) int {
	if testing.Short() {
		return 300
	}
	return 4000
}
