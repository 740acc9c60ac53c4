// Package population reads an operator's table of populations, by which numbers may be divided.
//
// In: CSV with the columns region_id and population, in any order, others left out. Out: an immutable Table, safe for
// concurrent use. Nothing is derived: a unit that the table lacks has no population, whatever its parts have.
package population

import (
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"oblast/geo/fault"
)

// Table is populations by region id, and the name under which it is cited.
type Table struct {
	name   string
	by     map[string]int64
	digest string
}

// maxFaults bounds how many faults of a file are told.
const maxFaults = 20

// Read reads a table. known tells whether a region id is one. The error joins every fault, each with its line.
func Read(name string, r io.Reader, known func(id string) bool) (*Table, error) {
	if name == "" {
		return nil, &fault.FieldError{Field: "population-name", Problem: "is missing: say whose table it is and of which year, it stands beside every number divided by it"}
	}
	sum := sha256.New()
	fmt.Fprintln(sum, name)
	in := csv.NewReader(io.TeeReader(r, sum))
	in.FieldsPerRecord, in.ReuseRecord = -1, true
	header, err := in.Read()
	if err != nil {
		return nil, fmt.Errorf("%w: the table of populations has no header; write region_id,population", fault.ErrInvalid)
	}
	id, number := slices.Index(header, "region_id"), slices.Index(header, "population")
	if id < 0 || number < 0 {
		return nil, fmt.Errorf("%w: the table of populations has the columns %s; region_id and population are needed", fault.ErrInvalid, strings.Join(header, ", "))
	}
	t := &Table{name: name, by: map[string]int64{}}
	var faults []error
	for len(faults) < maxFaults {
		row, err := in.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, fmt.Errorf("%w: the table of populations: %w", fault.ErrInvalid, err)
		}
		line, _ := in.FieldPos(0)
		if err := t.add(row, id, number, known); err != nil {
			faults = append(faults, fmt.Errorf("line %d: %w", line, err))
		}
	}
	if len(faults) > 0 {
		return nil, fmt.Errorf("%w: the table of populations: %w", fault.ErrInvalid, errors.Join(faults...))
	}
	t.digest = hex.EncodeToString(sum.Sum(nil)[:6])
	return t, nil
}

func (t *Table) add(row []string, id, number int, known func(string) bool) error {
	if len(row) <= max(id, number) {
		return errors.New("has too few columns")
	}
	n, err := strconv.ParseInt(row[number], 10, 64)
	switch region := strings.Clone(row[id]); {
	case !known(region):
		return fmt.Errorf("%.60q is not the id of a country, region or district", region)
	case err != nil || n <= 0:
		return fmt.Errorf("%s: the population %.30q is not a whole number above 0", region, row[number])
	case t.by[region] != 0:
		return fmt.Errorf("%s stands twice", region)
	default:
		t.by[region] = n
	}
	return nil
}

// Name says whose table it is.
func (t *Table) Name() string { return t.name }

// Digest tells tables apart, by name and content: 12 hex digits, "" for a nil table.
func (t *Table) Digest() string {
	if t == nil {
		return ""
	}
	return t.digest
}

// Of returns the population of a region; ok is false where the table lacks it. A nil table lacks all.
func (t *Table) Of(id string) (n int64, ok bool) {
	if t == nil {
		return 0, false
	}
	n, ok = t.by[id]
	return n, ok
}
