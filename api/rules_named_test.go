package api_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"strconv"
	"testing"
)

// TestEachOfTheFourteenRulesHasATestNamedAfterIt here, where the rules are seen through HTTP.
func TestEachOfTheFourteenRulesHasATestNamedAfterIt(t *testing.T) {
	files, err := filepath.Glob("*_test.go")
	if err != nil || len(files) < 10 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	named := regexp.MustCompile(`^TestRule(\d+)[A-Z]`)
	tests := map[int][]string{}
	for _, name := range files {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range file.Decls {
			f, ok := d.(*ast.FuncDecl)
			if !ok {
				continue
			}
			if m := named.FindStringSubmatch(f.Name.Name); m != nil {
				n, _ := strconv.Atoi(m[1])
				tests[n] = append(tests[n], f.Name.Name)
			}
		}
	}
	for rule := 1; rule <= 14; rule++ {
		if len(tests[rule]) == 0 {
			t.Errorf("rule %d has none", rule)
		}
	}
	if len(tests) != 14 {
		t.Errorf("tests of %d rules", len(tests))
	}
}
