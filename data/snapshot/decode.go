package snapshot

import (
	"errors"
	"fmt"
	"runtime"
	"strings"
	"sync"

	"oblast/data/record"
)

// ErrUnreadable is a revision of the log that holds no record.
var ErrUnreadable = errors.New("cannot be read: the log is damaged, or a newer version wrote it; run verify")

// decoders read the bodies of revisions on all cores, so that equal parts of them are one. The zero value is ready.
type decoders struct{ idle []*record.Decoder }

const (
	decodeBatch = 512
	fewBodies   = 64 // are decoded without
)

// decode reads bodies; a revision without one (a retraction) gives nil.
func (d *decoders) decode(revs []record.Revision) ([]record.Record, error) {
	out := make([]record.Record, len(revs))
	if len(revs) <= fewBodies {
		return out, decodeInto(out, revs, record.Decode)
	}
	for len(d.idle) < runtime.GOMAXPROCS(0) {
		d.idle = append(d.idle, record.NewDecoder(len(revs)))
	}
	errs := make([]error, (len(revs)+decodeBatch-1)/decodeBatch)
	var wg sync.WaitGroup
	batches := make(chan int, len(errs))
	for batch := range errs {
		batches <- batch
	}
	close(batches)
	for _, decoder := range d.idle {
		wg.Go(func() {
			for batch := range batches {
				from, to := batch*decodeBatch, min((batch+1)*decodeBatch, len(revs))
				errs[batch] = decodeInto(out[from:to], revs[from:to], decoder.Decode)
			}
		})
	}
	wg.Wait()
	for _, err := range errs { // the first in the order of the log
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

func decodeInto(out []record.Record, revs []record.Revision, decode func([]byte) (record.Record, error)) (err error) {
	for i := range revs {
		if body := revs[i].Body; len(body) > 0 && string(body) != "null" {
			if out[i], err = decode(body); err != nil {
				// Not %w: what is wrong is the log, not what somebody asked for.
				return fmt.Errorf("revision %d of %s %w (%s)", revs[i].Seq, revs[i].RecordID, ErrUnreadable, strings.TrimPrefix(err.Error(), ": "))
			}
		}
	}
	return nil
}
