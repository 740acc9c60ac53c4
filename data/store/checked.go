package store

import (
	"context"
	"fmt"
	"sync"

	"oblast/data/record"
)

// Checked returns a log that holds each row against its hashes the first time that it is read from the start: who
// replays it has verified it, at the price of one SHA-256 a row. A reading that meets a row that does not fit, or that
// ends before the head, ends with an ErrDamaged that names the row; nothing after it is yielded. What Verify finds
// beyond that (versions of a record that do not count up, another head) is left to it.
// name is what the log is called in that error.
func Checked(log Log, name string) Log { return &checked{Log: log, name: name} }

type checked struct {
	Log
	name string
	mu   sync.Mutex
	rows links
}

// Since implements Log.
func (c *checked) Since(ctx context.Context, seq int64, yield func(record.Revision) error) error {
	if !c.mu.TryLock() {
		return c.Log.Since(ctx, seq, yield) // somebody else is verifying
	}
	defer c.mu.Unlock()
	if seq != c.rows.seq {
		return c.Log.Since(ctx, seq, yield)
	}
	head, err := c.Head(ctx)
	if err != nil {
		return err
	}
	before := c.rows
	var first error
	err = c.Log.Since(ctx, seq, func(r record.Revision) error {
		c.rows.next(&r, func(problem string) {
			if first == nil {
				first = fmt.Errorf("the log %s %w (revision %d, of %s, %s)", c.name, ErrDamaged, r.Seq, r.RecordID, problem)
			}
		})
		if first != nil {
			return first
		}
		return yield(r)
	})
	if err == nil && c.rows.seq < head {
		err = fmt.Errorf("the log %s %w (it ends with revision %d, and ended with %d before)", c.name, ErrDamaged, c.rows.seq, head)
	}
	if err != nil {
		c.rows = before
	}
	return err
}
