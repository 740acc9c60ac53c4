package exchange_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
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

// files are what a child brings, again and again, until it is killed: how many records each file has.
var files = map[string]int{"one": 1, "small": 25, "rejects": 40, "large": 9000, "append": 3}

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
		if err := bring(a, role, fmt.Sprintf("%s-%d", name, i)); err != nil {
			fail(err)
		}
		fmt.Println("done", i)
	}
}

// bring brings one file into a log and says how far it has come.
func bring(a *store.Appender, role, name string) error {
	text, stage := documents(name, files[role]), ""
	o := exchange.Options{Format: exchange.JSONLines, Author: "a child"}
	o.Progress = func(p exchange.Progress) {
		if p.Stage != stage && (p.Stage != "check" || p.Total > 0) {
			stage = p.Stage
			fmt.Println(stage)
		}
	}
	switch role {
	case "append": // as single records and decisions about names are
		var changes []store.Change
		record.DecodeLines(strings.NewReader(text), func(_ int, rec record.Record, _ error) bool {
			changes = append(changes, store.Change{Change: store.Create, Record: rec, Author: "a child", Reason: "a test"})
			return true
		})
		fmt.Println("append")
		_, err := a.Append(context.Background(), store.Any, changes)
		return err
	case "rejects":
		text += "{}\n"
		o.KeepGoing, o.Rejects = true, io.Discard
	}
	_, err := exchange.Import(context.Background(), a, strings.NewReader(text), o)
	if errors.Is(err, exchange.ErrRejects) {
		err = nil
	}
	return err
}

// killed runs a child and kills it at a random moment after it has said a word. It returns how many files it said were
// done, and the last word that it said.
func killed(t *testing.T, random *rand.Rand, role, path, name, word string, within time.Duration) (done int, last string) {
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
	after := random.IntN(3) // times that it says the word before
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if strings.HasPrefix(lines.Text(), "fault") {
			t.Error(lines.Text())
			break
		}
		if last, _, _ = strings.Cut(lines.Text(), " "); last == "done" {
			done++
		}
		if last != word {
			continue
		}
		if after--; after < 0 || word == "started" || word == "ready" {
			word = ""
			time.AfterFunc(time.Duration(random.Int64N(int64(within))), func() { cmd.Process.Kill() })
		}
	}
	cmd.Process.Kill()
	cmd.Wait()
	return done, last
}

// kills is how often a child is killed.
const kills = 200

// A program that is killed without warning at any moment of an import or of an append loses nothing that it said was
// done, leaves no half of a file, and the log's chain fits.
func TestKilledImportsKeepWhatTheyAcknowledged(t *testing.T) {
	random := rand.New(rand.NewPCG(uint64(time.Now().UnixNano()), 1))
	total, path, done, words := 0, "", map[string]int{}, map[string]int{}
	roles, moments := []string{"one", "small", "rejects", "append"}, []string{"started", "ready", "check", "append", "done"}
	for round := range kills {
		if round%20 == 0 { // a log of its own now and then: each is read whole after every kill
			path, done = filepath.Join(t.TempDir(), "log.db"), map[string]int{}
		}
		role, moment, within := roles[random.IntN(len(roles))], moments[round%len(moments)], 2*time.Millisecond
		switch {
		case round%20 == 19:
			role, moment, within = "large", moments[2+random.IntN(2)], 60*time.Millisecond
		case role == "append" && moment == "check":
			moment = "append"
		}
		name := fmt.Sprintf("%s.%d", role, round)
		n, last := killed(t, random, role, path, name, moment, within)
		words[last]++
		done[name] = n
		total += n
		wantWhole(t, path, done)
		if role == "large" {
			endedAgain(t, path, fmt.Sprintf("%s-%d", name, n))
		}
		if t.Failed() {
			t.Fatalf("after kill %d, of %s after it had said %q", round+1, name, last)
		}
	}
	for _, word := range []string{"started", "check", "append", "done"} { // what comes after "ready" comes at once
		if words[word] < kills/20 {
			t.Errorf("%d of %d kills fell after %q: nothing was put to the test there", words[word], kills, word)
		}
	}
	t.Logf("%d kills, %d files acknowledged; the last word before: %v", kills, total, words)
}

// wantWhole opens a log after a kill: everything done is there, each file whole or not at all.
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
	size := func(file string) int { role, _, _ := strings.Cut(file, "."); return files[role] }
	for file, n := range kept {
		if n != size(file) {
			t.Errorf("%d of the %d records of the file %s are there", n, size(file), file)
		}
	}
	for name, n := range done {
		for i := range n {
			if file := fmt.Sprintf("%s-%d", name, i); kept[file] != size(file) {
				t.Errorf("the file %s was done, and %d of its records are there", file, kept[file])
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
	large := int64(files["large"])
	report, err := load(t, log, documents(name, int(large)), options(exchange.JSONLines))
	if err != nil || report.Created != large && report.Unchanged != large {
		t.Errorf("imported again: %+v, %v; want the whole file new, or there", report, err)
	}
	if report, err := log.Verify(t.Context()); err != nil || !report.Sound() {
		t.Errorf("the chain: %+v, %v", report, err)
	}
}
