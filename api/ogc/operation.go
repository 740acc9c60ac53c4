package ogc

import (
	"net/http"

	"oblast/api/media"
	"oblast/api/params"
	"oblast/data/snapshot"
)

// Operation is a route as the API description tells of it: a GET, and a HEAD of the same; with a Body a POST.
type Operation struct {
	Path        string // template: /collections/{id}/items
	ID          string // operationId
	Summary     string
	Description string
	Tag         string
	PathParams  params.Table
	Params      params.Table
	Offers      []media.Offer
	Body        *Body
	Answers     map[string]map[string]any // JSON Schema of the answer by media type, where this package has none
}

// Body is what a POST takes: its first form and, by media type, others.
type Body struct {
	Description string
	Schema      map[string]any // JSON Schema as OpenAPI 3.0 has it, of application/json
	Example     any
	Others      []Form
}

// Form is another form of a body.
type Form struct {
	Type    string // media type
	Schema  map[string]any
	Example any
}

// ParamSchema is the schema of a parameter, for a body whose members are parameters elsewhere.
func ParamSchema(p params.Param) any { return paramSchema(p) }

// MemberSchema is ParamSchema of a member of a body, which null leaves out as well as not writing it does.
func MemberSchema(p params.Param) any {
	m := paramSchema(p)
	if !p.Required {
		m.orNull()
	}
	return m
}

// Method is the operation's HTTP method.
func (o Operation) Method() string {
	if o.Body != nil {
		return http.MethodPost
	}
	return http.MethodGet
}

// operations returns this package's own, with one /items and one /items/{fid} a layer: their parameters differ.
func (s *Service) operations(snap *snapshot.Snapshot) []Operation {
	const about, data = "Service", "Features"
	all := []Operation{
		{Path: "/", ID: "landing", Tag: about, Summary: "Landing page.", Params: plainParams, Offers: plainOffers},
		{Path: "/conformance", ID: "conformance", Tag: about, Summary: "Classes of the standards that hold.", Params: plainParams, Offers: plainOffers},
		{Path: "/api", ID: "api", Tag: about, Summary: "This description.", Params: params.Table{formatParam(apiOffers)}, Offers: apiOffers},
		{Path: "/functions", ID: "functions", Tag: about, Summary: "Functions that filters may call besides the standard's.", Params: plainParams, Offers: plainOffers},
		{Path: "/collections", ID: "collections", Tag: data, Summary: "All collections, as a list or as one file.",
			Description: "With f=gpkg the collections are the layers of one GeoPackage, with their metadata and styles.", Params: s.collectionsParams(snap), Offers: collectionsOffers},
	}
	id := params.Param{Name: "id", Kind: params.Enum, Description: "Collection", Required: true}
	for _, l := range snap.Layers() {
		id.Enum = append(id.Enum, l.Name)
	}
	of := params.Table{id}
	all = append(all,
		Operation{Path: "/collections/{id}", ID: "collection", Tag: data, Summary: "One collection.", PathParams: of, Params: plainParams.With(asOfParam), Offers: plainOffers},
		Operation{Path: "/collections/{id}/queryables", ID: "queryables", Tag: data, Summary: "What a collection's items can be filtered by, as a JSON Schema.", PathParams: of, Params: params.Table{formatParam(schemaOffers)}, Offers: schemaOffers},
		Operation{Path: "/collections/{id}/sortables", ID: "sortables", Tag: data, Summary: "What a collection's items can be ordered by, as a JSON Schema.", PathParams: of, Params: params.Table{formatParam(schemaOffers)}, Offers: schemaOffers},
		Operation{Path: "/collections/{id}/schema", ID: "schema", Tag: data, Summary: "The columns of a collection, or with f=feature a feature, as JSON Schema.", PathParams: of, Params: params.Table{formatParam(featureSchemaOffers)}, Offers: featureSchemaOffers})
	all = append(all, s.tileOperations(snap, id)...)
	all = append(all, s.styleOperations(snap, id)...)
	fid := params.Table{{Name: "fid", Kind: params.String, Description: "Id of the feature", Required: true}}
	for _, l := range snap.Layers() {
		at := "/collections/" + l.Name + "/items"
		all = append(all,
			Operation{Path: at, ID: "items-" + l.Name, Tag: data, Summary: l.Title + ".", Description: l.Description, Params: s.collection(l).all, Offers: itemOffers(l)},
			Operation{Path: "/collections/" + l.Name + "/aggregate", ID: "aggregate-" + l.Name, Tag: data, Summary: "Groups of: " + l.Title + ".",
				Description: "Features in groups by values of columns, with counts, sums, means and bounds: JSON, CSV, or with f=geojson areas of regions.", Params: s.collection(l).groups.all, Offers: groupOffers(l)},
			Operation{Path: at + "/{fid}", ID: "item-" + l.Name, Tag: data, Summary: "One of: " + l.Title + ".", PathParams: fid, Params: s.collection(l).one, Offers: itemPageOffers})
	}
	return append(all, s.config.Operations...)
}
