// Package ledger holds official tallies against reported incidents, one country's night or day at a time, and says what
// may be concluded: what was claimed, which incidents lie inside a claim, which outside, and between which bounds the
// truth can be when both are believed.
//
// In: a region tree and the records of one version (incidents, tallies, and the statements and documents that say who
// spoke). Out: an immutable Ledger: a Link an incident, a Night an entry for people to read, and Accounts for the totals
// to add up. Places are tree indexes; there is no geometry here. Dates are civil dates in the zone of each record: the
// night to D belongs to D, the day of D to D.
//
// Words: a tally is an official total; the counted tallies of a country's night form its entry; a bucket is what an
// entry says of one region, water or composite, with the incidents reported there. Incidents graded discounted
// (retracted or disproved) are in no account and have no relation.
//
// A Ledger never changes once built and is safe for concurrent reads. The order of the records given changes nothing.
package ledger

import (
	"oblast/data/record"
	"oblast/geo/region"
)

// Input is the records of one version. Records are read, never changed. Statements and documents decide who is
// official and which relay is nearest the source; where they are missing an incident's grade decides.
type Input struct {
	Incidents  []*record.Incident
	Tallies    []*record.Tally
	Statements map[string]*record.Statement
	Documents  map[string]*record.Document
}

// Ledger is the result of Build.
type Ledger struct {
	tree     *region.Tree
	cases    []Case
	byID     map[string]int32
	accounts []Account
	coverage []Coverage
	nights   []Night
}

// Build assigns every incident to its night or day and country, forms the entries, tests each interception against its
// entry and adds up. A million incidents take some 2.5 s and 300 bytes each on one core.
func Build(tree *region.Tree, in Input) *Ledger {
	b := newBuilder(tree, in)
	b.formEntries()
	b.placeIncidents()
	b.openAccounts()
	for i := range b.accounts {
		b.accounts[i].settle()
	}
	l := &Ledger{tree: tree, cases: b.cases, accounts: b.accounts, coverage: b.coverage()}
	l.byID = make(map[string]int32, len(l.cases))
	for i := range l.cases {
		l.byID[l.cases[i].Incident.ID] = int32(i)
	}
	l.nights = nightsOf(tree, l.accounts)
	return l
}

// Link returns how an incident stands to the entry of its night or day. The bool is false for an id that is not
// among the counted incidents (unknown, or discounted). A Link with an empty Relation: nothing to be tested against.
func (l *Ledger) Link(incidentID string) (Link, bool) {
	i, ok := l.byID[incidentID]
	if !ok {
		return Link{}, false
	}
	return l.cases[i].Link, true
}

// Nights returns the nights and days that have a tally or an interception, by date, then night before day, then
// country. The slice is shared: do not change it.
func (l *Ledger) Nights() []Night { return l.nights }

// Cases returns every counted incident with its place and time resolved, by slot, then country, region and district.
// Shared: do not change it.
func (l *Ledger) Cases() []Case { return l.cases }

// Accounts returns every account, by slot, then country. Shared: do not change it.
func (l *Ledger) Accounts() []Account { return l.accounts }

// Coverages returns what each tally, counted or not and of any metric, covers, by slot. Shared: do not change it.
func (l *Ledger) Coverages() []Coverage { return l.coverage }
