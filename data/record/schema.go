package record

import (
	"reflect"
	"strings"
	"time"
)

// Dialect is the dialect of the schemas.
const Dialect = "https://json-schema.org/draft/2020-12/schema"

// Schema returns the JSON Schema of a kind of record, made from its Go type, the enumerations and the table of words
// below; ok is false for a kind that there is none of. Maps marshal with sorted keys, so the bytes are stable. A schema
// says what each value looks like and which have to be there; what one value asks of another is said in words, and
// checked by Validate: what a schema refuses Decode refuses, not the other way round.
func Schema(kind, id string) (schema map[string]any, ok bool) {
	t, ok := schemaTypes[Kind(kind)]
	if !ok {
		return nil, false
	}
	w := &schemaWriter{definitions: map[string]any{}}
	schema = w.object(t)
	schema["$schema"] = Dialect
	schema["title"] = kind
	if id != "" {
		schema["$id"] = id
	}
	schema["properties"].(map[string]any)["kind"] = map[string]any{"const": kind}
	if len(w.definitions) > 0 {
		schema["$defs"] = w.definitions
	}
	return schema, true
}

var schemaTypes = map[Kind]reflect.Type{
	KindDocument: reflect.TypeFor[Document](), KindStatement: reflect.TypeFor[Statement](), KindIncident: reflect.TypeFor[Incident](),
	KindTally: reflect.TypeFor[Tally](), KindRestriction: reflect.TypeFor[Restriction](), KindAlias: reflect.TypeFor[Alias](),
}

// schemaWriter collects the definitions that a schema refers to.
type schemaWriter struct{ definitions map[string]any }

// object describes a struct by its tags. What may be null need not be there: a missing key counts as null.
func (w *schemaWriter) object(t reflect.Type) map[string]any {
	name := strings.ToLower(t.Name())
	properties, required := map[string]any{}, []string{}
	for i := range t.NumField() {
		f := t.Field(i)
		key := f.Tag.Get("json")
		value, null := w.value(name+"."+key, f.Type)
		if null {
			value = orNull(value)
		} else {
			required = append(required, key)
		}
		if text := schemaWords[name+"."+key]; text != "" {
			value["description"] = text
		}
		properties[key] = value
	}
	out := map[string]any{"type": "object", "properties": properties, "required": required, "additionalProperties": false}
	if text := schemaWords[name]; text != "" {
		out["description"] = text
	}
	if rules := schemaRules[name]; rules != nil {
		out["allOf"] = rules
	}
	return out
}

// value describes the type of a field; null says that it may be null.
func (w *schemaWriter) value(field string, t reflect.Type) (schema map[string]any, null bool) {
	if t.Kind() == reflect.Pointer {
		schema, _ = w.value(field, t.Elem())
		return schema, true
	}
	switch t {
	case reflect.TypeFor[time.Time]():
		return map[string]any{"type": "string", "format": "date-time", "pattern": "Z$"}, false
	case reflect.TypeFor[Date]():
		return map[string]any{"type": "string", "format": "date", "pattern": `^\d{4}-\d{2}-\d{2}$`}, false
	case reflect.TypeFor[Point]():
		return map[string]any{"type": "array", "minItems": 2, "maxItems": 2, "description": "longitude, latitude in degrees, WGS 84",
			"prefixItems": []any{degrees(180), degrees(90)}}, false
	}
	switch t.Kind() {
	case reflect.Struct:
		name := strings.ToLower(t.Name())
		if _, held := w.definitions[name]; !held {
			w.definitions[name] = nil // it may refer to itself
			w.definitions[name] = w.object(t)
		}
		return map[string]any{"$ref": "#/$defs/" + name}, false
	case reflect.Slice:
		items, _ := w.value(field+"[]", t.Elem())
		return map[string]any{"type": "array", "items": items}, false
	case reflect.Bool:
		return map[string]any{"type": "boolean"}, false
	case reflect.Int:
		if strings.HasSuffix(field, "[]") {
			return map[string]any{"type": "integer", "minimum": -maxInteger, "maximum": maxInteger}, false
		}
		return map[string]any{"type": "integer", "minimum": 0, "maximum": maxInteger}, false
	case reflect.Float64:
		return map[string]any{"type": "number", "exclusiveMinimum": 0}, false
	}
	return textSchema(field), false
}

func degrees(most int) map[string]any {
	return map[string]any{"type": "number", "minimum": -most, "maximum": most}
}

// textSchema describes a string: one of an enumeration, an id, or a text that says something.
func textSchema(field string) map[string]any {
	if words, ok := schemaEnums[field]; ok {
		return map[string]any{"type": "string", "enum": words}
	}
	if pattern, ok := schemaPatterns[field]; ok {
		return map[string]any{"type": "string", "pattern": pattern, "maxLength": maxID}
	}
	if field == "statement.quote" {
		return map[string]any{"type": "string"}
	}
	return map[string]any{"type": "string", "pattern": `\S`}
}

// orNull lets a value be null too.
func orNull(value map[string]any) map[string]any {
	if kind, ok := value["type"]; ok {
		value["type"] = []any{kind, "null"}
		if words, ok := value["enum"].([]string); ok {
			all := make([]any, 0, len(words)+1)
			for _, word := range words {
				all = append(all, word)
			}
			value["enum"] = append(all, nil)
		}
		return value
	}
	return map[string]any{"anyOf": []any{value, map[string]any{"type": "null"}}}
}
