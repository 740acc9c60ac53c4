package sqlite_test

import (
	"bytes"
	"context"
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"oblast/data/record"
	"oblast/data/store"
	"oblast/data/store/sqlite"
	"oblast/data/store/storetest"
)

// spoiled opens a file that was spoiled and tries what can be done with it. It returns the rows that were read and whether
// everything was found sound. Whatever is wrong is said as trouble that names the file, in one line.
func spoiled(t *testing.T, path string) (rows []record.Revision, sound bool) {
	t.Helper()
	said := func(err error) bool {
		var trouble *store.Trouble
		if err != nil && (!errors.As(err, &trouble) && !errors.Is(err, store.ErrDamaged) || !strings.Contains(err.Error(), path) || strings.Contains(err.Error(), "\n")) {
			t.Errorf("%v", err)
		}
		return err != nil
	}
	log, err := sqlite.Open(context.Background(), path)
	if said(err) {
		return nil, false
	}
	defer log.Close()
	failed := said(store.Checked(log, path).Since(t.Context(), 0, func(r record.Revision) error { rows = append(rows, r); return nil }))
	report, err := log.Verify(t.Context())
	return rows, !said(err) && !failed && report.Sound()
}

// Bytes that change on the disk, at any place of the file, are found, or change nothing of what the log says.
func TestFlippedBytes(t *testing.T) {
	path := filled(t, 400)
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	want := everything(t, open(t, path))
	random := rand.New(rand.NewPCG(27, 8))
	found := 0
	for n := range 150 {
		file := bytes.Clone(whole)
		at, length := random.IntN(len(file)), 1+random.IntN(40)
		if n%5 == 0 {
			at = random.IntN(200) // the header, and the schema behind it
		}
		for i := at; i < min(at+length, len(file)); i++ {
			file[i] ^= byte(1 + random.IntN(255))
		}
		spot := filepath.Join(t.TempDir(), "log.db")
		if err := os.WriteFile(spot, file, 0o600); err != nil {
			t.Fatal(err)
		}
		rows, sound := spoiled(t, spot)
		if !sound {
			found++
			continue
		}
		if len(rows) != len(want) {
			t.Errorf("%d bytes at %d: %d rows are called sound, there were %d", length, at, len(rows), len(want))
			continue
		}
		for i := range rows {
			if rows[i].SHA256 != want[i].SHA256 || !bytes.Equal(rows[i].Body, want[i].Body) {
				t.Errorf("%d bytes at %d: row %d was changed and is called sound", length, at, i+1)
			}
		}
	}
	if found < 75 {
		t.Errorf("only %d of 150 were found", found)
	}
}

// Of a file beside the log that was cut short or spoiled, as a machine that dies leaves it, what is whole is kept: the rows
// are those of the first appends, none of them by half.
func TestSpoiledFileBesideTheLog(t *testing.T) {
	path := filepath.Join(t.TempDir(), "log.db")
	log := open(t, path)
	for i := range 30 {
		if _, err := log.Append(t.Context(), store.Any, storetest.Revisions(string(rune('a'+i)), 7)); err != nil {
			t.Fatal(err)
		}
	}
	want := everything(t, log)
	base, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	beside, err := os.ReadFile(path + "-wal")
	if err != nil || len(beside) < 100_000 {
		t.Fatalf("%d bytes beside the log, %v", len(beside), err)
	}
	random := rand.New(rand.NewPCG(28, 8))
	kept := map[int]bool{}
	for n := range 60 {
		wal := bytes.Clone(beside[:random.IntN(len(beside))])
		if n%2 == 0 {
			wal = bytes.Clone(beside)
			wal[random.IntN(len(wal))] ^= 0x55
		}
		spot := filepath.Join(t.TempDir(), "log.db")
		if err := errors.Join(os.WriteFile(spot, base, 0o600), os.WriteFile(spot+"-wal", wal, 0o600)); err != nil {
			t.Fatal(err)
		}
		rows, sound := spoiled(t, spot)
		if kept[len(rows)] = true; !sound || len(rows)%7 != 0 {
			t.Errorf("%d rows, sound %v", len(rows), sound)
		}
		for i := range rows {
			if rows[i].SHA256 != want[i].SHA256 {
				t.Fatalf("row %d is another", i+1)
			}
		}
	}
	if len(kept) < 5 {
		t.Errorf("always the same was kept: %v", kept)
	}
}
