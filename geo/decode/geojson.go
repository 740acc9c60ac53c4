package decode

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"os"
	"regexp"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
	"github.com/paulmach/orb"
)

// readGeoJSON reads a FeatureCollection (RFC 7946), a single feature or geometry, or a sequence of any of them, one behind
// the other (RFC 8142, or a line each). Columns stand in the order in which they first appear. A nested object is kept as its
// JSON text.
func readGeoJSON(ctx context.Context, path string, s *set) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	return geoJSON(ctx, f, s)
}

func geoJSON(ctx context.Context, r io.Reader, s *set) error {
	d := jsontext.NewDecoder(separated{r}, jsontext.AllowDuplicateNames(true))
	for first := true; ; first = false {
		if kind := d.PeekKind(); kind != '{' {
			if _, err := d.ReadToken(); !first && errors.Is(err, io.EOF) {
				return nil
			}
			return wrong("it is not GeoJSON: no object at byte %d", d.InputOffset())
		}
		if err := geoJSONObject(ctx, d, s); err != nil {
			return syntax(err)
		}
	}
}

// separated reads the record separators of RFC 8142 as spaces.
type separated struct{ io.Reader }

func (s separated) Read(p []byte) (int, error) {
	n, err := s.Reader.Read(p)
	for i, c := range p[:n] {
		if c == 0x1e {
			p[i] = ' '
		}
	}
	return n, err
}

// geoJSONObject reads a collection member by member, so that it need not be held; anything else whole.
func geoJSONObject(ctx context.Context, d *jsontext.Decoder, s *set) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if _, err := d.ReadToken(); err != nil {
		return err
	}
	members, found := []byte{'{'}, false
	first := len(s.rows)
	var system func(orb.Point) orb.Point
	for d.PeekKind() == '"' {
		name, err := d.ReadValue()
		if err != nil {
			return err
		}
		switch key := string(name); key {
		case `"features"`:
			found = true
			err = geoJSONFeatures(ctx, d, s)
		case `"crs"`:
			system, err = geoJSONSystem(d)
		default:
			if len(members) > 1 {
				members = append(members, ',')
			}
			members = append(append(members, key...), ':')
			var value jsontext.Value
			if value, err = d.ReadValue(); err == nil {
				members = append(members, value...)
			}
		}
		if err != nil {
			return err
		}
	}
	if _, err := d.ReadToken(); err != nil {
		return err
	}
	if !found {
		if err := geoJSONSingle(append(members, '}'), s); err != nil {
			return err
		}
	}
	for i := range s.rows[first:] {
		s.rows[first+i].geometry = degrees(s.rows[first+i].geometry, system)
	}
	return nil
}

// geoJSONSingle reads a feature, or a geometry as one without properties.
func geoJSONSingle(raw []byte, s *set) error {
	var g geoJSONGeometry
	if err := json.Unmarshal(raw, &g); err != nil {
		return wrong("%v", err)
	}
	switch g.Type {
	case "":
		return wrong("it is not GeoJSON: it has neither features nor a type")
	case "FeatureCollection":
		return wrong("its FeatureCollection has no features")
	case "Feature":
		return geoJSONFeature(raw, s)
	}
	shape, err := g.orb()
	if err != nil {
		return err
	}
	s.rows = append(s.rows, row{id: strconv.Itoa(len(s.rows) + 1), geometry: shape})
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

// epsg finds the code in the name of a reference system.
var epsg = regexp.MustCompile(`EPSG[^"]*?([0-9]{4,6})"`)

// geoJSONSystem reads the crs member that GeoJSON had in 2008 and GDAL still writes; nil where coordinates are degrees.
func geoJSONSystem(d *jsontext.Decoder) (func(orb.Point) orb.Point, error) {
	raw, err := d.ReadValue()
	if err != nil {
		return nil, err
	}
	text := string(raw)
	if strings.Contains(text, "CRS84") || text == "null" {
		return nil, nil
	}
	if m := epsg.FindStringSubmatch(text); m != nil {
		code, _ := strconv.Atoi(m[1])
		return systemOf(code)
	}
	return nil, wrong("its crs is %.80s; GeoJSON is WGS 84 (RFC 7946): ogr2ogr -t_srs EPSG:4326 makes it so", text)
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
	r := row{id: strconv.Itoa(len(s.rows) + 1), numbered: true}
	if id := string(f.ID); id != "" && id != "null" && id != `""` {
		r.id, r.numbered = id, false
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
