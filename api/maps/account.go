package maps

import (
	"slices"

	"oblast/data/checks"
	"oblast/data/ledger"
	"oblast/data/record"
	"oblast/data/snapshot"
)

// reach says how widely something is reported.
type reach struct {
	Statements  int `json:"n_statements"`
	Documents   int `json:"n_sources"`     // distinct documents
	Independent int `json:"n_independent"` // voices that do not repeat each other
}

// reachOf counts statements, each once.
func reachOf(snap *snapshot.Snapshot, statements []*record.Statement) reach {
	seen := map[string]bool{}
	for _, st := range statements {
		seen[st.Document] = true
	}
	return reach{len(statements), len(seen), snap.Independent(statements)}
}

// account is a night of the ledger with how widely it is reported and what in it is contradicted.
type account struct {
	ledger.Night
	reach
	Regions []accountRegion  `json:"regions"`
	Checks  []checks.Finding `json:"checks"`
	others  []*record.Tally  // of the scope, of other metrics; with the first account of a scope
}

// accountRegion is one region's line: its reach is that of the reports from it and of the counted tallies that name it.
type accountRegion struct {
	ledger.RegionRow
	reach
}

// accountTally is a tally as the ledger lists it.
type accountTally struct {
	*record.Tally
	reach
}

func newAccountTally(snap *snapshot.Snapshot, t *record.Tally) accountTally {
	return accountTally{t, reachOf(snap, newHeld(snap, t.Statements...).list)}
}

// heldStatements finds statements by their ids, each once; those that are not held are left out.
type heldStatements struct {
	snap *snapshot.Snapshot
	list []*record.Statement
	seen map[string]bool
}

func (h *heldStatements) add(ids ...string) {
	for _, id := range ids {
		if st := h.snap.Statement(id); st != nil && !h.seen[id] {
			h.seen[id] = true
			h.list = append(h.list, st)
		}
	}
}

func newHeld(snap *snapshot.Snapshot, ids ...string) *heldStatements {
	h := &heldStatements{snap: snap, seen: map[string]bool{}}
	h.add(ids...)
	return h
}

// accountsOf writes the accounts of a book out.
func (s *Service) accountsOf(snap *snapshot.Snapshot, b *ledger.Book) []account {
	nights := b.Nights()
	out := make([]account, len(nights))
	for i := range nights {
		out[i] = s.accountOf(snap, b, i, nights[i])
	}
	return out
}

func (s *Service) accountOf(snap *snapshot.Snapshot, b *ledger.Book, at int, n ledger.Night) account {
	a := account{Night: n, Regions: make([]accountRegion, len(n.Regions)), Checks: []checks.Finding{}}
	all := newHeld(snap)
	byRegion := make(map[string]*heldStatements, len(n.Regions))
	for i := range n.Regions {
		a.Regions[i].RegionRow = n.Regions[i]
		byRegion[n.Regions[i].RegionID] = newHeld(snap)
	}
	for _, id := range slices.Concat(n.Parts, idsOf(n.NotAdded)) {
		t := tallyOf(snap, id)
		if t == nil {
			continue
		}
		all.add(t.Statements...)
		a.Checks = append(a.Checks, checks.OfTally(t)...)
		for _, item := range t.Items {
			if held := byRegion[item.RegionID]; held != nil && slices.Contains(n.Parts, id) {
				held.add(t.Statements...)
			}
		}
	}
	country := b.Accounts[at].Country
	for _, i := range b.Accounts[at].Cases {
		c := &b.Cases[i]
		all.add(c.Incident.Statements...)
		if held := byRegion[unitID(snap, c.Region)]; held != nil {
			held.add(c.Incident.Statements...)
		}
	}
	for i := range b.Cases { // what is damage alone is of the first account of its country
		c := &b.Cases[i]
		if !c.Incident.IsInterception && c.Country == country && (at == 0 || b.Accounts[at-1].Country != country) {
			all.add(c.Incident.Statements...)
		}
	}
	a.reach = reachOf(snap, all.list)
	for i := range a.Regions {
		a.Regions[i].reach = reachOf(snap, byRegion[a.Regions[i].RegionID].list)
	}
	x := s.remarks.of(snap)
	statements := append(all.list, x.beside(documentsOf(snap, all.list), "")...)
	a.Checks = append(a.Checks, x.contradictions(statements)...)
	return a
}

func idsOf(list []ledger.NotAdded) []string {
	ids := make([]string, len(list))
	for i := range list {
		ids[i] = list[i].ID
	}
	return ids
}

// tallyOf returns the tally of an id; nil where none is held.
func tallyOf(snap *snapshot.Snapshot, id string) *record.Tally {
	if e, ok := snap.Record(id); ok {
		t, _ := e.Record.(*record.Tally)
		return t
	}
	return nil
}

func unitID(snap *snapshot.Snapshot, unit int32) string {
	if unit < 0 {
		return ""
	}
	return snap.Tree().At(unit).ID
}

// documentsOf lists the documents of statements, each once.
func documentsOf(snap *snapshot.Snapshot, statements []*record.Statement) (out []*record.Document) {
	seen := map[string]bool{}
	for _, st := range statements {
		if d := snap.Document(st.Document); d != nil && !seen[d.ID] {
			seen[d.ID] = true
			out = append(out, d)
		}
	}
	return out
}
