// Package pmtiles writes the tiles of a layer as one file, PMTiles version 3: a reader finds each tile with two or three
// reads of parts of it, from any server of files.
//
// In: what makes a tile of WebMercatorQuad. Out: the archive. Tiles are gzipped and stand in the order of their ids along
// the Hilbert curve of each zoom ("clustered"); equal tiles are held once, and runs of them take one entry of the
// directory. Tiles that have nothing are left out. Memory holds the directory (24 bytes an entry) and what tells equal tiles
// (some 60 bytes each); the tiles themselves wait in a temporary file.
package pmtiles

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io"
	"os"

	"github.com/klauspost/compress/gzip"
)

// MaxZoom is the finest zoom whose ids fit the format.
const MaxZoom = 22

// Archive is what is written.
type Archive struct {
	MaxZoom  uint32
	Bounds   [4]float64 // west, south, east, north
	Metadata map[string]any
	// Tile appends a tile; uniform tells that all tiles below it have the same bytes.
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
	b.gzip, _ = gzip.NewWriterLevel(&b.packed, gzip.DefaultCompression)
	if err := b.tiles(ctx); err != nil {
		return err
	}
	return b.write(w, file)
}

// builder is an archive in the making.
type builder struct {
	archive   *Archive
	out       io.Writer
	gzip      *gzip.Writer
	packed    bytes.Buffer
	raw       []byte
	size      uint64 // of the tiles so far
	held      map[[16]byte]content
	entries   []entry
	addressed uint64
}

// tiles makes the tiles zoom by zoom, each along its curve: the four below a tile follow each other on the next.
func (b *builder) tiles(ctx context.Context) error {
	nodes := []node{{at: 0, n: 1}}
	for z := range b.archive.MaxZoom + 1 {
		var next []node
		for _, n := range nodes {
			if n.known {
				b.add(z, n)
				next = append(next, node{at: 4 * n.at, n: 4 * n.n, known: true, content: n.content})
				continue
			}
			if err := ctx.Err(); err != nil {
				return err
			}
			x, y := position(z, n.at)
			raw, uniform, err := b.archive.Tile(ctx, b.raw[:0], z, x, y)
			if err != nil {
				return fmt.Errorf("tile %d/%d/%d: %w", z, x, y, err)
			}
			b.raw = raw
			if len(raw) > 0 {
				if n.content, err = b.keep(raw); err != nil {
					return err
				}
				b.add(z, n)
			}
			switch {
			case !uniform:
				for i := range uint64(4) {
					next = append(next, node{at: 4*n.at + i, n: 1})
				}
			case len(raw) > 0:
				next = append(next, node{at: 4 * n.at, n: 4, known: true, content: n.content})
			}
		}
		nodes = next
	}
	return nil
}

// keep writes a tile, unless an equal one is there.
func (b *builder) keep(raw []byte) (content, error) {
	sum := sha256.Sum256(raw)
	key := [16]byte(sum[:16])
	if c, ok := b.held[key]; ok {
		return c, nil
	}
	b.packed.Reset()
	b.gzip.Reset(&b.packed)
	if _, err := b.gzip.Write(raw); err != nil {
		return content{}, err
	}
	if err := b.gzip.Close(); err != nil {
		return content{}, err
	}
	c := content{b.size, uint32(b.packed.Len())}
	if _, err := b.out.Write(b.packed.Bytes()); err != nil {
		return c, fmt.Errorf("hold tiles: %w", err)
	}
	b.size += uint64(c.length)
	b.held[key] = c
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
	metadata, err := b.compressed(text)
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

// compressed returns bytes as the directories and the metadata are held.
func (b *builder) compressed(raw []byte) ([]byte, error) {
	var out bytes.Buffer
	b.gzip.Reset(&out)
	if _, err := b.gzip.Write(raw); err != nil {
		return nil, err
	}
	err := b.gzip.Close()
	return out.Bytes(), err
}
