package sqlite_test

import (
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"oblast/data/store"
	"oblast/data/store/sqlite"
	"oblast/data/store/storetest"
)

// unsalted makes a file as the first version did, whose rows have no salts.
func unsalted(t *testing.T, n int) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "log.db")
	schema, err := os.ReadFile("migrations/0001_log.sql")
	if err != nil {
		t.Fatal(err)
	}
	edit(t, path, string(schema), "PRAGMA application_id = 0x6f626c61", "PRAGMA user_version = 1", "PRAGMA journal_mode = WAL")
	var chain store.Chain
	var prev store.Sum
	for i, r := range storetest.Revisions("a", n) {
		r.Seq, r.Rev, r.RecordedAt = int64(i+1), 1, time.UnixMicro(int64(i)).UTC()
		sum := chain.Sum(prev, &r)
		edit(t, path, fmt.Sprintf("INSERT INTO revision VALUES (%d, '%s', 1, '%s', %d, '%s', '%s', x'%x', x'%x', x'%x')", r.Seq, r.RecordID, r.Change, i, r.Author, r.Reason, r.Body, prev, sum),
			fmt.Sprintf("UPDATE head SET seq = %d, sha256 = x'%x'", r.Seq, sum))
		prev = sum
	}
	return path
}

// A file of before there were salts is read as it is, and goes on with them; the chain holds from its first row to its last.
func TestAFileWithoutSaltsGoesOnWithThem(t *testing.T) {
	const n = 3
	path := unsalted(t, n)
	reader, err := sqlite.OpenToRead(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	if report, err := reader.Verify(t.Context()); err != nil || !report.Sound() || report.Revisions != n {
		t.Errorf("read only: %+v, %v", report, err)
	}
	if err := reader.Close(); err != nil {
		t.Fatal(err)
	}
	log := open(t, path)
	if _, err := log.Append(t.Context(), n, storetest.Revisions("b", 2)); err != nil {
		t.Fatal(err)
	}
	for i, r := range everything(t, log) {
		if r.Salted() != (i >= n) {
			t.Errorf("revision %d: salted %v", r.Seq, r.Salted())
		}
	}
	if report, err := log.Verify(t.Context()); err != nil || !report.Sound() || report.Revisions != n+2 {
		t.Errorf("written to: %+v, %v", report, err)
	}
}

// Who knows everything of a row but its salt does not find its hash; no two rows have the same salt, and one that was
// changed shows.
func TestAHashConfirmsNoGuess(t *testing.T) {
	path := filled(t, 600)
	log := open(t, path)
	rows := everything(t, log)
	var chain store.Chain
	var prev store.Sum
	seen := map[[16]byte]bool{}
	for i := range rows {
		guess := rows[i]
		guess.Salt = [16]byte{}
		if sum := chain.Sum(prev, &guess); hex.EncodeToString(sum[:]) == rows[i].SHA256 {
			t.Fatalf("the hash of revision %d is that of what it says", rows[i].Seq)
		}
		if prev = chain.Sum(prev, &rows[i]); hex.EncodeToString(prev[:]) != rows[i].SHA256 {
			t.Fatalf("the hash of revision %d does not cover its salt", rows[i].Seq)
		}
		if seen[rows[i].Salt] {
			t.Fatalf("revision %d has the salt of another", rows[i].Seq)
		}
		seen[rows[i].Salt] = true
	}
	of, err := log.Of(t.Context(), rows[0].RecordID)
	if err != nil || len(of) != 1 || of[0].Salt != rows[0].Salt {
		t.Errorf("a record's own revisions: %+v, %v", of, err)
	}
	log.Close()
	edit(t, path, unlock, "UPDATE revision SET salt = zeroblob(16) WHERE seq = 5")
	if report, err := open(t, path).Verify(t.Context()); err != nil || len(report.Faults) != 1 || report.Faults[0].Seq != 5 {
		t.Errorf("another salt: %+v, %v", report, err)
	}
}
