package layer_test

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"oblast/geo/cql2"
	"oblast/geo/layer"
)

// TestManyTexts holds LIKE on a column of many texts, in all foldings, after a revision too, against a plain loop.
func TestManyTexts(t *testing.T) {
	letters := []rune("абАБёЁйИabAB-—№\u0306\u0345ᾳßſK가각ᆨ1 ")
	r := rapid.Custom(func(r *rapid.T) []string {
		texts := make([]string, 6000)
		for i := range texts {
			var b strings.Builder
			for n := rapid.IntRange(0, 6).Draw(r, "length"); n >= 0; n-- {
				b.WriteRune(letters[(i*7+n*i*i+n*31)%len(letters)])
			}
			fmt.Fprintf(&b, "%d", i)
			texts[i] = b.String()
		}
		return texts
	})
	texts := r.Example(3)
	build := func(texts []string, first int) *layer.Table {
		b := layer.NewBuilder(layer.Schema{Name: "texts", Columns: []layer.Column{{Name: "p", Type: layer.Text}}}, nil, len(texts))
		for i, text := range texts {
			b.Row(fmt.Sprintf("t%05d", first+i))
			if i%17 == 0 {
				b.Null()
			} else {
				b.Text(text)
			}
		}
		table, err := b.Build()
		if err != nil {
			t.Fatal(err)
		}
		return table
	}
	table := build(texts[:5500], 0)
	var revised *layer.Table
	selected := 0
	rapid.Check(t, func(r *rapid.T) {
		of, pattern := "p", "'%"+string(rapid.SliceOfN(rapid.SampledFrom(letters), 1, 4).Draw(r, "piece"))+"%"+rapid.SampledFrom([]string{"", "7%", "_%", "42"}).Draw(r, "end")+"'"
		for range rapid.IntRange(0, 2).Draw(r, "folds") {
			name := rapid.SampledFrom([]string{"CASEI(", "ACCENTI("}).Draw(r, "fold")
			of, pattern = name+of+")", name+pattern+")"
		}
		filter := of + rapid.SampledFrom([]string{" LIKE ", " NOT LIKE "}).Draw(r, "not") + pattern
		for _, table := range []*layer.Table{table, revised} {
			if table == nil {
				continue
			}
			e := parse(t, table, filter)
			want := 0
			for row := range int32(table.Len()) {
				if text, ok := table.Column(0).At(row); ok && e.Eval(textRow(text)).IsTrue() {
					want++
				}
			}
			page, err := table.Search(t.Context(), layer.Query{Filter: e, Limit: 1}, nil)
			if err != nil || page.Matched != want {
				t.Fatalf("%s: %d matched, want %d, %v", filter, page.Matched, want, err)
			}
			selected += want
		}
		if revised == nil {
			var err error
			if revised, err = table.Revise([]string{"t00003"}, build(texts[5500:], 5500)); err != nil {
				t.Fatal(err)
			}
		}
	})
	if selected == 0 {
		t.Error("nothing was selected")
	}
}

type textRow string

func (r textRow) Value(int) cql2.Value { return cql2.TextValue(string(r)) }
