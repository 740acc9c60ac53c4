package mention_test

import (
	"context"
	"fmt"
	"os"
	"strings"
	"testing"

	"oblast/geo/gazetteer"
	"oblast/geo/geocode/mention"
)

// TestNamesThatRemindOfPlaces scans sentences about people, clubs, ships, streets and the like that bear the names of places,
// beside places that are meant. testdata/names.tsv has a line a text: its split, kind and language, and the text with its
// places marked; of the split "dev" rules may be made, that of "held" was written with it and looked at afterwards. A line
// that begins with "open" is one that is known to fail.
func TestNamesThatRemindOfPlaces(t *testing.T) {
	s, g := newScanner(t)
	table, err := os.ReadFile("testdata/names.tsv")
	if err != nil {
		t.Fatal(err)
	}
	right, all := map[string]int{}, map[string]int{}
	for line := range strings.Lines(string(table)) {
		line, open := strings.CutPrefix(strings.TrimSuffix(line, "\n"), "open ")
		f := strings.Split(line, "\t")
		if len(f) != 4 {
			t.Fatalf("%d columns: %s", len(f), line)
		}
		text, places, _ := article(f[3])
		r, err := s.Scan(context.Background(), mention.Text{Text: text})
		if err != nil {
			t.Fatal(err)
		}
		wrong := faults(g, text, places, r)
		all[f[0]]++
		switch {
		case len(wrong) == 0 && open:
			t.Errorf("right by now, so no longer open: %s", f[3])
		case len(wrong) > 0 && !open:
			t.Errorf("%s, %s, %s: %s\n%s", f[0], f[1], f[2], text, strings.Join(wrong, "\n"))
		}
		if len(wrong) == 0 {
			right[f[0]]++
		}
	}
	for split, n := range all {
		t.Logf("%s: %d of %d right", split, right[split], n)
	}
}

// faults tells what is wrong with the mentions of a text: places that are not found or found elsewhere, other names taken for
// places. A place is found where a mention has part of it and lies in the unit that is expected.
func faults(g *gazetteer.Gazetteer, text string, places []expected, r mention.Result) (wrong []string) {
	taken := make([]bool, len(r.Mentions))
	for _, want := range places {
		found := false
		for i := range r.Mentions {
			if m := &r.Mentions[i]; m.From < want.from+len(want.text) && m.To > want.from {
				found, taken[i] = found || strings.HasPrefix(idOf(g.Tree, m), want.id), true
				if !found {
					wrong = append(wrong, fmt.Sprintf("  %q is %s, want %s", text[m.From:m.To], idOf(g.Tree, m), want.id))
				}
			}
		}
		if !found {
			wrong = append(wrong, fmt.Sprintf("  %q (%s) is not found", want.text, want.id))
		}
	}
	for i := range r.Mentions {
		if m := &r.Mentions[i]; !taken[i] {
			wrong = append(wrong, fmt.Sprintf("  %q is taken for %s (%s, %.2f)", text[m.From:m.To], m.Label, m.MatchType, m.Confidence))
		}
	}
	return wrong
}
