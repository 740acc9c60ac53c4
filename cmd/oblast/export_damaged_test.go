package main_test

import (
	"database/sql"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Of a log that was changed after it was recorded nothing is exported, and it is said which row does not fit; where the
// export is wanted all the same, it is whole and says so too.
func TestExportOfAChangedLog(t *testing.T) {
	dir, db := starterLog(t)
	whole, said, code := runProgram(t, "", "export", "--data", db)
	if code != 0 || said != "" || strings.Count(whole, "\n") < 200 {
		t.Fatalf("before: code %d, %d lines, said %q", code, strings.Count(whole, "\n"), said)
	}
	file, err := sql.Open("sqlite", db)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := file.Exec("DROP TRIGGER revision_is_never_changed; UPDATE revision SET author = 'somebody else' WHERE seq = 7"); err != nil {
		t.Fatal(err)
	}
	if err := file.Close(); err != nil {
		t.Fatal(err)
	}
	out := filepath.Join(dir, "out")
	for name, args := range map[string][]string{"records": {}, "a table": {"--format", "csv"}, "a collection": {"--collection", "incidents", "--format", "csv"}} {
		args = append([]string{"export", "--data", db}, args...)
		text, said, code := runProgram(t, "", args...)
		if code != 5 || text != "" || !strings.Contains(said, "revision 7 ") || !strings.Contains(said, "changed after it was recorded") || !strings.Contains(said, "--damaged") {
			t.Errorf("%s: code %d, %d bytes, said %q", name, code, len(text), said)
		}
		if _, said, code = runProgram(t, "", append(args, "-o", out)...); code != 5 {
			t.Errorf("%s to a file: code %d, said %q", name, code, said)
		}
		if _, err := os.Stat(out); err == nil {
			t.Errorf("%s: a file was made", name)
		}
		text, said, code = runProgram(t, "", append(args, "--damaged")...)
		if code != 0 || text == "" || !strings.Contains(said, "revision 7 ") || !strings.Contains(said, "does not hold") {
			t.Errorf("%s all the same: code %d, %d bytes, said %q", name, code, len(text), said)
		}
	}
	if text, _, _ := runProgram(t, "", "export", "--data", db, "--damaged"); text != whole {
		t.Errorf("%d bytes, and %d before", len(text), len(whole))
	}
}
