package boundaries_test

import (
	"strings"
	"sync"
	"testing"

	"oblast/data/boundaries"
	"oblast/geo/gazetteer"
	"oblast/geo/locate"
	"oblast/geo/region"
)

var (
	loaded = sync.OnceValues(func() (*gazetteer.Gazetteer, error) { return gazetteer.Load(boundaries.Files) })
	finder = sync.OnceValues(func() (*locate.Locator, error) {
		g, err := loaded()
		if err != nil {
			return nil, err
		}
		return locate.New(g)
	})
)

// load gives the embedded files as a gazetteer, once for all tests.
func load(t *testing.T) *gazetteer.Gazetteer {
	t.Helper()
	g, err := loaded()
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func locator(t *testing.T) *locate.Locator {
	t.Helper()
	l, err := finder()
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// idOf is the id of a tree index, empty for none.
func idOf(g *gazetteer.Gazetteer, i int32) string {
	if i < 0 {
		return ""
	}
	return g.Tree.At(i).ID
}

func unit(t *testing.T, g *gazetteer.Gazetteer, id string) *region.Unit {
	t.Helper()
	u, ok := g.Tree.Unit(id)
	if !ok {
		t.Fatalf("no unit %s", id)
	}
	return u
}

func TestEmbeddedSizeIsBounded(t *testing.T) {
	const limit = 16 << 20
	entries, err := boundaries.Files.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	var total int64
	for _, e := range entries {
		info, err := e.Info()
		if err != nil {
			t.Fatal(err)
		}
		total += info.Size()
		if strings.HasPrefix(e.Name(), "topology-overview") && info.Size() > 60_000 {
			t.Errorf("%s has %d bytes, want at most 60,000", e.Name(), info.Size())
		}
	}
	if total > limit {
		t.Errorf("embedded files have %d bytes, want at most %d", total, limit)
	}
}
