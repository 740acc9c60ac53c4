package layer_test

import (
	"testing"

	"oblast/geo/cql2"
	"oblast/geo/layer"
)

// FuzzCanonical holds that a canonical text is its own canonical text.
func FuzzCanonical(f *testing.F) {
	for _, seed := range []string{"", "7", "-0", "1e21", "true", "2025-08-27", "2025-08-27T00:00:00.5+03:00", "NaN", "0x10"} {
		for kind := range uint8(6) {
			f.Add(kind, seed)
		}
	}
	f.Fuzz(func(t *testing.T, kind uint8, text string) {
		c := layer.Column{Type: layer.Type(kind % 6)}
		once, err := c.Canonical(text)
		if err != nil {
			return
		}
		if twice, err := c.Canonical(once); err != nil || twice != once {
			t.Fatalf("%v %q: %q, then %q, %v", c.Type, text, once, twice, err)
		}
	})
}

// FuzzCursor holds that any text is either a cursor of an order or refused, and that a page behind one is sound.
func FuzzCursor(f *testing.F) {
	rows := []seen{{"a", make([]cql2.Value, 9)}, {"b", make([]cql2.Value, 9)}, {"c", make([]cql2.Value, 9)}}
	rows[0].values[0], rows[1].values[1], rows[2].values[4] = cql2.TextValue("x"), cql2.NumberValue(3), cql2.InstantValue(day)
	table := seenTable(f, rows)
	orders := [][]layer.SortKey{{{Column: 0}}, {{Column: 1, Descending: true}}, {{Column: 4}, {Column: 3}}}
	for _, keys := range orders {
		for row := range int32(3) {
			f.Add(uint8(len(keys)), table.Cursor(row, keys), row == 1)
		}
	}
	f.Fuzz(func(t *testing.T, order uint8, cursor string, back bool) {
		q := layer.Query{Sort: orders[order%3], Limit: 2, After: cursor}
		if back {
			q.After, q.Before = "", cursor
		}
		page, err := table.Search(t.Context(), q, nil)
		if err == nil && (len(page.Rows) > 2 || page.Matched != 3) {
			t.Fatalf("%q: %+v", cursor, page)
		}
	})
}
