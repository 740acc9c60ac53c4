package maps

import (
	"encoding/json"
	"fmt"
	"slices"

	"oblast/data/checks"
	"oblast/data/grading"
	"oblast/data/ledger"
	"oblast/data/record"
	"oblast/data/snapshot"
	"oblast/geo/fault"

	"github.com/labstack/echo/v4"
)

// fullRecord is the whole story of one record: what was said, by whom, where it was published, which totals it is held
// against, and every revision. A retracted record keeps its revisions and has a null record.
type fullRecord struct {
	ID         string              `json:"id"`
	Kind       record.Kind         `json:"kind"`
	Retracted  bool                `json:"retracted"` // nothing stands under the id any more
	Became     []string            `json:"became"`    // ids of the incidents that it was merged into or split to
	Record     record.Record       `json:"record"`
	Statements []*record.Statement `json:"statements"`
	Remarks    []*record.Statement `json:"remarks"` // what its documents say besides, on which no record rests
	Documents  []*record.Document  `json:"documents"`
	Sources    *sourcesOf          `json:"sources"` // null for records that do not rest on statements
	Grading    *grading.Result     `json:"grading"` // of an incident: its grade, and the rule or the decision behind it
	Link       *ledger.Link        `json:"link"`
	Tallies    []accountTally      `json:"tallies"`
	Checks     []checks.Finding    `json:"checks"` // what is contradicted in the statements, remarks and tallies: recorded and computed
	Names      map[string]names    `json:"names"`  // of the units spoken of, by id
	Revisions  []snapshot.Change   `json:"revisions"`
	Version    string              `json:"version"`
}

// Record answers GET /records/{id}.
func (s *Service) Record(c echo.Context) error {
	_, snap, err := s.read(c, RecordParams)
	if err != nil {
		return err
	}
	entry, ok := snap.Record(c.Param("id"))
	if !ok {
		return noRecord(c)
	}
	return s.reply(c, snap, "application/json", func(dst []byte) ([]byte, error) {
		b, err := json.Marshal(s.whole(snap, entry))
		return append(dst, b...), err
	})
}

func noRecord(c echo.Context) error {
	return fmt.Errorf("no record has the id %.100q: %w", c.Param("id"), fault.ErrNotFound)
}

func (s *Service) whole(snap *snapshot.Snapshot, e *snapshot.Entry) fullRecord {
	full := fullRecord{ID: e.ID, Kind: e.Kind, Retracted: e.Retracted(), Record: e.Record, Revisions: e.Told(), Version: snap.Version(),
		Statements: []*record.Statement{}, Documents: []*record.Document{}, Tallies: []accountTally{}, Checks: []checks.Finding{}, Became: []string{}}
	if e.Retracted() {
		full.Became = append(full.Became, snap.Became(e.Last())[0]...)
	}
	var statements []string
	switch r := e.Record.(type) {
	case *record.Incident:
		statements = r.Statements
		if link, ok := snap.Ledger().Link(r); ok {
			full.Link = &link
			for _, id := range link.Tallies {
				if t := tallyOf(snap, id); t != nil {
					full.Tallies = append(full.Tallies, newAccountTally(snap, t))
				}
			}
		}
	case *record.Tally:
		statements = r.Statements
	case *record.Restriction:
		statements = r.Statements
	case *record.Statement:
		full.addDocuments(snap, r.Document)
	case *record.Document:
		full.addDocuments(snap, r.DerivedFrom...)
	}
	for _, id := range statements {
		if st := snap.Statement(id); st != nil {
			full.Statements = append(full.Statements, st)
			full.addDocuments(snap, st.Document)
		}
	}
	if len(full.Statements) > 0 {
		full.Sources = newSources(snap, full.Statements)
	}
	if result, ok := snap.Grading(e.ID); ok {
		full.Grading = &result
	}
	x := s.remarks.of(snap)
	full.Remarks = x.beside(full.Documents, e.ID)
	about := []record.Record{e.Record}
	for _, t := range full.Tallies {
		about = append(about, t.Tally)
	}
	full.Checks = x.checked(&full, about)
	full.Names = unitsNamed(snap, about...)
	return full
}

// checked lists what is contradicted in a record, and in the statements, remarks and tallies that are told with it.
func (x *remarkIndex) checked(full *fullRecord, about []record.Record) []checks.Finding {
	out := []checks.Finding{}
	statements := slices.Concat(full.Statements, full.Remarks)
	for _, r := range about {
		switch r := r.(type) {
		case *record.Tally:
			out = append(out, checks.OfTally(r)...)
		case *record.Statement:
			statements = append(statements, r)
		}
	}
	return append(out, x.contradictions(statements)...)
}

// addDocuments adds documents and those that they derive from, each once.
func (f *fullRecord) addDocuments(snap *snapshot.Snapshot, ids ...string) {
	for _, id := range ids {
		doc := snap.Document(id)
		if doc == nil || f.hasDocument(id) {
			continue
		}
		f.Documents = append(f.Documents, doc)
		f.addDocuments(snap, doc.DerivedFrom...)
	}
}

func (f *fullRecord) hasDocument(id string) bool {
	if f.ID == id {
		return true
	}
	for _, d := range f.Documents {
		if d.ID == id {
			return true
		}
	}
	return false
}
