package ledger

import "oblast/data/record"

// Standing is what a tally's parts are worth once held against its headline.
type Standing struct {
	Status   string // ok, flagged, refused
	Complete bool   // the split names every region that has a part
	Usable   bool   // items count as claims of their regions
}

// StandingOf holds a tally's items against its headline, and never repairs either. Items above it: refused, the total
// stands and the items are no region's claim. Items below it in a split given as whole: flagged, and the split is no
// longer complete. A status given in the record counts where it is the worse one.
func StandingOf(t *record.Tally) Standing {
	var items int64
	for i := range t.Items {
		items += int64(t.Items[i].Count)
	}
	head := SumOf(&t.Count)
	s := Standing{Status: "ok", Complete: t.Split == "complete", Usable: len(t.Items) > 0}
	switch {
	case s.Usable && head.Open == 0 && items > head.Max || t.Status == "refused":
		return Standing{Status: "refused"}
	case s.Complete && items < head.Min || t.Status == "flagged":
		s.Status, s.Complete = "flagged", false
	}
	return s
}
