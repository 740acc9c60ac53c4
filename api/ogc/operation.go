package ogc

import (
	"oblast/api/media"
	"oblast/api/params"
	"oblast/data/snapshot"
)

// Operation is a route as the API description tells of it. Every operation is a GET, and a HEAD of the same.
type Operation struct {
	Path        string // template: /collections/{id}/items
	ID          string // operationId
	Summary     string
	Description string
	Tag         string
	PathParams  params.Table
	Params      params.Table
	Offers      []media.Offer
}

// operations returns this package's own, with one /items and one /items/{fid} a layer: their parameters differ.
func (s *Service) operations(snap *snapshot.Snapshot) []Operation {
	const about, data = "Service", "Features"
	all := []Operation{
		{Path: "/", ID: "landing", Tag: about, Summary: "Landing page.", Params: plainParams, Offers: plainOffers},
		{Path: "/conformance", ID: "conformance", Tag: about, Summary: "Classes of the standards that hold.", Params: plainParams, Offers: plainOffers},
		{Path: "/api", ID: "api", Tag: about, Summary: "This description.", Params: params.Table{formatParam(apiOffers)}, Offers: apiOffers},
		{Path: "/collections", ID: "collections", Tag: data, Summary: "All collections.", Params: plainParams, Offers: plainOffers},
	}
	id := params.Param{Name: "id", Kind: params.Enum, Description: "Collection", Required: true}
	for _, l := range snap.Layers() {
		id.Enum = append(id.Enum, l.Name)
	}
	of := params.Table{id}
	all = append(all,
		Operation{Path: "/collections/{id}", ID: "collection", Tag: data, Summary: "One collection.", PathParams: of, Params: plainParams, Offers: plainOffers},
		Operation{Path: "/collections/{id}/queryables", ID: "queryables", Tag: data, Summary: "What a collection's items can be filtered by, as a JSON Schema.", PathParams: of, Params: params.Table{formatParam(schemaOffers)}, Offers: schemaOffers},
		Operation{Path: "/collections/{id}/schema", ID: "schema", Tag: data, Summary: "The columns of a collection, as a JSON Schema.", PathParams: of, Params: params.Table{formatParam(featureSchemaOffers)}, Offers: featureSchemaOffers})
	fid := params.Table{{Name: "fid", Kind: params.String, Description: "Id of the feature", Required: true}}
	for _, l := range snap.Layers() {
		at := "/collections/" + l.Name + "/items"
		all = append(all,
			Operation{Path: at, ID: "items-" + l.Name, Tag: data, Summary: l.Title + ".", Description: l.Description, Params: s.collection(l).all, Offers: itemOffers},
			Operation{Path: at + "/{fid}", ID: "item-" + l.Name, Tag: data, Summary: "One of: " + l.Title + ".", PathParams: fid, Params: s.collection(l).one, Offers: itemPageOffers})
	}
	return append(all, s.config.Operations...)
}
