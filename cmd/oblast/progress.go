package main

import (
	"fmt"
	"io"
	"time"
)

// progress shows on a terminal how far long work has come, one line that rewrites itself ten times a second at most.
// Elsewhere it writes nothing. Not safe for concurrent use.
type progress struct {
	out   io.Writer
	what  string
	start time.Time
	shown time.Time
	total int64 // bytes or rows expected; 0 when not known
}

func newProgress(out io.Writer, what string, total int64) *progress {
	if !onTerminal(out) {
		out = nil
	}
	return &progress{out: out, what: what, start: time.Now(), total: total}
}

// at says that n of what have been done, and part of total.
func (p *progress) at(n int, part int64) {
	if p.out == nil || time.Since(p.shown) < 100*time.Millisecond {
		return
	}
	p.shown = time.Now()
	rate := float64(n) / max(time.Since(p.start).Seconds(), 1e-3)
	if p.total > 0 {
		const width = 24
		filled := int(min(part, p.total) * width / p.total)
		fmt.Fprintf(p.out, "\r[%-*s] %3d %%  %d %s, %.0f a second ", width, bar(filled), min(part, p.total)*100/p.total, n, p.what, rate)
		return
	}
	fmt.Fprintf(p.out, "\r%d %s, %.0f a second ", n, p.what, rate)
}

// end clears the line.
func (p *progress) end() {
	if p.out != nil {
		fmt.Fprintf(p.out, "\r%80s\r", "")
	}
}

func bar(n int) string {
	const full = "========================"
	return full[:min(n, len(full))]
}
