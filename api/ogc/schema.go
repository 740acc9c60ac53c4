package ogc

import (
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"oblast/api/media"
	"oblast/data/snapshot"
	"oblast/geo/layer"
)

var (
	schemaOffer  = media.Offer{Name: "json", Type: "application/schema+json"}
	schemaOffers = []media.Offer{schemaOffer, media.HTML}
	// featureSchemaOffer describes a whole GeoJSON feature, null included, in JSON Schema 2020-12, as OGC API Features part 5
	// has schemas: validators take it.
	featureSchemaOffer = media.Offer{Name: "feature", Type: "application/schema+json; profile=feature"}
	// feature30Offer describes the same in the dialect of OpenAPI 3.0, where the type of what may be null is still one word:
	// GDAL reads the types of columns from it, and from nothing else that can say null.
	feature30Offer      = media.Offer{Name: "feature30", Type: "application/schema+json; profile=feature-openapi-3.0"}
	featureSchemaOffers = []media.Offer{schemaOffer, media.HTML, featureSchemaOffer, feature30Offer, csvwOffer}
	// csvwOffer describes the CSV of the items: its columns with types, who is to be named, the licences (W3C, Metadata
	// Vocabulary for Tabular Data).
	csvwOffer = media.Offer{Name: "csvw", Type: "application/csvm+json"}
)

// Queryables answers /collections/{id}/queryables: what items can be filtered by, as a JSON Schema.
func (s *Service) Queryables(c echo.Context) error {
	return s.schema(c, "queryables", "Queryables", schemaOffers)
}

// Sortables answers /collections/{id}/sortables: what items can be ordered by, as a JSON Schema (OGC API Features part 5).
func (s *Service) Sortables(c echo.Context) error {
	return s.schema(c, sortables, "Sortables", schemaOffers)
}

// The kinds of schema, by the end of their addresses.
const (
	schemaItself = "schema"
	sortables    = "sortables"
)

// Schema answers /collections/{id}/schema: what a feature has, as a JSON Schema (OGC API Features part 5), or with
// f=feature the schema of the feature as GeoJSON (f=feature30: in the dialect of OpenAPI 3.0).
func (s *Service) Schema(c echo.Context) error {
	return s.schema(c, schemaItself, "Schema", featureSchemaOffers)
}

func (s *Service) schema(c echo.Context, which, words string, offers []media.Offer) error {
	snap := s.config.Snapshots.Current()
	l, err := layerOf(c, snap)
	if err != nil {
		return err
	}
	return s.send(c, snap, document{
		offers: offers, page: "schema", title: words + " of " + l.Title,
		json: func(links []Link) any {
			switch links[0].Type {
			case featureSchemaOffer.Type:
				return featureSchema(s.base(c)+"/collections/"+l.Name+"/"+which+"?f="+featureSchemaOffer.Name, l)
			case feature30Offer.Type:
				return featureSchema("", l)
			case csvwOffer.Type:
				about := s.about(snap, l)
				about.URL = s.base(c) + "/collections/" + l.Name + "/items?f=csv&limit=" + strconv.Itoa(mostInFile)
				return csvw(&about, l)
			}
			return jsonSchema(s.base(c)+"/collections/"+l.Name+"/"+which, l, which)
		},
		data: func(v *view) error { v.Columns, v.Layer = l.Schema().Columns, l.Name; return nil },
	})
}

// jsonSchema describes the columns of a layer, or those that it can be ordered by. What is not required may be null in
// GeoJSON. Queryables and sortables take no other name.
func jsonSchema(id string, l *snapshot.Layer, which string) any {
	schema := l.Schema()
	properties, required := orderedMap{}, []string{}
	if schema.Geometry != layer.None && which != sortables {
		properties.add(layer.GeometryName, map[string]any{"x-ogc-role": "primary-geometry", "format": geometryFormat(schema), "title": "Geometry"})
	}
	for i, column := range schema.Columns {
		if which == sortables && !sortable(&column) {
			continue
		}
		p := columnSchema(&column)
		if i == 0 && column.Required {
			p.add("x-ogc-role", "id")
		}
		for n, name := range schema.Interval {
			if name == column.Name {
				p.add("x-ogc-role", [...]string{"primary-interval-start", "primary-interval-end"}[n])
			}
		}
		p.add("x-ogc-propertySeq", i+1)
		properties.add(column.Name, p)
		if column.Required {
			required = append(required, column.Name)
		}
	}
	out := orderedMap{}
	out.add("$schema", "https://json-schema.org/draft/2020-12/schema")
	out.add("$id", id)
	out.add("type", "object")
	out.add("title", l.Title)
	out.add("description", l.Description)
	out.add("properties", properties)
	if which == schemaItself {
		out.add("required", required)
	}
	out.add("additionalProperties", false)
	return out
}

// featureSchema describes a feature as GeoJSON, in JSON Schema 2020-12 where it has an id, else in the dialect of OpenAPI 3.0.
// The column id is left to the member of that name.
func featureSchema(id string, l *snapshot.Layer) any {
	orNull := (*orderedMap).orNull
	if id != "" {
		orNull = (*orderedMap).typeOrNull
	}
	columns := orderedMap{}
	for _, column := range l.Schema().Columns {
		if column.Name == "id" {
			continue
		}
		p := columnSchema(&column)
		if !column.Required {
			orNull(&p)
		}
		columns.add(column.Name, p)
	}
	object := func(properties any) orderedMap {
		o := orderedMap{}
		o.add("type", "object")
		o.add("properties", properties)
		return o
	}
	geometry := orderedMap{}
	geometry.add("type", "object")
	orNull(&geometry)
	members := orderedMap{}
	members.add("type", map[string]any{"type": "string", "enum": []string{"Feature"}})
	members.add("id", map[string]any{"type": "string"})
	members.add("geometry", geometry)
	members.add("properties", object(columns))
	out := orderedMap{}
	if id == "" {
		out.add("$schema", "https://spec.openapis.org/oas/3.0/schema/2021-09-28#/definitions/Schema")
	} else {
		out.add("$schema", "https://json-schema.org/draft/2020-12/schema")
		out.add("$id", id)
	}
	out.add("title", l.Title)
	out.add("type", "object")
	out.add("required", []string{"type", "id", "geometry", "properties"})
	out.add("properties", members)
	return out
}

func geometryFormat(s *layer.Schema) string {
	switch {
	case s.Geometry == layer.Areas:
		return "geometry-multipolygon"
	case s.Geometry == layer.Points:
		return "geometry-point"
	case s.OwnType != "":
		return "geometry-" + strings.ToLower(s.OwnType)
	}
	return "geometry-any"
}

// columnSchema describes one column.
func columnSchema(c *layer.Column) orderedMap {
	p := orderedMap{}
	p.add("title", c.Title)
	if c.Description != "" {
		p.add("description", c.Description)
	}
	p.add("type", c.Type.String())
	if c.Type == layer.List {
		p.add("items", map[string]any{})
	}
	if f := c.Type.Format(); f != "" {
		p.add("format", f)
	}
	if c.Enum != nil {
		p.add("enum", c.Enum)
	}
	if c.Unit != "" {
		p.add("x-ogc-unit", c.Unit)
	}
	return p
}
