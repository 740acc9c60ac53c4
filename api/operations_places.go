package api

import (
	"oblast/api/maps"
	"oblast/api/media"
	"oblast/api/ogc"
)

// lines are JSON lines.
var lines = media.Offer{Name: "ndjson", Type: "application/x-ndjson"}

// placeOperations describe what answers about words and coordinates.
func placeOperations() []ogc.Operation {
	const places = "Places"
	one := map[string]map[string]any{media.GeoJSON.Type: answerOfWords()}
	return []ogc.Operation{
		{Path: "/geocode", ID: "geocode", Tag: places, Summary: "Places that words mean.",
			Description: "GeocodeJSON: a feature for each place that the words may mean, with two probabilities (that it is the place, that its region is right) and the reasons; beside the features the reason of an empty answer, suggestions (likely misspellings, too unsure to be an answer) and rejected namesakes. A stated parent is never left: what is not found inside is answered by the parent (parent_fallback). Where a reviewer decided, decided_by names the record. With prefix=true: places whose names go on with the text, without probabilities.",
			Params:      maps.GeocodeParams, Offers: []media.Offer{media.GeoJSON}, Answers: one},
		{Path: "/geocode", ID: "geocode-batch", Tag: places, Summary: "Places that words mean, many at once.",
			Description: `One GeocodeJSON document a query, in order and sent as they are made: an array for an array, {"answers": [...]} for {"queries": [...]}, lines for JSON lines, of which a faulty one is answered by a problem in its place. Parameters hold for each query that does not say otherwise.`,
			Params:      maps.BatchParams, Body: batchBody(), Offers: []media.Offer{media.JSON, lines},
			Answers: map[string]map[string]any{media.JSON.Type: {"oneOf": []any{listOf(answerOfWords()), object(map[string]any{"answers": listOf(answerOfWords())}, "answers")}},
				lines.Type: {"type": "string", "description": "A document, or a problem with its line, a line"}}},
		{Path: "/geocode/text", ID: "geocode-text", Tag: places, Summary: "Places that a text speaks of.",
			Description: "A feature for each mention of a place, in the order of the text, with its byte and rune offsets (the end excluded). A name that may mean several places is held against the others in the text: context then names the weak parent, and where it stands. passed_over lists names that are those of people, streets, ships and the like, or that nothing shows to be places.",
			Params:      maps.TextParams, Body: textBody(), Offers: []media.Offer{media.GeoJSON}, Answers: map[string]map[string]any{media.GeoJSON.Type: answerOfText()}},
		{Path: "/reverse", ID: "reverse", Tag: places, Summary: "What is at a coordinate.",
			Description: "Country, region and district, or the water; the nearest listed settlement with its distance and the bearing from it; the distance to the unit's own border at each level, coasts included. A coordinate up to 2 km outside all borders is given to the nearest unit and marked snapped. Where nothing that is held covers it there is no feature, and nearest says what is near. With uncertainty_m: how the disc is shared by regions.",
			Params:      maps.ReverseParams, Offers: []media.Offer{media.GeoJSON}, Answers: map[string]map[string]any{media.GeoJSON.Type: answerOfCoordinate()}},
	}
}

// batchBody describes the body of POST /geocode: members of a query are the parameters of a GET.
func batchBody() *ogc.Body {
	query := map[string]any{}
	for _, p := range maps.GeocodeParams {
		switch p.Name {
		case "q", "within", "level", "lang", "at", "limit":
			query[p.Name] = ogc.MemberSchema(p)
		}
	}
	member := map[string]any{"oneOf": []any{ogc.ParamSchema(maps.GeocodeParams[0]), closed(query, "q")}}
	queries := map[string]any{"type": "array", "minItems": 1, "maxItems": 100000, "items": member}
	kaluga, pogar := map[string]any{"q": "Dzhezkazgan district, Kaluga region"}, map[string]any{"q": "Pogar", "within": "RU-BRY"}
	return &ogc.Body{
		Description: "Queries, each a text or an object with the parameters of a GET: an array of at most 100,000, or JSON lines. At most 16 MB, in UTF-8; UTF-16 with a byte order mark and Windows-1251 are known too (Oblast-Encoding).",
		Example:     map[string]any{"queries": []any{kaluga, pogar}, "geometry": "none"},
		Schema: map[string]any{"oneOf": []any{queries, closed(map[string]any{"queries": queries,
			"geometry": orNull(map[string]any{"type": "string", "enum": []string{"polygon", "point", "bbox", "none"}, "default": "none"})}, "queries")}},
		Others: []ogc.Form{{Type: lines.Type, Schema: map[string]any{}, Example: "\"Dzhezkazgan district, Kaluga region\"\n{\"q\":\"Pogar\",\"within\":\"RU-BRY\"}\n"}},
	}
}

// textBody describes the body of POST /geocode/text.
func textBody() *ogc.Body {
	members := map[string]any{"text": map[string]any{"type": "string", "minLength": 1, "maxLength": 1 << 20, "pattern": maps.VisiblePattern}}
	for _, p := range maps.TextParams {
		switch p.Name {
		case "within", "lang", "at":
			members[p.Name] = ogc.MemberSchema(p)
		}
	}
	article := "Drone over Kaluga region\n\nGovernor Vladislav Shapsha said that one had been downed in the Dzerzhinsky district."
	return &ogc.Body{
		Description: "An article, a post or a sentence in English, Russian or Ukrainian, at most 1 MB: in JSON with what else is asked, or as plain text. UTF-8; UTF-16 with a byte order mark and Windows-1251 are known too (Oblast-Encoding); bytes are counted as in UTF-8.",
		Example:     map[string]any{"text": article}, Schema: closed(members, "text"),
		Others: []ogc.Form{{Type: "text/plain", Schema: map[string]any{"type": "string", "minLength": 1, "pattern": maps.VisiblePattern}, Example: article}},
	}
}

func text() map[string]any { return map[string]any{"type": "string"} }

func orNull(schema map[string]any) map[string]any {
	out := map[string]any{"nullable": true}
	for k, v := range schema {
		out[k] = v
	}
	if enum, ok := schema["enum"]; ok {
		out["enum"] = ogc.WithNull(enum)
	}
	return out
}

func listOf(schema any) map[string]any { return map[string]any{"type": "array", "items": schema} }

func object(properties map[string]any, required ...string) map[string]any {
	o := map[string]any{"type": "object", "properties": properties}
	if len(required) > 0 {
		o["required"] = required
	}
	return o
}

// closed is an object without other members.
func closed(properties map[string]any, required ...string) map[string]any {
	o := object(properties, required...)
	o["additionalProperties"] = false
	return o
}

func enumOf(list ...string) map[string]any { return map[string]any{"type": "string", "enum": list} }
