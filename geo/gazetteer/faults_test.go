package gazetteer_test

import (
	"errors"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"oblast/geo/fault"
	"oblast/geo/gazetteer"
	"oblast/geo/gazetteer/gazetteertest"
	"oblast/geo/region"

	"github.com/klauspost/compress/zstd"
)

// pack compresses a text as the files are.
func pack(t testing.TB, text string) *fstest.MapFile {
	t.Helper()
	w, err := packer()
	if err != nil {
		t.Fatal(err)
	}
	return &fstest.MapFile{Data: w.EncodeAll([]byte(text), nil)}
}

// packer is small and made once, for fuzzing uses it many times.
var packer = sync.OnceValues(func() (*zstd.Encoder, error) {
	return zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1), zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithWindowSize(1<<16))
})

func TestLoadNamesFileAndLineOfAFault(t *testing.T) {
	const (
		unitsHeader = "id\tlevel\tparent\tmembers\tlabel_lon\tlabel_lat\tarea_km2\twest\tsouth\teast\tnorth\n"
		namesHeader = "id\tlang\tkind\tname\n"
		townsHeader = "geonames_id\tlon\tlat\tcode\tpopulation\tregion_id\tdistrict_id\tname_en\n"
	)
	text := func(s string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(s)} }
	cases := []struct {
		name, file string
		content    *fstest.MapFile
		want       string
	}{
		{"no units", "units.tsv", nil, "units.tsv"},
		{"empty units", "units.tsv", text(""), "no header row"},
		{"column missing", "units.tsv", text("id\tlevel\nRU\tcountry\n"), `no column "parent"`},
		{"level", "units.tsv", text(unitsHeader + "RU\tkingdom\t\t\t0\t0\t0\t0\t0\t0\t0\n"), "line 2"},
		{"number", "units.tsv", text(unitsHeader + "RU\tcountry\t\t\tx\t0\t0\t0\t0\t0\t0\n"), "line 2"},
		{"not finite", "units.tsv", text(unitsHeader + "RU\tcountry\t\t\tNaN\t0\t0\t0\t0\t0\t0\n"), "label_lon"},
		{"off the globe", "units.tsv", text(unitsHeader + "RU\tcountry\t\t\t0\t0\t0\t0\t0\t0\t91\n"), `north "91" is not a number from -90 to 90`},
		{"date", "units.tsv", text(strings.TrimSpace(unitsHeader) + "\tvalid_to\nRU\tcountry\t\t\t0\t0\t0\t0\t0\t0\t0\t2020\n"), `"2020" is not a date`},
		{"tree", "units.tsv", text(unitsHeader + "RU-KLU\tregion\tRU\t\t0\t0\t0\t0\t0\t0\t0\n"), `unknown parent "RU"`},
		{"name of nobody", "names-cldr.tsv.zst", pack(t, namesHeader+"RU\ten\tofficial\tRussia\nXX\ten\tofficial\tNowhere\n"), `names-cldr.tsv.zst, line 3: unknown unit "XX"`},
		{"damaged names", "names-cldr.tsv.zst", text("not compressed"), "names-cldr.tsv.zst"},
		{"town's id", "settlements.tsv.zst", pack(t, townsHeader+"x\t0\t0\tPPL\t\t\t\tA\n"), "line 2"},
		{"town's negative id", "settlements.tsv.zst", pack(t, townsHeader+"-1\t0\t0\tPPL\t\t\t\tA\n"), "line 2"},
		{"town's position", "settlements.tsv.zst", pack(t, townsHeader+"1\tx\t0\tPPL\t\t\t\tA\n"), "line 2"},
		{"town's population", "settlements.tsv.zst", pack(t, townsHeader+"1\t0\t0\tPPL\tmany\t\t\tA\n"), "line 2"},
		{"town off the globe", "settlements.tsv.zst", pack(t, townsHeader+"1\t181\t0\tPPL\t\t\t\tA\n"), "is not a position"},
		{"fewer than nobody", "settlements.tsv.zst", pack(t, townsHeader+"1\t0\t0\tPPL\t-5\t\t\tA\n"), "population"},
		{"town's region", "settlements.tsv.zst", pack(t, townsHeader+"1\t0\t0\tPPL\t1\tXX\t\tA\n"), `unknown unit "XX"`},
		{"town's district", "settlements.tsv.zst", pack(t, townsHeader+"1\t0\t0\tPPL\t1\t\tXX\tA\n"), `unknown unit "XX"`},
		{"sources", "sources.json", text("{"), "sources.json"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			files := gazetteertest.Files(t)
			if c.content == nil {
				delete(files, c.file)
			} else {
				files[c.file] = c.content
			}
			_, err := gazetteer.Load(files)
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Fatalf("error is %v, want one with %q", err, c.want)
			}
			if !errors.Is(err, fault.ErrInvalid) && !errors.Is(err, fault.ErrNotFound) {
				t.Errorf("error %v is of no kind", err)
			}
		})
	}
}

