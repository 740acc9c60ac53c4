package maps

import (
	"net/url"
	"strings"

	"oblast/api/params"
	"oblast/data/ledger"
	"oblast/data/record"
	"oblast/data/snapshot"
)

// ledgerTurn is a page of the ledger.
type ledgerTurn struct{ ledger.Page }

// ledgerPageOf finds the nights and days of a page.
func ledgerPageOf(v params.Values, snap *snapshot.Snapshot, x span) (t ledgerTurn, err error) {
	q := ledger.PageQuery{From: x.from, To: x.to, Part: x.part, Undated: x.whole, Within: x.within, Limit: v.Int("limit")}
	if v.Given("after") {
		slot, ok := slotNamed(v.String("after"))
		if !ok {
			return t, v.Fault("after", "is no night or day", "a date and its part, such as 2025-08-27.night")
		}
		q.After = &slot
	}
	return ledgerTurn{snap.Ledger().Page(q)}, nil
}

// slotNamed reads the name of a night or day.
func slotNamed(name string) (s ledger.Slot, ok bool) {
	date, part, _ := strings.Cut(name, ".")
	d, err := record.ParseDate(date)
	for _, p := range []ledger.Part{ledger.PartNight, ledger.PartDay} {
		if p.String() == part {
			return ledger.Slot{Date: d, Part: p}, err == nil
		}
	}
	return s, false
}

// next is the address of the page behind; nil on the last.
func (t ledgerTurn) next(at *url.URL, base string) *string {
	if !t.More || len(t.Books) == 0 {
		return nil
	}
	last, q := t.Books[len(t.Books)-1].Slot, at.Query()
	q.Set("after", last.Date.String()+"."+last.Part.String())
	address := base + at.Path + "?" + q.Encode()
	return &address
}
