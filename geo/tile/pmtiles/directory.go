package pmtiles

import (
	"encoding/binary"
	"math"
)

// entry is one of a directory: a run of tiles from an id on that have one content; run 0 is a leaf.
type entry struct {
	id  uint64
	run uint32
	content
}

// mostRun is the longest run of an entry.
const mostRun = math.MaxInt32

const (
	headerSize = 127
	// mostRoot is the largest root directory: header and root are what a reader asks for first (3.1).
	mostRoot = 16<<10 - headerSize
	// leafEntries is how many entries a leaf has at least.
	leafEntries = 4096
)

// directories returns the root directory and the leaves, compressed; there are none where all fits the root.
func (b *builder) directories() (root, leaves []byte, err error) {
	if root, err = compressed(directory(b.entries)); err != nil || len(root) <= mostRoot {
		return root, nil, err
	}
	for size := leafEntries; ; size *= 2 {
		var above []entry
		leaves = leaves[:0]
		for from := 0; from < len(b.entries); from += size {
			part := b.entries[from:min(from+size, len(b.entries))]
			leaf, err := compressed(directory(part))
			if err != nil {
				return nil, nil, err
			}
			above = append(above, entry{id: part[0].id, content: content{uint64(len(leaves)), uint32(len(leaf))}})
			leaves = append(leaves, leaf...)
		}
		if root, err = compressed(directory(above)); err != nil || len(root) <= mostRoot {
			return root, leaves, err
		}
	}
}

// directory writes entries: columns of varints, ids as differences, an offset as 0 where it follows the content before.
func directory(entries []entry) []byte {
	b := binary.AppendUvarint(nil, uint64(len(entries)))
	before := uint64(0)
	for _, e := range entries {
		b = binary.AppendUvarint(b, e.id-before)
		before = e.id
	}
	for _, e := range entries {
		b = binary.AppendUvarint(b, uint64(e.run))
	}
	for _, e := range entries {
		b = binary.AppendUvarint(b, uint64(e.length))
	}
	for i, e := range entries {
		if i > 0 && e.offset == entries[i-1].offset+uint64(entries[i-1].length) {
			b = append(b, 0)
		} else {
			b = binary.AppendUvarint(b, e.offset+1)
		}
	}
	return b
}

// header writes the first 127 bytes.
func (b *builder) header(root, metadata, leaves int) []byte {
	h := append(make([]byte, 0, headerSize), "PMTiles\x03"...)
	at := uint64(headerSize)
	for _, size := range []uint64{uint64(root), uint64(metadata), uint64(leaves), b.size} {
		h = binary.LittleEndian.AppendUint64(binary.LittleEndian.AppendUint64(h, at), size)
		at += size
	}
	for _, n := range []uint64{b.addressed, uint64(len(b.entries)), uint64(len(b.held))} {
		h = binary.LittleEndian.AppendUint64(h, n)
	}
	const clustered, gzipped, mvt = 1, 2, 1
	h = append(h, clustered, gzipped, gzipped, mvt, 0, uint8(b.archive.MaxZoom))
	box := b.archive.Bounds
	for _, v := range box {
		h = appendDegrees(h, v)
	}
	h = append(h, 0)
	return appendDegrees(appendDegrees(h, (box[0]+box[2])/2), (box[1]+box[3])/2)
}

func appendDegrees(b []byte, v float64) []byte {
	return binary.LittleEndian.AppendUint32(b, uint32(int32(math.Round(v*1e7))))
}

// first is the id of the first tile of a zoom: as many are before it as the zooms above have.
func first(z uint32) uint64 { return (1<<(2*z) - 1) / 3 }

// position is where a place on the Hilbert curve of a zoom lies.
func position(z uint32, at uint64) (x, y uint32) {
	for s := uint32(1); s < 1<<z; s *= 2 {
		rx := uint32(at/2) & 1
		ry := uint32(at^uint64(rx)) & 1
		if ry == 0 {
			if rx == 1 {
				x, y = s-1-x, s-1-y
			}
			x, y = y, x
		}
		x, y = x+s*rx, y+s*ry
		at /= 4
	}
	return x, y
}
