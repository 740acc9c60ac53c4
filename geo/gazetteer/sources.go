package gazetteer

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"

	"oblast/geo/fault"
)

// Source is a data set that files were made from, with what its licence wants said.
type Source struct {
	ID          string   `json:"id"`
	Name        string   `json:"name"`
	Version     string   `json:"version"`
	Licence     string   `json:"licence"`
	URL         string   `json:"url"`
	Attribution string   `json:"attribution"`
	Files       []string `json:"files"`
}

// readSources reads sources.json; no file, no sources.
func readSources(fsys fs.FS) ([]Source, error) {
	b, err := readFile(fsys, sourcesFile)
	if errors.Is(err, fault.ErrNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var sources []Source
	if err := json.Unmarshal(b, &sources); err != nil {
		return nil, fmt.Errorf("%w file %s: %w", fault.ErrInvalid, sourcesFile, err)
	}
	return sources, nil
}
