package exchange

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"

	"oblast/data/record"
	"oblast/data/store"
	"oblast/geo/fault"
)

// ErrFaults is returned, wrapped, by an import that found faults in its input. It is a fault.ErrInvalid.
var ErrFaults = fmt.Errorf("the input has faults, nothing was imported: %w", fault.ErrInvalid)

// batchRows is how many revisions are appended together.
const batchRows = 4000

// Import reads records and appends them. The whole input is checked first: each record, its references (to the log or to
// the input, wherever they stand), its regions, its id. With any fault nothing is appended and the error is ErrFaults.
// Appending goes in batches; an error there (a full disk, say) leaves what the report counts, and the same import run
// again goes on from there, since records that are there already are passed over.
func Import(ctx context.Context, a *store.Appender, in io.Reader, o Options) (Report, error) {
	m := &importer{appender: a, options: o, seen: map[string]seen{}}
	m.report.Faults = []LineFault{}
	defer m.spool.close()
	counted := &countingReader{in: in}
	err := decodeAll(ctx, o.Format, counted, func(d *decoded) error {
		m.bytes = counted.n.Load()
		return m.check(d)
	})
	if err != nil {
		return m.report, err
	}
	m.resolve()
	m.tell("check", m.checked, m.checked, counted.n.Load())
	if m.report.NFaults > 0 {
		m.sortFaults()
		return m.report, ErrFaults
	}
	return m.report, m.append(ctx)
}

// importer is one import under way.
type importer struct {
	appender *store.Appender
	options  Options
	report   Report
	seen     map[string]seen
	pending  []pending
	spool    spool
	checked  int64
	bytes    int64
}

// seen is a record of the input.
type seen struct {
	kind record.Kind
	line int
}

// pending is a reference to what the log does not hold and the input has not held so far.
type pending struct {
	line, feature   int
	of, pointer, id string
	kind            record.Kind
}

// The marks of the spool.
const (
	markCreate = 'c'
	markUpdate = 'u'
)

func (m *importer) tell(stage string, records, total, bytes int64) {
	if m.options.Progress != nil {
		m.options.Progress(Progress{stage, records, total, bytes})
	}
}

func (m *importer) fault(line, feature int, id string, err error) {
	m.report.NFaults++
	if len(m.report.Faults) < MaxFaults {
		m.report.Faults = append(m.report.Faults, LineFault{line, feature, id, err})
	}
}

// check judges one record of the input.
func (m *importer) check(d *decoded) error {
	if m.checked++; m.checked%batchRows == 0 {
		m.tell("check", m.checked, 0, m.bytes)
	}
	if d.err != nil {
		if !errors.Is(d.err, fault.ErrInvalid) {
			return d.err
		}
		for _, f := range fault.Fields(d.err) {
			m.fault(d.line, d.feature, "", f)
		}
		return nil
	}
	m.report.Records++
	id, kind := d.record.RecordID(), d.record.RecordKind()
	prefix := (&item{feature: d.feature}).below()
	bad := func(pointer, value, problem string) {
		m.fault(d.line, d.feature, id, &fault.FieldError{Field: prefix + pointer, Value: value, Problem: problem})
	}
	if before, ok := m.seen[id]; ok {
		bad("/id", id, fmt.Sprintf("stands on line %d too", before.line))
		return nil
	}
	m.seen[id] = seen{kind, d.line}
	mark := byte(markCreate)
	if e, ok := m.appender.Entry(id); ok {
		switch {
		case e.Kind != kind:
			bad("/kind", string(kind), fmt.Sprintf("is not the kind of the record that is there, a %s", e.Kind))
		case e.Retracted:
			bad("/id", id, "was retracted")
		case e.Digest == store.DigestOf(d.body):
			m.report.Unchanged++
			return nil
		case !m.options.Update:
			bad("/id", id, "is there with other content; import it as an update")
		}
		mark = markUpdate
	}
	m.references(d, id, bad)
	if m.report.NFaults > 0 {
		return nil
	}
	return m.spool.add(mark, d.body)
}

func (m *importer) references(d *decoded, id string, bad func(pointer, value, problem string)) {
	record.References(d.record, func(pointer, to string, kind record.Kind) {
		have, ok := m.kindOf(to)
		if e, held := m.appender.Entry(to); held && e.Retracted {
			bad(pointer, to, store.WasRetracted)
		} else if !ok {
			m.pending = append(m.pending, pending{d.line, d.feature, id, pointer, to, kind})
		} else if problem := store.ReferenceProblem(have, true, kind); problem != "" {
			bad(pointer, to, problem)
		}
	})
	record.Regions(d.record, func(pointer, region string) {
		if !m.appender.KnownRegion(region) {
			bad(pointer, region, "is no region that is known here")
		}
	})
}

func (m *importer) kindOf(id string) (record.Kind, bool) {
	if s, ok := m.seen[id]; ok {
		return s.kind, true
	}
	e, ok := m.appender.Entry(id)
	return e.Kind, ok
}

// resolve looks for what was referred to before it was read.
func (m *importer) resolve() {
	for _, p := range m.pending {
		have, ok := m.kindOf(p.id)
		if problem := store.ReferenceProblem(have, ok, p.kind); problem != "" {
			prefix := (&item{feature: p.feature}).below()
			m.fault(p.line, p.feature, p.of, &fault.FieldError{Field: prefix + p.pointer, Value: p.id, Problem: problem})
		}
	}
	m.pending = nil
}

// append writes what was checked to the log.
func (m *importer) append(ctx context.Context) error {
	total := m.report.Records - m.report.Unchanged
	batch := make([]record.Revision, 0, batchRows)
	var bodies []byte
	flush := func() error {
		if len(batch) == 0 {
			return nil
		}
		if _, err := m.appender.AppendChecked(ctx, store.Any, batch); err != nil {
			return err
		}
		for i := range batch {
			if batch[i].Change == store.Create {
				m.report.Created++
			} else {
				m.report.Updated++
			}
		}
		batch, bodies = batch[:0], bodies[:0]
		m.tell("append", m.report.Created+m.report.Updated, total, m.bytes)
		return nil
	}
	err := m.spool.each(func(mark byte, body []byte) error {
		change := store.Create
		if mark == markUpdate {
			change = "update"
		}
		start := len(bodies)
		bodies = append(bodies, body...)
		body = bodies[start:len(bodies):len(bodies)]
		batch = append(batch, record.Revision{RecordID: idOf(body), Change: change, Author: m.options.Author, Reason: m.options.Reason, Body: body})
		if len(batch) == batchRows {
			return flush()
		}
		return nil
	})
	if err == nil {
		err = flush()
	}
	return err
}

// idOf reads the id of a body as Encode writes it: the second key; ids have nothing that JSON escapes.
func idOf(body []byte) string {
	_, rest, _ := bytes.Cut(body, []byte(`,"id":"`))
	id, _, _ := bytes.Cut(rest, []byte(`"`))
	return string(id)
}
