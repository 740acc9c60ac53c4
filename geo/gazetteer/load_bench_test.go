package gazetteer_test

import (
	"encoding/json"
	"io/fs"
	"os"
	"runtime"
	"testing"

	"oblast/geo/gazetteer"
	"oblast/geo/region"
	"oblast/geo/topology"

	"github.com/klauspost/compress/zstd"
)

// live returns the bytes of the heap that are in use after a collection.
func live() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

func BenchmarkLoad(b *testing.B) {
	b.ReportAllocs()
	before := live()
	var g *gazetteer.Gazetteer
	for b.Loop() {
		var err error
		if g, err = gazetteer.Load(os.DirFS(files)); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(live()-before)/1e6, "MB-live")
	runtime.KeepAlive(g)
}

func BenchmarkPreload(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		g, err := gazetteer.Load(os.DirFS(files))
		if err != nil {
			b.Fatal(err)
		}
		if err := g.Preload(region.Details[:]...); err != nil {
			b.Fatal(err)
		}
	}
}

// plainTopology is what encoding/json needs to be told: the naive baseline of topology.Decode.
type plainTopology struct {
	Type      string
	Transform struct{ Scale, Translate [2]float64 }
	Arcs      [][][2]int32
	Objects   map[string]struct {
		Type       string
		Geometries []struct {
			Type, ID string
			Arcs     json.RawMessage
		}
	}
}

func BenchmarkDecode(b *testing.B) {
	packed, err := fs.ReadFile(os.DirFS(files), "topology-100m.topojson.zst")
	if err != nil {
		b.Fatal(err)
	}
	d, err := zstd.NewReader(nil)
	if err != nil {
		b.Fatal(err)
	}
	defer d.Close()
	plain, err := d.DecodeAll(packed, nil)
	if err != nil {
		b.Fatal(err)
	}
	b.Run("zstd", func(b *testing.B) {
		b.SetBytes(int64(len(plain)))
		for b.Loop() {
			if _, err := d.DecodeAll(packed, nil); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("topology", func(b *testing.B) {
		b.ReportAllocs()
		b.SetBytes(int64(len(plain)))
		for b.Loop() {
			if _, err := topology.Decode(plain); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("encoding-json", func(b *testing.B) {
		b.ReportAllocs()
		b.SetBytes(int64(len(plain)))
		for b.Loop() {
			var t plainTopology
			if err := json.Unmarshal(plain, &t); err != nil {
				b.Fatal(err)
			}
		}
	})
}
