package sqlite_test

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"oblast/data/record"
	"oblast/data/store"
	"oblast/data/store/sqlite"
	"oblast/data/store/storetest"
)

// readAsNobody gives up the rights of root where it has them, and says how many rows of a log it reads, whether they are
// sound, and whether an append is refused.
func readAsNobody(path string) {
	if os.Getuid() == 0 {
		if err := syscall.Setuid(65534); err != nil {
			fmt.Println("skip", err)
			return
		}
	}
	ctx := context.Background()
	log, err := sqlite.OpenToRead(ctx, path)
	if err != nil {
		fmt.Println(errors.Is(err, store.ErrLeftOver), err)
		return
	}
	rows := 0
	err = log.Since(ctx, 0, func(record.Revision) error { rows++; return nil })
	report, broken := log.Verify(ctx)
	_, refused := log.Append(ctx, store.Any, storetest.Revisions("b", 1))
	fmt.Println(rows, err == nil && broken == nil && report.Sound(), errors.Is(refused, store.ErrReadOnly), errors.Join(err, broken, log.Close()))
}

// A log is read where nothing can be written, and nothing is left beside it.
func TestReadInAFolderThatCannotBeWritten(t *testing.T) {
	path := filled(t, 700)
	if said := readLocked(t, path); !strings.HasPrefix(said, "700 true true <nil>") {
		t.Errorf("the child said %q", said)
	}
	if files, _ := os.ReadDir(filepath.Dir(path)); len(files) != 1 {
		t.Errorf("beside the log: %v", files)
	}
}

// What a killed program left in the file beside the log is read, or it is said that it cannot be: never is it passed over.
func TestReadWhatAKilledProgramLeft(t *testing.T) {
	path := filepath.Join(t.TempDir(), "log.db")
	cmd, lines := child(t, "append", path)
	for n := 0; lines.Scan(); n++ {
		if n == 60 {
			cmd.Process.Kill()
		}
	}
	cmd.Wait()
	if info, err := os.Stat(path + "-wal"); err != nil || info.Size() == 0 {
		t.Fatalf("the program left nothing: %v", err)
	}
	said := readLocked(t, path)
	var rows int
	if _, err := fmt.Sscan(said, &rows); err != nil || rows < 2*60 || !strings.HasSuffix(said, " true true <nil>") {
		t.Errorf("with all files there: %q, %v", said, err)
	}
	if err := os.Remove(path + "-shm"); err != nil {
		t.Fatal(err)
	}
	if said := readLocked(t, path); !strings.HasPrefix(said, "true ") || !strings.Contains(said, "copy both files") || !strings.Contains(said, path) {
		t.Errorf("without the index of the file beside it: %q", said)
	}
	copied := filepath.Join(t.TempDir(), "copy.db")
	for _, suffix := range []string{"", "-wal"} {
		content, err := os.ReadFile(path + suffix)
		if err == nil {
			err = os.WriteFile(copied+suffix, content, 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	log, err := sqlite.OpenToRead(t.Context(), copied)
	if err != nil {
		t.Fatal(err)
	}
	defer log.Close()
	if got := everything(t, log); len(got) != rows {
		t.Errorf("the copy has %d rows, the log %d", len(got), rows)
	}
}

// readLocked has a child read a log in a folder that is closed for writing meanwhile.
func readLocked(t *testing.T, path string) string {
	t.Helper()
	folder := filepath.Dir(path)
	files, err := filepath.Glob(path + "*")
	for _, f := range files {
		err = errors.Join(err, os.Chmod(f, 0o444))
	}
	if err = errors.Join(err, os.Chmod(filepath.Dir(folder), 0o755), os.Chmod(folder, 0o555)); err != nil {
		t.Fatal(err)
	}
	defer os.Chmod(folder, 0o755)
	cmd, lines := child(t, "read", path)
	lines.Scan()
	said := lines.Text()
	cmd.Wait()
	if strings.HasPrefix(said, "skip") {
		t.Skip(said)
	}
	return said
}

func TestReadingSaysWhatIsWrong(t *testing.T) {
	dir := t.TempDir()
	text := filepath.Join(dir, "text.db")
	if err := os.WriteFile(text, []byte(strings.Repeat("not a database. ", 1000)), 0o600); err != nil {
		t.Fatal(err)
	}
	empty := filepath.Join(dir, "empty.db")
	if err := os.WriteFile(empty, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	newer := filled(t, 1)
	edit(t, newer, "PRAGMA user_version = 99")
	for path, want := range map[string]error{text: store.ErrForeign, empty: store.ErrForeign, newer: store.ErrNewer, filepath.Join(dir, "none.db"): store.ErrNoFolder, dir: store.ErrFolder} {
		_, err := sqlite.OpenToRead(t.Context(), path)
		wantTrouble(t, err, want, path)
	}
	if _, err := os.Stat(filepath.Join(dir, "none.db")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a log was made to be read: %v", err)
	}
}

// One who reads beside a program that appends sees what it appends, and is told of it.
func TestReadBesideAWriter(t *testing.T) {
	path := filled(t, 3)
	reader, err := sqlite.OpenToRead(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer reader.Close()
	heads := reader.Watch(t.Context())
	if _, err := open(t, path).Append(t.Context(), 3, storetest.Revisions("b", 2)); err != nil {
		t.Fatal(err)
	}
	for head := range heads {
		if head == 5 {
			break
		}
	}
	if got := everything(t, reader); len(got) != 5 {
		t.Errorf("%d rows, want 5", len(got))
	}
}
