package ogc

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"oblast/api/media"
	"oblast/api/params"
	"oblast/api/problem"
	"oblast/data/snapshot"
)

var (
	openAPIOffer = media.Offer{Name: "json", Type: "application/vnd.oai.openapi+json;version=3.0"}
	yaml30Offer  = media.Offer{Name: "yaml", Type: "application/vnd.oai.openapi;version=3.0"}
	json31Offer  = media.Offer{Name: "json31", Type: "application/vnd.oai.openapi+json;version=3.1"}
	yaml31Offer  = media.Offer{Name: "yaml31", Type: "application/vnd.oai.openapi;version=3.1"}
	apiOffers    = []media.Offer{openAPIOffer, media.HTML, yaml30Offer, json31Offer, yaml31Offer}
)

// API answers /api: the description of every route, one self-contained document.
func (s *Service) API(c echo.Context) error {
	snap := s.config.Snapshots.Current()
	return s.send(c, snap, document{
		offers: apiOffers, page: "api", title: "API",
		body: func(dst []byte, f media.Offer, _ []Link) ([]byte, error) {
			return appendDescription(dst, s.openAPI(s.base(c), snap), f)
		},
		data: func(v *view) error { v.Operations = s.operations(snap); return nil },
	})
}

// openAPI returns the description in OpenAPI 3.0.3, made from the tables that the requests are read by.
func (s *Service) openAPI(base string, snap *snapshot.Snapshot) any {
	paths := orderedMap{}
	for _, o := range s.operations(snap) {
		paths.object(o.Path).add(strings.ToLower(o.Method()), describe(o))
	}
	doc := orderedMap{}
	doc.add("openapi", "3.0.3")
	doc.add("info", map[string]any{"title": title, "description": description, "version": s.config.Build,
		"license": map[string]any{"name": "Apache-2.0", "url": "https://www.apache.org/licenses/LICENSE-2.0"}})
	doc.add("servers", []any{map[string]any{"url": base}})
	doc.add("paths", paths)
	doc.add("components", components())
	return doc
}

// describe describes one operation.
func describe(o Operation) orderedMap {
	m := orderedMap{}
	m.add("operationId", o.ID)
	m.add("summary", strings.TrimSuffix(o.Summary, "."))
	if o.Description != "" {
		m.add("description", o.Description)
	}
	m.add("tags", []string{o.Tag})
	list := []any{}
	for _, p := range o.PathParams {
		list = append(list, parameter(p, "path"))
	}
	for _, p := range o.Params {
		list = append(list, parameter(p, "query"))
	}
	m.add("parameters", list)
	if o.Body != nil {
		content := map[string]any{media.JSON.Type: map[string]any{"schema": o.Body.Schema, "example": o.Body.Example}}
		for _, f := range o.Body.Others {
			content[f.Type] = map[string]any{"schema": f.Schema, "example": f.Example}
		}
		m.add("requestBody", map[string]any{"description": o.Body.Description, "required": true, "content": content})
	}
	m.add("responses", responses(o))
	return m
}

// parameter describes one parameter. Lists are written with commas (style form, explode false).
func parameter(p params.Param, in string) orderedMap {
	m := orderedMap{}
	m.add("name", p.Name)
	m.add("in", in)
	if p.Description != "" {
		m.add("description", p.Description)
	}
	m.add("required", p.Required || in == "path")
	if in == "query" {
		m.add("style", "form")
		m.add("explode", false)
	} else {
		m.add("style", "simple")
	}
	m.add("schema", paramSchema(p))
	return m
}

// paramSchema describes what the handler accepts, no more and no less as far as OpenAPI can say it.
func paramSchema(p params.Param) orderedMap {
	m := orderedMap{}
	item := func(t string) orderedMap {
		of := orderedMap{}
		of.add("type", t)
		return of
	}
	switch p.Kind {
	case params.Enum:
		m.add("type", "string")
		m.add("enum", p.Enum)
	case params.Integer, params.Number:
		m.add("type", map[params.Kind]string{params.Integer: "integer", params.Number: "number"}[p.Kind])
		if p.Min != 0 || p.Max != 0 {
			m.add("minimum", p.Min)
			m.add("maximum", p.Max)
		}
	case params.Boolean:
		m.add("type", "boolean")
	case params.Date:
		m.add("type", "string")
		m.add("format", "date")
	case params.DateTime:
		m.add("type", "string")
		m.add("pattern", intervalPattern)
	case params.BBox, params.Envelope:
		m.add("type", "array")
		m.add("oneOf", []any{map[string]any{"minItems": 4, "maxItems": 4}, map[string]any{"minItems": 6, "maxItems": 6}})
		m.add("minItems", 4)
		m.add("maxItems", 6)
		m.add("items", item("number"))
	case params.List:
		of := item("string")
		if p.Enum != nil {
			of.add("enum", p.Enum)
		}
		m.add("type", "array")
		m.add("items", of)
		m.add("minItems", 1)
		m.add("uniqueItems", true)
	case params.Numbers:
		m.add("type", "array")
		m.add("items", item("number"))
		m.add("minItems", 1)
	default:
		m.add("type", "string")
		m.add("minLength", 1)
		m.add("maxLength", cmp.Or(p.MaxLength, textLength))
		if p.Pattern != "" {
			m.add("pattern", p.Pattern)
		}
	}
	if p.Default != "" {
		m.add("default", typed(p, p.Default))
	}
	return m
}

