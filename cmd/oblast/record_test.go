package main_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"oblast/data/record"
	"oblast/data/store"
	"oblast/data/store/sqlite"
)

// starterLog is a log that holds the starter records.
func starterLog(t testing.TB) (dir, db string) {
	t.Helper()
	dir = t.TempDir()
	db = filepath.Join(dir, "oblast.db")
	if _, said, code := runProgram(t, "", "import", "--data", db, filepath.Join(root, "data", "starter", "starter.jsonl")); code != 0 {
		t.Fatal(said)
	}
	return dir, db
}

const dzerzhinsky, zhizdrinsky = "inc-2025-08-27-kaluga-dzerzhinsky", "inc-2025-10-30-kaluga-zhizdrinsky-day"

// TestRecordsAreChangedOneAfterTheOther follows an editor: each step is a command line and what it has to say.
func TestRecordsAreChangedOneAfterTheOther(t *testing.T) {
	dir, db := starterLog(t)
	shown, said, code := runProgram(t, "", "record", "show", "--data", db, dzerzhinsky)
	if code != 0 || !strings.Contains(said, "version 1 of 1: create by oblast starter data") && !strings.Contains(said, "version 1 of 1: create by import") {
		t.Fatalf("show: %d %s", code, said)
	}
	file := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	corrected := file("corrected.json", strings.Replace(shown, `"grade":"confirmed"`, `"grade":"fair"`, 1))
	spoilt := file("spoilt.json", strings.Replace(shown, `"grade":"confirmed"`, `"grade":"good"`, 1))
	part := func(id string) string { return strings.Replace(shown, dzerzhinsky, id, 1) }
	parts := file("parts.jsonl", part("inc-a")+part("inc-b"))
	sign := []string{"--data", db, "--author", "ann", "--reason", "to test"}
	for _, step := range []struct {
		args []string
		code int
		want string // in what is printed or said
	}{
		{[]string{"record", "correct", corrected}, 4, "say that your change starts from it: --expect 1"},
		{[]string{"record", "correct", "--expect", "1", corrected}, 0, dzerzhinsky + " is at version 2 (correction)"},
		{[]string{"record", "correct", "--expect", "1", file("other.json", strings.Replace(shown, `"uav"`, `"missile"`, 1))}, 4, "is at version 2 (correction by ann"},
		{[]string{"record", "correct", "--expect", "2", corrected}, 0, "nothing to do"},
		{[]string{"record", "correct", "--expect", "2", spoilt}, 4, "/grade: is not an allowed value; allowed: discounted"},
		{[]string{"record", "undo", dzerzhinsky}, 0, "is at version 3 (undo)"},
		{[]string{"record", "merge", dzerzhinsky, zhizdrinsky}, 4, "of the night of 2025-08-27; "},
		{[]string{"record", "merge", "--anyway", dzerzhinsky, zhizdrinsky}, 0, "nothing stands under this id now"},
		{[]string{"record", "undo", zhizdrinsky}, 0, dzerzhinsky + " is at version 5 (undo)"},
		{[]string{"record", "split", dzerzhinsky, parts}, 0, "inc-b is at version 1 (create)"},
		{[]string{"record", "undo", "inc-a"}, 0, dzerzhinsky + " is at version 7 (undo)\n"},
		{[]string{"record", "retract", "--expect", "6", dzerzhinsky}, 4, "is at version 7"},
		{[]string{"record", "retract", dzerzhinsky}, 0, "is at version 8 (retraction); nothing stands"},
		{[]string{"record", "retract", "st-2025-08-27-mod"}, 4, "tal-2025-08-27-ru"},
		{[]string{"record", "retract", "inc-none"}, 3, "no record has the id"},
		{[]string{"record", "retract", "inc-2025-08-27-kaluga-dzerzhinski"}, 3, "did you mean " + dzerzhinsky},
		{[]string{"record", "put", file("new.jsonl", part("inc-c"))}, 0, "inc-c is at version 1 (create)"},
		{[]string{"record", "put", file("empty.jsonl", "")}, 2, "holds no record"},
		{[]string{"record", "put", file("broken.jsonl", `{"kind":"incident"`)}, 4, "oblast record put: line 1: is not JSON"},
		{[]string{"alias", "add", "Dzhezkazgan district", "RU-KLU.563697", "--within", "RU-KLU"}, 0, "alias-a05772534ae1 is at version 1"},
		{[]string{"alias", "add", "dzhezkazgan  district", "RU-KLU.563697", "--within", "RU-KLU"}, 4, "take it back first: oblast alias undo alias-"},
		{[]string{"alias", "undo", "alias-a05772534ae1"}, 0, "nothing stands"},
		{[]string{"alias", "add", "Dzhezkazgan district", "RU-KLU.563697", "--within", "RU-KLU"}, 0, "alias-a05772534ae1 is at version 3"},
		{[]string{"alias", "undo", "inc-c"}, 2, "is no alias (incident)"},
		{[]string{"alias", "add", "Kirov", "RU-KLU.563697", "--within", "RU-BRY"}, 2, "RU-KLU.563697 (Dzerzhinsky District) does not lie in RU-BRY (Bryansk Oblast); say --within RU-KLU or RU, or leave it out"},
		{[]string{"record", "put", file("alias.json", `{"kind":"alias","id":"alias-x","words":"Kirov","scope_parent":"RU-BRY","scope_source":null,"region_id":"RU-KLU.563697","author":"ann","reason":"to test"}`)}, 4, "does not lie in RU-BRY"},
		{[]string{"alias", "add", "Moscow area", "composite.moscow", "--within", "RU"}, 0, "is at version 1"},
		{[]string{"alias", "add", "Moscow area", "composite.moscow", "--within", "UA"}, 2, "does not lie in UA"},
		{[]string{"alias", "add", "the Black one", "water.black-sea", "--within", "RU"}, 0, "is at version 1"},
		{[]string{"alias", "add", "Kirov", "RU-NOWHERE"}, 2, `"RU-NOWHERE" is the id of no place`},
	} {
		out, said, code := runProgram(t, "", append(step.args, sign...)...)
		if code != step.code || !strings.Contains(out+said, step.want) {
			t.Fatalf("%v: code %d, want %d; out %q, said %q, want %q", step.args, code, step.code, out, said, step.want)
		}
	}
	out, _, _ := runProgram(t, "", "record", "history", "--data", db, dzerzhinsky)
	for _, want := range []string{"correction by ann: to test\n     grade was confirmed and is fair", "merge by ann", "  8  ", "retraction by ann"} {
		if !strings.Contains(out, want) {
			t.Errorf("the history lacks %q: %s", want, out)
		}
	}
	if _, said, code := runProgram(t, "", "record", "show", "--data", db, dzerzhinsky); code == 0 || !strings.Contains(said, "--rev 7 shows what stood") {
		t.Errorf("show of a tombstone: %d %s", code, said)
	}
	if out, _, _ := runProgram(t, "", "record", "show", "--data", db, "--rev", "1", dzerzhinsky); out != shown {
		t.Errorf("version 1 is %s, was %s", out, shown)
	}
	if out, said, code := runProgram(t, "", "verify", "--data", db); code != 0 {
		t.Errorf("verify: %s %s", out, said)
	}
	out, _, _ = runProgram(t, "", "record", "history", "--json", "--data", db, dzerzhinsky)
	var first struct {
		Rev         int
		Change      string
		Differences []any
	}
	if err := json.NewDecoder(strings.NewReader(out)).Decode(&first); err != nil || first.Rev != 1 || first.Change != "create" || first.Differences == nil {
		t.Errorf("as JSON: %+v, %v", first, err)
	}
}

