// Package decode reads files of vector features into tables: GeoJSON, GeoPackage, FlatGeobuf, CSV.
//
// In: the path of a file. Out: a layer.Table with the file's columns under their names and its geometries. Types are those
// that the format declares, or else the narrowest that hold all values of a column: integer, number, boolean, date,
// timestamp, array, text. Coordinates must be WGS 84 or one of the reference systems that oblast knows; they are held as
// WGS 84 degrees, lon before lat, doubles unrounded, what lies a rounding beyond the edge of the world clamped. Outer rings
// are turned counter-clockwise (RFC 7946). Rows are ordered by id: the file's own, or the number of the feature from 1.
//
// A file is the operator's: it is read whole, and a fault in it is an error that says where.
package decode

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"

	"oblast/geo/fault"
	"oblast/geo/layer"
)

// readers by the ends of file names.
var readers = map[string]func(ctx context.Context, path string, s *set) error{
	".geojson": readGeoJSON, ".json": readGeoJSON, ".geojsonl": readGeoJSON, ".geojsonseq": readGeoJSON, ".geojsons": readGeoJSON, ".ndjson": readGeoJSON, ".jsonl": readGeoJSON, ".gpkg": readGeoPackage, ".fgb": readFlatGeobuf, ".csv": readCSV,
}

// File reads a file as the table of a name. A GeoPackage of several layers is read with path#layer.
func File(ctx context.Context, path, name string) (*layer.Table, error) {
	file, _, _ := strings.Cut(path, "#")
	read, ok := readers[strings.ToLower(filepath.Ext(file))]
	if !ok {
		return nil, &fault.FieldError{Field: "layer", Value: path, Problem: "has an ending that is not known (ogr2ogr FILE.gpkg makes a GeoPackage of a Shapefile, KML and most others)",
			Allowed: []string{".geojson", ".json", ".geojsonl", ".geojsonseq", ".gpkg", ".fgb", ".csv"}}
	}
	s := &set{}
	if err := read(ctx, path, s); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	t, err := s.table(name)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return t, nil
}

// wrong is a fault of the file.
func wrong(format string, args ...any) error {
	return fmt.Errorf("%w: %s", fault.ErrInvalid, fmt.Sprintf(format, args...))
}
