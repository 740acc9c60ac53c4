package main

import (
	"context"
	"os"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"time"
)

// How memory is held: a small heap may grow by half between collections, which costs no rate that can be measured and
// keeps a quarter of the memory; a large one by as much again, as is usual, for it takes longer to go through. The
// variable GOGC, where it is set, decides alone.
const (
	smallHeap  = 128 << 20 // bytes
	smallGrows = 50        // percent
)

// calmAfter is how long nothing must have been collected before memory goes back to the system.
const calmAfter = 10 * time.Second

// settle gives back what loading has left behind, and from then on what a busy time has, once it is over; until ctx ends.
func settle(ctx context.Context) {
	debug.FreeOSMemory()
	var m runtime.MemStats
	if runtime.ReadMemStats(&m); m.HeapAlloc < smallHeap && os.Getenv("GOGC") == "" {
		debug.SetGCPercent(smallGrows)
	}
	settled := collections()
	last := settled
	tick := time.NewTicker(calmAfter)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		now := collections()
		if now == last && now != settled {
			debug.FreeOSMemory()
			now = collections()
			settled = now
		}
		last = now
	}
}

// collections counts the garbage collections so far.
func collections() uint64 {
	sample := []metrics.Sample{{Name: "/gc/cycles/total:gc-cycles"}}
	metrics.Read(sample)
	if sample[0].Value.Kind() != metrics.KindUint64 {
		return 0
	}
	return sample[0].Value.Uint64()
}
