package main_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const root = "../.."

// layers are the floors of the house: a package imports its own floor and those before it.
var layers = []string{"geo", "data", "api", "cmd"}

// geoStages is the order of work inside geo: a stage imports earlier stages only.
var geoStages = []string{"fault", "hilbert", "projection", "topology", "region", "gazetteer", "locate", "geocode", "relate", "cql2", "layer", "decode", "encode", "tile", "choropleth", "style"}

// embedded holds files and nothing else, so that anybody may import it.
var embedded = []string{"assets", "data/boundaries", "data/starter"}

// goImports calls yield with the folder of every Go file outside testdata and each path it imports.
func goImports(t *testing.T, yield func(file, dir, imported string)) {
	t.Helper()
	err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (d.Name() == "testdata" || d.Name() == "node_modules" || strings.HasPrefix(d.Name(), ".") && name != root) {
			return filepath.SkipDir
		}
		if filepath.Ext(name) != ".go" {
			return nil
		}
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(root, name)
		if err != nil {
			return err
		}
		rel = filepath.ToSlash(rel)
		for _, spec := range f.Imports {
			imported, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				return err
			}
			yield(rel, path.Dir(rel), imported)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestImportsRunGeoDataAPICmd(t *testing.T) {
	seen := 0
	goImports(t, func(file, dir, imported string) {
		local, ok := strings.CutPrefix(imported, "oblast/")
		if !ok {
			return
		}
		seen++
		own, _, _ := strings.Cut(dir, "/")
		its, _, _ := strings.Cut(local, "/")
		from, to := slices.Index(layers, own), slices.Index(layers, its)
		if from >= 0 && to > from {
			t.Errorf("%s imports %s; imports run %s", file, imported, strings.Join(layers, " <- "))
		}
	})
	if seen == 0 {
		t.Fatal("no import was looked at")
	}
}

func TestGeoStagesImportEarlierStagesOnly(t *testing.T) {
	goImports(t, func(file, dir, imported string) {
		inside, ok := strings.CutPrefix(dir, "geo/")
		local, geo := strings.CutPrefix(imported, "oblast/geo/")
		if !ok || !geo || strings.HasSuffix(file, "_test.go") {
			return
		}
		own, _, _ := strings.Cut(inside, "/")
		its, _, _ := strings.Cut(local, "/")
		from, to := slices.Index(geoStages, own), slices.Index(geoStages, its)
		if from < 0 || to < 0 {
			t.Errorf("%s: geo/%s or geo/%s is not in the order of stages %v", file, own, its, geoStages)
		} else if to > from {
			t.Errorf("%s imports %s, a later stage; the order is %v", file, imported, geoStages)
		}
	})
}

func TestEmbeddedFilesImportTheStandardLibraryOnly(t *testing.T) {
	goImports(t, func(file, dir, imported string) {
		if !slices.Contains(embedded, dir) || strings.HasSuffix(file, "_test.go") {
			return
		}
		if first, _, _ := strings.Cut(imported, "/"); strings.Contains(first, ".") || first == "oblast" {
			t.Errorf("%s imports %s; %s imports the standard library only", file, imported, dir)
		}
	})
}

func TestNoRoomHasAnEmptyName(t *testing.T) {
	empty := regexp.MustCompile(`(^|/)(utils?|common|helpers?|misc|types|shared|lib)(/|\.go$|\.ts$)`)
	goImports(t, func(file, _, _ string) {
		if empty.MatchString(file) {
			t.Errorf("%s: a name that says nothing", file)
		}
	})
}

func TestReadmeListsEveryDirectDependency(t *testing.T) {
	mod, err := os.ReadFile(root + "/go.mod")
	if err != nil {
		t.Fatal(err)
	}
	readme, err := os.ReadFile(root + "/README.md")
	if err != nil {
		t.Fatal(err)
	}
	direct := regexp.MustCompile(`(?m)^(?:require )?\s*([a-z][^\s]+\.[^\s]+) v[^\s]+$`)
	found := direct.FindAllStringSubmatch(string(mod), -1)
	if len(found) < 5 {
		t.Fatalf("only %d direct dependencies found in go.mod", len(found))
	}
	for _, m := range found {
		if !strings.Contains(string(readme), "`"+m[1]+"`") {
			t.Errorf("README.md does not say what `%s` is for", m[1])
		}
	}
}

func TestReadmeListsEveryFlagAndVariable(t *testing.T) {
	readme, err := os.ReadFile(root + "/README.md")
	if err != nil {
		t.Fatal(err)
	}
	settings := regexp.MustCompile(`--(?:\[no-\])?([a-z-]+)|\$(OBLAST_[A-Z_]+)`)
	seen := 0
	for _, command := range commands(t) {
		help, _, _ := runProgram(t, "", append(command, "--help")...)
		for _, m := range settings.FindAllStringSubmatch(help, -1) {
			name := "--" + m[1]
			if m[2] != "" {
				name = m[2]
			}
			seen++
			if name != "--help" && !strings.Contains(string(readme), "`"+name) && !strings.Contains(string(readme), name+"`") {
				t.Errorf("README.md does not list %s of %s", name, strings.Join(command, " "))
			}
		}
	}
	if seen < 50 {
		t.Fatalf("only %d flags and variables in the help of all commands", seen)
	}
}

// commands lists every command of the program, those inside others too, as their help does.
func commands(t *testing.T) [][]string {
	t.Helper()
	name := regexp.MustCompile(`(?m)^  ([a-z][a-z ]*?)(?:  .*| <.*|)$`)
	help, _, _ := runProgram(t, "", "--help")
	_, list, ok := strings.Cut(help, "\nCommands:\n")
	if !ok {
		t.Fatalf("no commands in the help: %s", help)
	}
	var all [][]string
	for _, m := range name.FindAllStringSubmatch(list, -1) {
		all = append(all, strings.Fields(m[1]))
	}
	if len(all) < 7 {
		t.Fatalf("only the commands %v in the help: %s", all, help)
	}
	return all
}
