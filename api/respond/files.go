package respond

import (
	"bufio"
	"context"
	"errors"
	"io"
	"os"
	"slices"
	"sync"

	"github.com/labstack/echo/v4"
)

// Bounds of the files that are kept: a reader of parts comes back within moments.
const (
	mostFiles     = 16
	mostFileBytes = 4 << 30
)

// files keeps streams that were made as files, the least recently used leaving first. They have no name in the file
// system where that allows it, and end with the program.
type files struct {
	mu   sync.Mutex
	held []*madeFile // most recently used last
}

// madeFile is a file that is being made, or was.
type madeFile struct {
	key   string
	done  chan struct{}
	file  *os.File
	size  int64
	err   error
	users int  // who read it now
	gone  bool // nobody finds it any more: the last user closes it
}

// sendFile answers with a stream made as a file, or with a part of it. Who asks while it is made waits for it.
func (r *Responder) sendFile(c echo.Context, reply *Reply) error {
	ctx := c.Request().Context()
	for {
		f, mine := r.files.take(reply.ETag + " " + reply.MediaType + " " + reply.Key)
		if mine {
			f.make(reply.Stream)
		}
		select {
		case <-f.done:
		case <-ctx.Done():
			r.files.release(f)
			return ctx.Err()
		}
		if f.err == nil {
			defer r.files.release(f)
			return serveRange(c, reply, io.NewSectionReader(f.file, 0, f.size))
		}
		r.files.drop(f)
		r.files.release(f)
		// Whoever made it went away: the next in line does.
		if mine || ctx.Err() != nil || !errors.Is(f.err, context.Canceled) {
			return f.err
		}
	}
}

// make writes the file.
func (f *madeFile) make(stream func(io.Writer) error) {
	f.err = errors.New("the file was not finished") // as long as it is not: a panic ends it too
	defer close(f.done)
	f.err = f.write(stream)
}

func (f *madeFile) write(stream func(io.Writer) error) (err error) {
	if f.file, err = os.CreateTemp("", "oblast-*"); err != nil {
		return err
	}
	_ = os.Remove(f.file.Name()) // where open files keep their name, close does it
	w := bufio.NewWriterSize(f.file, streamBuffer)
	if err = stream(w); err == nil {
		err = w.Flush()
	}
	if err == nil {
		f.size, err = f.file.Seek(0, io.SeekEnd)
	}
	return err
}

func (f *madeFile) close() {
	if f.file != nil {
		_ = f.file.Close()
		_ = os.Remove(f.file.Name())
	}
}

// take returns the file of a key for one user more; mine tells that it has to be made.
func (s *files) take(key string) (f *madeFile, mine bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if i := slices.IndexFunc(s.held, func(f *madeFile) bool { return f.key == key }); i >= 0 {
		f = s.held[i]
		s.held = append(slices.Delete(s.held, i, i+1), f)
	} else {
		f, mine = &madeFile{key: key, done: make(chan struct{})}, true
		s.held = append(s.held, f)
	}
	f.users++
	return f, mine
}

// release ends one use, and lets files go where there are too many.
func (s *files) release(f *madeFile) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if f.users--; f.users == 0 && f.gone {
		f.close()
	}
	total := int64(0)
	for i := len(s.held) - 1; i >= 0; i-- {
		select {
		case <-s.held[i].done:
			total += s.held[i].size
		default: // it is being made, by a user
		}
		if old := s.held[i]; (len(s.held)-i > mostFiles || total > mostFileBytes) && old.users == 0 {
			s.held = slices.Delete(s.held, i, i+1)
			old.close()
		}
	}
}

// drop makes a file that could not be made one that nobody finds.
func (s *files) drop(f *madeFile) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if i := slices.Index(s.held, f); i >= 0 {
		s.held = slices.Delete(s.held, i, i+1)
	}
	f.gone = true
}
