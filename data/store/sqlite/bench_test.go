package sqlite_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/json"
	"fmt"
	"path/filepath"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"oblast/data/record"
	"oblast/data/store"
	"oblast/data/store/storetest"
	"oblast/geo/measure"
)

// kilobyte makes n revisions of about 1 kB each.
func kilobyte(prefix string, n int) []record.Revision {
	revs := storetest.Revisions(prefix, n)
	filler := bytes.Repeat([]byte("x"), 900)
	for i := range revs {
		revs[i].Body = fmt.Appendf(nil, `{"kind":"alias","id":%q,"words":%q}`, revs[i].RecordID, filler)
	}
	return revs
}

// latencies reports percentiles beside the mean.
type latencies []time.Duration

func (l latencies) report(b *testing.B) {
	if len(l) == 0 {
		return
	}
	slices.Sort(l)
	b.ReportMetric(float64(l[len(l)*99/100].Microseconds())/1000, "p99-ms")
}

// BenchmarkAppend appends batches, each acknowledged only when it is on disk.
func BenchmarkAppend(b *testing.B) {
	for _, size := range []int{1, 100, 1000, 10000} {
		b.Run(fmt.Sprint("batch of ", size), func(b *testing.B) {
			log := open(b, filepath.Join(b.TempDir(), "log.db"))
			var times latencies
			n, processor := 0, time.Duration(0)
			b.ReportAllocs()
			for b.Loop() {
				b.StopTimer()
				revs := kilobyte(fmt.Sprint(n), size)
				before := measure.Processor(b)
				b.StartTimer()
				start := time.Now()
				if _, err := log.Append(context.Background(), store.Any, revs); err != nil {
					b.Fatal(err)
				}
				times = append(times, time.Since(start))
				processor += measure.Processor(b) - before
				n++
			}
			b.ReportMetric(float64(n*size)/b.Elapsed().Seconds(), "records/s")
			b.ReportMetric(float64(processor.Nanoseconds())/1e3/float64(n*size), "cpu-µs/record")
			times.report(b)
		})
	}
}

// BenchmarkGroupCommit has many writers append one record at a time.
func BenchmarkGroupCommit(b *testing.B) {
	for _, writers := range []int{8, 64} {
		b.Run(fmt.Sprint(writers, " writers"), func(b *testing.B) {
			log := open(b, filepath.Join(b.TempDir(), "log.db"))
			body := kilobyte("x", 1)[0].Body
			var mu sync.Mutex
			var times latencies
			var done atomic.Int64
			round := 0
			for b.Loop() {
				var wg sync.WaitGroup
				for w := range writers {
					wg.Go(func() {
						own := make(latencies, 0, 100)
						for i := range 100 {
							rev := storetest.Revision(fmt.Sprint(round, ".", w, ".", i))
							rev.Body = body
							start := time.Now()
							if _, err := log.Append(context.Background(), store.Any, []record.Revision{rev}); err != nil {
								b.Error(err)
							}
							own = append(own, time.Since(start))
						}
						done.Add(int64(len(own)))
						mu.Lock()
						times = append(times, own...)
						mu.Unlock()
					})
				}
				wg.Wait()
				round++
			}
			b.ReportMetric(float64(done.Load())/b.Elapsed().Seconds(), "records/s")
			times.report(b)
		})
	}
}

// BenchmarkAppendNaive is what a first version would do: database/sql as it comes, a statement compiled for each row, a
// transaction each, the hash over the row's JSON.
func BenchmarkAppendNaive(b *testing.B) {
	db, err := sql.Open("sqlite", filepath.Join(b.TempDir(), "log.db"))
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec("PRAGMA synchronous = FULL; CREATE TABLE revision (seq INTEGER PRIMARY KEY, row TEXT, sha TEXT)"); err != nil {
		b.Fatal(err)
	}
	rev := kilobyte("x", 1)[0]
	prev := ""
	b.ReportAllocs()
	for b.Loop() {
		row, _ := json.Marshal(rev)
		prev = fmt.Sprintf("%x", sha256.Sum256([]byte(prev+string(row))))
		if _, err := db.Exec("INSERT INTO revision (row, sha) VALUES (?, ?)", string(row), prev); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "records/s")
}

// BenchmarkReplay reads 100,000 revisions of 1 kB: as they are, with the hashes recomputed, and as a naive reader would,
// each row into a value of its own by a query a row.
func BenchmarkReplay(b *testing.B) {
	const n = 100_000
	path := filepath.Join(b.TempDir(), "log.db")
	log := open(b, path)
	for i := range 10 {
		if _, err := log.Append(context.Background(), store.Any, kilobyte(fmt.Sprint(i), n/10)); err != nil {
			b.Fatal(err)
		}
	}
	rate := func(b *testing.B) { b.ReportMetric(float64(b.N*n)/b.Elapsed().Seconds(), "records/s") }
	b.Run("rows", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			rows := 0
			if err := log.Since(context.Background(), 0, func(record.Revision) error { rows++; return nil }); err != nil || rows != n {
				b.Fatal(rows, err)
			}
		}
		rate(b)
	})
	b.Run("naive rows", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if rows := scanAll(b, path); rows != n {
				b.Fatal(rows)
			}
		}
		rate(b)
	})
	b.Run("checked", func(b *testing.B) {
		for b.Loop() {
			if err := store.Checked(log, "here").Since(context.Background(), 0, func(record.Revision) error { return nil }); err != nil {
				b.Fatal(err)
			}
		}
		rate(b)
	})
	b.Run("verify", func(b *testing.B) {
		for b.Loop() {
			if report, err := log.Verify(context.Background()); err != nil || !report.Sound() {
				b.Fatal(report, err)
			}
		}
		rate(b)
	})
}

// scanAll reads a log as database/sql reads any table.
func scanAll(b *testing.B, path string) (n int) {
	db, err := sql.Open("sqlite", path)
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	rows, err := db.Query("SELECT seq, record_id, rev, change, recorded_at, author, reason, body, prev_sha256, sha256 FROM revision ORDER BY seq")
	if err != nil {
		b.Fatal(err)
	}
	defer rows.Close()
	for ; rows.Next(); n++ {
		var r record.Revision
		var at int64
		var before, sum []byte
		if err := rows.Scan(&r.Seq, &r.RecordID, &r.Rev, &r.Change, &at, &r.Author, &r.Reason, &r.Body, &before, &sum); err != nil {
			b.Fatal(err)
		}
	}
	return n
}
