package ogc

import (
	"cmp"
	"encoding/json"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"oblast/api/media"
	"oblast/api/params"
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
	operations, shared := s.operations(snap), newShared()
	for i := range operations {
		shared.count(&operations[i])
	}
	paths := orderedMap{}
	for i := range operations {
		o := &operations[i]
		paths.object(o.Path).add(strings.ToLower(o.Method()), shared.describe(o))
	}
	doc := orderedMap{}
	doc.add("openapi", "3.0.3")
	doc.add("info", map[string]any{"title": title, "description": description, "version": s.config.Build,
		"license": map[string]any{"name": "Apache-2.0", "url": "https://www.apache.org/licenses/LICENSE-2.0"}})
	doc.add("servers", []any{map[string]any{"url": base}})
	doc.add("paths", paths)
	doc.add("components", shared.components())
	return doc
}

// describe describes one operation.
func (s *shared) describe(o *Operation) orderedMap {
	m := orderedMap{}
	m.add("operationId", o.ID)
	m.add("summary", strings.TrimSuffix(o.Summary, "."))
	if o.Description != "" {
		m.add("description", o.Description)
	}
	m.add("tags", []string{o.Tag})
	list := []any{}
	for _, p := range parameters(o) {
		list = append(list, s.parameters.use(p))
	}
	m.add("parameters", list)
	if o.Body != nil {
		content := map[string]any{media.JSON.Type: map[string]any{"schema": o.Body.Schema, "example": o.Body.Example}}
		for _, f := range o.Body.Others {
			content[f.Type] = map[string]any{"schema": f.Schema, "example": f.Example}
		}
		m.add("requestBody", map[string]any{"description": o.Body.Description, "required": true, "content": content})
	}
	m.add("responses", s.answers(o))
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
	if p.Required || in == "path" {
		m.add("required", true)
	}
	if in == "query" {
		m.add("style", "form")
		m.add("explode", false)
	}
	m.add("schema", paramSchema(p))
	if p.Example != "" {
		m.add("example", typed(p, p.Example))
	}
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
		} else if p.Kind == params.Integer { // doubles do not hold these
			m.add("format", "int64")
			m.add("minimum", json.Number(strconv.Itoa(math.MinInt64)))
			m.add("maximum", json.Number(strconv.Itoa(math.MaxInt64)))
		}
	case params.Boolean:
		m.add("type", "boolean")
	case params.Date:
		m.add("type", "string")
		m.add("format", "date")
	case params.DateTime:
		m.add("type", "string")
		m.add("pattern", params.IntervalPattern)
	case params.BBox, params.Envelope:
		m.add("type", "array")
		m.add("oneOf", []any{map[string]any{"minItems": 4, "maxItems": 4}, map[string]any{"minItems": 6, "maxItems": 6}})
		m.add("minItems", 4)
		m.add("maxItems", 6)
		m.add("items", item("number"))
	case params.List:
		of := item("string")
		switch {
		case p.Signed:
			of.add("pattern", "^[+-]?("+alternatives(p.Enum)+")$")
		case p.Pattern != "":
			of.add("pattern", p.Pattern)
		case p.Enum != nil:
			of.add("enum", p.Enum)
		}
		m.add("type", "array")
		m.add("items", of)
		m.add("minItems", 1)
		m.add("uniqueItems", true)
	case params.Numbers:
		m.add("type", "array")
		m.add("items", item("number"))
		m.add("minItems", max(1, p.Min))
		if p.Max > 0 {
			m.add("maxItems", p.Max)
		}
	default:
		m.add("type", "string")
		m.add("minLength", 1)
		if !p.Required || p.MaxLength > 0 {
			m.add("maxLength", cmp.Or(p.MaxLength, textLength))
		}
		if p.Pattern != "" {
			m.add("pattern", p.Pattern)
		}
	}
	if p.Default != "" {
		m.add("default", typed(p, p.Default))
	}
	return m
}

// alternatives is a pattern that the words match, and nothing else.
func alternatives(words []string) string {
	quoted := make([]string, len(words))
	for i, w := range words {
		quoted[i] = regexp.QuoteMeta(w)
	}
	return strings.Join(quoted, "|")
}

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
	case params.Numbers, params.BBox, params.Envelope:
		var numbers []float64
		for part := range strings.SplitSeq(text, ",") {
			if f, err := strconv.ParseFloat(part, 64); err == nil {
				numbers = append(numbers, f)
			}
		}
		return numbers
	}
	return text
}

// success describes the answer to a request that nothing is wrong with.
func success(o *Operation) orderedMap {
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
	return ok
}

// answers lists the answers of an operation.
func (s *shared) answers(o *Operation) orderedMap {
	m := orderedMap{}
	m.add("200", s.successes.use(part{"OK", short(o.ID), success(o)}))
	if o.Body == nil {
		m.add("304", reference("Held"))
	}
	m.add("400", reference("Invalid"))
	if len(o.PathParams) > 0 || slices.ContainsFunc(o.Params, func(p params.Param) bool { return p.Names }) {
		m.add("404", reference("NotFound"))
	}
	m.add("406", reference("NotAcceptable"))
	if o.Body != nil {
		m.add("413", reference("TooLarge"))
		m.add("415", reference("NotJSON"))
	}
	m.add("414", reference("TooLong"))
	m.add("431", map[string]any{"$ref": "#/components/responses/Overlong"})
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
	case strings.HasPrefix(mediaType, "text/"), strings.HasSuffix(mediaType, "+xml"):
		return map[string]any{"type": "string"}
	case !strings.HasSuffix(mediaType, "json"):
		return map[string]any{"type": "string", "format": "binary"}
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
