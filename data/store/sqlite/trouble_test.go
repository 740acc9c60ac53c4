package sqlite_test

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"oblast/data/record"
	"oblast/data/store"
	"oblast/data/store/sqlite"
	"oblast/data/store/storetest"
	"oblast/geo/fault"
)

// filled makes a closed log of n revisions and returns its path.
func filled(t *testing.T, n int) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "log.db")
	log := open(t, path)
	if _, err := log.Append(t.Context(), store.Any, storetest.Revisions("a", n)); err != nil {
		t.Fatal(err)
	}
	if err := log.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

// edit changes a file behind the log's back.
func edit(t *testing.T, path string, statements ...string) {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, s := range statements {
		if _, err := db.Exec(s); err != nil {
			t.Fatalf("%s: %v", s, err)
		}
	}
}

const unlock = "DROP TRIGGER revision_is_never_changed; DROP TRIGGER revision_is_never_removed"

func TestVerifyFindsTampering(t *testing.T) {
	for _, tc := range []struct {
		name, edit string
		seq        int64 // of the first fault
		id, says   string
	}{
		{"body", "UPDATE revision SET body = x'7b7d' WHERE seq = 5", 5, "a-4", "changed after it was recorded"},
		{"author", "UPDATE revision SET author = 'x' WHERE seq = 5", 5, "a-4", "changed after it was recorded"},
		{"time", "UPDATE revision SET recorded_at = recorded_at + 1 WHERE seq = 1", 1, "a-0", "changed after it was recorded"},
		{"retracted in silence", "UPDATE revision SET body = NULL WHERE seq = 10", 10, "a-9", "changed after it was recorded"},
		{"letters moved between fields", "UPDATE revision SET author = 'storetesta', reason = ' test' WHERE seq = 3", 3, "a-2", "changed after"},
		{"row removed", "DELETE FROM revision WHERE seq = 4", 5, "a-4", "revisions 4 to 4 are missing"},
		{"first removed", "DELETE FROM revision WHERE seq = 1", 2, "a-1", "missing"},
		{"end cut off", "DELETE FROM revision WHERE seq > 7", 8, "", "cut off"},
		{"all removed", "DELETE FROM revision", 1, "", "cut off"},
		{"hash replaced", "UPDATE revision SET sha256 = zeroblob(32) WHERE seq = 6", 6, "a-5", "changed after"},
		{"end forged", "DELETE FROM revision WHERE seq > 7; UPDATE head SET seq = 7", 7, "", "not the row that the log ended with"},
		{"two rows swapped", "UPDATE revision SET seq = 99 WHERE seq = 4; UPDATE revision SET seq = 4 WHERE seq = 5; UPDATE revision SET seq = 5 WHERE seq = 99", 4, "a-4", ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			path := filled(t, 10)
			edit(t, path, unlock, tc.edit)
			log := open(t, path)
			report, err := log.Verify(t.Context())
			if err != nil || report.Sound() {
				t.Fatalf("got %+v, %v; want a fault", report, err)
			}
			if f := report.Faults[0]; f.Seq != tc.seq || f.RecordID != tc.id || !strings.Contains(f.Problem, tc.says) {
				t.Errorf("got %+v, want revision %d of %q that %s", f, tc.seq, tc.id, tc.says)
			}
			if tc.name == "end forged" {
				return // shows only beside the head that was noted, which is Verify's
			}
			var rows int64
			replay := func() error {
				rows = 0
				return store.Checked(log, path).Since(t.Context(), 0, func(record.Revision) error { rows++; return nil })
			}
			err = replay()
			named := fmt.Sprintf("revision %d, of %s, %s", tc.seq, tc.id, report.Faults[0].Problem)
			if tc.id == "" {
				named = fmt.Sprintf("ends with revision %d", tc.seq-1)
			}
			if !errors.Is(err, store.ErrDamaged) || !strings.Contains(err.Error(), named) {
				t.Errorf("a replay gives %v, want %q", err, named)
			}
			if rows >= tc.seq {
				t.Errorf("%d rows were yielded, though row %d does not fit", rows, tc.seq)
			}
		})
	}
}

// A row forged with a fitting hash shows in the row that follows it.
func TestVerifyFindsAForgedRow(t *testing.T) {
	path := filled(t, 10)
	log := open(t, path)
	var chain store.Chain
	var prev store.Sum
	rows := everything(t, log)
	log.Close()
	for i := range rows[:4] {
		prev = chain.Sum(prev, &rows[i])
	}
	forged := rows[4]
	forged.Body = []byte(`{"forged":true}`)
	sum := chain.Sum(prev, &forged)
	edit(t, path, unlock, fmt.Sprintf(`UPDATE revision SET body = CAST('{"forged":true}' AS BLOB), sha256 = x'%x' WHERE seq = 5`, sum))
	report, err := open(t, path).Verify(t.Context())
	if err != nil || report.Sound() || report.Faults[0].Seq != 6 {
		t.Errorf("got %+v, %v; want a fault at revision 6", report, err)
	}
}

