package main_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// written makes a file of a text and returns its path.
func written(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// What a reviewer decided about words holds for the rows of a table too, and the record says who decided and why.
func TestImportGoesByTheDecisionsOfTheLog(t *testing.T) {
	db := filepath.Join(t.TempDir(), "oblast.db")
	table := written(t, "t.csv", "night,place,region,count\n2025-08-27,Dzhezkazgan district,Kaluga region,1\n")
	if _, said, code := runProgram(t, "", "import", "--data", db, "--dry-run", table); code != 0 || !strings.Contains(said, "look at line 2") {
		t.Errorf("without a decision: code %d, said %q", code, said)
	}
	if _, said, code := runProgram(t, "", "alias", "add", "Dzhezkazgan district", "RU-KLU.563697", "--within", "RU-KLU", "--author", "ann", "--reason", "a slip of the translation", "--data", db); code != 0 {
		t.Fatal(said)
	}
	if _, said, code := runProgram(t, "", "import", "--data", db, table); code != 0 || strings.Contains(said, "look at") {
		t.Errorf("with it: code %d, said %q", code, said)
	}
	out, _, _ := runProgram(t, "", "export", "--data", db)
	for _, want := range []string{`"region_ids":["RU-KLU.563697"]`, `"method":"alias"`, `"decided_by":"ann"`, `"reason":"a slip of the translation"`} {
		if !strings.Contains(out, want) {
			t.Errorf("%s is not in %s", want, out)
		}
	}
}

// Where the file of rejects cannot be written nothing is imported: what was left out would be lost.
func TestRejectsThatCannotBeWritten(t *testing.T) {
	db := filepath.Join(t.TempDir(), "oblast.db")
	table := written(t, "t.csv", "night,region_ids,count\n2025-08-27,RU-KLU,1\n2025-08-27,RU-KLU,many\n")
	rejects := filepath.Join(filepath.Dir(db), "none", "rejects.csv")
	_, said, code := runProgram(t, "", "import", "--data", db, "--keep-going", "--rejects", rejects, table)
	if out, _, _ := runProgram(t, "", "verify", "--data", db); code != 6 || !strings.Contains(said, rejects) || !strings.HasPrefix(out, "0 revisions") {
		t.Errorf("code %d, said %q, then %s", code, said, out)
	}
	if _, said, code := runProgram(t, "", "import", "--data", db, "--keep-going", table); code != 4 {
		t.Errorf("beside the table: code %d, said %q", code, said)
	}
	left, err := os.ReadFile(filepath.Join(filepath.Dir(table), "t.rejects.csv"))
	if want := "night,region_ids,count\n2025-08-27,RU-KLU,many\n"; err != nil || string(left) != want {
		t.Errorf("rejects %q, %v; want %q", left, err, want)
	}
}

// A program reads from --json what a person reads in lines: each fault with its column, and the mapping.
func TestImportAsJSON(t *testing.T) {
	table := written(t, "t.csv", "night,region_ids,count\n2025-08-27,RU-KLU,many\n")
	out, _, code := runProgram(t, "", "import", "--json", "--data", filepath.Join(t.TempDir(), "oblast.db"), table)
	var report struct {
		Faults  int
		Details []struct {
			Line, Item            int
			Field, Value, Problem string
			Allowed               []string
		}
		Mapping struct{ Columns map[string]string }
	}
	if err := json.Unmarshal([]byte(out), &report); err != nil || code != 4 || report.Faults != 1 || len(report.Details) != 1 {
		t.Fatalf("code %d, %v: %s", code, err, out)
	}
	if d := report.Details[0]; d.Line != 2 || d.Item != 1 || d.Field != "count" || d.Value != "many" || d.Problem == "" || report.Mapping.Columns["night_of"] != "night" {
		t.Errorf("%+v", report)
	}
}
