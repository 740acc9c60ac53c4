package sqlite_test

import (
	"path/filepath"
	"testing"

	"oblast/data/store"
	"oblast/data/store/sqlite"
	"oblast/data/store/storetest"
)

// open opens a log that ends with the test.
func open(t testing.TB, path string) *sqlite.Log {
	t.Helper()
	log, err := sqlite.Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { log.Close() })
	return log
}

func TestContractOnDisk(t *testing.T) {
	storetest.Run(t, func(t *testing.T) store.Log { return open(t, filepath.Join(t.TempDir(), "log.db")) })
}

func TestContractInMemory(t *testing.T) {
	storetest.Run(t, func(t *testing.T) store.Log { return open(t, sqlite.Memory) })
}
