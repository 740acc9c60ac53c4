// Package exchange carries records in and out of the log: JSON lines, and GeoJSON with the whole record as the
// properties of its feature.
//
// In: text of either format. Out: revisions in a log, or text. An import is checked whole before anything is appended,
// and names every fault with its line. What an export writes an import reads. Coordinates are WGS 84 lon, lat
// (RFC 7946); a feature's geometry is the record's own point, or null: never a point that stands for an area.
//
// Functions may be called at the same time; each call works alone.
package exchange

import (
	"bytes"
	"path/filepath"
	"strings"
)

// Format is how records are written.
type Format string

// The formats.
const (
	JSONLines Format = "jsonl"
	GeoJSON   Format = "geojson"
)

// Formats lists the formats, for flags and messages.
var Formats = []string{string(JSONLines), string(GeoJSON)}

// FormatOf tells the format of a file by its name, or, where that says nothing, by its first bytes; JSON lines when
// neither tells.
func FormatOf(name string, first []byte) Format {
	switch strings.ToLower(filepath.Ext(name)) {
	case ".geojson":
		return GeoJSON
	case ".jsonl", ".ndjson":
		return JSONLines
	}
	line, _, _ := bytes.Cut(bytes.TrimSpace(first), []byte("\n"))
	if bytes.Contains(line, []byte(`"kind"`)) && !bytes.Contains(line, []byte(`"features"`)) {
		return JSONLines
	}
	if bytes.Contains(first, []byte(`"FeatureCollection"`)) {
		return GeoJSON
	}
	return JSONLines
}

// Progress is how far an import or export has come.
type Progress struct {
	Stage   string // "check", "append" or "export"
	Records int64  // done in this stage
	Total   int64  // of this stage, 0 while it is not known
	Bytes   int64  // of the input read, or of the output written
}
