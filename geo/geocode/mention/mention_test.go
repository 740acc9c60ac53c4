package mention_test

import (
	"context"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"oblast/geo/gazetteer"
	"oblast/geo/geocode"
	"oblast/geo/geocode/mention"
	"oblast/geo/region"
)

var loaded = sync.OnceValues(func() (*gazetteer.Gazetteer, error) { return gazetteer.Load(os.DirFS("../../../data/boundaries")) })

var coder = sync.OnceValues(func() (*geocode.Geocoder, error) {
	g, err := loaded()
	if err != nil {
		return nil, err
	}
	return geocode.New(g)
})

func newScanner(tb testing.TB) (*mention.Scanner, *gazetteer.Gazetteer) {
	tb.Helper()
	g, err := loaded()
	if err != nil {
		tb.Fatal(err)
	}
	c, err := coder()
	if err != nil {
		tb.Fatal(err)
	}
	return mention.New(c, g), g
}

// marked finds [[words|id]], a place, and {{words}}, a name that is none.
var marked = regexp.MustCompile(`\[\[([^|\]]+)\|([^\]]+)\]\]|\{\{([^}]+)\}\}`)

// expected is what an article should give.
type expected struct {
	text, id string
	from     int
}

// article takes the marks out of a text.
func article(marks string) (text string, places, names []expected) {
	var b strings.Builder
	at := 0
	for _, m := range marked.FindAllStringSubmatchIndex(marks, -1) {
		b.WriteString(marks[at:m[0]])
		e := expected{from: b.Len()}
		if m[2] >= 0 {
			e.text, e.id = marks[m[2]:m[3]], marks[m[4]:m[5]]
			places = append(places, e)
		} else {
			e.text = marks[m[6]:m[7]]
			names = append(names, e)
		}
		b.WriteString(e.text)
		at = m[1]
	}
	b.WriteString(marks[at:])
	return b.String(), places, names
}

// idOf names the unit of a mention; both units of a border.
func idOf(tree *region.Tree, m *mention.Mention) string {
	if m.Members == nil {
		return m.RegionID
	}
	return tree.At(m.Members[0]).ID + "+" + tree.At(m.Members[1]).ID
}

func TestArticles(t *testing.T) {
	s, g := newScanner(t)
	files, err := filepath.Glob("testdata/articles/*.txt")
	if err != nil || len(files) < 7 {
		t.Fatal(files, err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			b, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			text, places, names := article(string(b))
			r, err := s.Scan(context.Background(), mention.Text{Text: text})
			if err != nil {
				t.Fatal(err)
			}
			got := map[int]*mention.Mention{}
			for i := range r.Mentions {
				got[r.Mentions[i].From] = &r.Mentions[i]
			}
			for _, want := range places {
				m := got[want.from]
				if m == nil {
					t.Errorf("%q (%s) is not found", want.text, want.id)
					continue
				}
				if id := idOf(g.Tree, m); text[m.From:m.To] != want.text || id != want.id {
					t.Errorf("got %q, %s (%s, %.2f); want %q, %s", text[m.From:m.To], id, m.Label, m.Confidence, want.text, want.id)
				}
				delete(got, want.from)
			}
			for _, m := range got {
				t.Errorf("%q is taken for %s (%s, %.2f)", text[m.From:m.To], m.Label, m.MatchType, m.Confidence)
			}
			for _, name := range names {
				if !passed(r.Passed, name.from, name.from+len(name.text)) {
					t.Errorf("%q is passed over without a word", name.text)
				}
			}
		})
	}
}

func passed(list []mention.Passed, from, to int) bool {
	for _, p := range list {
		if p.From < to && p.To > from {
			return true
		}
	}
	return false
}

func TestWeakParentsSayWhereTheyStand(t *testing.T) {
	s, g := newScanner(t)
	for _, c := range []struct{ name, text, of, id, where, parent string }{
		{"title", "Удар по Калужской области\n\nВ Дзержинском районе сбит дрон.", "Дзержинском районе", "RU-KLU.563697", mention.InTitle, "RU-KLU"},
		{"earlier sentence", "Сообщают из Калужской области. Подробностей нет. В Дзержинском районе сбит дрон.", "Дзержинском районе", "RU-KLU.563697", mention.Earlier, "RU-KLU"},
		{"same sentence", "In the Kaluga region, officials said, and in the Dzerzhinsky district, they said, it was quiet.", "Dzerzhinsky district", "RU-KLU.563697", mention.InSentence, "RU-KLU"},
		{"another region, another district", "Сообщают из Нижегородской области. В городе Дзержинск тихо.", "городе Дзержинск", "RU-NIZ", mention.Earlier, "RU-NIZ"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r, err := s.Scan(context.Background(), mention.Text{Text: c.text})
			if err != nil {
				t.Fatal(err)
			}
			for i := range r.Mentions {
				m := &r.Mentions[i]
				if c.text[m.From:m.To] != c.of {
					continue
				}
				if !strings.HasPrefix(m.RegionID, c.id) {
					t.Errorf("got %s, want %s", m.RegionID, c.id)
				}
				if m.Context != nil && (m.Context.Where != c.where || g.Tree.At(m.Context.Unit).ID != c.parent || !strings.Contains(strings.Join(m.Explain, " "), "a weak parent")) {
					t.Errorf("context %+v, %q", m.Context, m.Explain)
				}
				if m.Context == nil && c.where != mention.Earlier {
					t.Errorf("does not say why: %+v", m)
				}
				return
			}
			t.Errorf("no %q among %+v", c.of, r.Mentions)
		})
	}
}

func TestWithinIsNeverLeft(t *testing.T) {
	s, g := newScanner(t)
	r, err := s.Scan(context.Background(), mention.Text{Text: "Explosions in Kyiv, in Kaluga and in the Kursk region.", Within: "RU"})
	if err != nil || len(r.Mentions) != 2 {
		t.Errorf("%v %+v", err, r.Mentions)
	}
	for _, m := range r.Mentions {
		if g.Tree.At(m.Country).ID != "RU" {
			t.Errorf("outside: %s", m.Label)
		}
	}
}

func TestWhatIsStruckIsAPlace(t *testing.T) {
	s, _ := newScanner(t)
	for text, want := range map[string][]string{
		"Russian forces shelled Kostiantynivka overnight. Two people were wounded in Pokrovsk.": {"UA-14.1412", "UA-14.1416"},
		"Вночі дрони атакували Покровськ. У Костянтинівці пошкоджено будинок.":                  {"UA-14.1416", "UA-14.1412"},
	} {
		var got []string
		r, err := s.Scan(context.Background(), mention.Text{Text: text})
		for _, m := range r.Mentions {
			got = append(got, m.RegionID)
		}
		if err != nil || !slices.Equal(got, want) {
			t.Errorf("%s: got %v, want %v", text, got, want)
		}
	}
}

// TestAListWithAnUnknownMemberIsScanned: behind a place that is only called one, the next is no part of it.
func TestAListWithAnUnknownMemberIsScanned(t *testing.T) {
	s, _ := newScanner(t)
	text := "Вибухи: Белгородской, Брянской и Тверской областей and In the Новгород-Сіверсяьклий район, Чернігівська область и и в Orlovskiĭ raĭon Rostovskai͡a oblastʹ и "
	r, err := s.Scan(context.Background(), mention.Text{Text: text})
	if err != nil || len(r.Mentions) < 4 {
		t.Errorf("%d mentions, %v", len(r.Mentions), err)
	}
	check(t, text, r)
}