func TestRecordWithoutALog(t *testing.T) {
	_, said, code := runProgram(t, "", "record", "undo", "inc-1", "--author", "a", "--reason", "b", "--data", filepath.Join(t.TempDir(), "none.db"))
	if code != 6 || !strings.Contains(said, "there is no log at") {
		t.Errorf("%d %s", code, said)
	}
}

// The governor of Leningrad region said 10 and later more than 10: both are told, and the map of before can be asked for.
func TestACorrectionIsSeenByReadersAndTheStateBeforeItToo(t *testing.T) {
	const id = "inc-2025-08-26-leningrad-kingiseppsky-luzhsky"
	_, db := starterLog(t)
	base := startProgram(t, "--data", db)
	shown, _, _ := runProgram(t, "", "record", "show", "--data", db, id)
	later, _, _ := strings.Cut(shown, `"when"`)
	later = strings.Replace(shown, later, `{"kind":"incident","id":"`+id+`","is_interception":true,"is_damage":false,"weapon_class":"uav","count":{"min":10,"best":10,"max":10,"qualifier":"exact"},`, 1)
	sign := []string{"record", "correct", "--data", db, "--author", "ann", "--reason", "as he said first"}
	if _, said, code := runProgram(t, later, append(sign, "--expect", "1", "-")...); code != 0 {
		t.Fatal(said)
	}
	if _, said, code := runProgram(t, shown, append(sign, "--expect", "2", "-")...); code != 0 {
		t.Fatal(said)
	}
	type revisions struct {
		Revisions []struct {
			Seq         int
			Change      string
			Differences []struct{ Words string }
		}
	}
	var got revisions
	for deadline := time.Now().Add(10 * time.Second); len(got.Revisions) < 3 && time.Now().Before(deadline); time.Sleep(50 * time.Millisecond) {
		got = revisions{}
		getJSON(t, base+"/records/"+id+"/revisions", &got)
	}
	if len(got.Revisions) != 3 || len(got.Revisions[2].Differences) != 1 || got.Revisions[2].Differences[0].Words != "count was 10 and is more than 10" {
		t.Fatalf("revisions: %+v", got)
	}
	type whole struct {
		Record struct{ Count struct{ Max *int } }
	}
	var before, now whole
	getJSON(t, fmt.Sprintf("%s/records/%s?as_of=%d", base, id, got.Revisions[1].Seq), &before)
	getJSON(t, base+"/records/"+id, &now)
	if m := before.Record.Count.Max; m == nil || *m != 10 || now.Record.Count.Max != nil {
		t.Errorf("as of before: %+v, now: %+v", before, now)
	}
	var early revisions
	getJSON(t, fmt.Sprintf("%s/records/%s/revisions?as_of=%d", base, id, got.Revisions[1].Seq), &early)
	if len(early.Revisions) != 2 {
		t.Errorf("revisions as of before: %+v", early)
	}
}

