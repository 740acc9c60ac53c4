package pmtiles_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/klauspost/compress/gzip"

	"oblast/geo/tile/pmtiles"
)

// reader is a plain reader of archives, by the specification.
type reader struct {
	t *testing.T
	b []byte
}

func (r reader) number(at int) uint64 { return binary.LittleEndian.Uint64(r.b[at:]) }

func (r reader) unzip(from, size uint64) []byte {
	z, err := gzip.NewReader(bytes.NewReader(r.b[from : from+size]))
	if err != nil {
		r.t.Fatal(err)
	}
	b, err := io.ReadAll(z)
	if err != nil {
		r.t.Fatal(err)
	}
	return b
}

// tile returns the tile of an id; nil where there is none.
func (r reader) tile(id uint64) []byte {
	from, size := r.number(8), r.number(16)
	for {
		raw := bytes.NewReader(r.unzip(from, size))
		next := func() uint64 { v, _ := binary.ReadUvarint(raw); return v }
		n := int(next())
		ids, runs, lengths, offsets := make([]uint64, n), make([]uint64, n), make([]uint64, n), make([]uint64, n)
		for i := range n {
			if ids[i] = next(); i > 0 {
				ids[i] += ids[i-1]
			}
		}
		for i := range n {
			runs[i] = next()
		}
		for i := range n {
			lengths[i] = next()
		}
		for i := range n {
			if v := next(); v > 0 {
				offsets[i] = v - 1
			} else {
				offsets[i] = offsets[i-1] + lengths[i-1]
			}
		}
		found := -1
		for i := range n {
			if ids[i] <= id {
				found = i
			}
		}
		switch {
		case found < 0 || runs[found] > 0 && id >= ids[found]+runs[found]:
			return nil
		case runs[found] > 0:
			return r.unzip(r.number(56)+offsets[found], lengths[found])
		}
		from, size = r.number(40)+offsets[found], lengths[found]
	}
}

func write(t *testing.T, a pmtiles.Archive) reader {
	t.Helper()
	var b bytes.Buffer
	if err := pmtiles.Write(t.Context(), &b, a); err != nil {
		t.Fatal(err)
	}
	return reader{t, b.Bytes()}
}

// Ids run along the curve of the specification, and every tile is found again, however many leaves there are.
func TestEveryTileIsFound(t *testing.T) {
	for _, last := range []uint32{0, 1, 3, 7} {
		a := pmtiles.Archive{MaxZoom: last, Tile: func(_ context.Context, dst []byte, z, x, y uint32) ([]byte, bool, error) {
			dst = fmt.Appendf(dst, "%d/%d/%d ", z, x, y)
			noise := rand.New(rand.NewPCG(uint64(z), uint64(x)<<32|uint64(y)))
			for range noise.IntN(300) { // lengths that do not compress
				dst = append(dst, byte(noise.Uint32()))
			}
			return dst, false, nil
		}}
		r := write(t, a)
		if last == 7 && r.number(48) == 0 {
			t.Error("no leaves for 21845 entries")
		}
		for id, want := range map[uint64]string{0: "0/0/0", 1: "1/0/0", 2: "1/0/1", 3: "1/1/1", 4: "1/1/0", 5: "2/0/0", 6: "2/1/0", 21: "3/0/0"} {
			if id >= (1<<(2*last+2)-1)/3 {
				continue
			}
			if got, _, _ := strings.Cut(string(r.tile(id)), " "); got != want {
				t.Errorf("id %d is %q, want %q", id, got, want)
			}
		}
		seen := map[string]bool{}
		for id := range min((uint64(1)<<(2*last+2)-1)/3, 300) {
			seen[string(r.tile(id))] = true
		}
		if n := min((1<<(2*last+2)-1)/3, 300); len(seen) != n {
			t.Errorf("%d of %d tiles differ", len(seen), n)
		}
		if again := write(t, a); !bytes.Equal(r.b, again.b) {
			t.Error("the same tiles give other bytes")
		}
	}
}

// What is empty is left out with all below it; what is uniform is held once, in one entry a zoom.
func TestUniformTilesTakeNoRoom(t *testing.T) {
	var made atomic.Int64
	r := write(t, pmtiles.Archive{MaxZoom: 14, Tile: func(_ context.Context, dst []byte, z, x, y uint32) ([]byte, bool, error) {
		made.Add(1)
		if z < 1 {
			return append(dst, "top"...), false, nil
		}
		if x == 0 {
			return dst, true, nil
		}
		return append(dst, "land"...), true, nil
	}})
	if made.Load() != 5 || r.number(72) != 1+2*(1<<28-1)/3 || r.number(80) != 15 || r.number(88) != 2 {
		t.Errorf("made %d; addressed %d, entries %d, contents %d", made.Load(), r.number(72), r.number(80), r.number(88))
	}
	if got := r.tile((1<<28-1)/3 + 3<<26 - 1); string(got) != "land" {
		t.Errorf("%q", got)
	}
	if got := r.tile((1<<28 - 1) / 3); got != nil {
		t.Errorf("%q", got)
	}
}

func TestFaults(t *testing.T) {
	broken := errors.New("broken")
	err := pmtiles.Write(t.Context(), io.Discard, pmtiles.Archive{Tile: func(context.Context, []byte, uint32, uint32, uint32) ([]byte, bool, error) { return nil, false, broken }})
	if !errors.Is(err, broken) {
		t.Errorf("%v", err)
	}
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	empty := func(context.Context, []byte, uint32, uint32, uint32) ([]byte, bool, error) { return nil, true, nil }
	if err := pmtiles.Write(gone, io.Discard, pmtiles.Archive{Tile: empty}); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
	if err := pmtiles.Write(t.Context(), io.Discard, pmtiles.Archive{Tile: empty, MaxZoom: 23}); err == nil {
		t.Error("zoom 23 is written")
	}
	if r := write(t, pmtiles.Archive{Tile: empty, MaxZoom: 5}); r.tile(0) != nil || r.number(72) != 0 {
		t.Error("an empty archive has tiles")
	}
}
