package main_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// TestASecondModelOfTheRulesAgrees: the rules of aggregation, written again in another language from their text alone,
// lead to what the server says of drawn nights, before and after corrections: totals counted and left out, claims,
// intervals, statuses, residuals, districts, sources, grades, damage.
func TestASecondModelOfTheRulesAgrees(t *testing.T) {
	python := python(t, "zoneinfo")
	t.Setenv("PYTHONDONTWRITEBYTECODE", "1")
	base := startProgram(t)
	const nights = "5"
	dir := t.TempDir()
	drawn := func(seed int, name string, corrected ...string) (path string, lines int) {
		text := run(t, python, append([]string{"testdata/model/draw.py", strconv.Itoa(seed), nights, base}, corrected...)...)
		path = filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path, strings.Count(text, "\n")
	}
	for _, seed := range []int{1, 2, 3} {
		log := filepath.Join(dir, fmt.Sprint(seed, ".db"))
		first, n := drawn(seed, "first.jsonl")
		second, _ := drawn(seed, "second.jsonl", "corrected")
		for _, args := range [][]string{{first}, {"--update", second}} {
			if out, said, code := runProgram(t, "", append([]string{"import", "--data", log}, args...)...); code != 0 {
				t.Fatalf("import: %s%s", out, said)
			}
		}
		records := startProgram(t, "--data", log, "--starter=false")
		compare := func(asOf string, files ...string) (differences []string) {
			text := run(t, python, append([]string{"testdata/model/compare.py", records, nights, asOf}, files...)...)
			lines := strings.Split(strings.TrimSpace(text), "\n")
			last := lines[len(lines)-1]
			if n, err := strconv.Atoi(strings.TrimPrefix(last, "compared ")); err != nil || n < 4000 {
				t.Errorf("seed %d: %s", seed, last)
			}
			return lines[:len(lines)-1]
		}
		for name, found := range map[string][]string{"now": compare("", first, second), "as of before the corrections": compare(strconv.Itoa(n), first)} {
			if len(found) > 0 {
				t.Errorf("seed %d, %s: %d differences: %s", seed, name, len(found), strings.Join(found[:min(len(found), 12)], "\n"))
			}
		}
		if len(compare("", first)) == 0 { // so that the comparison can fail
			t.Errorf("seed %d: what was corrected makes no difference", seed)
		}
	}
}
