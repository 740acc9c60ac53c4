package exchange_test

import (
	"bufio"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"oblast/data/exchange"
	"oblast/data/record"
	"oblast/data/store"
	"oblast/data/store/sqlite"
)

// A child of this test program imports into the log at a path and says on standard output what was done.
const (
	childRole = "OBLAST_TEST_CHILD"
	childPath = "OBLAST_TEST_LOG"
	childName = "OBLAST_TEST_NAME"
)

func TestMain(m *testing.M) {
	if role := os.Getenv(childRole); role != "" {
		importForever(role, os.Getenv(childPath), os.Getenv(childName))
		return
	}
	os.Exit(m.Run())
}

// The sizes of what a child imports: many small files, or a large one.
const (
	smallFile = 25
	largeFile = 9000
)

// documents is a file of n documents.
func documents(name string, n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, `{"kind":"document","id":"%s-%d","title":null,"url":null,"publisher":null,"publisher_role":"other","language":null,"published_at":null,"captured_at":null,"sha256":null,"archive_url":null,"derived_from":[]}`+"\n", name, i)
	}
	return b.String()
}

func importForever(role, path, name string) {
	fail := func(err error) { fmt.Println("fault", err); os.Exit(1) }
	fmt.Println("started")
	log, err := sqlite.Open(context.Background(), path)
	if err != nil {
		fail(err)
	}
	a, err := store.NewAppender(context.Background(), log, nil)
	if err != nil {
		fail(err)
	}
	fmt.Println("ready")
	for i := 0; ; i++ {
		text := documents(fmt.Sprintf("%s-%d", name, i), smallFile)
		if role == "large" {
			text = documents(name, largeFile)
		}
		if _, err := exchange.Import(context.Background(), a, strings.NewReader(text), exchange.Options{Format: exchange.JSONLines, Author: "a child"}); err != nil {
			fail(err)
		}
		fmt.Println("done", i)
	}
}

// killed runs a child and kills it at a random moment. It returns how many imports it said were done.
func killed(t *testing.T, random *rand.Rand, role, path, name string, most time.Duration) (done int) {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), childRole+"="+role, childPath+"="+path, childName+"="+name)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	// One in four dies while it opens the log, the others at work.
	from := "ready"
	if random.IntN(4) == 0 {
		from = "started"
	}
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		switch line := lines.Text(); {
		case strings.HasPrefix(line, "fault"):
			t.Error(line)
		case strings.HasPrefix(line, "done"):
			done++
		case line == from:
			wait := time.Duration(random.Int64N(int64(most)))
			time.AfterFunc(wait, func() { cmd.Process.Kill() })
		}
	}
	cmd.Wait()
	return done
}

// kills is how often a child is killed.
const kills = 200

// A program that is killed without warning at any moment of an import loses nothing that it said was done, leaves no half
// of a file, and the log's chain fits.
func TestKilledImportsKeepWhatTheyAcknowledged(t *testing.T) {
	random := rand.New(rand.NewPCG(uint64(time.Now().UnixNano()), 1))
	total, path, most := 0, "", 20*time.Millisecond
	done := map[string]int{}
	for round := range kills {
		if round%20 == 0 { // a log of its own now and then: each is read whole after every kill
			path, done = filepath.Join(t.TempDir(), "log.db"), map[string]int{}
		}
		name := fmt.Sprintf("n%d", round)
		if round%20 == 19 {
			killed(t, random, "large", path, name, 400*time.Millisecond)
			endedAgain(t, path, name)
			continue
		}
		n := killed(t, random, "small", path, name, most)
		if n == 0 { // a slow machine: leave it more time
			most = min(most*6/5, time.Second)
		} else if n > 2 {
			most = most * 4 / 5
		}
		done[name] = n
		total += n
		wantWhole(t, path, done)
		if t.Failed() {
			t.Fatalf("after kill %d", round+1)
		}
	}
	if total < kills/4 {
		t.Errorf("only %d imports were done between %d kills: nothing was put to the test", total, kills)
	}
	t.Logf("%d kills, %d imports acknowledged", kills, total)
}

// wantWhole opens a log after a kill: everything done is there, each import whole or not at all.
func wantWhole(t *testing.T, path string, done map[string]int) {
	t.Helper()
	log, err := sqlite.Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer log.Close()
	kept := map[string]int{}
	if err := store.Checked(log, path).Since(t.Context(), 0, func(r record.Revision) error {
		kept[r.RecordID[:strings.LastIndexByte(r.RecordID, '-')]]++
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	for file, n := range kept {
		if n != smallFile {
			t.Errorf("%d of the %d records of the import %s are there", n, smallFile, file)
		}
	}
	for name, n := range done {
		for i := range n {
			if file := fmt.Sprintf("%s-%d", name, i); kept[file] != smallFile {
				t.Errorf("the import %s was done, and %d of its records are there", file, kept[file])
			}
		}
	}
	if report, err := log.Verify(t.Context()); err != nil || !report.Sound() {
		t.Errorf("the chain: %+v, %v", report, err)
	}
}

// endedAgain imports the large file that a killed program began.
func endedAgain(t *testing.T, path, name string) {
	t.Helper()
	log, err := sqlite.Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer log.Close()
	report, err := load(t, log, documents(name, largeFile), options(exchange.JSONLines))
	if err != nil || report.Created != largeFile && report.Unchanged != largeFile {
		t.Errorf("imported again: %+v, %v; want the whole file new, or there", report, err)
	}
	if report, err := log.Verify(t.Context()); err != nil || !report.Sound() {
		t.Errorf("the chain: %+v, %v", report, err)
	}
}
