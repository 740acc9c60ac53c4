package topology_test

import (
	"encoding/json"
	"io/fs"
	"os"
	"testing"

	"oblast/geo/topology"

	"github.com/klauspost/compress/zstd"
)

// files is the folder of the embedded boundaries, read as files: geo knows no package of data, not even in tests.
const files = "../../data/boundaries"

// unpack returns an embedded topology as plain bytes.
func unpack(b *testing.B, name string) []byte {
	b.Helper()
	packed, err := fs.ReadFile(os.DirFS(files), name)
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
	return plain
}

// plainTopology is what encoding/json needs to be told of a document: the naive way to decode one.
type plainTopology struct {
	Transform struct{ Scale, Translate [2]float64 }
	Arcs      [][][2]int32
	Objects   map[string]struct {
		Geometries []struct {
			Type, ID string
			Arcs     json.RawMessage
		}
	}
}

func BenchmarkDecode(b *testing.B) {
	plain := unpack(b, "topology-100m.topojson.zst")
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

func BenchmarkShape(b *testing.B) {
	t, err := topology.Decode(unpack(b, "topology-100m.topojson.zst"))
	if err != nil {
		b.Fatal(err)
	}
	ids := t.IDs("districts")
	b.ReportAllocs()
	k, positions := 0, 0
	for b.Loop() {
		shape, _ := t.Shape("districts", ids[k%len(ids)])
		for _, polygon := range shape {
			for _, ring := range polygon {
				positions += len(ring)
			}
		}
		k++
	}
	b.ReportMetric(float64(positions)/float64(b.N), "positions/op")
}

func BenchmarkSubset(b *testing.B) {
	t, err := topology.Decode(unpack(b, "topology-2km.topojson.zst"))
	if err != nil {
		b.Fatal(err)
	}
	var parts []topology.Part
	for _, id := range t.IDs("countries") {
		parts = append(parts, topology.Part{Object: "countries", ID: id})
	}
	b.Run("subset", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			cut, err := t.Subset(parts)
			if err != nil {
				b.Fatal(err)
			}
			b.SetBytes(int64(len(cut)))
		}
	})
	b.Run("encoding-json-of-shapes", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			shapes := map[string]any{}
			for _, p := range parts {
				shapes[p.ID], _ = t.Shape(p.Object, p.ID)
			}
			document, err := json.Marshal(shapes)
			if err != nil {
				b.Fatal(err)
			}
			b.SetBytes(int64(len(document)))
		}
	})
}
