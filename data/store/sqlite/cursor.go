package sqlite

import (
	"time"

	"modernc.org/libc"
	sqlite3 "modernc.org/sqlite/lib"

	"oblast/data/record"
)

// cursor reads pages of rows from a connection of its own, by the library that is below the driver: database/sql and the
// driver make a dozen values of each row, which takes longer than to read it. It says nothing of what goes wrong: who uses
// it reads on by database/sql then, and hears it from there. It is for one goroutine.
type cursor struct {
	tls      *libc.TLS
	db, stmt uintptr
	bodies   []byte          // the room left for bodies
	last     record.Revision // of its words most come again
}

// cursor opens one, or returns nil.
func (l *Log) cursor() *cursor {
	c := &cursor{tls: libc.NewTLS()}
	const flags = sqlite3.SQLITE_OPEN_READWRITE | sqlite3.SQLITE_OPEN_URI | sqlite3.SQLITE_OPEN_NOMUTEX
	ok := c.opens(l.address, func(name, into uintptr) int32 { return sqlite3.Xsqlite3_open_v2(c.tls, name, into, flags, 0) }, &c.db)
	if ok {
		sqlite3.Xsqlite3_busy_timeout(c.tls, c.db, int32(busyTimeout.Milliseconds()))
		ok = c.opens(l.query(nextRows), func(query, into uintptr) int32 {
			return sqlite3.Xsqlite3_prepare_v2(c.tls, c.db, query, -1, into, 0)
		}, &c.stmt)
	}
	if !ok {
		c.close()
		return nil
	}
	return c
}

// opens makes something of a text, whose address the library writes into a place of its own memory.
func (c *cursor) opens(text string, open func(text, into uintptr) int32, to *uintptr) bool {
	words, err := libc.CString(text)
	if err != nil {
		return false
	}
	defer libc.Xfree(c.tls, words)
	into := libc.Xcalloc(c.tls, 1, 8)
	if into == 0 {
		return false
	}
	defer libc.Xfree(c.tls, into)
	code := open(words, into)
	*to = libc.AtomicLoadPUintptr(into)
	return code == sqlite3.SQLITE_OK && *to != 0
}

func (c *cursor) close() {
	if c == nil {
		return
	}
	sqlite3.Xsqlite3_finalize(c.tls, c.stmt)
	sqlite3.Xsqlite3_close_v2(c.tls, c.db)
	c.tls.Close()
}

// page appends the next rows after seq; ok is false where they could not be read.
func (c *cursor) page(seq int64, page []record.Revision, hashes *hashNames) (_ []record.Revision, ok bool) {
	defer sqlite3.Xsqlite3_reset(c.tls, c.stmt)
	if sqlite3.Xsqlite3_bind_int64(c.tls, c.stmt, 1, seq)|sqlite3.Xsqlite3_bind_int64(c.tls, c.stmt, 2, pageRows) != sqlite3.SQLITE_OK {
		return page, false
	}
	for {
		switch sqlite3.Xsqlite3_step(c.tls, c.stmt) {
		case sqlite3.SQLITE_ROW:
			page = append(page, c.row(hashes))
		case sqlite3.SQLITE_DONE:
			return page, true
		default:
			return page, false
		}
	}
}

// row reads the row at which the statement stands; its columns are those of nextRows.
func (c *cursor) row(hashes *hashNames) record.Revision {
	r := record.Revision{Seq: c.integer(0), RecordID: string(c.bytes(1)), Rev: int(c.integer(2)), RecordedAt: time.UnixMicro(c.integer(4)).UTC()}
	r.Change, r.Author, r.Reason = again(c.last.Change, c.bytes(3)), again(c.last.Author, c.bytes(5)), again(c.last.Reason, c.bytes(6))
	r.Body, c.bodies = kept(c.bytes(7), c.bodies)
	r.PrevSHA256 = hashes.name(c.bytes(8))
	r.SHA256 = hashes.name(c.bytes(9))
	copy(r.Salt[:], c.bytes(10))
	c.last = r
	return r
}

func (c *cursor) integer(column int32) int64 {
	return sqlite3.Xsqlite3_column_int64(c.tls, c.stmt, column)
}

// bytes returns a text or a blob, nil for null and for an empty one; it stands until the next step.
func (c *cursor) bytes(column int32) []byte {
	at := sqlite3.Xsqlite3_column_blob(c.tls, c.stmt, column)
	if at == 0 {
		return nil
	}
	return libc.GoBytes(at, int(sqlite3.Xsqlite3_column_bytes(c.tls, c.stmt, column)))
}

// again returns a text of some bytes: the one before where it is the same.
func again(before string, b []byte) string {
	if before == string(b) {
		return before
	}
	return string(b)
}
