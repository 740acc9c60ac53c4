// Command buildwords builds the filter of ordinary words that the geocoder embeds (package ordinary) from the spelling
// dictionaries of pinned Debian packages.
//
// What comes in is listed in packages.tsv (each file by its SHA-256). Russian and Ukrainian words come in all forms that
// their dictionaries' rules make. Run twice it writes the same bytes; with --check it builds beside the committed file and
// compares them.
//
// It needs the client apt-get.
package main

import (
	"context"
	"os"
	"path/filepath"

	"oblast/cmd/pinned"
)

func main() { pinned.Main("buildwords", run) }

const output = "words.bin"

func run(ctx context.Context, args []string) error {
	b := pinned.Build{Source: "cmd/buildwords", Out: "geo/geocode/ordinary"}
	if err := b.Parse("oblast-words", args, nil); err != nil {
		return err
	}
	if _, err := b.Fetch(ctx); err != nil {
		return err
	}
	v := newVocabulary()
	if err := v.readAll(filepath.Join(b.Cache, "unpacked")); err != nil {
		return err
	}
	target, err := b.Target()
	if err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(target, output), v.pack(), 0o644); err != nil {
		return err
	}
	if b.Check {
		return pinned.Compare(target, b.Out, []string{output})
	}
	return nil
}
