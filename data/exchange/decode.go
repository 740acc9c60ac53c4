package exchange

import (
	"context"
	"fmt"
	"io"
	"runtime"

	"oblast/data/record"
	"oblast/geo/fault"
)

// decoded is an item after decoding: its records, or what is wrong.
type decoded struct {
	line, feature int
	raw           []byte // as a file of rejects repeats it
	parts         []part
	reviews       []Review
	err           error
}

// part is a record and its body as the log keeps it.
type part struct {
	record record.Record
	body   []byte
	shared bool // made for several items alike: the first is enough
}

// chunkItems is how many items are decoded together.
const chunkItems = 500

// chunk is a part of the input on its way through the decoders.
type chunk struct {
	items []item
	out   []decoded
	done  chan struct{}
}

// decodeAll decodes an input on all cores and calls each with its records, in their order, until it returns an error.
// When ctx ends it does not wait for an input that is silent.
func decodeAll(ctx context.Context, in io.Reader, s source, each func(*decoded) error) error {
	inner, cancel := context.WithCancel(ctx)
	defer cancel()
	workers := max(1, runtime.GOMAXPROCS(0))
	work, ordered := make(chan *chunk, workers), make(chan *chunk, 2*workers)
	failed := make(chan error, 1)
	go func() {
		defer close(ordered)
		defer close(work)
		failed <- cut(inner, in, s, func(c *chunk) bool {
			return hand(inner, work, c) && hand(inner, ordered, c)
		})
	}()
	for range workers {
		go decodeChunks(work)
	}
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case c, open := <-ordered:
			if !open {
				return <-failed
			}
			<-c.done
			for i := range c.out {
				if err := each(&c.out[i]); err != nil {
					return err
				}
			}
		}
	}
}

func hand(ctx context.Context, to chan<- *chunk, c *chunk) bool {
	select {
	case to <- c:
		return true
	case <-ctx.Done():
		return false
	}
}

func decodeChunks(work <-chan *chunk) {
	size := 0
	for c := range work {
		c.out = make([]decoded, len(c.items))
		b := &bodies{free: make([]byte, 0, size)}
		for i := range c.items {
			c.out[i] = decodeItem(&c.items[i], b)
		}
		size = b.taken + b.taken/16
		close(c.done)
	}
}

// bodies is where the bodies of a chunk are written, one after the other.
type bodies struct {
	free  []byte
	taken int
}

// add writes a record and returns its body.
func (b *bodies) add(rec record.Record) (body []byte, err error) {
	all, err := record.AppendTo(b.free, rec)
	n := len(all) - len(b.free)
	body, b.free, b.taken = all[len(b.free):len(all):len(all)], all, b.taken+n
	return body, err
}

// cut hands the input on in chunks.
func cut(ctx context.Context, in io.Reader, s source, hand func(*chunk) bool) error {
	next := &chunk{done: make(chan struct{})}
	err := s.scan(in, func(it item) bool {
		next.items = append(next.items, it)
		if len(next.items) < chunkItems {
			return true
		}
		full := next
		next = &chunk{done: make(chan struct{})}
		return hand(full)
	})
	if len(next.items) > 0 && ctx.Err() == nil {
		hand(next)
	}
	return err
}

// decodeItem reads or makes the records of an item and writes their bodies.
func decodeItem(it *item, b *bodies) decoded {
	d := decoded{line: it.line, feature: it.feature, raw: it.raw, err: it.err}
	switch {
	case d.err != nil:
	case it.make != nil:
		d.make(it, b)
	default:
		var rec record.Record
		if rec, d.err = record.Decode(it.text); d.err != nil {
			d.err = record.Below(it.below(), hinted(it, d.err))
		} else if d.err = fits(it, rec); d.err == nil {
			d.add(rec, false, b)
		}
	}
	if d.raw == nil {
		d.raw = it.text
	}
	return d
}

// hinted says more of a feature that is no record at all: most GeoJSON is of points with columns.
func hinted(it *item, err error) error {
	for _, f := range fault.Fields(err) {
		if it.feature > 0 && f.Field == "/kind" && f.Value == "" {
			return &fault.FieldError{Field: "/kind", Allowed: f.Allowed, Problem: "is missing: a feature has to hold a whole record, as an export writes it; points with columns of their own are imported as CSV, with columns lon and lat"}
		}
	}
	return err
}

// make makes the records of an item that holds none itself.
func (d *decoded) make(it *item, b *bodies) {
	var made made
	if made, d.err = it.make(); d.err != nil {
		return
	}
	d.reviews = made.reviews
	for i, rec := range made.records {
		if !made.judged {
			if d.err = rec.Validate(); d.err != nil {
				return
			}
		}
		d.add(rec, i < made.shared, b)
	}
}

func (d *decoded) add(rec record.Record, shared bool, b *bodies) {
	body, err := b.add(rec)
	if err != nil {
		d.err = err
	}
	d.parts = append(d.parts, part{rec, body, shared})
}

// fits holds a feature's geometry against its record: it is the same point, or none.
func fits(it *item, rec record.Record) error {
	if it.point == nil {
		return nil
	}
	inc, ok := rec.(*record.Incident)
	if !ok || inc.Place.Point == nil || *inc.Place.Point != *it.point {
		return &fault.FieldError{Field: "/geometry/coordinates", Value: fmt.Sprint(*it.point),
			Problem: "is another point than place.point of the record; change both, or write the geometry null"}
	}
	return nil
}
