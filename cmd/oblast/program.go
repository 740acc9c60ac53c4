package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/alecthomas/kong"
	"golang.org/x/term"
)

// Streams are where a command reads and writes.
type Streams struct {
	In  io.Reader
	Out io.Writer
	Err io.Writer
}

// program is the command line: one field a command, the settings they share above them.
type program struct {
	Config kong.ConfigFlag `help:"Settings file: one JSON object, flag names as keys." placeholder:"FILE" env:"OBLAST_CONFIG"`
	Data   string          `help:"Log of revisions: a file, made at first use, or :memory:." default:"oblast.db" placeholder:"FILE" env:"OBLAST_DATA"`
	JSON   bool            `help:"Write results as JSON." env:"OBLAST_JSON"`

	Serve   serveCommand   `cmd:"" help:"Serve the map and its data over HTTP."`
	Geocode geocodeCommand `cmd:"" help:"Find the region that words mean."`
	Reverse reverseCommand `cmd:"" help:"Find the regions at a coordinate."`
	Import  importCommand  `cmd:"" help:"Append records from a file to the log."`
	Export  exportCommand  `cmd:"" help:"Write the records of the log."`
	Verify  verifyCommand  `cmd:"" help:"Check the log's chain of hashes from the first row to the last."`
	Version versionCommand `cmd:"" help:"Print the version of the program and of its boundaries."`
}

// setting carries what every command is run with.
type setting struct {
	Streams
	ctx  context.Context
	data string
	json bool
}

// Run runs one command line to its end and returns its exit code. It ends early, and cleanly, when ctx is cancelled.
func Run(ctx context.Context, args []string, s Streams) int {
	var p program
	code, exited := 0, false
	parser, err := kong.New(&p,
		kong.Name("oblast"),
		kong.Description("Publicly reported incidents on a map: where they were, how many, and in whose words.\n\n"+exitCodeHelp()),
		kong.UsageOnError(),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true, WrapUpperBound: 100}),
		kong.Configuration(environmentFirst, "oblast.json"),
		kong.Writers(s.Out, s.Err),
		kong.Exit(func(c int) { code, exited = c, true }),
		kong.Bind(s),
	)
	if err != nil {
		fmt.Fprintf(s.Err, "oblast: %v\n", err)
		return exitFailed
	}
	k, err := parser.Parse(args)
	if exited {
		return code
	}
	if err != nil {
		fmt.Fprintf(s.Err, "oblast: %v\nTry: oblast %s--help\n", err, commandOf(args))
		return exitUsage
	}
	err = k.Run(&setting{Streams: s, ctx: ctx, data: p.Data, json: p.JSON})
	if err != nil {
		fmt.Fprintf(s.Err, "oblast %s: %s\n", commandOf(args), sentence(err))
	}
	return exitCode(err)
}

// commandOf is the first word of args that is not a flag, with a space behind it, or nothing.
func commandOf(args []string) string {
	for _, a := range args {
		if !strings.HasPrefix(a, "-") {
			return a + " "
		}
	}
	return ""
}

// onTerminal reports that w is a person's terminal.
func onTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}
