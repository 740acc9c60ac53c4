package ogc_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// abstractTest is one of the tests that the standards ask an implementation to pass (their annexes A): of which class, what it
// asks in our words, and the tests here that hold it, those of other packages with the folder before them.
type abstractTest struct {
	class, id, asks string
	tests           []string
}

// abstractTests reads the list of all of them for the classes that are claimed: OGC 17-069r4, 18-058r1, 19-079r2, 21-065r2,
// 19-072, 20-024, 20-057, 17-083r4 and, as drafted, 23-058 and 24-030.
func abstractTests(t *testing.T) []abstractTest {
	t.Helper()
	b, err := os.ReadFile("testdata/abstract_tests.tsv")
	if err != nil {
		t.Fatal(err)
	}
	var all []abstractTest
	for i, line := range strings.Split(strings.TrimSpace(string(b)), "\n")[1:] {
		f := strings.Split(line, "\t")
		if len(f) != 4 || f[2] == "" {
			t.Fatalf("line %d: %q", i+2, line)
		}
		all = append(all, abstractTest{f[0], f[1], f[2], strings.Fields(f[3])})
	}
	return all
}

// Each class that /conformance lists has its abstract tests in the list, each with tests that exist; no class is in the list
// that is not claimed.
func TestEveryClassHasATest(t *testing.T) {
	s := start(t)
	claimed, listed := map[string]bool{}, map[string]bool{}
	for _, class := range s.document(t, "/conformance").ConformsTo {
		claimed[strings.TrimPrefix(class, "http://www.opengis.net/spec/")] = true
	}
	written, seen := map[string]string{}, map[string]bool{}
	for _, a := range abstractTests(t) {
		listed[a.class] = true
		if at := a.class + a.id; seen[at] {
			t.Errorf("%s: %s stands twice", a.class, a.id)
		} else if seen[at] = true; len(a.tests) == 0 {
			t.Errorf("%s: %s has no test", a.class, a.id)
		}
		for _, name := range a.tests {
			dir, name := filepath.Split(name)
			if i := strings.LastIndexByte(name, '.'); i >= 0 {
				dir, name = dir+name[:i], name[i+1:]
			}
			if _, read := written[dir]; !read {
				at := "."
				if dir != "" {
					at = filepath.Join("../..", dir)
				}
				written[dir] = testsIn(t, at)
			}
			if !strings.Contains(written[dir], "func "+name+"(t *testing.T)") {
				t.Errorf("%s: %s: there is no test %s in %q", a.class, a.id, name, dir)
			}
		}
	}
	for class := range claimed {
		if !listed[class] {
			t.Errorf("%s has no abstract tests", class)
		}
	}
	for class := range listed {
		if !claimed[class] {
			t.Errorf("%s has abstract tests and is not claimed", class)
		}
	}
}

// testsIn returns the tests of a folder as they are written.
func testsIn(t *testing.T, dir string) string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "*_test.go"))
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	for _, name := range files {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		all.Write(b)
	}
	return all.String()
}

// A collection by itself says what the list says of it.
func TestCoreCollectionAsListed(t *testing.T) {
	s := start(t)
	for _, listed := range s.document(t, "/collections").Collections {
		var one struct {
			ID, Title, Description string
			CRS                    []string
		}
		s.read(t, "/collections/"+listed.ID, &one)
		if one.ID != listed.ID || one.Title != listed.Title || one.Description != listed.Description || !slices.Equal(one.CRS, listed.CRS) {
			t.Errorf("listed %+v, by itself %+v", listed, one)
		}
	}
}

// The counts of a page are those of what it holds and of what matches, and its time is that of the answer, whichever
// conditions are given.
func TestCoreCountsAndTimes(t *testing.T) {
	s := start(t)
	for _, query := range []string{"", "limit=1", "limit=7&bbox=30,45,45,60", "datetime=2025-08-27", "region_id=RU-BRY", "limit=3&filter=count_min%3E1", "sortby=-night_of&limit=1", "geometry=none&limit=10000"} {
		asked := time.Now().Add(-time.Second).Truncate(time.Second)
		page := s.items(t, "/collections/incidents/items?"+query)
		all := s.items(t, "/collections/incidents/items?"+strings.NewReplacer("limit=10000", "", "limit=1", "", "limit=7", "", "limit=3", "").Replace(query)+"&limit=10000")
		if page.NumberReturned != len(page.Features) || page.NumberMatched != len(all.Features) || page.NumberReturned > page.NumberMatched {
			t.Errorf("%s: %d returned, %d matched, %d are there", query, page.NumberReturned, page.NumberMatched, len(all.Features))
		}
		if page.TimeStamp.Before(asked) || page.TimeStamp.After(time.Now().Add(time.Second)) {
			t.Errorf("%s: time stamp %v", query, page.TimeStamp)
		}
	}
}

// No operation needs a key, and the description asks for none.
func TestDescriptionAsksForNoKey(t *testing.T) {
	s := start(t)
	var doc struct {
		Security   []any
		Components map[string]any
		Paths      map[string]map[string]struct{ Security []any }
	}
	s.read(t, "/api", &doc)
	if doc.Security != nil || doc.Components["securitySchemes"] != nil {
		t.Error("a key is asked for")
	}
	for path, methods := range doc.Paths {
		for method, o := range methods {
			if o.Security != nil {
				t.Errorf("%s %s asks for a key", method, path)
			}
		}
	}
}
