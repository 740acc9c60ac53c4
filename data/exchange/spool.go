package exchange

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"os"
)

// spool keeps checked bodies, a line each, until the whole input is checked: in memory at first, then in a temporary
// file.
type spool struct {
	memory bytes.Buffer
	file   *os.File
	out    *bufio.Writer
	bytes  int64
}

// spoolMemory is how much is kept in memory.
const spoolMemory = 32 << 20

// add appends one body under a mark, which tells what is to be done with it.
func (s *spool) add(mark byte, body []byte) error {
	s.bytes += int64(len(body)) + 2
	if s.file == nil && s.memory.Len()+len(body)+2 <= spoolMemory {
		s.memory.WriteByte(mark)
		s.memory.Write(body)
		s.memory.WriteByte('\n')
		return nil
	}
	if s.file == nil {
		f, err := os.CreateTemp("", "oblast-import-*.jsonl")
		if err != nil {
			return fmt.Errorf("no room for a temporary file: %w", err)
		}
		s.file, s.out = f, bufio.NewWriterSize(f, 256<<10)
	}
	s.out.WriteByte(mark)
	s.out.Write(body)
	if err := s.out.WriteByte('\n'); err != nil {
		return fmt.Errorf("write %s: %w", s.file.Name(), err)
	}
	return nil
}

// each calls yield with every body, in order. The body is valid until yield returns.
func (s *spool) each(yield func(mark byte, body []byte) error) error {
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
	var long []byte
	for {
		line, err := in.ReadSlice('\n')
		if err == bufio.ErrBufferFull {
			long = append(long[:0], line...)
			line, err = in.ReadSlice('\n')
			for err == bufio.ErrBufferFull {
				long = append(long, line...)
				line, err = in.ReadSlice('\n')
			}
			line = append(long, line...)
		}
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		if err := yield(line[0], line[1:len(line)-1]); err != nil {
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
