package ogc

import (
	"bytes"
	"encoding/json"

	"go.yaml.in/yaml/v4"

	"oblast/api/media"
)

// appendDescription appends the description of the API, given in OpenAPI 3.0, in one of its forms.
func appendDescription(dst []byte, doc any, f media.Offer) ([]byte, error) {
	if f.Name == json31Offer.Name || f.Name == yaml31Offer.Name {
		raw, err := json.Marshal(doc)
		if err != nil {
			return dst, err
		}
		var v any
		d := json.NewDecoder(bytes.NewReader(raw))
		d.UseNumber() // some bounds are more than a double holds
		if err := d.Decode(&v); err != nil {
			return dst, err
		}
		doc = to31(v)
	}
	if f.Name == yaml30Offer.Name || f.Name == yaml31Offer.Name {
		return appendYAML(dst, doc)
	}
	raw, err := json.Marshal(doc) // programs read it: without the spaces, which would be as much again
	return append(append(dst, raw...), '\n'), err
}

// to31 turns a document of OpenAPI 3.0 into one of 3.1, whose schemas are JSON Schema 2020-12: null is a type of its own.
func to31(v any) any {
	switch v := v.(type) {
	case map[string]any:
		for key, member := range v {
			v[key] = to31(member)
		}
		if v["openapi"] == "3.0.3" {
			v["openapi"] = "3.1.0"
		}
		if kind, ok := v["type"].(string); ok && v["nullable"] == true {
			delete(v, "nullable")
			v["type"] = []any{kind, "null"}
			if enum, ok := v["enum"]; ok {
				v["enum"] = WithNull(enum)
			}
		}
	case []any:
		for i := range v {
			v[i] = to31(v[i])
		}
	}
	return v
}

// appendYAML appends a value as YAML. JSON is YAML too: it is read as that, which keeps the order of its members, and
// written in the style for people.
func appendYAML(dst []byte, v any) ([]byte, error) {
	raw, err := json.Marshal(v)
	if err != nil {
		return dst, err
	}
	var node yaml.Node
	if err := yaml.Unmarshal(raw, &node); err != nil {
		return dst, err
	}
	plain(&node)
	b := bytes.NewBuffer(dst)
	e := yaml.NewEncoder(b)
	e.SetIndent(2)
	if err := e.Encode(&node); err != nil {
		return dst, err
	}
	return b.Bytes(), e.Close()
}

// plain takes the braces off; texts keep their quotes where they would read as something else.
func plain(n *yaml.Node) {
	n.Style &^= yaml.FlowStyle
	if n.Kind == yaml.ScalarNode && n.Tag == "!!str" {
		n.Style = 0
	}
	for _, part := range n.Content {
		plain(part)
	}
}
