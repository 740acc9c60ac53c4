package main_test

import (
	"html"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// snippet is what the page of a collection tells a program's user to type.
var snippet = regexp.MustCompile(`(?s)<dt>([^<]+)</dt><dd><pre><code>(.*?)</code></pre></dd>`)

// snippetsOf returns the snippets of a collection's page by program, as a reader copies them.
func snippetsOf(t *testing.T, base, id string) map[string]string {
	t.Helper()
	res, err := http.Get(base + "/collections/" + id + "?f=html")
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	page, err := io.ReadAll(res.Body)
	if err != nil || res.StatusCode != http.StatusOK {
		t.Fatalf("%s: %d %v", id, res.StatusCode, err)
	}
	all := map[string]string{}
	for _, m := range snippet.FindAllStringSubmatch(string(page), -1) {
		all[m[1]] = html.UnescapeString(m[2])
	}
	if !strings.Contains(html.UnescapeString(string(page)), "OGC API Features, a new connection to <code>"+base+"</code>") {
		t.Errorf("%s: the page does not give QGIS the address %s", id, base)
	}
	return all
}

// TestSnippetsOfPagesRun copies what the pages tell users of GDAL, Python, R and curl to type, runs it as it stands, and
// counts what they got: the whole collection each time. R runs where it is installed; its address is read here in any case.
func TestSnippetsOfPagesRun(t *testing.T) {
	ogrinfo, interpreter := need(t, "ogrinfo"), python(t, "geopandas")
	need(t, "ogr2ogr")
	need(t, "curl")
	base := startProgram(t)
	for _, c := range collections(t, base) {
		if c.ID != "incidents" && c.ID != "tallies" && c.ID != "regions-0" && c.ID != "totals-1" { // the others differ in nothing that a snippet says
			continue
		}
		t.Run(c.ID, func(t *testing.T) {
			said := snippetsOf(t, base, c.ID)
			dir := t.TempDir()
			sh := func(command string) {
				t.Helper()
				cmd := exec.Command("sh", "-c", command)
				cmd.Dir = dir
				if out, err := cmd.CombinedOutput(); err != nil {
					t.Fatalf("%s: %v\n%s", command, err, out)
				}
			}
			count := func(program, text string) {
				t.Helper()
				if n, err := strconv.Atoi(strings.TrimSpace(text)); err != nil || n != c.Matched {
					t.Errorf("%s has %q features, numberMatched is %d", program, text, c.Matched)
				}
			}
			inFile := func(program, file string) {
				t.Helper()
				m := regexp.MustCompile(`Feature Count: (\d+)`).FindStringSubmatch(run(t, ogrinfo, "-ro", "-so", file, c.ID))
				if m == nil {
					t.Fatalf("%s: there is no layer %s in %s", program, c.ID, file)
				}
				count(program, m[1])
			}
			file := filepath.Join(dir, c.ID+".gpkg")
			sh(said["GDAL"])
			inFile("GDAL", file)
			if err := os.Remove(file); err != nil {
				t.Fatal(err)
			}
			sh(said["curl"])
			inFile("curl", file)
			count("Python", run(t, interpreter, "-c", said["Python"]+"\nprint(len(layer))"))
			m := regexp.MustCompile(`st_read\("(/vsicurl/[^"]+)"\)$`).FindStringSubmatch(said["R"])
			if m == nil {
				t.Fatalf("R: %q", said["R"])
			}
			inFile("the address for R", m[1]) // which reads by GDAL
			if r, err := exec.LookPath("Rscript"); err == nil {
				said := run(t, r, "-e", said["R"]+"; cat(sep='', '\nrows ', nrow(layer))")
				count("R", said[strings.LastIndex(said, "rows ")+5:])
			}
			if len(said) != 4 {
				t.Errorf("%d snippets: %v", len(said), said)
			}
		})
	}
}
