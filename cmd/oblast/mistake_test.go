package main_test

import (
	"strings"
	"testing"
)

// What is missing on a command line is named at once, each with what it is; what is too much says why.
func TestMistakesNameTheWordAtFault(t *testing.T) {
	for _, tc := range []struct {
		line string
		want string
	}{
		{"alias add w", "missing: REGION (id of the region that they mean), --author=NAME (who decides), --reason=TEXT (why)"},
		{"alias add w --author ann --reason r", "missing: REGION (id of the region that they mean)"},
		{"alias add w RU-KLU --author ann", "missing: --reason=TEXT (why)"},
		{"alias add Dzhezkazgan district RU-KLU --author ann --reason r", `unexpected argument RU-KLU; what has spaces stands in quotes: "... RU-KLU"`},
		{"record put --author ann --reason r", "missing: FILE (JSON lines of records; - reads standard input)"},
		{"record merge a --author ann --reason r", "missing: OTHER (ids of the incidents that go into it)"},
		{"record", "a command is missing; there are show, history, put, correct, merge, split, retract, undo"},
		{"record remove x", "remove is no command; there are show, history, put, correct, merge, split, retract, undo"},
		{"record shw x", `shw is no command; there are show, history, put, correct, merge, split, retract, undo; did you mean "show"?`},
		{"export all", "unexpected argument all; this command takes flags alone"},
		{"--version", "unknown flag --version; oblast version prints it"},
		{"geocode --limit x Kaluga", `--limit: expected a whole number but got "x"`},
		{"serve --stop-within 5", `--stop-within: expected a time such as 10s or 2m but got "5"`},
		{"import --format foo x", `--format must be one of "jsonl","geojson","csv","acled","ucdp","telegram","feed" but got "foo"`},
		{"reverse 54.83 135.99", `<lat> "135.99" is not a number of degrees from -90 to 90; longitude stands first`},
		{"reverse 54.83 1350", `<lat> "1350" is not a number of degrees from -90 to 90`},
		{"", "a command is missing; there are serve, geocode, reverse, record, alias, import, export, verify, version"},
	} {
		out, said, code := runProgram(t, "", strings.Fields(tc.line)...)
		if first, _, _ := strings.Cut(strings.TrimPrefix(said, "oblast: "), "\n"); code != 2 || out != "" || first != tc.want {
			t.Errorf("oblast %s: code %d, out %q, said %q; want %q", tc.line, code, out, first, tc.want)
		}
	}
	t.Setenv("OBLAST_AUTHOR", "ann")
	if _, said, _ := runProgram(t, "", "alias", "add", "w"); strings.Contains(said, "--author") {
		t.Errorf("what a variable gives is called missing: %s", said)
	}
}