// Rows that all fit do not hide that the index, by which a record is found, has lost one.
func TestVerifyFindsADamagedIndex(t *testing.T) {
	path := filled(t, 300)
	edit(t, path, "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = 'CREATE UNIQUE INDEX revision_of_record ON revision (author, rev)' WHERE name = 'revision_of_record'")
	report, err := open(t, path).Verify(t.Context())
	if err != nil || len(report.Faults) != 1 || report.Revisions != 300 || !strings.Contains(report.Faults[0].Problem, "the file around them does not") {
		t.Errorf("got %+v, %v", report, err)
	}
}

func TestTheFileRefusesChanges(t *testing.T) {
	path := filled(t, 3)
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, s := range []string{"UPDATE revision SET author = 'x'", "DELETE FROM revision WHERE seq = 2"} {
		if _, err := db.Exec(s); err == nil || !strings.Contains(err.Error(), "never") {
			t.Errorf("%s: got %v", s, err)
		}
	}
}

// wantTrouble checks the sentence that a person sees.
func wantTrouble(t *testing.T, err, what error, path string) {
	t.Helper()
	var trouble *store.Trouble
	if !errors.As(err, &trouble) || !errors.Is(err, what) || !errors.Is(err, fault.ErrUnavailable) {
		t.Fatalf("got %v, want: %v", err, what)
	}
	if text := err.Error(); !strings.Contains(text, path) || strings.Contains(text, "\n") {
		t.Errorf("%q is not one sentence that names %s", text, path)
	}
}

func TestOpenSaysWhatIsWrong(t *testing.T) {
	dir := t.TempDir()
	file := func(name string, content []byte) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, content, 0o644); err != nil {
			t.Fatal(err)
		}
		return path
	}
	foreign := filepath.Join(dir, "foreign.db")
	edit(t, foreign, "CREATE TABLE sheep (name TEXT)")
	newer := filled(t, 1)
	edit(t, newer, "PRAGMA user_version = 99")
	sound, err := os.ReadFile(filled(t, 500))
	if err != nil {
		t.Fatal(err)
	}
	for _, tc := range []struct {
		name, path string
		want       error
	}{
		{"text", file("text.db", bytes.Repeat([]byte("not a database. "), 1000)), store.ErrForeign},
		{"another program's database", foreign, store.ErrForeign},
		{"newer", newer, store.ErrNewer},
		{"head of the file overwritten", file("noise.db", append(bytes.Repeat([]byte{0xAA}, 4096), sound[4096:]...)), store.ErrForeign},
		{"schema overwritten", file("schema.db", append(append(append([]byte{}, sound[:100]...), bytes.Repeat([]byte{0xAA}, 3996)...), sound[4096:]...)), store.ErrDamaged},
		{"cut short", file("short.db", sound[:5000]), store.ErrDamaged},
		{"folder is a file", filepath.Join(file("file", nil), "log.db"), store.ErrNoFolder},
		{"path is a folder", dir, store.ErrFolder},
		{"folder that cannot be made", "/proc/oblast/log.db", store.ErrNoFolder},
	} {
		t.Run(tc.name, func(t *testing.T) {
			log, err := sqlite.Open(t.Context(), tc.path)
			if err == nil {
				err = log.Since(t.Context(), 0, func(record.Revision) error { return nil })
				log.Close()
			}
			wantTrouble(t, err, tc.want, tc.path)
		})
	}
}

// Pages that are overwritten in the middle of the file show when they are read, and nowhere else does anything break.
func TestDamagedPages(t *testing.T) {
	path := filled(t, 5000)
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	info, _ := f.Stat()
	if _, err := f.WriteAt(bytes.Repeat([]byte{0xAA}, 64<<10), info.Size()/2/4096*4096); err != nil {
		t.Fatal(err)
	}
	f.Close()
	log := open(t, path)
	_, err = log.Verify(t.Context())
	wantTrouble(t, err, store.ErrDamaged, path)
}

