package api_test

import (
	"encoding/json"
	"net/url"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
)

// What is answered about places is what the description says: every answer is held against its schema.
func TestAnswersAboutPlacesAreAsDescribed(t *testing.T) {
	c, _ := config(t)
	s := start(t, c)
	doc, err := openapi3.NewLoader().LoadFromData([]byte(s.ask(t, "GET", "/api?f=json", "").body))
	if err != nil {
		t.Fatal(err)
	}
	schema := func(path, method, mediaType string) *openapi3.Schema {
		o := doc.Paths.Find(path).GetOperation(method)
		return o.Responses.Status(200).Value.Content.Get(mediaType).Schema.Value
	}
	const geo = "application/geo+json"
	q := url.QueryEscape
	for _, test := range []struct{ method, address, kind, body, path, mediaType string }{
		{"GET", "/geocode?q=" + q("Dzhezkazgan district, Kaluga region"), "", "", "/geocode", geo},
		{"GET", "/geocode?q=" + q("Kirov") + "&geometry=none", "", "", "/geocode", geo},
		{"GET", "/geocode?q=" + q("on the border of Kaluga and Tula regions"), "", "", "/geocode", geo},
		{"GET", "/geocode?q=" + q("Russian drone"), "", "", "/geocode", geo},
		{"GET", "/geocode?q=" + q("Московский регион") + "&geometry=bbox&lang=ru", "", "", "/geocode", geo},
		{"GET", "/geocode?q=Kalu&prefix=true", "", "", "/geocode", geo},
		{"POST", "/geocode", "application/json", `["Kaluga region","Russian drone"]`, "/geocode", "application/json"},
		{"POST", "/geocode", "application/json", `{"queries":["Kaluga region"]}`, "/geocode", "application/json"},
		{"POST", "/geocode/text", "text/plain", "Удар по Калужской области\n\nВ Дзержинском районе, сказал губернатор Владислав Шапша, тихо.", "/geocode/text", geo},
		{"GET", "/reverse?lon=37.1&lat=54.6&uncertainty_m=20000", "", "", "/reverse", geo},
		{"GET", "/reverse?lon=39.2&lat=47.28", "", "", "/reverse", geo},
		{"GET", "/reverse?lon=34&lat=43.5&geometry=bbox", "", "", "/reverse", geo},
		{"GET", "/reverse?lon=-30&lat=-40&uncertainty_m=10", "", "", "/reverse", geo},
	} {
		a := s.ask(t, test.method, test.address, test.body, "Content-Type", test.kind)
		var v any
		if err := json.Unmarshal([]byte(a.body), &v); err != nil || a.StatusCode != 200 || !strings.HasPrefix(a.Header.Get("Content-Type"), test.mediaType) {
			t.Errorf("%s: %d %v %.200s", test.address, a.StatusCode, err, a.body)
			continue
		}
		if err := schema(test.path, test.method, test.mediaType).VisitJSON(v); err != nil {
			t.Errorf("%s is not as described: %.600v", test.address, err)
		}
		for _, undescribed := range membersBeside(v, schema(test.path, test.method, test.mediaType), "") {
			t.Errorf("%s answers %s, which is not described", test.address, undescribed)
		}
	}
	for _, path := range []string{"/geocode", "/geocode/text"} {
		for kind, content := range doc.Paths.Find(path).Post.RequestBody.Value.Content {
			body, ok := content.Example.(string)
			if !ok {
				b, err := json.Marshal(content.Example)
				if err != nil {
					t.Fatal(err)
				}
				body = string(b)
			}
			if a := s.ask(t, "POST", path, body, "Content-Type", kind); a.StatusCode != 200 || !strings.Contains(a.body, "RU-KLU") {
				t.Errorf("the example of %s as %s: %d %.200s", path, kind, a.StatusCode, a.body)
			}
		}
	}
}

// membersBeside lists the members of an answer that its schema does not have.
func membersBeside(v any, schema *openapi3.Schema, at string) (list []string) {
	for _, one := range schema.OneOf {
		if one.Value.VisitJSON(v) == nil {
			schema = one.Value
		}
	}
	switch v := v.(type) {
	case []any:
		for _, x := range v {
			if schema.Items != nil {
				list = append(list, membersBeside(x, schema.Items.Value, at+"/-")...)
			}
		}
	case map[string]any:
		for name, x := range v {
			of := schema.Properties[name]
			if of == nil {
				list = append(list, at+"/"+name)
				continue
			}
			list = append(list, membersBeside(x, of.Value, at+"/"+name)...)
		}
	}
	return list
}
