package exchange

import (
	"bufio"
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

// ErrRejects is returned, wrapped, by an import that kept going and left something out. It is a fault.ErrInvalid.
var ErrRejects = fmt.Errorf("some of the input has faults and was left out: %w", fault.ErrInvalid)

// Import reads records and appends them. The whole input is checked first: each record, its references (to the log or to
// the input, wherever they stand), its regions, its id. With any fault nothing is appended and the error is ErrFaults;
// unless the options keep going: then what is at fault, and what leans on it, is left out and the error is ErrRejects.
// What is appended is appended whole: after an error there (a full disk, say, or the end of the program) nothing of the
// file is in the log.
func Import(ctx context.Context, a *store.Appender, in io.Reader, o Options) (Report, error) {
	m := &importer{appender: a, options: o, seen: map[string]seen{}, rejected: map[int32]bool{}}
	m.report.Faults, m.report.kept, m.report.DryRun = []LineFault{}, o.KeepGoing, o.DryRun
	defer m.spool.close()
	defer m.raw.close()
	from, err := newSource(&o, a)
	if err != nil {
		return m.report, err
	}
	if err := a.Follow(ctx); err != nil {
		return m.report, err
	}
	counted := &countingReader{in: in}
	err = decodeAll(ctx, counted, from, func(d *decoded) error {
		m.bytes = counted.n.Load()
		return m.check(d)
	})
	if err != nil {
		return m.report, err
	}
	m.resolve()
	m.tell("check", m.checked, m.checked, counted.n.Load())
	if m.checked == 0 {
		m.report.Nothing = o.Format.nothing(counted.n.Load())
	}
	if m.report.NFaults > 0 {
		m.sortFaults()
		if !o.KeepGoing {
			return m.report, ErrFaults
		}
	}
	// What is left out is written first: where it cannot be, nothing is imported.
	if m.report.Rejected = int64(len(m.rejected)); m.report.Rejected > 0 {
		if err := m.writeRejects(from.frame()); err != nil {
			return m.report, err
		}
	}
	if !o.DryRun {
		if err := m.append(ctx); err != nil {
			return m.report, err
		}
	}
	if m.report.Rejected > 0 {
		return m.report, ErrRejects
	}
	return m.report, nil
}

// newSource returns the source of a format.
func newSource(o *Options, a *store.Appender) (source, error) {
	switch o.Format {
	case JSONLines:
		return lines{}, nil
	case GeoJSON:
		return features{}, nil
	case CSV, ACLED, UCDP:
		return newTable(o), nil
	case Telegram:
		return &posts{options: o, known: a}, nil
	case Feed:
		return &articles{options: o}, nil
	}
	return nil, &fault.FieldError{Field: "format", Value: string(o.Format), Problem: "is not a format", Allowed: Formats}
}

// importer is one import under way.
type importer struct {
	appender *store.Appender
	options  Options
	report   Report
	seen     map[string]seen
	pending  []reference    // to what neither the log nor the input so far holds
	inside   []reference    // to what the input holds; only where the import keeps going
	rejected map[int32]bool // items that are left out
	spool    spool          // bodies
	items    []int32        // of the bodies; only where the import keeps going
	raw      spool          // the items as they stood; only where the import keeps going
	checked  int64
	bytes    int64
}

// seen is a record of the input.
type seen struct {
	kind record.Kind
	line int32
	item int32
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

func (m *importer) fault(line, feature int, item int32, id string, err error) {
	m.report.NFaults++
	m.rejected[item] = true
	if len(m.report.Faults) < MaxFaults {
		m.report.Faults = append(m.report.Faults, LineFault{line, feature, id, err, m.options.Format.itemName()})
	}
}

// itemName is what an item of a format is called.
func (f Format) itemName() string {
	switch {
	case f == GeoJSON:
		return "feature"
	case f.rows():
		return "row"
	}
	return "post"
}

// check judges one item of the input.
func (m *importer) check(d *decoded) error {
	item := int32(m.checked)
	if m.checked++; m.checked%tellEvery == 0 {
		m.tell("check", m.checked, 0, m.bytes)
	}
	if m.options.KeepGoing {
		if err := m.raw.add(markCreate, d.raw); err != nil {
			return err
		}
	}
	if d.err != nil {
		if !errors.Is(d.err, fault.ErrInvalid) {
			return d.err
		}
		for _, f := range fault.Fields(d.err) {
			m.fault(d.line, d.feature, item, "", f)
		}
		return nil
	}
	before := m.report.NFaults
	marks := make([]byte, len(d.parts))
	for i := range d.parts {
		marks[i] = m.judge(d, item, &d.parts[i])
	}
	if m.report.NFaults > before {
		return nil
	}
	m.report.Records += int64(len(d.parts))
	for _, review := range d.reviews {
		m.report.Reviews++
		if m.options.Review != nil {
			review.Line = d.line
			m.options.Review(review)
		}
	}
	return m.keep(d, item, marks)
}

// keep spools what is to be appended of an item without fault. Once nothing will be appended, nothing is kept.
func (m *importer) keep(d *decoded, item int32, marks []byte) error {
	for i := range d.parts {
		p := &d.parts[i]
		if _, held := m.seen[p.record.RecordID()]; !held {
			m.seen[p.record.RecordID()] = seen{p.record.RecordKind(), int32(d.line), item}
		} else if p.shared {
			m.report.Records--
			continue
		}
		switch {
		case marks[i] == 0:
			m.report.Unchanged++
		case m.report.NFaults == 0 || m.options.KeepGoing:
			if err := m.spool.add(marks[i], p.body); err != nil {
				return err
			}
			if m.options.KeepGoing {
				m.items = append(m.items, item)
			}
		}
	}
	return nil
}

// judge tells every fault of a record beside others, and how it is to be appended; 0: not at all.
func (m *importer) judge(d *decoded, item int32, p *part) (mark byte) {
	id, kind := p.record.RecordID(), p.record.RecordKind()
	prefix := ""
	if m.options.Format == GeoJSON {
		prefix = "/properties"
	}
	bad := func(pointer, value, problem string) {
		m.fault(d.line, d.feature, item, id, &fault.FieldError{Field: prefix + pointer, Value: value, Problem: problem})
	}
	if before, ok := m.seen[id]; ok {
		switch whole := m.options.Format == JSONLines || m.options.Format == GeoJSON; {
		case p.shared:
		case whole:
			bad("/id", id, fmt.Sprintf("stands on line %d too", before.line))
		case !m.rejected[item]: // once for all that is made of it
			m.fault(d.line, d.feature, item, "", &fault.FieldError{Problem: fmt.Sprintf("says the same as line %d, or has its id; leave one of them out, or give each an id of its own", before.line)})
		}
		return 0
	}
	mark = markCreate
	if e, ok := m.appender.Entry(id); ok {
		switch {
		case e.Kind != kind:
			bad("/kind", string(kind), fmt.Sprintf("is not the kind of the record that is there, a %s", e.Kind))
		case e.Retracted:
			bad("/id", id, "was retracted")
		case e.Digest == store.DigestOf(p.body):
			return 0
		case !m.options.Update:
			bad("/id", id, "is there with other content; import it as an update")
		}
		mark = markUpdate
	}
	record.References(p.record, func(at record.Pointer, to string, kind record.Kind) {
		if d.makes(to, kind) {
			return
		}
		r := reference{d.line, d.feature, item, id, at, to, kind}
		if problem, later := m.problem(&r); later {
			m.pending = append(m.pending, r)
		} else if problem != "" {
			bad(at.String(), to, problem)
		}
	})
	record.Regions(p.record, func(pointer, region string) {
		if !m.appender.KnownRegion(region) {
			bad(pointer, region, "is no region that is known here")
		}
	})
	return mark
}

// makes reports whether an item has the record of an id itself.
func (d *decoded) makes(id string, kind record.Kind) bool {
	if len(d.parts) == 1 {
		return false
	}
	for i := range d.parts {
		if d.parts[i].record.RecordID() == id {
			return d.parts[i].record.RecordKind() == kind
		}
	}
	return false
}

// problem says what is wrong with a reference; later: nothing is known of the id so far.
func (m *importer) problem(r *reference) (problem string, later bool) {
	if s, ok := m.seen[r.id]; ok {
		if m.options.KeepGoing {
			m.inside = append(m.inside, *r)
		}
		return store.ReferenceProblem(s.kind, true, r.kind), false
	}
	e, ok := m.appender.Entry(r.id)
	switch {
	case !ok:
		return "", true
	case e.Retracted:
		return store.WasRetracted, false
	}
	return store.ReferenceProblem(e.Kind, true, r.kind), false
}

// resolve looks for what was referred to before it was read, and leaves out what leans on what is left out.
func (m *importer) resolve() {
	bad := func(r *reference, problem string) {
		prefix := ""
		if m.options.Format == GeoJSON {
			prefix = "/properties"
		}
		m.fault(r.line, r.feature, r.item, r.of, &fault.FieldError{Field: prefix + r.at.String(), Value: r.id, Problem: problem})
	}
	for i := range m.pending {
		r := &m.pending[i]
		problem, missing := m.problem(r)
		if missing {
			problem = store.ReferenceProblem("", false, r.kind)
		}
		if problem != "" {
			bad(r, problem)
		}
	}
	m.pending = nil
	for again := m.options.KeepGoing; again; {
		again = false
		for i := range m.inside {
			r := &m.inside[i]
			if s := m.seen[r.id]; m.rejected[s.item] && !m.rejected[r.item] {
				bad(r, fmt.Sprintf("refers to the %s on line %d, which is left out", r.kind, s.line))
				again = true
			}
		}
	}
}

// writeRejects writes the items that were left out as a file of their own format.
func (m *importer) writeRejects(f frame) error {
	if m.options.Rejects == nil {
		return nil
	}
	out, n, written := bufio.NewWriterSize(m.options.Rejects, 64<<10), int32(0), 0
	out.WriteString(f.open)
	err := m.raw.each(func(_ byte, raw []byte) error {
		if n++; !m.rejected[n-1] || len(raw) == 0 {
			return nil
		}
		if written++; written > 1 {
			out.WriteString(f.between)
		}
		_, err := out.Write(raw)
		return err
	})
	if err != nil {
		return err
	}
	out.WriteString(f.close)
	return out.Flush()
}
