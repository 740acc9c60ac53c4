// Command oblast serves, searches and keeps publicly reported incidents: the map, the features and the log behind them
// in one program. `oblast --help` lists what it does; README.md lists every setting.
//
// Results go to standard output (for people on a terminal, as JSON with --json), everything else to standard error.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := Run(ctx, os.Args[1:], Streams{In: os.Stdin, Out: os.Stdout, Err: os.Stderr})
	stop()
	os.Exit(code)
}
