package ledgertest

import "oblast/data/ledger"

// Held finds records in a map, as a ledger's input wants them found.
func Held[T any](records map[string]T) func(id string) T {
	return func(id string) T { return records[id] }
}

// Link finds how an incident stands by its id.
func Link(l *ledger.Ledger, id string) (ledger.Link, bool) {
	for _, b := range l.Books() {
		for i := range b.Cases {
			if b.Cases[i].Incident.ID == id {
				return l.Link(b.Cases[i].Incident)
			}
		}
	}
	return ledger.Link{}, false
}