// A clock that was set back is said once, by whoever writes, and nothing is lost.
func TestAClockBehindTheLogIsSaid(t *testing.T) {
	db := filepath.Join(t.TempDir(), "oblast.db")
	log, err := sqlite.Open(t.Context(), db)
	if err != nil {
		t.Fatal(err)
	}
	later := time.Now().Add(3 * time.Hour)
	rev := record.Revision{RecordID: "doc-1", Change: store.Create, Author: "a", RecordedAt: later, Body: []byte(`{"kind":"document","id":"doc-1","title":null,"url":null,"publisher":null,"publisher_role":"other","language":null,"published_at":null,"captured_at":null,"sha256":null,"archive_url":null,"derived_from":[]}`)}
	if _, err := log.Append(t.Context(), store.Any, []record.Revision{rev}); err != nil {
		t.Fatal(err)
	}
	log.Close()
	_, said, code := runProgram(t, "", "import", "--data", db, filepath.Join(root, "data", "starter", "starter.jsonl"))
	if code != 0 || !strings.Contains(said, "the clock of this machine is 3h0m0s behind the log's last revision") && !strings.Contains(said, "2h59m59s behind") {
		t.Errorf("import: %d %s", code, said)
	}
	_, said, code = runProgram(t, "", "record", "retract", "--data", db, "--author", "a", "--reason", "b", "doc-1")
	if code != 0 || strings.Contains(said, "clock") {
		t.Errorf("after a revision of now nothing is behind: %d %s", code, said)
	}
	if out, said, code := runProgram(t, "", "verify", "--data", db); code != 0 || !strings.Contains(out, "213 revisions") {
		t.Errorf("verify: %d %s %s", code, out, said)
	}
}

// Every answer that tells of records can be asked for as of an older state: what does not take as_of tells of none.
func TestEveryReadTakesAnOlderState(t *testing.T) {
	const id = "inc-2025-08-27-kaluga-dzerzhinsky"
	base := startProgram(t)
	for _, path := range []string{"/collections", "/collections/incidents", "/collections/incidents/items", "/collections/incidents/items/" + id, "/collections/totals-1/items",
		"/collections/incidents/aggregate?by=region_id", "/choropleth", "/ledger", "/restrictions", "/records/" + id, "/records/" + id + "/revisions", "/tiles/incidents/0/0/0.mvt"} {
		separator := "?"
		if strings.Contains(path, "?") {
			separator = "&"
		}
		for asOf, want := range map[string]int{"211": http.StatusOK, "yesterday": http.StatusBadRequest, "0": 0} {
			res, err := http.Get(base + path + separator + "as_of=" + asOf)
			if err != nil {
				t.Fatal(err)
			}
			res.Body.Close()
			if want != 0 && res.StatusCode != want || res.StatusCode >= 500 {
				t.Errorf("%s as of %s: %d", path, asOf, res.StatusCode)
			}
		}
	}
}
