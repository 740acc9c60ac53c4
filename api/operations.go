package api

import (
	"oblast/api/maps"
	"oblast/api/media"
	"oblast/api/ogc"
	"oblast/api/params"
	"oblast/data/record"
)

// operations describe every route that package ogc does not describe itself; people tells that there is a table of populations.
func operations(people bool) []ogc.Operation {
	const totals, places, records, site, running = "Totals", "Places", "Records", "Site", "Running"
	json, text := []media.Offer{media.JSON}, []media.Offer{{Name: "text", Type: "text/plain"}}
	html, any := []media.Offer{media.HTML}, []media.Offer{{Name: "file", Type: "application/octet-stream"}}
	topo := media.Offer{Name: "topojson", Type: "application/topo+json"}
	version := params.Param{Name: "version", Kind: params.String, Required: true, Description: "Version of the boundaries, as the page and /readyz tell it"}
	return append(placeOperations(), []ogc.Operation{
		{Path: "/choropleth", ID: "choropleth", Tag: totals, Summary: "Totals by country, region or district, with classes and legend.",
			Params: maps.ChoroplethParamsOf(people), Offers: []media.Offer{media.GeoJSON, media.CSV, topo}},
		{Path: "/ledger", ID: "ledger", Tag: totals, Summary: "Official totals held against single incidents, night by night.", Params: maps.LedgerParams, Offers: maps.LedgerOffers},
		{Path: "/coverage", ID: "coverage", Tag: totals, Summary: "Which regions any source spoke of in a period, and how many did.", Params: maps.CoverageParams, Offers: maps.CoverageOffers},
		{Path: "/feed.atom", ID: "feed-atom", Tag: records, Summary: "What is new, changed or retracted, with reasons.", Params: maps.FeedParams, Offers: []media.Offer{media.Atom}},
		{Path: "/feed.json", ID: "feed-json", Tag: records, Summary: "The same as JSON Feed: what changed since a version or a time.", Params: maps.FeedParams, Offers: []media.Offer{maps.JSONFeed}},
		{Path: "/records/{id}", ID: "record", Tag: records, Summary: "One record with its statements, documents and revisions.",
			PathParams: params.Table{{Name: "id", Kind: params.String, Required: true, Description: "Id of the record"}}, Params: maps.RecordParams, Offers: json},
		{Path: "/records/{id}/revisions", ID: "revisions", Tag: records, Summary: "Every revision of a record: who, when, why, and what was different, in words.",
			PathParams: params.Table{{Name: "id", Kind: params.String, Required: true, Description: "Id of the record"}}, Params: maps.RecordParams, Offers: json},
		{Path: "/schemas/{kind}", ID: "record-schema", Tag: records, Summary: "JSON Schema of a kind of record, as imports take it.",
			PathParams: params.Table{{Name: "kind", Kind: params.Enum, Enum: record.Kinds, Required: true, Description: "Kind of record"}}, Params: maps.SchemaParams, Offers: maps.SchemaOffers},
		{Path: "/restrictions", ID: "restrictions", Tag: records, Summary: "Rules on publication that are kept to.", Params: maps.RecordParams, Offers: json},
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
	}...)
}
