package main_test

import (
	"encoding/json"
	"net"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

func TestCommandLine(t *testing.T) {
	dir := t.TempDir()
	foreign := filepath.Join(dir, "foreign.db")
	if err := os.WriteFile(foreign, []byte(strings.Repeat("this is no database ", 400)), 0o600); err != nil {
		t.Fatal(err)
	}
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	records := filepath.Join(dir, "records.jsonl")
	line := `{"kind":"document","id":"doc-x","title":null,"url":null,"publisher":null,"publisher_role":"blog","language":null,"published_at":null,"captured_at":null,"sha256":null,"archive_url":null,"derived_from":[]}`
	if err := os.WriteFile(records, []byte(line+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	kept := filepath.Join(dir, "kept.db")
	if _, said, code := runProgram(t, "", "import", "--data", kept, "--format", "jsonl", os.DevNull); code != 0 {
		t.Fatal(said)
	}
	for _, test := range []struct {
		name string
		args []string
		code int
		out  []string
		said []string
	}{
		{"help", []string{"--help"}, 0, []string{"serve", "geocode", "Exit codes: 0 done"}, nil},
		{"help with examples", []string{"geocode", "--help"}, 0, []string{"Examples:", "Дзержинский район"}, nil},
		{"no command", nil, 2, nil, []string{"serve"}},
		{"unknown command", []string{"sevre"}, 2, nil, []string{"sevre", "Try: oblast --help"}},
		{"defaults in the help", []string{"serve", "--help"}, 0, []string{"default 127.0.0.1:8080", "default oblast.db"}, nil},
		{"unknown flag", []string{"serve", "--adr", "x"}, 2, nil, []string{"--adr", "oblast serve --help"}},
		{"flagship", []string{"geocode", "Dzhezkazgan district, Kaluga region"}, 0,
			[]string{"Kaluga Oblast, Russia", "RU-KLU", "parent fallback", "MULTIPOLYGON(((", "did you mean", "RU-KLU.563697", "outside stated parent"}, nil},
		{"several words", []string{"geocode", "Дзержинский", "район", "Калужской", "области"}, 0, []string{"RU-KLU.563697"}, nil},
		{"within", []string{"geocode", "--within", "RU-KLU", "--geometry", "none", "Kirovsky district"}, 0, []string{"RU-KLU.548363"}, nil},
		{"within what", []string{"geocode", "--within", "Kaluga", "Kirov"}, 2, nil, []string{"oblast geocode: --within", "RU-KLU"}},
		{"a date that is none, too many answers", []string{"geocode", "--at", "x", "--limit", "0", "Kirov"}, 2, nil, []string{"--at", "--limit", "1 to 20"}},
		{"no words", []string{"geocode", " "}, 2, nil, []string{"<text>"}},
		{"no text", []string{"geocode"}, 2, nil, []string{`expected "<text>`}},
		{"no latitude", []string{"reverse", "36"}, 2, nil, []string{"missing: LAT (latitude, degrees north; below 0 in the south)"}},
		{"an empty latitude", []string{"reverse", "36", ""}, 2, nil, []string{"<lat>"}},
		{"nothing meant", []string{"geocode", "Russian drone"}, 3, nil, []string{"no place is meant", "as far as the names kept here go\n"}},
		{"nothing meant, as JSON", []string{"geocode", "--json", "Russian drone"}, 3, []string{`"features":[]`}, nil},
		{"reverse", []string{"reverse", "35.99", "54.83"}, 0, []string{"RU", "RU-KLU", "RU-KLU.563697", "Dzerzhinsky"}, nil},
		{"reverse tells what is near", []string{"reverse", "37.1", "54.6", "--uncertainty", "20000"}, 0, []string{"nearest town", "of Aleksin", "(border ", "within 20.0 km", "RU-TUL"}, nil},
		{"reverse with an uncertainty that is none", []string{"reverse", "37.1", "54.6", "--uncertainty=-5"}, 2, nil, []string{"--uncertainty -5", "1000000"}},
		{"reverse in the west with an uncertainty", []string{"reverse", "-73.98", "40.75", "--uncertainty", "5000"}, 0, []string{"within 5.0 km", "US-NY"}, nil},
		{"reverse at sea", []string{"reverse", "--", "-30", "-40"}, 3, nil, []string{"lon -30, lat -40"}},
		{"reverse at sea, as JSON", []string{"reverse", "-30", "-40", "--json"}, 3, []string{`"features":[]`}, nil},
		{"reverse in the west", []string{"reverse", "-73.98", "40.75"}, 0, []string{"US-NY"}, nil},
		{"reverse words", []string{"reverse", "north", "94"}, 2, nil, []string{"<lon>", "-180 to 180", "<lat>", "-90 to 90"}},
		{"version", []string{"version"}, 0, []string{"oblast ", "boundaries ", "OpenStreetMap"}, nil},
		{"port in use", []string{"serve", "--data", ":memory:", "--addr", taken.Addr().String()}, 6, nil, []string{"in use", "--addr"}},
		{"no folder", []string{"serve", "--addr", "127.0.0.1:0", "--data", filepath.Join(foreign, "oblast.db")}, 6, nil, []string{foreign, "folder"}},
		{"not a log", []string{"verify", "--data", foreign}, 6, nil, []string{foreign, "not a log"}},
		{"import with faults", []string{"import", "--data", filepath.Join(dir, "new.db"), records}, 4, nil, []string{"line 1", "/publisher_role", "state_media"}},
		{"import of one fault", []string{"import", "--data", filepath.Join(dir, "new.db"), records}, 4, []string{"1 fault; nothing was imported"}, nil},
		{"import of nothing", []string{"import", "--data", filepath.Join(dir, "new.db"), filepath.Join(dir, "none.jsonl")}, 6, nil, []string{"none.jsonl"}},
		{"import of a log", []string{"import", "--data", filepath.Join(dir, "new.db"), kept}, 4, nil, []string{"is a database; a log is written out by oblast export"}},
		{"import of a folder", []string{"import", "--data", filepath.Join(dir, "new.db"), dir}, 6, nil, []string{dir}},
		{"verify without a log", []string{"verify", "--data", filepath.Join(dir, "none.db")}, 6, nil, []string{"there is no log at " + filepath.Join(dir, "none.db"), "names another\n"}},
		{"export without a log", []string{"export", "--data", filepath.Join(dir, "none.db")}, 6, nil, []string{"there is no log at"}},
		{"no such port", []string{"serve", "--addr", "127.0.0.1:99999"}, 2, nil, []string{"99999", "65535"}},
		{"no such address", []string{"serve", "--data", ":memory:", "--addr", "192.0.2.1:0"}, 6, nil, []string{"no such address"}},
		{"a folder of another's host", []string{"serve", "--base-url", "https://example.org/map"}, 2, nil, []string{"--base-url", "of its own"}},
		{"a base address without a host", []string{"serve", "--base-url", "https:///"}, 2, nil, []string{"https://map.example.org"}},
		{"settings together", []string{"serve", "--addr", "nowhere", "--cache-mb", "0", "--base-url", "map"}, 2, nil, []string{"--addr", "--cache-mb", "--base-url"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			out, said, code := runProgram(t, "", test.args...)
			if code != test.code {
				t.Errorf("exit code %d, want %d; out %q, said %q", code, test.code, out, said)
			}
			for _, want := range test.out {
				if !strings.Contains(out, want) {
					t.Errorf("%q is not in %q", want, out)
				}
			}
			for _, want := range test.said {
				if !strings.Contains(said, want) {
					t.Errorf("%q is not in what was said: %q", want, said)
				}
			}
		})
	}
}

// What is built from files that may have changed says when it was built, and says it twice alike.
func TestVersionTellsBuildsApart(t *testing.T) {
	name := func() string {
		out, said, code := runProgram(t, "", "version", "--json")
		var v struct{ Version string }
		if err := json.Unmarshal([]byte(out), &v); err != nil || code != 0 {
			t.Fatalf("%d %v %s", code, err, said)
		}
		return v.Version
	}
	first := name()
	if !regexp.MustCompile(`^(devel-[0-9a-z]+|[0-9a-f]{12}(-[0-9a-z]+)?|v.+)$`).MatchString(first) || name() != first {
		t.Errorf("version %q, then %q", first, name())
	}
}

func TestGeocodeAsJSONHasThePolygon(t *testing.T) {
	out, said, code := runProgram(t, "", "geocode", "--json", "Dzhezkazgan district, Kaluga region")
	var answer struct {
		Features []struct {
			Geometry struct {
				Type        string
				Coordinates [][][][2]float64
			}
		}
		Suggestions []struct {
			RegionID string `json:"region_id"`
		}
	}
	if err := json.Unmarshal([]byte(out), &answer); err != nil || code != 0 {
		t.Fatalf("%d %v %s", code, err, said)
	}
	if len(answer.Features) != 1 || answer.Features[0].Geometry.Type != "MultiPolygon" || len(answer.Features[0].Geometry.Coordinates[0][0]) < 100 {
		t.Errorf("%.300s", out)
	}
	if len(answer.Suggestions) != 1 || answer.Suggestions[0].RegionID != "RU-KLU.563697" {
		t.Errorf("suggestions %+v", answer.Suggestions)
	}
}

// TestSettingsComeFromFlagVariableFileDefault asks a command that only prints, through --json, in each of the four ways.
func TestSettingsComeFromFlagVariableFileDefault(t *testing.T) {
	file := filepath.Join(t.TempDir(), "settings.json")
	if err := os.WriteFile(file, []byte(`{"json": true}`), 0o600); err != nil {
		t.Fatal(err)
	}
	isJSON := func(args ...string) bool {
		out, said, code := runProgram(t, "", append(args, "version")...)
		if code != 0 {
			t.Fatalf("%v: %d %s", args, code, said)
		}
		return strings.HasPrefix(out, "{")
	}
	if isJSON() {
		t.Error("the default is text")
	}
	if !isJSON("--config", file) {
		t.Error("the file is not read")
	}
	t.Setenv("OBLAST_JSON", "false")
	if isJSON("--config", file) {
		t.Error("the variable does not win over the file")
	}
	if !isJSON("--config", file, "--json") {
		t.Error("the flag does not win over the variable")
	}
	if err := os.WriteFile(file, []byte(`{"jsno": true}`), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, said, code := runProgram(t, "", "--config", file, "version"); code != 2 || !strings.Contains(said, "jsno") {
		t.Errorf("a misspelt key: %d %q", code, said)
	}
}

// TestSettingsFileSaysWhatItCannotTake holds a file's values to what the same words on the command line would give.
func TestSettingsFileSaysWhatItCannotTake(t *testing.T) {
	for _, test := range []struct {
		name, file string
		code       int
		said       string
	}{
		{"a number for text", `{"addr": 5}`, 2, `--addr "5" is not HOST:PORT`},
		{"text for a number", `{"cache-mb": "much"}`, 2, "--cache-mb"},
		{"a list", `{"addr": ["127.0.0.1:0"]}`, 2, "addr something that is neither text"},
		{"null", `{"addr": null}`, 2, "addr something that is neither text"},
		{"no JSON", `addr = x`, 2, "one JSON object"},
		{"text for a switch", `{"json": "true", "cache-mb": "64", "stop-within": "2s"}`, 0, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			file := filepath.Join(t.TempDir(), "settings.json")
			if err := os.WriteFile(file, []byte(test.file), 0o600); err != nil {
				t.Fatal(err)
			}
			args := []string{"--config", file, "serve", "--data", ":memory:"}
			if test.code == 0 {
				args = []string{"--config", file, "version"}
			}
			_, said, code := runProgram(t, "", args...)
			if code != test.code || !strings.Contains(said, test.said) {
				t.Errorf("code %d, said %q; want %d, %q", code, said, test.code, test.said)
			}
		})
	}
}

func TestExportThatCannotBeWrittenIsNotDone(t *testing.T) {
	dir := t.TempDir()
	db := filepath.Join(dir, "oblast.db")
	if _, said, code := runProgram(t, "", "import", "--data", db, filepath.Join(root, "data", "starter", "starter.jsonl")); code != 0 {
		t.Fatal(said)
	}
	for _, out := range []string{filepath.Join(dir, "none", "x.jsonl"), dir} {
		if _, said, code := runProgram(t, "", "export", "--data", db, "-o", out); code == 0 || !strings.Contains(said, out) {
			t.Errorf("export to %s: code %d, said %q", out, code, said)
		}
	}
}

func TestImportExportRoundTrip(t *testing.T) {
	dir := t.TempDir()
	first, second := filepath.Join(dir, "first.db"), filepath.Join(dir, "second.db")
	starter := filepath.Join(root, "data", "starter", "starter.jsonl")
	if out, said, code := runProgram(t, "", "import", "--data", first, starter); code != 0 || !strings.Contains(out, "211") {
		t.Fatalf("import: %d %s %s", code, out, said)
	}
	for _, format := range []string{"jsonl", "geojson"} {
		file := filepath.Join(dir, "records."+format)
		if out, said, code := runProgram(t, "", "export", "--data", first, "--format", format, "-o", file); code != 0 {
			t.Fatalf("export: %d %s %s", code, out, said)
		}
		if out, said, code := runProgram(t, "", "import", "--json", "--data", first, file); code != 0 || !strings.Contains(out, `"unchanged":211`) {
			t.Errorf("%s read back: %d %s %s", format, code, out, said)
		}
	}
	text, _, _ := runProgram(t, "", "export", "--data", first)
	if out, said, code := runProgram(t, text, "import", "--data", second, "-"); code != 0 {
		t.Errorf("import of standard input: %d %s %s", code, out, said)
	}
	again, _, _ := runProgram(t, "", "export", "--data", second)
	if text != again || len(text) < 10_000 {
		t.Errorf("what an export writes and an import reads differs: %d and %d bytes", len(text), len(again))
	}
	if out, said, code := runProgram(t, "", "verify", "--data", second); code != 0 || !strings.Contains(out, "211 revisions") {
		t.Errorf("verify: %d %s %s", code, out, said)
	}
}

func TestServeOfAnUnreadableRow(t *testing.T) {
	db := filepath.Join(t.TempDir(), "oblast.db")
	if _, said, code := runProgram(t, "", "import", "--data", db, filepath.Join(root, "data", "starter", "starter.jsonl")); code != 0 {
		t.Fatal(said)
	}
	held, err := os.ReadFile(db)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(db, []byte(strings.Replace(string(held), `"max":26,`, `"max",26,`, 1)), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, said, code := runProgram(t, "", "serve", "--addr", "127.0.0.1:0", "--data", db); code != 5 || !strings.Contains(said, "oblast verify lists what is wrong") {
		t.Errorf("code %d, said %q", code, said)
	}
}

func TestVerifyFindsAChangedRow(t *testing.T) {
	db := filepath.Join(t.TempDir(), "oblast.db")
	if _, said, code := runProgram(t, "", "import", "--data", db, filepath.Join(root, "data", "starter", "starter.jsonl")); code != 0 {
		t.Fatal(said)
	}
	held, err := os.ReadFile(db)
	if err != nil {
		t.Fatal(err)
	}
	changed := strings.Replace(string(held), `"max":26,`, `"max":27,`, 1)
	if changed == string(held) {
		t.Fatal("the file holds no such text")
	}
	if err := os.WriteFile(db, []byte(changed), 0o600); err != nil {
		t.Fatal(err)
	}
	out, said, code := runProgram(t, "", "verify", "--data", db)
	if code != 5 || !strings.Contains(out, "tal-2025-08-27-ru") || !strings.Contains(said, "damaged") {
		t.Errorf("code %d, out %q, said %q", code, out, said)
	}
	for _, command := range [][]string{{"serve", "--addr", "127.0.0.1:0"}, {"import", filepath.Join(root, "data", "starter", "starter.jsonl")}} {
		_, said, code := runProgram(t, "", append(command, "--data", db)...)
		if code != 5 || !strings.Contains(said, "of tal-2025-08-27-ru, was changed after it was recorded") || !strings.Contains(said, "restore a backup") {
			t.Errorf("%s: code %d, said %q; want the row that was changed and what to do", command[0], code, said)
		}
	}
}
