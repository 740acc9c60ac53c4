package layer_test

import (
	"testing"

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
