// Package pmtiles writes the tiles of a layer as one file, PMTiles version 3: a reader finds each tile with two or three
// reads of parts of it, from any server of files.
//
// In: what makes a tile of WebMercatorQuad. Out: the archive. Tiles are gzipped and stand in the order of their ids along
// the Hilbert curve of each zoom ("clustered"); equal tiles are held once, and runs of them take one entry of the
// directory. Tiles that have nothing are left out. Memory holds the directory (24 bytes an entry) and what tells equal tiles
// (some 60 bytes each), and up to 128 tiles under way; the others wait in a temporary file.
package pmtiles

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"runtime"
	"slices"
	"sync"

	"github.com/klauspost/compress/gzip"
	"golang.org/x/sync/errgroup"
)

// MaxZoom is the finest zoom whose ids fit the format.
const MaxZoom = 22

// Archive is what is written.
type Archive struct {
	MaxZoom  uint32
	Bounds   [4]float64 // west, south, east, north
	Metadata map[string]any
	// Tile appends a tile; uniform tells that all tiles below it have the same bytes. It runs on several goroutines.
	Tile func(ctx context.Context, dst []byte, z, x, y uint32) (tile []byte, uniform bool, err error)
}

// node is a run of tiles of a zoom: one that has to be made, or some whose content is known.
type node struct {
	at, n uint64 // place on the curve, and how many follow
	known bool
	content
}

// content is where a tile is among the tiles.
type content struct {
	offset uint64
	length uint32
}

// Write writes the archive; the same tiles give the same bytes. Errors are those of Tile, of ctx, and of writing.
func Write(ctx context.Context, w io.Writer, a Archive) error {
	if a.MaxZoom > MaxZoom {
		return fmt.Errorf("zoom %d: an archive ends at %d", a.MaxZoom, MaxZoom)
	}
	file, err := os.CreateTemp("", "oblast-tiles-*")
	if err != nil {
		return fmt.Errorf("hold tiles: %w", err)
	}
	defer func() {
		_ = file.Close()
		_ = os.Remove(file.Name())
	}()
	b := &builder{archive: &a, out: file, held: map[[16]byte]content{}}
	if err := b.tiles(ctx); err != nil {
		return err
	}
	return b.write(w, file)
}

// builder is an archive in the making.
type builder struct {
	archive   *Archive
	out       io.Writer
	size      uint64 // of the tiles so far
	held      map[[16]byte]content
	entries   []entry
	addressed uint64
}

// atOnce is how many nodes are made before they are handed on in order.
const atOnce = 128

// tiles makes the tiles zoom by zoom, each along its curve: the four below a tile follow each other on the next.
func (b *builder) tiles(ctx context.Context) error {
	nodes, fresh := []node{{at: 0, n: 1}}, make([]made, atOnce)
	for z := range b.archive.MaxZoom + 1 {
		var next []node
		for some := range slices.Chunk(nodes, atOnce) {
			if err := b.make(ctx, z, some, fresh); err != nil {
				return err
			}
			for i, n := range some {
				if n.known {
					b.add(z, n)
					next = append(next, node{at: 4 * n.at, n: 4 * n.n, known: true, content: n.content})
					continue
				}
				m := &fresh[i]
				if len(m.raw) > 0 {
					c, err := b.keep(m)
					if err != nil {
						return err
					}
					n.content = c
					b.add(z, n)
				}
				switch {
				case !m.uniform:
					for i := range uint64(4) {
						next = append(next, node{at: 4*n.at + i, n: 1})
					}
				case len(m.raw) > 0:
					next = append(next, node{at: 4 * n.at, n: 4, known: true, content: n.content})
				}
			}
		}
		nodes = next
	}
	return nil
}

// made is a tile with room for the next.
type made struct {
	raw     []byte
	uniform bool
	key     [16]byte // tells equal tiles
	packed  bytes.Buffer
}

// make makes what is not known of some nodes of a zoom, on all cores, each in its own place.
func (b *builder) make(ctx context.Context, z uint32, nodes []node, into []made) error {
	work, ctx := errgroup.WithContext(ctx)
	work.SetLimit(runtime.GOMAXPROCS(0))
	for i, n := range nodes {
		if n.known {
			continue
		}
		work.Go(func() (err error) {
			if err := ctx.Err(); err != nil {
				return err
			}
			m := &into[i]
			x, y := position(z, n.at)
			if m.raw, m.uniform, err = b.archive.Tile(ctx, m.raw[:0], z, x, y); err != nil {
				return fmt.Errorf("tile %d/%d/%d: %w", z, x, y, err)
			}
			if len(m.raw) == 0 {
				return nil
			}
			sum := sha256.Sum256(m.raw)
			m.key = [16]byte(sum[:16])
			m.packed.Reset()
			return compress(&m.packed, m.raw)
		})
	}
	return work.Wait()
}

// keep writes a tile, unless an equal one is there.
func (b *builder) keep(m *made) (content, error) {
	if c, ok := b.held[m.key]; ok {
		return c, nil
	}
	c := content{b.size, uint32(m.packed.Len())}
	if _, err := b.out.Write(m.packed.Bytes()); err != nil {
		return c, fmt.Errorf("hold tiles: %w", err)
	}
	b.size += uint64(c.length)
	b.held[m.key] = c
	return c, nil
}

// add enters a run of tiles of a zoom, or lengthens the last entry by it.
func (b *builder) add(z uint32, n node) {
	b.addressed += n.n
	id := first(z) + n.at
	for left := n.n; left > 0; {
		if l := len(b.entries) - 1; l >= 0 && b.entries[l].content == n.content && b.entries[l].id+uint64(b.entries[l].run) == id && b.entries[l].run < mostRun {
			more := min(left, uint64(mostRun-b.entries[l].run))
			b.entries[l].run += uint32(more)
			id, left = id+more, left-more
			continue
		}
		b.entries = append(b.entries, entry{id: id, content: n.content})
	}
}

// write puts the parts into their order: header, directory, metadata, leaves, tiles.
func (b *builder) write(w io.Writer, tiles io.ReadSeeker) error {
	root, leaves, err := b.directories()
	if err != nil {
		return err
	}
	text, err := json.Marshal(b.archive.Metadata)
	if err != nil {
		return err
	}
	metadata, err := compressed(text)
	if err != nil {
		return err
	}
	head := b.header(len(root), len(metadata), len(leaves))
	for _, part := range [][]byte{head, root, metadata, leaves} {
		if _, err := w.Write(part); err != nil {
			return err
		}
	}
	if _, err := tiles.Seek(0, io.SeekStart); err != nil {
		return err
	}
	_, err = io.Copy(w, tiles)
	return err
}

// zippers are kept for their tables.
var zippers = sync.Pool{New: func() any { return gzip.NewWriter(nil) }}

// compress writes bytes as tiles, directories and metadata are held.
func compress(out *bytes.Buffer, raw []byte) error {
	z, _ := zippers.Get().(*gzip.Writer)
	defer zippers.Put(z)
	z.Reset(out)
	if _, err := z.Write(raw); err != nil {
		return err
	}
	return z.Close()
}

// compressed returns bytes as the directories and the metadata are held.
func compressed(raw []byte) ([]byte, error) {
	var out bytes.Buffer
	err := compress(&out, raw)
	return out.Bytes(), err
}
