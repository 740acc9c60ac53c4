package store_test

import (
	"errors"
	"testing"

	"oblast/data/record"
	"oblast/data/store"
)

// A replay may be broken off, begun again and continued after more was appended: every row is held against the one
// before it once, and the log stays what it is.
func TestCheckedLogIsReadLikeAnyOther(t *testing.T) {
	log := store.Checked(memory(t), "here")
	a := appender(t, log)
	if _, err := a.Append(t.Context(), store.Any, []store.Change{document("a"), document("b"), document("c")}); err != nil {
		t.Fatal(err)
	}
	enough := errors.New("enough")
	read := func(after int64, most int) (got []string, err error) {
		err = log.Since(t.Context(), after, func(r record.Revision) error {
			if len(got) == most {
				return enough
			}
			got = append(got, r.RecordID)
			return nil
		})
		return got, err
	}
	if got, err := read(0, 1); len(got) != 1 || !errors.Is(err, enough) {
		t.Fatalf("broken off: %v, %v", got, err)
	}
	if got, err := read(0, 9); len(got) != 3 || err != nil {
		t.Fatalf("from the start: %v, %v", got, err)
	}
	if _, err := a.Append(t.Context(), store.Any, []store.Change{document("d")}); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if got, err := read(3, 9); len(got) != 1 || err != nil {
			t.Fatalf("continued: %v, %v", got, err)
		}
	}
	if got, err := read(1, 9); len(got) != 3 || err != nil {
		t.Fatalf("from the middle: %v, %v", got, err)
	}
}
