package snapshot

import (
	"runtime"
	"slices"

	"oblast/data/record"
)

// relation looks up how one incident stands to its night's totals.
func (s *Snapshot) relation(inc *record.Incident) string {
	link, _ := s.ledger.Link(inc)
	return link.Relation
}

// relations collects how all incidents stand: for many, a walk through the ledger is quicker than a search for each.
func (s *Snapshot) relations() func(*record.Incident) string {
	held := map[*record.Incident]string{}
	for _, b := range s.ledger.Books() {
		for i := range b.Cases {
			if c := &b.Cases[i]; c.Link.Relation != "" {
				held[c.Incident] = c.Link.Relation
			}
		}
	}
	return func(inc *record.Incident) string { return held[inc] }
}

// reportBatch is how many reports are made side by side while those before are written.
const reportBatch = 1 << 12

// reports yields the reports of incidents in their order, made on all cores.
func (s *Snapshot) reports(incidents []published, relation func(*record.Incident) string, yield func(*report)) {
	batches := make(chan chan []report, runtime.GOMAXPROCS(0))
	go func() {
		defer close(batches)
		for batch := range slices.Chunk(incidents, reportBatch) {
			made := make(chan []report, 1)
			batches <- made
			go func() {
				out := make([]report, len(batch))
				for i := range batch {
					out[i] = s.report(batch[i], relation)
				}
				made <- out
			}()
		}
	}()
	for made := range batches {
		batch := <-made
		for i := range batch {
			yield(&batch[i])
		}
	}
}
