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
	memory bytes.Buffer
	file   *os.File
	out    *bufio.Writer
	head   []byte
}

// spoolMemory is how much is kept in memory.
const spoolMemory = 32 << 20

// add appends one text under a mark, which tells what is to be done with it.
func (s *spool) add(mark byte, text []byte) error {
	s.head = append(binary.AppendUvarint(s.head[:0], uint64(len(text))), mark)
	if s.file == nil && s.memory.Len()+len(s.head)+len(text) <= spoolMemory {
		s.memory.Write(s.head)
		s.memory.Write(text)
		return nil
	}
	if s.file == nil {
		f, err := os.CreateTemp("", "oblast-import-*")
		if err != nil {
			return fmt.Errorf("no room for a temporary file: %w", err)
		}
		s.file, s.out = f, bufio.NewWriterSize(f, 256<<10)
	}
	s.out.Write(s.head)
	if _, err := s.out.Write(text); err != nil {
		return fmt.Errorf("write %s: %w", s.file.Name(), err)
	}
	return nil
}

// empty reports whether nothing was added.
func (s *spool) empty() bool { return s.file == nil && s.memory.Len() == 0 }

// each calls yield with every text, in order. The text is valid until yield returns.
func (s *spool) each(yield func(mark byte, text []byte) error) error {
	parts := []io.Reader{bytes.NewReader(s.memory.Bytes())}
	if s.file != nil {
		if err := s.out.Flush(); err != nil {
			return fmt.Errorf("write %s: %w", s.file.Name(), err)
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
		os.Remove(s.file.Name())
	}
}
