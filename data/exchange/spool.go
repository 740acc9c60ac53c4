package exchange

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
)

// spool keeps texts under a mark, in order, until the whole input is checked: in memory at first, then in a temporary
// file.
type spool struct {
	blocks [][]byte
	kept   int // bytes in blocks
	file   *os.File
	out    *bufio.Writer
	head   []byte
}

// spoolMemory is how much is kept in memory, in blocks of spoolBlock.
const (
	spoolMemory = 32 << 20
	spoolBlock  = 1 << 20
)

// add appends one text under a mark, which tells what is to be done with it.
func (s *spool) add(mark byte, text []byte) error {
	s.head = append(binary.AppendUvarint(s.head[:0], uint64(len(text))), mark)
	if s.file == nil && s.kept+len(s.head)+len(text) <= spoolMemory {
		s.keep(s.head)
		s.keep(text)
		return nil
	}
	if s.file == nil {
		f, err := os.CreateTemp("", "oblast-import-*")
		if err != nil {
			return temporary(err)
		}
		os.Remove(f.Name()) // where the system lets it, the file goes with the program, however that ends
		s.file, s.out = f, bufio.NewWriterSize(f, 256<<10)
	}
	s.out.Write(s.head)
	if _, err := s.out.Write(text); err != nil {
		return temporary(err)
	}
	return nil
}

// temporary says where the file is that could not be made or written.
func temporary(err error) error {
	return fmt.Errorf("a temporary file is needed for so large an input, in the folder that TMPDIR names: %w", err)
}

// keep puts bytes into the blocks.
func (s *spool) keep(b []byte) {
	s.kept += len(b)
	for len(b) > 0 {
		if n := len(s.blocks); n == 0 || len(s.blocks[n-1]) == spoolBlock {
			s.blocks = append(s.blocks, make([]byte, 0, spoolBlock))
		}
		last := &s.blocks[len(s.blocks)-1]
		n := min(len(b), spoolBlock-len(*last))
		*last, b = append(*last, b[:n]...), b[n:]
	}
}

// empty reports whether nothing was added.
func (s *spool) empty() bool { return s.file == nil && s.kept == 0 }

// each calls yield with every text, in order. The text is valid until yield returns.
func (s *spool) each(yield func(mark byte, text []byte) error) error {
	var parts []io.Reader
	for _, block := range s.blocks {
		parts = append(parts, bytes.NewReader(block))
	}
	if s.file != nil {
		if err := s.out.Flush(); err != nil {
			return temporary(err)
		}
		if _, err := s.file.Seek(0, io.SeekStart); err != nil {
			return err
		}
		parts = append(parts, s.file)
	}
	in := bufio.NewReaderSize(io.MultiReader(parts...), 1<<20)
	var text []byte
	for {
		n, err := binary.ReadUvarint(in)
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		mark, err := in.ReadByte()
		if err != nil {
			return err
		}
		if uint64(cap(text)) < n {
			text = make([]byte, n, 2*n)
		}
		text = text[:n]
		if _, err := io.ReadFull(in, text); err != nil {
			return err
		}
		if err := yield(mark, text); err != nil {
			return err
		}
	}
}

// close removes the temporary file.
func (s *spool) close() {
	if s.file != nil {
		s.file.Close()
		os.Remove(s.file.Name()) // gone already, where an open file may be removed
	}
}
