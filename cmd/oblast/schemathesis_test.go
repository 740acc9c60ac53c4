package main_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestSchemathesisFindsNothing holds the API description and what the server does against each other, by requests that are
// made from the description: some right, some wrong. Here each operation gets a few and one collection is covered bound by
// bound; testdata/schemathesis.toml has the line for all. Archives of tiles, which take seconds each, are left to it.
func TestSchemathesisFindsNothing(t *testing.T) {
	program := filepath.Join(filepath.Dir(python(t, "schemathesis")), "schemathesis")
	base := startProgram(t)
	for _, test := range []struct {
		name, address string
		args          []string
	}{
		{"a few of each, OpenAPI 3.0", "/api", []string{"--phases", "examples,fuzzing", "--max-examples", "2"}},
		{"a few of each, OpenAPI 3.1", "/api?f=json31", []string{"--phases", "examples", "--max-examples", "1"}},
		{"a collection bound by bound", "/api", []string{"--phases", "coverage", "--include-path-regex", "^/collections(/damage/(items|aggregate))?$", "--max-examples", "2"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			cmd := exec.Command(program, append([]string{"run", base + test.address, "--checks", "all", "--seed", "1", "--no-shrink", "--continue-on-failure",
				"--suppress-health-check", "all", "--request-timeout", "60", "--exclude-path-regex", "pmtiles$"}, test.args...)...)
			cmd.Dir = "testdata" // where its settings are
			cmd.Env = append(os.Environ(), "PYTHONDONTWRITEBYTECODE=1")
			if out, err := cmd.CombinedOutput(); err != nil {
				said := string(out)
				if i := strings.Index(said, "FAILURES"); i >= 0 {
					said = said[i:]
				}
				t.Errorf("%v\n%.6000s", err, said)
			}
		})
	}
}
