package api

import (
	"oblast/api/maps"
	"oblast/api/media"
	"oblast/api/ogc"
	"oblast/api/params"
	"oblast/data/record"
)

// operations describe every route that package ogc does not describe itself.
func operations() []ogc.Operation {
	const totals, places, records, site, running = "Totals", "Places", "Records", "Site", "Running"
	json, text := []media.Offer{media.JSON}, []media.Offer{{Name: "text", Type: "text/plain"}}
	html, any := []media.Offer{media.HTML}, []media.Offer{{Name: "file", Type: "application/octet-stream"}}
	topo := media.Offer{Name: "topojson", Type: "application/topo+json"}
	version := params.Param{Name: "version", Kind: params.String, Required: true, Description: "Version of the boundaries, as the page and /readyz tell it"}
	return []ogc.Operation{
		{Path: "/choropleth", ID: "choropleth", Tag: totals, Summary: "Totals by country, region or district, with classes and legend.",
			Params: maps.ChoroplethParams, Offers: []media.Offer{media.GeoJSON, media.CSV, topo}},
		{Path: "/ledger", ID: "ledger", Tag: totals, Summary: "Official totals held against single incidents, night by night.", Params: maps.LedgerParams, Offers: json},
		{Path: "/records/{id}", ID: "record", Tag: records, Summary: "One record with its statements, documents and revisions.",
			PathParams: params.Table{{Name: "id", Kind: params.String, Required: true, Description: "Id of the record"}}, Params: maps.RecordParams, Offers: json},
		{Path: "/records/{id}/revisions", ID: "revisions", Tag: records, Summary: "Every revision of a record: who, when, why, and what was different, in words.",
			PathParams: params.Table{{Name: "id", Kind: params.String, Required: true, Description: "Id of the record"}}, Params: maps.RecordParams, Offers: json},
		{Path: "/schemas/{kind}", ID: "record-schema", Tag: records, Summary: "JSON Schema of a kind of record, as imports take it.",
			PathParams: params.Table{{Name: "kind", Kind: params.Enum, Enum: record.Kinds, Required: true, Description: "Kind of record"}}, Params: maps.SchemaParams, Offers: maps.SchemaOffers},
		{Path: "/restrictions", ID: "restrictions", Tag: records, Summary: "Rules on publication that are kept to.", Params: maps.RecordParams, Offers: json},
		{Path: "/geocode", ID: "geocode", Tag: places, Summary: "Regions that words mean.",
			Description: "GeocodeJSON, with suggestions and rejected beside the features.", Params: maps.GeocodeParams, Offers: []media.Offer{media.GeoJSON}},
		{Path: "/geocode", ID: "geocode-batch", Tag: places, Summary: "Regions that words mean, many at once.",
			Description: `One GeocodeJSON document a query, in order: an array for an array, {"answers": [...]} for {"queries": [...]}, lines for JSON lines (application/x-ndjson), of which a faulty one is answered by a problem in its place.`, Params: maps.BatchParams, Body: batchBody(), Offers: json},
		{Path: "/reverse", ID: "reverse", Tag: places, Summary: "Country, region and district at a coordinate.", Params: maps.ReverseParams, Offers: []media.Offer{media.GeoJSON}},
		{Path: "/boundaries/{version}/{detail}/{file}", ID: "boundaries", Tag: places, Summary: "Borders in a piece that never changes.",
			Description: "The file is all.topojson (of the overview), world.topojson (countries), waters.topojson, or the id of a country (its regions) or of a region (its districts) before .topojson.",
			PathParams: params.Table{version, {Name: "detail", Kind: params.Enum, Enum: []string{"overview", "2km", "500m", "100m"}, Required: true, Description: "How finely borders are drawn"},
				{Name: "file", Kind: params.String, Required: true, Example: "RU.topojson", Description: "Piece"}}, Offers: []media.Offer{topo}},
		{Path: "/boundaries/{version}/places/{file}", ID: "places", Tag: places, Summary: "Settlements that a map may label.",
			PathParams: params.Table{version, {Name: "file", Kind: params.String, Required: true, Example: "world.json", Description: "world.json, or the id of a region before .json"}}, Offers: json},
		{Path: "/embed", ID: "embed", Tag: site, Summary: "The map as a page for a frame.", Params: stateParams, Offers: html},
		{Path: "/assets/{file}", ID: "asset", Tag: site, Summary: "A script, style or picture of the pages.",
			PathParams: params.Table{{Name: "file", Kind: params.String, Required: true, Description: "File name, with a hash of the content"}}, Offers: any},
		{Path: "/favicon.ico", ID: "icon", Tag: site, Summary: "The icon of the pages.", Offers: []media.Offer{{Name: "svg", Type: "image/svg+xml"}}},
		{Path: "/robots.txt", ID: "robots", Tag: site, Summary: "What programs that walk the web should leave out.", Offers: text},
		{Path: "/healthz", ID: "health", Tag: running, Summary: "The process runs.", Offers: json},
		{Path: "/readyz", ID: "ready", Tag: running, Summary: "Everything is loaded; 503 until then.", Offers: json},
		{Path: "/metrics", ID: "metrics", Tag: running, Summary: "Counters for Prometheus.", Offers: text},
	}
}

// batchBody describes the body of POST /geocode: members of a query are the parameters of a GET.
func batchBody() *ogc.Body {
	query := map[string]any{}
	for _, p := range maps.GeocodeParams {
		if p.Name != "geometry" && p.Name != "zoom" && p.Name != "f" {
			query[p.Name] = ogc.ParamSchema(p)
		}
	}
	return &ogc.Body{
		Description: "1 to 1,000 queries, each with the parameters of a GET, and what to return of the areas (geometry: polygon, point, bbox or none; none without it).",
		Example:     map[string]any{"queries": []any{map[string]any{"q": "Dzhezkazgan district, Kaluga region"}, map[string]any{"q": "Pogar", "within": "RU-BRY"}}, "geometry": "none"},
		Schema: map[string]any{"type": "object", "required": []string{"queries"}, "additionalProperties": false, "properties": map[string]any{
			"queries": map[string]any{"type": "array", "minItems": 1, "maxItems": 1000,
				"items": map[string]any{"type": "object", "required": []string{"q"}, "additionalProperties": false, "properties": query}},
			"geometry": map[string]any{"type": "string", "enum": []string{"polygon", "point", "bbox", "none"}, "default": "none"}}},
	}
}
