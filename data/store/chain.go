package store

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"strings"

	"oblast/data/record"
)

// Genesis is the hash before the first revision.
var Genesis = strings.Repeat("0", 2*sha256.Size)

// Sum is the hash of a row.
type Sum = [sha256.Size]byte

// Chain computes hashes and keeps its buffer. It is for one goroutine.
type Chain struct{ row []byte }

// Sum returns the hash of a revision that follows the hash prev: SHA-256 over prev (32 bytes), seq, rev and recorded_at
// in microseconds since 1970 (8 bytes each, big endian), and then record_id, change, author, reason and body, each
// led by its length in bytes (8 bytes, big endian). A retraction's body has the length 0. The salt ends it, where the
// row has one.
func (c *Chain) Sum(prev Sum, r *record.Revision) Sum {
	b := append(c.row[:0], prev[:]...)
	b = binary.BigEndian.AppendUint64(b, uint64(r.Seq))
	b = binary.BigEndian.AppendUint64(b, uint64(r.Rev))
	b = binary.BigEndian.AppendUint64(b, uint64(r.RecordedAt.UnixMicro()))
	for _, s := range [...]string{r.RecordID, r.Change, r.Author, r.Reason} {
		b = binary.BigEndian.AppendUint64(b, uint64(len(s)))
		b = append(b, s...)
	}
	b = binary.BigEndian.AppendUint64(b, uint64(len(r.Body)))
	b = append(b, r.Body...)
	if r.Salted() {
		b = append(b, r.Salt[:]...)
	}
	c.row = b
	return sha256.Sum256(b)
}

// VerifyReport is what Verify found. A log is sound when Faults is empty.
type VerifyReport struct {
	Revisions int64   // rows read
	Head      string  // hash of the last sound row, hex: note it elsewhere to prove later that nothing before it changed
	Faults    []Fault // in order; at most MaxFaults
}

// Fault is one place where the log does not fit together.
type Fault struct {
	Seq      int64  // of the row
	RecordID string // "" where no row is there
	Problem  string // a clause
}

// Sound reports whether nothing was found.
func (r *VerifyReport) Sound() bool { return len(r.Faults) == 0 }

// MaxFaults bounds the faults of a report: after a change of one row only that row is named, after many, the first.
const MaxFaults = 100

// VerifyChain recomputes the hashes of a log's rows. A store adds what it knows beyond them.
func VerifyChain(ctx context.Context, log interface {
	Since(context.Context, int64, func(record.Revision) error) error
}) (VerifyReport, error) {
	report := VerifyReport{Head: Genesis, Faults: []Fault{}}
	var rows links
	revs := map[string]int{}
	err := log.Since(ctx, 0, func(r record.Revision) error {
		report.Revisions++
		add := func(problem string) {
			if len(report.Faults) < MaxFaults {
				report.Faults = append(report.Faults, Fault{r.Seq, r.RecordID, problem})
			}
		}
		rows.next(&r, add)
		if want := revs[r.RecordID] + 1; r.Rev != want {
			add(fmt.Sprintf("is version %d of its record, where %d was to come", r.Rev, want))
		}
		revs[r.RecordID] = r.Rev
		if len(report.Faults) == 0 {
			report.Head = r.SHA256
		}
		return nil
	})
	return report, err
}

// links holds each row of a log against the one before it. It starts before the first.
type links struct {
	seq   int64
	name  string // hash of the row before, hex; "" before the first
	sum   Sum
	chain Chain
}

// next takes the next row and tells what does not fit.
func (l *links) next(r *record.Revision, add func(problem string)) {
	if l.seq == 0 {
		l.name = Genesis
	}
	if r.Seq != l.seq+1 {
		add(fmt.Sprintf("has a gap before it: revisions %d to %d are missing", l.seq+1, r.Seq-1))
	} else if r.PrevSHA256 != l.name {
		add("does not follow the row before it: it names another hash")
	}
	if r.PrevSHA256 != l.name {
		if n, err := hex.Decode(l.sum[:], []byte(r.PrevSHA256)); err != nil || n != len(l.sum) {
			add("names no hash of the row before it")
		}
	}
	l.sum = l.chain.Sum(l.sum, r)
	l.seq, l.name = r.Seq, r.SHA256
	var text [2 * sha256.Size]byte
	if hex.Encode(text[:], l.sum[:]); r.SHA256 == string(text[:]) {
		return
	}
	add("was changed after it was recorded: its hash does not fit")
	if n, err := hex.Decode(l.sum[:], []byte(r.SHA256)); err != nil || n != len(l.sum) {
		l.sum = Sum{}
	}
}
