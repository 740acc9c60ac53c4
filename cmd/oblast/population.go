package main

import (
	"fmt"
	"os"

	"oblast/data/population"
	"oblast/geo/gazetteer"
)

// populations reads the operator's table; nil where none is given.
func populations(file, name string, gaz *gazetteer.Gazetteer) (*population.Table, error) {
	if file == "" {
		return nil, nil
	}
	f, err := os.Open(file)
	if err != nil {
		return nil, fmt.Errorf("--population: %w", err)
	}
	defer f.Close()
	t, err := population.Read(name, f, func(id string) bool { _, ok := gaz.Tree.Find(id); return ok })
	if err != nil {
		return nil, fmt.Errorf("--population %s: %w", file, err)
	}
	return t, nil
}
