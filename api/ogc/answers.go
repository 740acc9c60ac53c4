package ogc

// answerSchemas are the schemas of the answers.
func answerSchemas() map[string]any {
	text := map[string]any{"type": "string"}
	whole := map[string]any{"type": "integer", "minimum": 0}
	ref := func(name string) map[string]any { return map[string]any{"$ref": "#/components/schemas/" + name} }
	list := func(of any) map[string]any { return map[string]any{"type": "array", "items": of} }
	object := func(required []string, properties map[string]any) map[string]any {
		return map[string]any{"type": "object", "required": required, "properties": properties}
	}
	return map[string]any{
		"Link":        object([]string{"href", "rel"}, map[string]any{"href": text, "rel": text, "type": text, "title": text}),
		"Landing":     object([]string{"links"}, map[string]any{"title": text, "description": text, "attribution": text, "links": list(ref("Link"))}),
		"Conformance": object([]string{"conformsTo"}, map[string]any{"conformsTo": list(text), "links": list(ref("Link"))}),
		"Collections": object([]string{"links", "collections"}, map[string]any{"links": list(ref("Link")), "collections": list(ref("Collection")), "attribution": text}),
		"Collection": object([]string{"id", "links"}, map[string]any{"id": text, "title": text, "description": text, "attribution": text,
			"itemType": text, "crs": list(text), "storageCrs": text, "extent": ref("Extent"), "links": list(ref("Link"))}),
		"Extent": map[string]any{"type": "object", "properties": map[string]any{
			"spatial": object([]string{"bbox"}, map[string]any{"crs": text,
				"bbox": list(map[string]any{"type": "array", "minItems": 4, "maxItems": 4, "items": map[string]any{"type": "number"}})}),
			"temporal": object([]string{"interval"}, map[string]any{"trs": text,
				"interval": list(map[string]any{"type": "array", "minItems": 2, "maxItems": 2, "items": map[string]any{"type": "string", "format": "date-time", "nullable": true}})}),
		}},
		"Geometry": map[string]any{"type": "object", "nullable": true, "required": []string{"type", "coordinates"}, "properties": map[string]any{
			"type": map[string]any{"type": "string", "enum": []string{"Point", "MultiPolygon"}}, "coordinates": map[string]any{"type": "array", "items": map[string]any{}}}},
		"Feature": object([]string{"type", "id", "geometry", "properties"}, map[string]any{"type": map[string]any{"type": "string", "enum": []string{"Feature"}},
			"id": text, "geometry": ref("Geometry"), "properties": map[string]any{"type": "object"}, "links": list(ref("Link"))}),
		"Groups": object([]string{"numberMatched", "numberGroups", "numberReturned", "by", "measures", "links"}, map[string]any{
			"type": map[string]any{"type": "string", "enum": []string{"FeatureCollection"}}, "numberMatched": whole, "numberGroups": whole, "numberReturned": whole,
			"by": list(text), "measures": list(text), "notice": text, "links": list(ref("Link")),
			"groups": list(map[string]any{"type": "object"}), "features": list(ref("Feature"))}),
		"FeatureCollection": object([]string{"type", "features", "links", "numberMatched", "numberReturned", "timeStamp"}, map[string]any{
			"type": map[string]any{"type": "string", "enum": []string{"FeatureCollection"}}, "numberMatched": whole, "numberReturned": whole,
			"timeStamp": map[string]any{"type": "string", "format": "date-time"}, "notice": text, "links": list(ref("Link")), "features": list(ref("Feature"))}),
		"Problem": object([]string{"type", "title", "status"}, map[string]any{"type": text, "title": text, "status": whole, "detail": text, "instance": text,
			"errors": list(object([]string{"field", "detail"}, map[string]any{"field": text, "value": text, "detail": text, "allowed": list(text)})), "candidates": list(text)}),
	}
}
