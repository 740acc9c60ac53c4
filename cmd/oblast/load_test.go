package main_test

import (
	"bufio"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"oblast/data/boundaries"
	"oblast/geo/gazetteer"
	"oblast/geo/region"
)

// loadSize is how many incidents the load benchmarks import and serve.
const loadSize = 200_000

// The lines of a made-up record each; an incident is a night of one district.
const (
	documentLine  = `{"kind":"document","id":"doc-%[1]d","title":"Report %[1]d","url":"https://example.org/%[1]d","publisher":"Publisher %[2]d","publisher_role":"independent_media","language":"en","published_at":"2024-01-01T00:00:00Z","captured_at":null,"sha256":null,"archive_url":null,"derived_from":[]}` + "\n"
	statementLine = `{"kind":"statement","id":"st-%[1]d","document":"doc-%[1]d","speaker":"Governor %[1]d","speaker_role":"governor","channel":"telegram","quote":"","quote_lang":null,"summary":"One UAV shot down; preliminary: nobody hurt.","preliminary":true,"supersedes":null,"checks":[]}` + "\n"
	effectJSON    = `{"subject":"dwelling","part":"windows","state":"reported","count":{"min":%[1]d,"best":%[1]d,"max":%[1]d,"qualifier":"exact"},"cause":"debris","statement":"st-%[2]d","preliminary":true}`
	incidentLine  = `{"kind":"incident","id":"inc-%07[1]d","is_interception":true,"is_damage":%[2]v,"weapon_class":"uav","count":{"min":%[3]d,"best":%[3]d,"max":%[3]d,"qualifier":"exact"},` +
		`"when":{"start":%[4]q,"end":%[5]q,"zone":"Europe/Moscow","precision":"night","night_of":%[6]q},"place":{"level":"district","region_ids":[%[7]q],"name":null,"verbatim":%[8]q,"point":null,"uncertainty_m":null,"method":"exact","resolution":null,"generalised":null},` +
		`"effects":[%[9]s],"response":"none_mentioned","attribution":null,"statements":["st-%[10]d"],"grade":"confirmed","grade_reason":"governor","tags":[]}` + "\n"
)

// writeLoad writes n made-up incidents over the districts of Russia and Ukraine and 1,500 nights as JSON lines, the same
// for each call. Districts are drawn unevenly, as reports are.
func writeLoad(path string, n int) error {
	g, err := gazetteer.Load(boundaries.Files)
	if err != nil {
		return err
	}
	var districts []*region.Unit
	for _, i := range g.Tree.OfLevel(region.District) {
		if u := g.Tree.At(i); u.Country == "RU" || u.Country == "UA" {
			districts = append(districts, u)
		}
	}
	file, err := os.Create(path)
	if err != nil {
		return err
	}
	defer file.Close()
	w := bufio.NewWriterSize(file, 1<<20)
	for i := range 200 {
		fmt.Fprintf(w, documentLine, i, i%40)
		fmt.Fprintf(w, statementLine, i)
	}
	random := rand.New(rand.NewPCG(1, 2))
	first := time.Date(2021, time.October, 1, 0, 0, 0, 0, time.UTC)
	for i := range n {
		u := districts[int(float64(len(districts))*random.Float64()*random.Float64())]
		night := first.AddDate(0, 0, random.IntN(1500))
		damage, effects := random.IntN(5) == 0, ""
		if damage {
			effects = fmt.Sprintf(effectJSON, i%7+1, i%200)
		}
		fmt.Fprintf(w, incidentLine, i, damage, random.IntN(9)+1,
			night.Add(-7*time.Hour).Format(time.RFC3339), night.Add(5*time.Hour).Format(time.RFC3339), night.Format(time.DateOnly),
			u.ID, u.Names.EN, effects, i%200)
	}
	return w.Flush()
}

// benchDir is a folder for what benchmarks share; TestMain takes it away.
var benchDir = sync.OnceValues(func() (string, error) { return os.MkdirTemp("", "oblast-bench") })

// loadFile is the load as JSON lines, written once.
var loadFile = sync.OnceValues(func() (string, error) {
	dir, err := benchDir()
	if err != nil {
		return "", err
	}
	path := filepath.Join(dir, "load.jsonl")
	return path, writeLoad(path, loadSize)
})

func TestMain(m *testing.M) {
	code := m.Run()
	if dir, err := benchDir(); err == nil {
		_ = os.RemoveAll(dir)
	}
	os.Exit(code)
}

// importLoad imports the load into a new log and returns its path.
func importLoad(b *testing.B) string {
	b.Helper()
	load, err := loadFile()
	if err != nil {
		b.Fatal(err)
	}
	db := strings.TrimSuffix(load, "jsonl") + "db"
	for _, suffix := range []string{"", "-wal", "-shm"} {
		_ = os.Remove(db + suffix)
	}
	if _, said, code := runProgram(b, "", "import", "--data", db, load); code != 0 {
		b.Fatal(said)
	}
	return db
}

// BenchmarkImport is `oblast import` of 200,000 incidents: read, checked, chained, on disk.
func BenchmarkImport(b *testing.B) {
	if _, err := loadFile(); err != nil {
		b.Fatal(err)
	}
	before := cpuSeconds(b, os.Getpid())
	for b.Loop() {
		importLoad(b)
	}
	n := loadSize * float64(b.N)
	b.ReportMetric(n/b.Elapsed().Seconds(), "records/s")
	b.ReportMetric((cpuSeconds(b, os.Getpid())-before)/n*1e6, "cpu-µs/record")
}
