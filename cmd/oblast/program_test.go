package main_test

import (
	"bufio"
	"bytes"
	"context"
	"io"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	oblast "oblast/cmd/oblast"
)

// address finds where a server says that it is.
var address = regexp.MustCompile(`http://[^ /]+`)

// startProgram runs serve in this process on a free port, with the starter records in memory unless args say otherwise,
// and returns its address. The program is stopped, and must stop cleanly, when the test ends.
func startProgram(t testing.TB, args ...string) string {
	t.Helper()
	all := append([]string{"serve", "--addr", "127.0.0.1:0"}, args...)
	if !slices.Contains(args, "--data") {
		all = append(all, "--data", ":memory:")
	}
	ctx, stop := context.WithCancel(context.Background())
	read, write := io.Pipe()
	said, code := &lockedBuffer{}, make(chan int, 1)
	go func() {
		c := oblast.Run(ctx, all, oblast.Streams{In: strings.NewReader(""), Out: write, Err: said})
		write.Close()
		code <- c
	}()
	line, err := bufio.NewReader(read).ReadString('\n')
	base := address.FindString(line)
	if err != nil || base == "" {
		stop()
		t.Fatalf("serve printed no address: %q, %v; it said: %s", line, err, said)
	}
	go func() { _, _ = io.Copy(io.Discard, read) }()
	t.Cleanup(func() {
		stop()
		select {
		case c := <-code:
			if c != 0 {
				t.Errorf("serve ended with code %d: %s", c, said)
			}
		case <-time.After(30 * time.Second):
			t.Error("serve did not stop")
		}
	})
	return base
}

// lockedBuffer may be written by the program while a test reads it.
type lockedBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lockedBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lockedBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

// runProgram runs one command line to its end.
func runProgram(t testing.TB, input string, args ...string) (out, said string, code int) {
	t.Helper()
	var o, e bytes.Buffer
	code = oblast.Run(t.Context(), args, oblast.Streams{In: strings.NewReader(input), Out: &o, Err: &e})
	return o.String(), e.String(), code
}

// need returns where a program is. Without it the test is skipped, or fails where everything is required.
func need(t testing.TB, program string) string {
	t.Helper()
	path, err := exec.LookPath(program)
	if err == nil {
		return path
	}
	if os.Getenv("OBLAST_REQUIRE_ALL") == "1" {
		t.Fatalf("%s is not installed, and OBLAST_REQUIRE_ALL=1 lets nothing be skipped", program)
	}
	t.Skipf("%s is not installed", program)
	return ""
}
