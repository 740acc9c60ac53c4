package main_test

import (
	"bufio"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"sync"
	"testing"
	"time"
)

// programBinary builds the program once, as an operator would.
var programBinary = sync.OnceValues(func() (string, error) {
	dir, err := benchDir()
	if err != nil {
		return "", err
	}
	binary := filepath.Join(dir, "oblast")
	out, err := exec.Command("go", "build", "-o", binary, ".").CombinedOutput()
	if err != nil {
		return "", &exec.Error{Name: string(out), Err: err}
	}
	return binary, nil
})

// startServer runs the program as a process of its own and returns its address once it is printed. It is stopped at the
// end of the benchmark, or before.
func startServer(b *testing.B, args ...string) (base string, pid int, stop func()) {
	b.Helper()
	binary, err := programBinary()
	if err != nil {
		b.Fatal(err)
	}
	cmd := exec.Command(binary, append([]string{"serve", "--addr", "127.0.0.1:0"}, args...)...)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		b.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		b.Fatal(err)
	}
	read := bufio.NewReader(out)
	line, err := read.ReadString('\n')
	if base = address.FindString(line); err != nil || base == "" {
		b.Fatalf("serve printed no address: %q, %v", line, err)
	}
	go func() { _, _ = io.Copy(io.Discard, read) }()
	stop = sync.OnceFunc(func() {
		_ = cmd.Process.Signal(os.Interrupt)
		_ = cmd.Wait()
	})
	b.Cleanup(stop)
	return base, cmd.Process.Pid, stop
}

// BenchmarkStart is the time from the start of the process until its map page is answered, with the starter records.
func BenchmarkStart(b *testing.B) {
	if _, err := programBinary(); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		base, _, stop := startServer(b, "--data", ":memory:")
		awaitAnswer(b, base+"/")
		b.StopTimer()
		stop()
		b.StartTimer()
	}
}

// BenchmarkResident is the memory of the program with the starter records, geocoder and locator built: before a load of a
// minute, once each of its addresses has been asked for (finer borders are read at the first request that draws them), at
// the end of the load, and half a minute later.
func BenchmarkResident(b *testing.B) {
	if testing.Short() {
		b.Skip("takes three minutes")
	}
	wrk := loadGenerator(b)
	for b.Loop() {
		base, pid, stop := startServer(b, "--data", ":memory:")
		awaitAnswer(b, base+"/geocode?q=Luga")
		awaitAnswer(b, base+"/reverse?lon=29.85&lat=58.74")
		time.Sleep(2 * time.Second)
		started := residentMB(b, pid)
		for _, test := range served {
			awaitAnswer(b, base+test.path)
		}
		time.Sleep(30 * time.Second)
		asked := residentMB(b, pid)
		for _, test := range served {
			output(b, wrk, "-c", "8", "-t", "1", "-d", "3s", "-H", "Accept-Encoding: gzip", base+test.path)
		}
		loaded := residentMB(b, pid)
		time.Sleep(30 * time.Second)
		b.ReportMetric(started, "MB-started")
		b.ReportMetric(asked, "MB-asked-once")
		b.ReportMetric(loaded, "MB-loaded")
		b.ReportMetric(residentMB(b, pid), "MB-after")
		stop()
	}
	b.ReportMetric(0, "ns/op")
}

var residentLine = regexp.MustCompile(`VmRSS:\s+(\d+) kB`)

// residentMB is the resident memory of a process as Linux tells it, in 10^6 bytes.
func residentMB(b *testing.B, pid int) float64 {
	b.Helper()
	status, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/status")
	if err != nil {
		b.Skip(err)
	}
	return number(b, residentLine, string(status)) * 1024 / 1e6
}