func TestLoadWithoutOptionalFiles(t *testing.T) {
	all := gazetteertest.Files(t)
	g, err := gazetteer.Load(fstest.MapFS{"units.tsv": all["units.tsv"]})
	if err != nil {
		t.Fatal(err)
	}
	if len(g.Names)+len(g.Settlements)+len(g.Sources) != 0 {
		t.Errorf("%d names, %d settlements, %d sources of no file", len(g.Names), len(g.Settlements), len(g.Sources))
	}
	if got := g.NamesOf(0); len(got) != 0 {
		t.Errorf("names of unit 0 are %v", got)
	}
	if got := g.Tree.Shape(0, region.Overview); got != nil {
		t.Errorf("a shape of no file: %v", got)
	}
	if _, err := g.WatersTopology(); !errors.Is(err, fault.ErrNotFound) {
		t.Errorf("waters of no file: %v", err)
	}
	if _, err := g.Topology(99); !errors.Is(err, fault.ErrNotFound) {
		t.Errorf("a detail that is none: %v", err)
	}
	if err := g.Preload(region.TwoKm); !errors.Is(err, fault.ErrNotFound) {
		t.Errorf("loading a detail of no file: %v", err)
	}
}

func TestDamagedTopologyIsReportedAndHoldsNoShape(t *testing.T) {
	files := gazetteertest.Files(t)
	files["topology-100m.topojson.zst"] = pack(t, `{"type":"Topology"}`)
	g, err := gazetteer.Load(files)
	if err != nil {
		t.Fatal(err)
	}
	if err := g.Preload(region.Details[:]...); !errors.Is(err, fault.ErrInvalid) || !strings.Contains(err.Error(), "topology-100m") {
		t.Errorf("error is %v", err)
	}
	i, _ := g.Tree.Find("RU-KLU.563697")
	if len(g.Tree.Shape(i, region.HundredM)) == 0 {
		t.Error("the shape of the next detail does not stand in")
	}
}

func TestVersionFollowsShapesIDsAndNames(t *testing.T) {
	version := func(change func(fstest.MapFS)) string {
		files := gazetteertest.Files(t)
		change(files)
		g, err := gazetteer.Load(files)
		if err != nil {
			t.Fatal(err)
		}
		return g.Tree.Version()
	}
	same := version(func(fstest.MapFS) {})
	if len(same) != 12 || same != version(func(fstest.MapFS) {}) {
		t.Fatalf("version %q is not stable", same)
	}
	if same != version(func(files fstest.MapFS) { files["README.md"] = &fstest.MapFile{Data: []byte("words")} }) {
		t.Error("a readme changes the version")
	}
	for _, name := range []string{"names-cldr.tsv.zst", "topology-2km.topojson.zst", "settlements.tsv.zst"} {
		if same == version(func(files fstest.MapFS) { delete(files, name) }) {
			t.Errorf("%s does not count", name)
		}
	}
}

func FuzzLoad(f *testing.F) {
	files := gazetteertest.Files(f)
	read, err := zstd.NewReader(nil)
	if err != nil {
		f.Fatal(err)
	}
	defer read.Close()
	plain := func(name string) string {
		b, err := read.DecodeAll(files[name].Data, nil)
		if err != nil {
			f.Fatal(err)
		}
		return string(b)
	}
	f.Add(string(files["units.tsv"].Data), plain("names-oblast.tsv.zst"), plain("settlements.tsv.zst"), string(files["sources.json"].Data))
	f.Add("", "", "", "")
	f.Fuzz(func(t *testing.T, units, names, settlements, sources string) {
		g, err := gazetteer.Load(fstest.MapFS{
			"units.tsv":                 {Data: []byte(units)},
			"names-cldr.tsv.zst":        pack(t, names),
			"settlements.tsv.zst":       pack(t, settlements),
			"sources.json":              {Data: []byte(sources)},
			"waters.topojson.zst":       files["waters.topojson.zst"],
			"names-oblast.tsv.zst":      pack(t, names),
			"topology-2km.topojson.zst": files["topology-2km.topojson.zst"],
		})
		if err != nil {
			if !errors.Is(err, fault.ErrInvalid) {
				t.Fatalf("error is not an ErrInvalid: %v", err)
			}
			return
		}
		for i := range int32(g.Tree.Len()) {
			if got, ok := g.Tree.Find(g.Tree.At(i).ID); !ok || got != i {
				t.Fatalf("unit %d is not found by its id", i)
			}
			g.Tree.Shape(i, region.TwoKm)
			g.NamesOf(i)
		}
	})
}
