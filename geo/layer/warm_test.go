package layer_test

import (
	"context"
	"testing"
)

// TestWarm: the words of a column of many texts are at hand before anybody asks; those of few texts, and of a table that is warmed no
// more, are not.
func TestWarm(t *testing.T) {
	table := incidents(5000)
	over, stop := context.WithCancel(t.Context())
	stop()
	if table.Warm(over); table.HasWords(3) {
		t.Error("words were read after the end")
	}
	if table.Warm(t.Context()); !table.HasWords(3) || table.HasWords(0) {
		t.Errorf("words of titles at hand: %t, of regions: %t; want true, false", table.HasWords(3), table.HasWords(0))
	}
	few := incidents(300)
	if few.Warm(t.Context()); few.HasWords(3) {
		t.Error("300 titles were read for their words")
	}
}
