package mention_test

import (
	"context"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"oblast/geo/geocode/mention"

	"github.com/google/go-cmp/cmp"
)

var languages = [...]string{"en", "ru", "uk"}

// Frames of sentences as agencies write them; % is a place, as press phrases have them.
var frames = map[string][]string{
	"en": {
		"Air defences shot down nine drones over % and % overnight, the governor said on his Telegram channel. ",
		"Debris fell on a two-storey house in %, where a fire broke out and was put out within the hour. ",
		"In % power was cut to about 3,000 people, regional officials said, adding that repairs would take until evening. ",
		"Vladimir Petrov, a resident of %, told reporters that he had heard three explosions shortly before 4 a.m. ",
		"The Ministry of Defence listed %, % and % among the places where aircraft were intercepted. ",
		"Nobody was hurt, according to preliminary information, and an operational group is at work on the scene. ",
		"Trains were running about an hour late and the airport had stopped taking flights until further notice. ",
	},
	"ru": {
		"Ночью дежурные средства ПВО уничтожили девять беспилотников: %, %, сообщил губернатор в телеграм-канале. ",
		"Обломки упали на крышу двухэтажного дома (%), возник пожар, который потушили в течение часа. ",
		"Без света остались около трёх тысяч человек, отметили в правительстве: %; ремонт продлится до вечера. ",
		"По данным Минобороны, перехваты были отмечены в нескольких местах: %, %, а также %. ",
		"Житель по имени Владимир Петров рассказал журналистам, что слышал три взрыва около четырёх утра. ",
		"По предварительной информации, пострадавших и разрушений нет, на месте работает оперативная группа. ",
		"Поезда шли с опозданием примерно на час, аэропорт временно не принимал и не отправлял рейсы. ",
	},
	"uk": {
		"Уночі сили протиповітряної оборони знищили дев'ять безпілотників: %, %, повідомив очільник ОВА. ",
		"Уламки впали на дах двоповерхового будинку (%), виникла пожежа, яку загасили впродовж години. ",
		"Без світла залишилися близько трьох тисяч людей, зазначили в адміністрації: %; ремонт триватиме до вечора. ",
		"За даними Повітряних сил, влучання зафіксовано в кількох місцях: %, %, а також %. ",
		"За попередньою інформацією, постраждалих і руйнувань немає, на місці працює оперативна група. ",
		"Потяги прямували із запізненням приблизно на годину, рух транспорту вулицями міста обмежили. ",
	},
}

// press returns the press phrases of the accuracy cases, by language.
func press(tb testing.TB) map[string][]string {
	phrases := map[string][]string{}
	for _, file := range []string{"press", "newspaper", "messy"} {
		table, err := os.ReadFile(filepath.Join("..", "testdata", "cases", file+".tsv"))
		if err != nil {
			tb.Fatal(err)
		}
		for line := range strings.Lines(string(table)) {
			if f := strings.Split(line, "\t"); frames[f[2]] != nil {
				phrases[f[2]] = append(phrases[f[2]], f[3])
			}
		}
	}
	return phrases
}

// posts makes n texts of some kilobytes, a title and sentences in one language each, with one or two places a sentence.
// Places come as news name them, a few over and over and most of them seldom (the r-th as often as 1/r); evenly, all as
// often, where even is set.
func posts(tb testing.TB, n int, even bool) []string {
	random, phrases := rand.New(rand.NewPCG(5, 6)), press(tb)
	draw := map[string]func() int{}
	for _, lang := range languages {
		list := phrases[lang]
		random.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
		draw[lang] = func() int { return random.IntN(len(list)) }
		if !even {
			zipf := rand.NewZipf(random, 1.01, 1, uint64(len(list)-1))
			draw[lang] = func() int { return int(zipf.Uint64()) }
		}
	}
	texts := make([]string, n)
	for i := range texts {
		lang := languages[i%3]
		var b strings.Builder
		sentences := 4 + random.IntN(16)
		for k := range sentences {
			frame := frames[lang][random.IntN(len(frames[lang]))]
			for part := range strings.SplitAfterSeq(frame, "%") {
				b.WriteString(strings.TrimSuffix(part, "%"))
				if strings.HasSuffix(part, "%") {
					b.WriteString(phrases[lang][draw[lang]()])
				}
			}
			if k == 0 || random.IntN(4) == 0 {
				b.WriteString("\n\n")
			}
		}
		texts[i] = b.String()
	}
	return texts
}

// TestWhatIsRememberedChangesNothing holds a scanner that has seen many texts, and forgotten most of them again, against one
// that has seen none.
func TestWhatIsRememberedChangesNothing(t *testing.T) {
	used, g := newScanner(t)
	known, err := coder()
	if err != nil {
		t.Fatal(err)
	}
	texts := append(posts(t, 300, true), posts(t, 300, false)...)
	for range 2 {
		for i, text := range texts {
			in := mention.Text{Text: text}
			switch i % 5 {
			case 1:
				in.Lang = "uk"
			case 2:
				in.Within = "RU"
			case 3:
				in.At = "2019-06-01"
			}
			got, err := used.Scan(context.Background(), in)
			if err != nil {
				t.Fatal(err)
			}
			if i%7 != 0 {
				continue
			}
			want, err := mention.New(known, g).Scan(context.Background(), in)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Fatalf("%q: fresh and used differ:\n%s", text, diff)
			}
		}
	}
}
