// Package measure gives benchmarks processor time: what else a machine does changes it little.
package measure

import (
	"syscall"
	"testing"
	"time"
)

// Processor returns the processor time that this process has taken, user and system.
func Processor(b testing.TB) time.Duration {
	b.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// Ops starts to measure; the function that it returns reports the processor time of an operation, in µs.
func Ops(b *testing.B) func() {
	before := Processor(b)
	return func() {
		b.ReportMetric(float64((Processor(b)-before).Nanoseconds())/1e3/float64(b.N), "cpu-µs/op")
	}
}
