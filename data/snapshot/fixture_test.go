package snapshot_test

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"oblast/data/boundaries"
	"oblast/data/record"
	"oblast/data/snapshot"
	"oblast/data/starter"
	"oblast/geo/gazetteer"
)

// world is the embedded gazetteer's areas, loaded once for all tests.
var world = sync.OnceValues(func() (*snapshot.Boundaries, error) {
	g, err := gazetteer.Load(boundaries.Files)
	if err != nil {
		return nil, err
	}
	return snapshot.NewBoundaries(g.Tree).MergeWith(g.Topology), nil
})

func areas(t testing.TB) *snapshot.Boundaries {
	t.Helper()
	b, err := world()
	if err != nil {
		t.Fatal(err)
	}
	return b
}

var recorded = time.Date(2025, 12, 1, 12, 0, 0, 0, time.UTC)

// revise numbers records as creations, from a head on.
func revise(t testing.TB, head int64, records ...record.Record) []record.Revision {
	t.Helper()
	var revs []record.Revision
	for i, r := range records {
		body, err := record.Encode(r)
		if err != nil {
			t.Fatal(err)
		}
		revs = append(revs, record.Revision{Seq: head + int64(i) + 1, RecordID: r.RecordID(), Rev: 1, Change: "create",
			RecordedAt: recorded.Add(time.Duration(head+int64(i)) * time.Second), Author: "test", Body: body})
	}
	return revs
}

// first returns the starter records as revisions.
func first(t testing.TB) []record.Revision {
	t.Helper()
	raw, err := starter.Files.ReadFile(starter.Name)
	if err != nil {
		t.Fatal(err)
	}
	var records []record.Record
	for line, b := range bytes.Split(bytes.TrimSpace(raw), []byte("\n")) {
		r, err := record.Decode(b)
		if err != nil {
			t.Fatalf("line %d: %v", line+1, err)
		}
		records = append(records, r)
	}
	return revise(t, 0, records...)
}

func build(t testing.TB, revs []record.Revision) *snapshot.Snapshot {
	t.Helper()
	s, err := snapshot.Build(t.Context(), areas(t), recorded, revs)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// memoryLog is a log in memory.
type memoryLog struct {
	mu   sync.Mutex
	revs []record.Revision
	tell chan int64
}

func newLog(revs []record.Revision) *memoryLog {
	return &memoryLog{revs: revs, tell: make(chan int64, 1)}
}

func (l *memoryLog) append(revs ...record.Revision) int64 {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.revs = append(l.revs, revs...)
	select {
	case l.tell <- int64(len(l.revs)):
	default:
	}
	return int64(len(l.revs))
}

func (l *memoryLog) Since(_ context.Context, seq int64, yield func(record.Revision) error) error {
	l.mu.Lock()
	revs := l.revs[seq:]
	l.mu.Unlock()
	for _, rev := range revs {
		if err := yield(rev); err != nil {
			return err
		}
	}
	return nil
}

func (l *memoryLog) Watch(context.Context) <-chan int64 { return l.tell }

// incident returns one UAV shot down in a district or region, in the night to 27 August 2025; without a unit the place
// is unknown.
func incident(id string, unit string) *record.Incident {
	night := record.NewDate(2025, time.August, 27)
	zone, _ := record.Location("Europe/Moscow")
	w, one := record.NightBounds(night, zone), record.Exact(1)
	inc := &record.Incident{Kind: record.KindIncident, ID: id, IsInterception: true, WeaponClass: "uav", Count: &one,
		When:    record.When{Start: &w.Start, End: &w.End, Zone: "Europe/Moscow", Precision: "night", NightOf: &night},
		Place:   record.Place{Level: "district", RegionIDs: []string{unit}, Method: "given"},
		Effects: []record.Effect{}, Statements: []string{"st-test"}, Grade: "weak", Tags: []string{}}
	if unit == "" {
		inc.Place.Level, inc.Place.RegionIDs = "unknown", []string{}
	} else if !strings.Contains(unit, ".") {
		inc.Place.Level = "region"
	}
	return inc
}

// said returns the document and the statement that incident refers to.
func said() []record.Record {
	governor := "A. Governor"
	return []record.Record{
		&record.Document{Kind: record.KindDocument, ID: "doc-test", PublisherRole: "other", DerivedFrom: []string{}},
		&record.Statement{Kind: record.KindStatement, ID: "st-test", Document: "doc-test", Speaker: &governor, SpeakerRole: "governor", Checks: []record.Check{}},
	}
}

// many returns incidents over four years, night by night, in a district and six regions, with a document and a statement
// of each that they refer to.
func many(t testing.TB, n int) []record.Revision {
	t.Helper()
	records := said()
	units := []string{"RU-KLU.563697", "RU-BRY", "RU-ROS", "RU-BEL", "RU-KRS", "RU-TUL", "RU-ORL"}
	for _, unit := range units {
		own := said()
		own[0].(*record.Document).ID, own[1].(*record.Statement).ID, own[1].(*record.Statement).Document = "doc-"+unit, "st-"+unit, "doc-"+unit
		records = append(records, own...)
	}
	for i := range n {
		inc := incident(fmt.Sprintf("inc-%07d", i), units[i%len(units)])
		inc.Statements[0] = "st-" + units[i%len(units)]
		night := record.NewDate(2022, time.January, 1+i*1400/n)
		zone, _ := record.Location("Europe/Moscow")
		w := record.NightBounds(night, zone)
		inc.When.NightOf, inc.When.Start, inc.When.End = &night, &w.Start, &w.End
		if i%7 != 0 {
			inc.Place.Level = "region"
		}
		if i%3 == 0 {
			inc.Place.Level, inc.Place.Point = "exact", &record.Point{30 + float64(i%9973)/500, 46 + float64(i%7919)/600}
		}
		records = append(records, inc)
	}
	return revise(t, 0, records...)
}
