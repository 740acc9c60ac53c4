package respond

import "context"

// slots bound how many encoders work at once. A slot is held while bytes are compressed, never while they are sent: a
// client that reads slowly keeps nobody else waiting.
type slots chan struct{}

// with runs work in a slot. It returns the context's error when the request ends before a slot is free.
func (s slots) with(ctx context.Context, work func() error) error {
	select {
	case s <- struct{}{}:
	case <-ctx.Done():
		return ctx.Err()
	}
	defer func() { <-s }()
	return work()
}
