package sqlite

import (
	"context"
	"database/sql"
	"encoding/hex"
	"strings"
	"time"

	"oblast/data/record"
	"oblast/data/store"
)

const (
	columns  = `SELECT seq, record_id, rev, change, recorded_at, author, reason, body, prev_sha256, sha256, salt FROM revision `
	nextRows = `WHERE seq > ? ORDER BY seq LIMIT ?`
	rowsOf   = `WHERE record_id = ? ORDER BY rev`
)

// query begins with the columns: an older file that is only read has no salts.
func (l *Log) query(which string) string {
	if l.unsalted {
		return strings.Replace(columns, ", salt ", ", NULL ", 1) + which
	}
	return columns + which
}

// pageRows is how many rows are read at once, so that no read holds the file for long and yield may use the log.
const pageRows = 512

// Since implements store.Log. What is more than a page is read by a cursor.
func (l *Log) Since(ctx context.Context, seq int64, yield func(record.Revision) error) error {
	page := make([]record.Revision, 0, pageRows)
	hashes := &hashNames{}
	var c *cursor
	defer func() { c.close() }()
	for n := 0; ; n++ {
		if n == 1 {
			c = l.cursor()
		}
		read := false
		if c != nil {
			page, read = c.page(seq, page[:0], hashes)
		}
		if !read || l.closed() {
			c.close()
			c = nil
			var err error
			if page, err = l.page(ctx, seq, page[:0], hashes); err != nil {
				return l.trouble(err)
			}
		}
		for i := range page {
			if err := ctx.Err(); err != nil {
				return err
			}
			if err := yield(page[i]); err != nil {
				return err
			}
		}
		if len(page) < pageRows {
			return nil
		}
		seq = page[len(page)-1].Seq
	}
}

// bodyRoom is how many bytes of bodies lie together at most: fewer pieces of memory, and yet one that is kept keeps few.
const bodyRoom = 32 << 10

// page appends the next rows after seq.
func (l *Log) page(ctx context.Context, seq int64, page []record.Revision, hashes *hashNames) ([]record.Revision, error) {
	rows, err := l.next.QueryContext(ctx, seq, pageRows)
	if err != nil {
		return nil, err
	}
	return scanRows(rows, page, hashes)
}

// Of implements store.Log.
func (l *Log) Of(ctx context.Context, id string) ([]record.Revision, error) {
	rows, err := l.readers.QueryContext(ctx, l.query(rowsOf), id)
	if err != nil {
		return nil, l.trouble(err)
	}
	revs, err := scanRows(rows, nil, &hashNames{})
	return revs, l.trouble(err)
}

// scanRows appends rows to a page and closes them.
func scanRows(rows *sql.Rows, page []record.Revision, hashes *hashNames) ([]record.Revision, error) {
	defer rows.Close()
	var body, prev, sum, salt sql.RawBytes
	var at int64
	var bodies []byte // the room left for those of the page
	for rows.Next() {
		page = append(page, record.Revision{})
		r := &page[len(page)-1]
		if err := rows.Scan(&r.Seq, &r.RecordID, &r.Rev, &r.Change, &at, &r.Author, &r.Reason, &body, &prev, &sum, &salt); err != nil {
			return nil, err
		}
		r.Body, bodies = kept(body, bodies)
		r.RecordedAt = time.UnixMicro(at).UTC()
		r.PrevSHA256, r.SHA256 = hashes.name(prev), hashes.name(sum)
		copy(r.Salt[:], salt)
	}
	return page, rows.Err()
}

// kept copies the bytes of a body, nil for none, into the room left for bodies; it returns what is left of that.
func kept(body, room []byte) (_, left []byte) {
	if len(body) == 0 {
		return nil, room
	}
	if cap(room)-len(room) < len(body) {
		room = make([]byte, 0, max(len(body), min(bodyRoom, 2*cap(room))))
	}
	from := len(room)
	room = append(room, body...)
	return room[from:len(room):len(room)], room
}

// hashNames writes hashes in hex; the last one is kept, since a row names the hash of the row before it.
type hashNames struct {
	sum  store.Sum
	text string
}

func (h *hashNames) name(sum []byte) string {
	if h.text == "" || string(h.sum[:]) != string(sum) {
		copy(h.sum[:], sum)
		var text [2 * len(h.sum)]byte
		h.text = string(hex.AppendEncode(text[:0], sum))
	}
	return h.text
}

// Head implements store.Log.
func (l *Log) Head(ctx context.Context) (head int64, err error) {
	err = l.readers.QueryRowContext(ctx, "SELECT seq FROM head").Scan(&head)
	return head, l.trouble(err)
}

// Verify implements store.Log: the chain, that it ends where it was left, and that the file's index fits its rows.
func (l *Log) Verify(ctx context.Context) (store.VerifyReport, error) {
	var seq int64
	var sum []byte
	if err := l.readers.QueryRowContext(ctx, "SELECT seq, sha256 FROM head").Scan(&seq, &sum); err != nil {
		return store.VerifyReport{}, l.trouble(err)
	}
	v := &upTo{log: l, end: seq}
	report, err := store.VerifyChain(ctx, v)
	if err != nil {
		return report, err
	}
	want := hex.EncodeToString(sum)
	switch {
	case v.last < seq:
		report.Faults = append(report.Faults, store.Fault{Seq: v.last + 1, Problem: "is missing: rows were cut off the end of the log"})
	case v.hash != want && seq > 0, seq == 0 && want != store.Genesis:
		report.Faults = append(report.Faults, store.Fault{Seq: seq, Problem: "is not the row that the log ended with"})
	}
	if !report.Sound() {
		return report, nil
	}
	var said string
	if err := l.readers.QueryRowContext(ctx, "PRAGMA integrity_check(1)").Scan(&said); err != nil {
		return report, l.trouble(err)
	}
	if said != "ok" {
		report.Faults = append(report.Faults, store.Fault{Problem: "all rows fit together, and the file around them does not: " + strings.Join(strings.Fields(said), " ")})
	}
	return report, nil
}

// upTo reads the rows of a log and remembers the one at a given end: rows that come meanwhile are read but do not
// count as the end.
type upTo struct {
	log       *Log
	end, last int64
	hash      string
}

func (u *upTo) Since(ctx context.Context, seq int64, yield func(record.Revision) error) error {
	return u.log.Since(ctx, seq, func(r record.Revision) error {
		if r.Seq <= u.end {
			u.last, u.hash = r.Seq, r.SHA256
		}
		return yield(r)
	})
}
