package maps

import (
	"context"
	"io"
	"runtime"

	"golang.org/x/sync/errgroup"
)

// atOnce is how many answers one goroutine makes before they are handed on.
const atOnce = 64

// inOrder makes n answers on all cores and writes them in order. answer appends answer i; it runs on several goroutines. What
// is under way is bounded, however slowly w takes it.
func inOrder(ctx context.Context, w io.Writer, n int, answer func(dst []byte, i int) []byte) error {
	workers := runtime.GOMAXPROCS(0)
	free := make(chan []byte, 2*workers)        // pieces to fill
	pieces := make(chan chan []byte, cap(free)) // in order, each made or being made
	for range cap(free) {
		free <- nil
	}
	work, ctx := errgroup.WithContext(ctx)
	work.Go(func() error {
		defer close(pieces)
		var making errgroup.Group
		making.SetLimit(workers)
		for from := 0; from < n; from += atOnce {
			var piece []byte
			select {
			case piece = <-free:
			case <-ctx.Done():
				return ctx.Err()
			}
			made := make(chan []byte, 1)
			pieces <- made
			making.Go(func() error {
				for i := from; i < min(from+atOnce, n); i++ {
					piece = answer(piece, i)
				}
				made <- piece
				return nil
			})
		}
		return making.Wait()
	})
	work.Go(func() error {
		for made := range pieces {
			piece := <-made
			if _, err := w.Write(piece); err != nil {
				return err
			}
			free <- piece[:0]
		}
		return nil
	})
	return work.Wait()
}
