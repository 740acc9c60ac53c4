package maps_test

import (
	"maps"
	"regexp"
	"slices"
	"testing"

	answers "oblast/api/maps"
	"oblast/api/wording"
	"oblast/assets"
)

func readWords(t testing.TB) wording.Languages {
	t.Helper()
	bundle, err := assets.Open()
	if err != nil {
		t.Fatal(err)
	}
	words, err := answers.ReadWords(bundle.Messages)
	if err != nil {
		t.Fatal(err)
	}
	return words
}

// TestEveryLanguageHasTheSameMessages, with the same values in them, and the plural forms that its numbers need.
func TestEveryLanguageHasTheSameMessages(t *testing.T) {
	words := readWords(t)
	value := regexp.MustCompile(`\{\w+\}`)
	english := slices.Sorted(slices.Values(words.In("en").Keys()))
	if len(english) < 500 {
		t.Fatalf("%d messages", len(english))
	}
	for code, l := range words {
		if got := slices.Sorted(slices.Values(l.Keys())); !slices.Equal(got, english) {
			t.Errorf("%s has %d messages, English %d", code, len(got), len(english))
		}
		for _, key := range english {
			want := value.FindAllString(words.In("en").Forms(key)["other"], -1)
			slices.Sort(want)
			for form, text := range l.Forms(key) {
				got := value.FindAllString(text, -1)
				if slices.Sort(got); !slices.Equal(slices.Compact(got), slices.Compact(slices.Clone(want))) && !(form == "one" && len(got) < len(want)) {
					t.Errorf("%s, %s, %s: has %v, English %v", code, key, form, got, want)
				}
			}
			if forms := l.Forms(key); len(forms) > 1 && code != "en" {
				names := slices.Sorted(maps.Keys(forms))
				for _, need := range []string{"one", "other"} {
					if !slices.Contains(names, need) {
						t.Errorf("%s, %s: forms %v", code, key, names)
					}
				}
			}
		}
	}
}

// TestPluralForms are those of the language.
func TestPluralForms(t *testing.T) {
	words := readWords(t)
	for _, tc := range []struct {
		lang string
		n    int
		want string
	}{
		{"en", 1, "1 statement"}, {"en", 2, "2 statements"}, {"en", 21, "21 statements"},
		{"ru", 1, "1 высказывание"}, {"ru", 3, "3 высказывания"}, {"ru", 5, "5 высказываний"}, {"ru", 11, "11 высказываний"}, {"ru", 21, "21 высказывание"}, {"ru", 22, "22 высказывания"}, {"ru", 0, "0 высказываний"},
		{"uk", 1, "1 висловлювання"}, {"uk", 4, "4 висловлювання"}, {"uk", 12, "12 висловлювань"}, {"uk", 101, "101 висловлювання"},
	} {
		if got := words.In(tc.lang).Say("reach.statements", "n", tc.n); got != tc.want {
			t.Errorf("%s, %d: %q, want %q", tc.lang, tc.n, got, tc.want)
		}
	}
}
