// Package gazetteertest is a small made-up gazetteer for tests: real ids and names on squares of whole degrees, so that
// every expected value can be worked out by hand. It has what real borders have: a region inside another (Moscow), a
// region on both sides of the antimeridian (Chukotka), a country around a pole, a lake with an island, a historical
// district and a composite. The files are those of data/boundaries before compression.
package gazetteertest

import (
	"embed"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"oblast/geo/gazetteer"

	"github.com/klauspost/compress/zstd"
)

//go:embed files
var files embed.FS

// Files returns the files in the form that gazetteer.Load reads. The map is the caller's to change.
func Files(tb testing.TB) fstest.MapFS {
	tb.Helper()
	packer, err := zstd.NewWriter(nil)
	if err != nil {
		tb.Fatal(err)
	}
	defer packer.Close()
	packed := fstest.MapFS{}
	entries, err := fs.ReadDir(files, "files")
	if err != nil {
		tb.Fatal(err)
	}
	for _, e := range entries {
		b, err := files.ReadFile("files/" + e.Name())
		if err != nil {
			tb.Fatal(err)
		}
		if name := e.Name(); name == "units.tsv" || strings.HasSuffix(name, ".json") {
			packed[name] = &fstest.MapFile{Data: b}
		} else {
			packed[name+".zst"] = &fstest.MapFile{Data: packer.EncodeAll(b, nil)}
		}
	}
	return packed
}

// Load returns the gazetteer of the files.
func Load(tb testing.TB) *gazetteer.Gazetteer {
	tb.Helper()
	g, err := gazetteer.Load(Files(tb))
	if err != nil {
		tb.Fatal(err)
	}
	return g
}
