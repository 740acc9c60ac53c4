package ogc

import (
	"github.com/labstack/echo/v4"

	"oblast/api/media"
	"oblast/data/snapshot"
	"oblast/geo/layer"
)

var (
	schemaOffer  = media.Offer{Name: "json", Type: "application/schema+json"}
	schemaOffers = []media.Offer{schemaOffer, media.HTML}
)

// Queryables answers /collections/{id}/queryables: what items can be filtered by, as a JSON Schema.
func (s *Service) Queryables(c echo.Context) error { return s.schema(c, "queryables", "Queryables") }

// Schema answers /collections/{id}/schema: what a feature has, as a JSON Schema (OGC API Features part 5).
func (s *Service) Schema(c echo.Context) error { return s.schema(c, "schema", "Schema") }

func (s *Service) schema(c echo.Context, which, words string) error {
	snap := s.config.Snapshots.Current()
	l, err := layerOf(c, snap)
	if err != nil {
		return err
	}
	return s.send(c, snap, document{
		offers: schemaOffers, page: "schema", title: words + " of " + l.Title,
		json: func([]Link) any {
			return jsonSchema(s.base(c)+"/collections/"+l.Name+"/"+which, l, which == "schema")
		},
		data: func(v *view) { v.Columns, v.Layer = l.Table.Schema().Columns, l.Name },
	})
}

// jsonSchema describes the columns of a layer. Queryables take no other name.
func jsonSchema(id string, l *snapshot.Layer, returned bool) any {
	schema := l.Table.Schema()
	properties := orderedMap{}
	if g := schema.Geometry; g != layer.None {
		properties.add("geometry", map[string]any{"x-ogc-role": "primary-geometry", "format": geometryFormat(g), "title": "Geometry"})
	}
	for i, column := range schema.Columns {
		p := columnSchema(&column, returned)
		if i == 0 {
			p.add("x-ogc-role", "id")
		}
		for n, name := range schema.Interval {
			if name == column.Name {
				p.add("x-ogc-role", [...]string{"primary-interval-start", "primary-interval-end"}[n])
			}
		}
		p.add("x-ogc-propertySeq", i+1)
		properties.add(column.Name, p)
	}
	out := orderedMap{}
	out.add("$schema", "https://json-schema.org/draft/2020-12/schema")
	out.add("$id", id)
	out.add("type", "object")
	out.add("title", l.Title)
	out.add("description", l.Description)
	out.add("properties", properties)
	out.add("additionalProperties", false)
	return out
}

func geometryFormat(g layer.Geometry) string {
	if g == layer.Areas {
		return "geometry-multipolygon"
	}
	return "geometry-point"
}

// columnSchema describes one column; nullable says that null is a value of it.
func columnSchema(c *layer.Column, nullable bool) orderedMap {
	p := orderedMap{}
	p.add("title", c.Title)
	if c.Description != "" {
		p.add("description", c.Description)
	}
	if nullable && !c.Required {
		p.add("type", []string{c.Type.String(), "null"})
	} else {
		p.add("type", c.Type.String())
	}
	if f := c.Type.Format(); f != "" {
		p.add("format", f)
	}
	if c.Enum != nil {
		values := make([]any, 0, len(c.Enum)+1)
		for _, v := range c.Enum {
			values = append(values, v)
		}
		if nullable && !c.Required {
			values = append(values, nil)
		}
		p.add("enum", values)
	}
	if c.Unit != "" {
		p.add("x-ogc-unit", c.Unit)
	}
	return p
}
