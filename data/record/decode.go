package record

import (
	"errors"
	"strings"

	"oblast/geo/fault"
)

// Decode reads one record, a JSON object, by its kind, and validates it. The error joins every fault, each a
// *fault.FieldError whose Field is a JSON pointer (RFC 6901) into b. Keys stand as in the exported types; a key that is
// missing counts as null; an unknown one, one given twice, and anything after the object are faults. Time zones are
// those of the IANA database.
func Decode(b []byte) (Record, error) {
	r := readers.Get().(*reader)
	defer readers.Put(r)
	return r.record(b)
}

// read is a record in the reading.
type read interface {
	Record
	validate(*checker)
}

// record reads a record: quickly, and where that meets a fault or what is odd, again with care.
func (r *reader) record(b []byte) (Record, error) {
	kind := KindOf(b)
	if kind == "" {
		var err error
		if kind, err = findKind(b); err != nil {
			return nil, err
		}
	}
	r.start(b, true)
	rec := r.ofKind(kind)
	if len(r.finish()) > 0 || r.dec.odd {
		r.start(b, false)
		rec = r.ofKind(kind)
		broken := r.broken
		if faults := r.finish(); len(faults) > 0 {
			if !broken {
				c := checker{torn: true}
				rec.validate(&c)
				faults = joinFaults(faults, c.faults)
			}
			return nil, errors.Join(faults...)
		}
	}
	r.checked = checker{}
	rec.validate(&r.checked)
	if len(r.checked.faults) > 0 {
		return nil, errors.Join(r.checked.faults...)
	}
	return rec, nil
}

// ofKind reads the object at which the reader stands.
func (r *reader) ofKind(kind Kind) read {
	switch kind {
	case KindDocument:
		d := new(Document)
		object(r, documentFields, d)
		return d
	case KindStatement:
		s := new(Statement)
		object(r, statementFields, s)
		return s
	case KindIncident:
		i := r.shared.newIncident()
		object(r, incidentFields, i)
		return i
	case KindTally:
		t := new(Tally)
		object(r, tallyFields, t)
		return t
	case KindRestriction:
		x := new(Restriction)
		object(r, restrictionFields, x)
		return x
	}
	a := new(Alias)
	object(r, aliasFields, a)
	return a
}

// findKind looks for the kind, wherever it stands in the object.
func findKind(b []byte) (Kind, error) {
	r := begin(b)
	var kind string
	var known bool
	if r.open('{', "an object with a kind") {
		for !known && !r.broken && r.dec.PeekKind() == '"' {
			if name := r.text(); name != "kind" {
				r.skip()
				continue
			}
			r.path = append(r.path, step{key: "kind"})
			kind = r.word(Kinds)
			known = true
		}
	}
	if !known && !r.broken && len(r.faults) == 0 {
		r.token() // the end of the object, or what is not JSON
	}
	switch {
	case known && len(r.faults) == 0 && !contains(Kinds, kind):
		r.fault("is not a kind of record", kind, Kinds)
	case !known && !r.broken && len(r.faults) == 0:
		r.path = append(r.path, step{key: "kind"})
		r.fault("is missing", "", Kinds)
	}
	faults := r.faults
	r.broken = true
	r.end()
	return Kind(kind), errors.Join(faults...)
}

// joinFaults adds to the faults of reading those of validation that do not follow from them: at the same place, or
// inside or around it.
func joinFaults(read, validation []error) []error {
	places := make([]string, 0, len(read))
	for _, f := range fault.Fields(errors.Join(read...)) {
		places = append(places, f.Field)
	}
	for _, f := range fault.Fields(errors.Join(validation...)) {
		if !follows(f.Field, places) {
			read = append(read, f)
		}
	}
	return read
}

func follows(place string, of []string) bool {
	for _, p := range of {
		if p == place || p == "" || strings.HasPrefix(place, p+"/") || strings.HasPrefix(p, place+"/") {
			return true
		}
	}
	return false
}

// Below puts the faults of an error below a pointer: those of a record inside a batch, or inside a feature. An error
// without faults of fields is returned as it is.
func Below(pointer string, err error) error {
	fields := fault.Fields(err)
	if pointer == "" || len(fields) == 0 {
		return err
	}
	out := make([]error, len(fields))
	for i, f := range fields {
		inner := *f
		inner.Field = pointer + f.Field
		out[i] = &inner
	}
	return errors.Join(out...)
}
