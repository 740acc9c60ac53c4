package decode

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"os"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
	"github.com/paulmach/orb"
)

// readGeoJSON reads a FeatureCollection (RFC 7946). Columns stand in the order in which they first appear. A nested object is
// kept as its JSON text.
func readGeoJSON(ctx context.Context, path string, s *set) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	return geoJSON(ctx, f, s)
}

func geoJSON(ctx context.Context, r io.Reader, s *set) error {
	d := jsontext.NewDecoder(r, jsontext.AllowDuplicateNames(true))
	if t, err := d.ReadToken(); err != nil || t.Kind() != '{' {
		return wrong("it is not a GeoJSON FeatureCollection: no object at its start")
	}
	found := false
	for d.PeekKind() == '"' {
		t, err := d.ReadToken()
		if err != nil {
			return syntax(err)
		}
		switch t.String() {
		case "features":
			found = true
			err = geoJSONFeatures(ctx, d, s)
		case "crs":
			err = geoJSONSystem(d)
		default:
			err = d.SkipValue()
		}
		if err != nil {
			return syntax(err)
		}
	}
	if _, err := d.ReadToken(); err != nil {
		return syntax(err)
	}
	if !found {
		return wrong("it is not a GeoJSON FeatureCollection: it has no features")
	}
	return nil
}

// syntax says where JSON is broken.
func syntax(err error) error {
	var s *jsontext.SyntacticError
	if errors.As(err, &s) {
		return wrong("byte %d: %v", s.ByteOffset, s.Err)
	}
	return err
}

// geoJSONSystem reads the crs member that GeoJSON had in 2008: only that of today will do.
func geoJSONSystem(d *jsontext.Decoder) error {
	raw, err := d.ReadValue()
	if err != nil {
		return err
	}
	if text := string(raw); !strings.Contains(text, "CRS84") && !strings.Contains(text, "4326") && text != "null" {
		return wrong("its crs is %.80s; GeoJSON is WGS 84 (RFC 7946): ogr2ogr -t_srs EPSG:4326 makes it so", text)
	}
	return nil
}

func geoJSONFeatures(ctx context.Context, d *jsontext.Decoder, s *set) error {
	if t, err := d.ReadToken(); err != nil || t.Kind() != '[' {
		return wrong("features is no array")
	}
	for d.PeekKind() != ']' {
		if err := ctx.Err(); err != nil {
			return err
		}
		raw, err := d.ReadValue()
		if err != nil {
			return err
		}
		if err := geoJSONFeature(raw, s); err != nil {
			return wrong("feature %d: %v", len(s.rows)+1, err)
		}
	}
	_, err := d.ReadToken()
	return err
}

func geoJSONFeature(raw []byte, s *set) error {
	var f struct {
		Type       string
		ID         json.RawMessage
		Properties json.RawMessage
		Geometry   *geoJSONGeometry
	}
	if err := json.Unmarshal(raw, &f); err != nil {
		return err
	}
	if f.Type != "Feature" {
		return wrong("its type is %.40q, not Feature", f.Type)
	}
	r := row{id: strconv.Itoa(len(s.rows) + 1)}
	if id := strings.Trim(string(f.ID), `"`); id != "" && id != "null" {
		r.id = id
		if f.ID[0] == '"' {
			if err := json.Unmarshal(f.ID, &r.id); err != nil {
				return err
			}
		}
	}
	if f.Geometry != nil {
		var err error
		if r.geometry, err = f.Geometry.orb(); err != nil {
			return err
		}
	}
	if err := geoJSONProperties(f.Properties, &r, s); err != nil {
		return err
	}
	s.rows = append(s.rows, r)
	return nil
}

func geoJSONProperties(raw json.RawMessage, r *row, s *set) error {
	if len(raw) == 0 || string(raw) == "null" {
		return nil
	}
	d := jsontext.NewDecoder(strings.NewReader(string(raw)), jsontext.AllowDuplicateNames(true))
	if t, err := d.ReadToken(); err != nil || t.Kind() != '{' {
		return wrong("properties is no object")
	}
	for d.PeekKind() == '"' {
		name, err := d.ReadToken()
		if err != nil {
			return err
		}
		c := s.column(name.String())
		v, err := d.ReadValue()
		if err != nil {
			return err
		}
		s.put(r, c, jsonValue(v))
	}
	return nil
}

func jsonValue(raw jsontext.Value) value {
	switch raw.Kind() {
	case '"':
		var text string
		if json.Unmarshal(raw, &text) == nil {
			return textValue(text, false)
		}
	case '0':
		// An integer is written without a point: 5.0 says that the column holds numbers.
		if n, err := strconv.ParseInt(string(raw), 10, 64); err == nil {
			return integerValue(n)
		}
		if f, err := strconv.ParseFloat(string(raw), 64); err == nil {
			v := numberValue(f)
			v.kinds &^= isInteger
			return v
		}
	case 't', 'f':
		return booleanValue(raw.Kind() == 't')
	case '[':
		if raw.Compact() == nil {
			return value{isList, string(raw)}
		}
	case '{':
		if raw.Compact() == nil {
			return value{isText, string(raw)}
		}
	}
	return value{}
}

type geoJSONGeometry struct {
	Type        string
	Coordinates json.RawMessage
	Geometries  []geoJSONGeometry
}

// orb returns the geometry; heights are left out.
func (g *geoJSONGeometry) orb() (orb.Geometry, error) {
	switch g.Type {
	case "Point":
		return coordinates[orb.Point](g.Coordinates)
	case "MultiPoint":
		return coordinates[orb.MultiPoint](g.Coordinates)
	case "LineString":
		return coordinates[orb.LineString](g.Coordinates)
	case "MultiLineString":
		return coordinates[orb.MultiLineString](g.Coordinates)
	case "Polygon":
		return coordinates[orb.Polygon](g.Coordinates)
	case "MultiPolygon":
		return coordinates[orb.MultiPolygon](g.Coordinates)
	case "GeometryCollection":
		all := make(orb.Collection, len(g.Geometries))
		for i := range g.Geometries {
			var err error
			if all[i], err = g.Geometries[i].orb(); err != nil {
				return nil, err
			}
			if all[i] == nil {
				return nil, wrong("a part of its collection is empty")
			}
		}
		return all, nil
	}
	return nil, wrong("%.40q is no type of geometry", g.Type)
}

// coordinates reads a geometry of a type; an empty array is none.
func coordinates[G orb.Geometry](raw json.RawMessage) (orb.Geometry, error) {
	var g G
	if strings.TrimSpace(string(raw)) == "[]" {
		return nil, nil
	}
	if err := json.Unmarshal(raw, &g); err != nil {
		return nil, wrong("its coordinates are not those of a %s: %v", g.GeoJSONType(), err)
	}
	return g, nil
}