// Patterns of dates and times (RFC 3339). They leave out the leap days, which no pattern tells from days that are none.
const (
	datePattern     = `[0-9]{4}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8]))`
	instantPattern  = datePattern + `T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]{1,9})?(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9])`
	timePattern     = "(" + instantPattern + "|" + datePattern + ")"
	intervalPattern = "^(" + timePattern + "|" + timePattern + "/(\\.\\.)?|(\\.\\.)?/" + timePattern + "|" + timePattern + "/" + timePattern + ")$"
)

// textLength is the length of a text parameter that declares none of its own, as params has it.
const textLength = 2048

// typed returns the text of a parameter as the JSON value that it stands for.
func typed(p params.Param, text string) any {
	switch p.Kind {
	case params.Integer, params.Number:
		if f, err := strconv.ParseFloat(text, 64); err == nil && !math.IsInf(f, 0) {
			return f
		}
	case params.Boolean:
		return text == "true"
	case params.List:
		return strings.Split(text, ",")
	}
	return text
}

// responses lists the answers of an operation.
func responses(o Operation) orderedMap {
	content := orderedMap{}
	for _, offer := range o.Offers {
		mediaType, _, _ := strings.Cut(offer.Type, ";")
		schema := o.Answers[mediaType]
		if schema == nil {
			schema = answerSchema(o.Path, mediaType)
		}
		if slices.Contains(content.keys, mediaType) {
			continue // another form of the same type, told apart by parameters
		}
		content.add(mediaType, map[string]any{"schema": schema})
	}
	ok := orderedMap{}
	ok.add("description", "The answer")
	ok.add("headers", map[string]any{"ETag": map[string]any{"description": "Version of the content", "schema": map[string]any{"type": "string"}}})
	ok.add("content", content)
	m := orderedMap{}
	m.add("200", ok)
	if o.Body == nil {
		m.add("304", map[string]any{"description": "The client holds this version (If-None-Match)"})
	}
	m.add("400", reference("Invalid"))
	if len(o.PathParams) > 0 {
		m.add("404", reference("NotFound"))
	}
	m.add("406", reference("NotAcceptable"))
	if o.Body != nil {
		m.add("413", reference("TooLarge"))
		m.add("415", reference("NotJSON"))
	}
	m.add("500", reference("Fault"))
	return m
}

func reference(name string) map[string]any {
	return map[string]any{"$ref": "#/components/responses/" + name}
}

// answerSchema names the schema of an answer, by the end of its path.
func answerSchema(path, mediaType string) map[string]any {
	named := func(name string) map[string]any { return map[string]any{"$ref": "#/components/schemas/" + name} }
	switch {
	case strings.HasPrefix(mediaType, "text/"):
		return map[string]any{"type": "string"}
	case strings.HasSuffix(path, "/aggregate"):
		return named("Groups")
	case strings.HasSuffix(path, "/items"):
		return named("FeatureCollection")
	case strings.HasSuffix(path, "/items/{fid}"):
		return named("Feature")
	case path == "/":
		return named("Landing")
	case path == "/conformance":
		return named("Conformance")
	case path == "/collections":
		return named("Collections")
	case path == "/collections/{id}":
		return named("Collection")
	}
	return map[string]any{"type": "object"}
}

func components() map[string]any {
	answers := map[string]any{}
	for name, words := range map[string]string{"Invalid": "Parameters are wrong; each fault is listed with what is allowed",
		"NotFound": "There is no such thing", "NotAcceptable": "The content cannot be had in that format",
		"TooLarge": "The body is larger than is read", "NotJSON": "The body is sent in another form than those that are read", "Fault": "The fault is the server's"} {
		answers[name] = map[string]any{"description": words,
			"content": map[string]any{problem.MediaType: map[string]any{"schema": map[string]any{"$ref": "#/components/schemas/Problem"}}}}
	}
	return map[string]any{"responses": answers, "schemas": answerSchemas()}
}
