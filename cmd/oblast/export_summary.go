package main

import (
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"
)

// exported is what an export wrote.
type exported struct {
	what    string // features, or records
	n       int64  // how many of them; below 0 where the format does not count them
	matched int64  // how many there were to write, as many as n unless a limit was asked for
	bytes   int64
	took    time.Duration
}

// print says it in a line, or as JSON.
func (e *exported) print(w io.Writer, asJSON bool, file string) error {
	if asJSON {
		said := map[string]any{"file": file, "bytes": e.bytes, "seconds": e.took.Seconds()}
		if e.n >= 0 {
			said[e.what], said["matched"] = e.n, e.matched
		}
		return json.NewEncoder(w).Encode(said)
	}
	count := ""
	if e.n >= 0 {
		count = fmt.Sprintf("%d %s, ", e.n, e.what)
		if e.matched > e.n {
			count = fmt.Sprintf("%d of %d %s, ", e.n, e.matched, e.what)
		}
	}
	_, err := fmt.Fprintf(w, "%s: %s%s, %.1f s\n", file, count, sizeOf(e.bytes), e.took.Seconds())
	return err
}

// sizeOf tells bytes in the unit that suits them.
func sizeOf(n int64) string {
	size, unit := float64(n), 0
	units := []string{"bytes", "kB", "MB", "GB"}
	for size >= 1000 && unit < len(units)-1 {
		size, unit = size/1000, unit+1
	}
	if unit == 0 {
		return strconv.FormatInt(n, 10) + " bytes"
	}
	return strings.TrimSuffix(strconv.FormatFloat(size, 'f', 1, 64), ".0") + " " + units[unit]
}

// tally counts the bytes that go through it.
type tally struct {
	to io.Writer
	n  int64
}

// Write implements io.Writer.
func (t *tally) Write(p []byte) (int, error) {
	n, err := t.to.Write(p)
	t.n += int64(n)
	return n, err
}