func TestLockedByAnotherProgram(t *testing.T) {
	t.Parallel()
	path := filled(t, 1)
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	other, err := db.Conn(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	log := open(t, path)
	if _, err := other.ExecContext(t.Context(), "BEGIN IMMEDIATE"); err != nil {
		t.Fatal(err)
	}
	_, err = log.Append(t.Context(), store.Any, storetest.Revisions("b", 1))
	wantTrouble(t, err, store.ErrLocked, path)
	if got := everything(t, log); len(got) != 1 {
		t.Errorf("reading beside a lock: got %d rows", len(got))
	}
	if _, err := other.ExecContext(t.Context(), "ROLLBACK"); err != nil {
		t.Fatal(err)
	}
	if _, err := log.Append(t.Context(), 1, storetest.Revisions("b", 1)); err != nil {
		t.Errorf("after the lock: %v", err)
	}
}

// When the disk is full nothing that was acknowledged is lost, the log can be read, and when there is room again it
// goes on.
func TestFullDisk(t *testing.T) {
	log := open(t, filepath.Join(t.TempDir(), "log.db"))
	if err := sqlite.LimitPages(log, "60"); err != nil {
		t.Fatal(err)
	}
	kept, err := fill(log)
	wantTrouble(t, err, store.ErrFull, "log.db")
	if got := everything(t, log); len(got) != kept {
		t.Errorf("%d rows are there, %d were acknowledged", len(got), kept)
	}
	wantSound(t, log)
	if err := sqlite.LimitPages(log, "100000"); err != nil {
		t.Fatal(err)
	}
	if _, err := log.Append(t.Context(), int64(kept), storetest.Revisions("room", 100)); err != nil {
		t.Errorf("with room again: %v", err)
	}
	wantSound(t, log)
}

// fill appends until an error, and returns how many rows were acknowledged.
func fill(log store.Log) (kept int, err error) {
	for i := range 100_000 {
		if _, err = log.Append(context.Background(), store.Any, storetest.Revisions(fmt.Sprint("f", i), 20)); err != nil {
			return kept, err
		}
		kept += 20
	}
	return kept, nil
}

// appendUntilFault is the child that may not write files above a size: the operating system refuses, as it does for a
// full disk or a quota.
func appendUntilFault(path string) {
	limit := syscall.Rlimit{Cur: 400_000, Max: 400_000}
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &limit); err != nil {
		fmt.Println("skip", err)
		return
	}
	log, err := sqlite.Open(context.Background(), path)
	if err != nil {
		fmt.Println("fault", err)
		return
	}
	kept, err := fill(log)
	var trouble *store.Trouble
	fmt.Println(kept, errors.As(err, &trouble), errors.Is(err, store.ErrIO) || errors.Is(err, store.ErrFull))
}

func TestWriteRefusedByTheSystem(t *testing.T) {
	path := filepath.Join(t.TempDir(), "log.db")
	cmd, lines := child(t, "full", path)
	lines.Scan()
	said := lines.Text()
	cmd.Wait()
	if strings.HasPrefix(said, "skip") {
		t.Skip(said)
	}
	var kept int
	var trouble, known bool
	if _, err := fmt.Sscan(said, &kept, &trouble, &known); err != nil || !trouble || !known || kept == 0 {
		t.Fatalf("the child said %q, %v", said, err)
	}
	log := open(t, path)
	if got := everything(t, log); len(got) != kept {
		t.Errorf("%d rows are there, %d were acknowledged", len(got), kept)
	}
	wantSound(t, log)
}

// openAsNobody gives up the rights of root where it has them, and says what comes of opening a log and appending.
func openAsNobody(path string) {
	if os.Getuid() == 0 {
		if err := syscall.Setuid(65534); err != nil {
			fmt.Println("skip", err)
			return
		}
	}
	log, err := sqlite.Open(context.Background(), path)
	if err == nil {
		_, err = log.Append(context.Background(), store.Any, storetest.Revisions("b", 1))
	}
	var trouble *store.Trouble
	fmt.Println(errors.As(err, &trouble), errors.Is(err, store.ErrReadOnly) || errors.Is(err, store.ErrNoFolder), err)
}

func TestFolderThatCannotBeWritten(t *testing.T) {
	for name, path := range map[string]string{"a log that is there": filled(t, 3), "a new log": filepath.Join(t.TempDir(), "log.db")} {
		t.Run(name, func(t *testing.T) {
			folder := filepath.Dir(path)
			if err := errors.Join(os.Chmod(filepath.Dir(folder), 0o755), os.Chmod(folder, 0o555)); err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { os.Chmod(folder, 0o755) })
			if _, err := os.Stat(path); err == nil && os.Chmod(path, 0o444) != nil {
				t.Fatal(err)
			}
			cmd, lines := child(t, "nobody", path)
			lines.Scan()
			said := lines.Text()
			cmd.Wait()
			if strings.HasPrefix(said, "skip") {
				t.Skip(said)
			}
			if !strings.HasPrefix(said, "true true ") || !strings.Contains(said, path) {
				t.Errorf("the child said %q", said)
			}
		})
	}
}
