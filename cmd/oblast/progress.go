package main

import (
	"fmt"
	"io"
	"strings"
	"time"
)

// progress shows on a terminal how far long work has come, one line that rewrites itself ten times a second at most.
// Elsewhere it writes nothing. Not safe for concurrent use.
type progress struct {
	out   io.Writer // nil: nobody looks
	what  string
	size  int64 // bytes expected, 0 when not known
	stage string
	start time.Time
	shown time.Time
}

func newProgress(out io.Writer, what string, size int64) *progress {
	if !onTerminal(out) {
		out = nil
	}
	return &progress{out: out, what: what, size: size, start: time.Now()}
}

// at says that n of what have been done in a stage, after reading or writing some bytes; total is 0 when not known.
func (p *progress) at(stage string, n, bytes, total int64) {
	if p.out == nil || time.Since(p.shown) < 100*time.Millisecond {
		return
	}
	if stage != p.stage {
		p.stage, p.start = stage, time.Now()
	}
	p.shown = time.Now()
	done, of := n, total
	if total == 0 && p.size > 0 {
		done, of = bytes, p.size
	}
	bar := ""
	if of > 0 {
		const width = 24
		done = min(done, of)
		filled := int(done * width / of)
		bar = fmt.Sprintf("[%s%s] %3d %% ", strings.Repeat("=", filled), strings.Repeat(" ", width-filled), done*100/of)
	}
	rate := float64(n) / max(time.Since(p.start).Seconds(), 1e-3)
	fmt.Fprintf(p.out, "\r%-7s%s%d %s, %.0f a second ", stage, bar, n, p.what, rate)
}

// end clears the line.
func (p *progress) end() {
	if p.out != nil {
		fmt.Fprintf(p.out, "\r%80s\r", "")
	}
}
