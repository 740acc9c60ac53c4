package snapshot

import (
	"runtime"
	"sync"

	"oblast/data/record"
)

// relation looks up how one incident stands to its night's totals.
func (s *Snapshot) relation(inc *record.Incident) string {
	link, _ := s.ledger.Link(inc)
	return link.Relation
}

// relations returns how all incidents stand, in their order.
func (s *Snapshot) relations() []string {
	return s.ledger.Relations(len(s.public.incidents), func(i int) *record.Incident { return s.public.incidents[i].incident() })
}

// reportBatch is how many reports are made side by side while those before are written.
const reportBatch = 1 << 12

// reports yields the reports of incidents in their order, some at a time, made on all cores; relations are theirs. They
// stand until yield returns.
func (s *Snapshot) reports(incidents []published, relations []string, yield func([]report)) {
	batches := make(chan chan *[]report, runtime.GOMAXPROCS(0))
	var spare sync.Pool
	go func() {
		defer close(batches)
		for from := 0; from < len(incidents); from += reportBatch {
			batch := incidents[from:min(from+reportBatch, len(incidents))]
			made := make(chan *[]report, 1)
			batches <- made
			go func() {
				out, _ := spare.Get().(*[]report)
				if out == nil {
					out = new(make([]report, 0, len(batch)))
				}
				for i := range batch {
					*out = append(*out, s.report(batch[i], relations[from+i]))
				}
				made <- out
			}()
		}
	}()
	for made := range batches {
		batch := <-made
		yield(*batch)
		clear(*batch)
		*batch = (*batch)[:0]
		spare.Put(batch)
	}
}
