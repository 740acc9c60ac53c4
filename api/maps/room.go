package maps

import (
	"cmp"
	"context"
	"io"
	"sync/atomic"
	"time"

	"oblast/api/problem"

	"github.com/labstack/echo/v4"
	"golang.org/x/sync/semaphore"
)

// DefaultBodies is how many bytes the bodies of all requests may hold at one time.
const DefaultBodies = 64 << 20

// room bounds the memory that requests with bodies take together, however many clients send them. Bodies beyond it are
// refused as they arrive, so that nobody can keep a place by sending slowly; texts wait for each other.
type room struct {
	most   int64
	bodies atomic.Int64 // bytes that were read and are still held
	texts  *semaphore.Weighted
}

func newRoom(most int64) *room {
	most = cmp.Or(most, DefaultBodies)
	return &room{most: most, texts: semaphore.NewWeighted(textsToBodies * most)}
}

// body is that of a request whose bytes count.
type body struct {
	io.ReadCloser
	room *room
	read int64
}

// hold counts what is read of a request's body until release is called. Reading fails with problem.ErrBusy where there is
// no room.
func (r *room) hold(c echo.Context) (release func()) {
	req := c.Request()
	b := &body{ReadCloser: req.Body, room: r}
	req.Body = b
	return func() { r.bodies.Add(-b.read) }
}

// Read implements io.Reader.
func (b *body) Read(p []byte) (int, error) {
	n, err := b.ReadCloser.Read(p)
	b.read += int64(n)
	if b.room.bodies.Add(int64(n)) > b.room.most {
		return n, problem.ErrBusy
	}
	return n, err
}

// What a text takes while its places are found and told, where it is nothing but places, in bytes for each of its own; and
// how much more room there is for texts than for bodies.
const (
	textWeight    = 64
	textsToBodies = 2
)

// longestWait is how long a text waits for others.
const longestWait = 10 * time.Second

// portion is what a text takes of the room.
type portion struct {
	room *room
	held int64
}

// text waits until there is room for a text of so many bytes; problem.ErrBusy where others keep it.
func (r *room) text(ctx context.Context, length int) (*portion, error) {
	s := &portion{r, min(int64(length)*textWeight, r.most*textsToBodies)}
	waiting, cancel := context.WithTimeout(ctx, longestWait)
	defer cancel()
	switch err := r.texts.Acquire(waiting, s.held); {
	case err == nil:
		return s, nil
	case ctx.Err() != nil:
		return nil, ctx.Err()
	default:
		return nil, problem.ErrBusy
	}
}

// shrink keeps no more than so many bytes of the portion.
func (s *portion) shrink(to int) {
	if over := s.held - int64(to); over > 0 {
		s.room.texts.Release(over)
		s.held -= over
	}
}
