package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"oblast/data/snapshot"
	"oblast/geo/decode"
	"oblast/geo/style"
)

// layerName is what a collection may be called.
var layerName = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$`)

// reservedName is the collection that the OGC's test suite takes for one that no server has.
const reservedName = "dUmmYColLection"

// ownLayers reads the operator's files, given as NAME=FILE. The digest changes with their names and content; "" without
// files.
func ownLayers(ctx context.Context, given []string) (layers []*snapshot.Layer, digest string, err error) {
	if len(given) == 0 {
		return nil, "", nil
	}
	sum := sha256.New()
	for _, g := range given {
		name, file, _ := strings.Cut(g, "=")
		t, err := decode.File(ctx, file, name)
		if err != nil {
			return nil, "", fmt.Errorf("--layer %s: %w", name, err)
		}
		layers = append(layers, snapshot.NewLayer(t, name, "From the file "+filepath.Base(file)+"."))
		if err := digestFile(sum, g, file); err != nil {
			return nil, "", fmt.Errorf("--layer %s: %w", name, err)
		}
	}
	return layers, hex.EncodeToString(sum.Sum(nil)[:8]), nil
}

// digestFile adds a file, without the layer behind #, to a sum, under the words that name it.
func digestFile(sum hash.Hash, given, file string) error {
	path, _, _ := strings.Cut(file, "#")
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	fmt.Fprintln(sum, given)
	_, err = io.Copy(sum, f)
	return err
}

// distinct refuses two layers of one name.
func distinct(layers []*snapshot.Layer) error {
	seen := map[string]bool{style.Ground: true} // tiles have that name
	for _, l := range layers {
		if seen[l.Name] {
			return fmt.Errorf("--layer %s: there is a collection of that name already", l.Name)
		}
		seen[l.Name] = true
	}
	return nil
}
