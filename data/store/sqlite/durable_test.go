package sqlite_test

import (
	"bufio"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"oblast/data/record"
	"oblast/data/store"
	"oblast/data/store/sqlite"
	"oblast/data/store/storetest"
)

// Children of this test program: they append to the log at a path and say on standard output what was acknowledged.
const (
	childRole = "OBLAST_TEST_CHILD"
	childPath = "OBLAST_TEST_LOG"
)

func TestMain(m *testing.M) {
	switch os.Getenv(childRole) {
	case "append":
		appendForever(os.Getenv(childPath))
	case "full":
		signal.Ignore(syscall.SIGXFSZ)
		appendUntilFault(os.Getenv(childPath))
	case "read":
		readAsNobody(os.Getenv(childPath))
	case "nobody":
		openAsNobody(os.Getenv(childPath))
	default:
		os.Exit(m.Run())
	}
}

// appendForever appends from several goroutines, and writes "ID HEAD" after each acknowledgement.
func appendForever(path string) {
	log, err := sqlite.Open(context.Background(), path)
	if err != nil {
		fmt.Println("fault", err)
		return
	}
	var mu sync.Mutex
	var wg sync.WaitGroup
	for w := range 4 {
		wg.Go(func() {
			for i := 0; ; i++ {
				id := fmt.Sprintf("w%d-%d-%d", os.Getpid(), w, i)
				revs := []record.Revision{storetest.Revision(id), storetest.Revision(id + "-b")}
				head, err := log.Append(context.Background(), store.Any, revs)
				if err != nil {
					fmt.Println("fault", err)
					return
				}
				mu.Lock()
				fmt.Println(id, head)
				mu.Unlock()
			}
		})
	}
	wg.Wait()
}

// child starts this program in a role.
func child(t *testing.T, role, path string, more ...string) (*exec.Cmd, *bufio.Scanner) {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), append(more, childRole+"="+role, childPath+"="+path)...)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	return cmd, bufio.NewScanner(out)
}

// A program that is killed without warning, a hundred times at moments of all kinds, loses nothing that was acknowledged and
// leaves no half of a batch; the next program goes on where it ended.
func TestKilledProgramKeepsWhatItAcknowledged(t *testing.T) {
	const kills = 100
	path := filepath.Join(t.TempDir(), "log.db")
	acknowledged := map[string]bool{}
	random := rand.New(rand.NewPCG(8, 27))
	for range kills {
		cmd, lines := child(t, "append", path)
		wait, within := random.IntN(12), time.Duration(random.IntN(3000))*time.Microsecond
		for n := 0; lines.Scan(); n++ {
			id, _, _ := strings.Cut(lines.Text(), " ")
			if id == "fault" {
				t.Error(lines.Text())
			}
			acknowledged[id] = true
			if n == wait {
				time.AfterFunc(within, func() { cmd.Process.Kill() })
			}
		}
		cmd.Wait()
	}
	log := open(t, path)
	kept := map[string]int{}
	for _, r := range everything(t, log) {
		kept[strings.TrimSuffix(r.RecordID, "-b")]++
	}
	if len(acknowledged) < kills {
		t.Fatalf("only %d appends were acknowledged", len(acknowledged))
	}
	for id := range acknowledged {
		if kept[id] != 2 {
			t.Errorf("%s was acknowledged; %d of its 2 rows are there", id, kept[id])
		}
	}
	for id, n := range kept {
		if n != 2 {
			t.Errorf("%s: half a batch is there", id)
		}
	}
	wantSound(t, log)
	if _, err := log.Append(t.Context(), store.Any, storetest.Revisions("after", 1)); err != nil {
		t.Error(err)
	}
}

// Two programs append to one file: both are kept, each sees the other's.
func TestTwoProgramsShareALog(t *testing.T) {
	path := filepath.Join(t.TempDir(), "log.db")
	log := open(t, path)
	heads := log.Watch(t.Context())
	cmd, lines := child(t, "append", path)
	for n := 0; n < 50 && lines.Scan(); n++ {
		if strings.HasPrefix(lines.Text(), "fault") {
			t.Fatal(lines.Text())
		}
		if _, err := log.Append(t.Context(), store.Any, storetest.Revisions(fmt.Sprint("own-", n), 1)); err != nil {
			t.Fatal(err)
		}
	}
	for range 100 {
		lines.Scan()
	}
	cmd.Process.Kill()
	for lines.Scan() {
	}
	cmd.Wait()
	want, err := log.Head(t.Context())
	if err != nil || want < 50+2*100 {
		t.Fatalf("head: %d, %v", want, err)
	}
	for head := range heads {
		if head >= want {
			break
		}
	}
	wantSound(t, log)
}

func everything(t testing.TB, log store.Log) []record.Revision {
	t.Helper()
	var out []record.Revision
	if err := log.Since(context.Background(), 0, func(r record.Revision) error { out = append(out, r); return nil }); err != nil {
		t.Fatal(err)
	}
	return out
}

func wantSound(t testing.TB, log store.Log) {
	t.Helper()
	if report, err := log.Verify(context.Background()); err != nil || !report.Sound() {
		t.Errorf("verify: %+v, %v", report, err)
	}
}

func TestReopened(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a folder", "with spaces & signs?#%.db")
	log := open(t, path)
	if _, err := log.Append(t.Context(), 0, storetest.Revisions("a", 3)); err != nil {
		t.Fatal(err)
	}
	before := everything(t, log)
	if err := log.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(path); err != nil {
		t.Fatal(err)
	}
	log = open(t, path)
	if got := everything(t, log); fmt.Sprint(got) != fmt.Sprint(before) {
		t.Errorf("got %v, want %v", got, before)
	}
	if head, err := log.Append(t.Context(), 3, storetest.Revisions("b", 1)); err != nil || head != 4 {
		t.Errorf("got %d, %v", head, err)
	}
}
