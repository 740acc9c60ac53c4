package ogc

import (
	"strings"

	"oblast/data/snapshot"
	"oblast/geo/encode"
	"oblast/geo/layer"
)

// csvw describes the CSV of a layer's items with all its columns, as programs that read CSV on the Web want it (W3C,
// Metadata Vocabulary for Tabular Data, 5). What is not known is an empty field.
func csvw(a *encode.About, l *snapshot.Layer) any {
	columns := []any{csvwColumn("id", "Id", "Tells the row from all others", "string", true)}
	for i := range l.Schema().Columns {
		if c := &l.Schema().Columns[i]; c.Name != "id" {
			columns = append(columns, csvwColumn(c.Name, c.Title, strings.TrimSpace(c.Description+" "+unitName(c.Unit)), csvwType(c.Type), c.Required))
		}
	}
	if l.Schema().Geometry != layer.None {
		columns = append(columns, csvwColumn("lon", "Longitude", "degrees, WGS 84", "double", false), csvwColumn("lat", "Latitude", "degrees, WGS 84", "double", false))
	}
	schema := orderedMap{}
	schema.add("columns", columns)
	schema.add("primaryKey", "id")
	m := orderedMap{}
	m.add("@context", []any{"http://www.w3.org/ns/csvw", map[string]string{"@language": "en"}})
	m.add("url", a.URL)
	told := a.Told()
	m.add("dc:title", a.Title)
	for _, t := range []struct{ term, name string }{{"dc:description", "description"}, {"dc:rights", "attribution"}, {"dc:license", "licence"}, {"dc:modified", "as_of"}, {"rdfs:comment", "notes"}} {
		if told[t.name] != "" {
			m.add(t.term, told[t.name])
		}
	}
	m.add("tableSchema", schema)
	return m
}

func csvwColumn(name, title, description, datatype string, required bool) orderedMap {
	m := orderedMap{}
	m.add("name", name)
	m.add("titles", name)
	m.add("dc:title", title)
	if description != "" {
		m.add("dc:description", description)
	}
	m.add("datatype", datatype)
	m.add("required", required)
	return m
}

// csvwType is the name of a type there (XML Schema's).
func csvwType(t layer.Type) string {
	switch t {
	case layer.Integer:
		return "integer"
	case layer.Number:
		return "double"
	case layer.Boolean:
		return "boolean"
	case layer.Date:
		return "date"
	case layer.Instant:
		return "dateTime"
	default:
		return "string"
	}
}
