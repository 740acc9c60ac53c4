package geoparquet

import (
	"encoding/json"

	"oblast/geo/encode"
	"oblast/geo/layer"
)

// metadata is the value of the key "geo" (GeoParquet 1.1, "File metadata").
func metadata(l *encode.Layer) (string, error) {
	if l.Geometry == encode.NoGeometry {
		return `{"version":"1.1.0","primary_column":"","columns":{}}`, nil
	}
	covering := map[string]any{}
	for _, side := range []string{"xmin", "ymin", "xmax", "ymax"} {
		covering[side] = []string{boxColumn, side}
	}
	column := map[string]any{"encoding": "WKB", "geometry_types": kinds(l), "covering": map[string]any{"bbox": covering}, "edges": "planar"}
	if l.CRS != nil && l.CRS.EPSG != 0 {
		column["crs"] = json.RawMessage(l.CRS.PROJJSON())
	}
	b, err := json.Marshal(map[string]any{"version": "1.1.0", "primary_column": geometryColumn, "columns": map[string]any{geometryColumn: column}})
	return string(b), err
}

// kinds are the geometry types that may come; none means any.
func kinds(l *encode.Layer) []string {
	switch {
	case l.Geometry == encode.Point:
		return []string{"Point"}
	case l.Table().Schema().Geometry == layer.Areas:
		return []string{"MultiPolygon"}
	}
	return []string{}
}
