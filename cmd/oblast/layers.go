package main

import (
	"context"
	"fmt"
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

// ownLayers reads the operator's files, given as NAME=FILE.
func ownLayers(ctx context.Context, given []string) ([]*snapshot.Layer, error) {
	var layers []*snapshot.Layer
	for _, g := range given {
		name, file, _ := strings.Cut(g, "=")
		t, err := decode.File(ctx, file, name)
		if err != nil {
			return nil, fmt.Errorf("--layer %s: %w", name, err)
		}
		layers = append(layers, snapshot.NewLayer(t, name, "From the file "+filepath.Base(file)+"."))
	}
	return layers, nil
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
