package ogc

import (
	"encoding/json"
	"slices"
)

// orderedMap is a JSON object whose members keep the order in which they were added.
type orderedMap struct {
	keys   []string
	values []any
}

func (m *orderedMap) add(key string, value any) {
	m.keys, m.values = append(m.keys, key), append(m.values, value)
}

// orNull lets a schema of OpenAPI 3.0 stand for null too, which has to be among the values where these are listed.
func (m *orderedMap) orNull() {
	if i := slices.Index(m.keys, "enum"); i >= 0 {
		m.values[i] = WithNull(m.values[i])
	}
	m.add("nullable", true)
}

// typeOrNull lets a schema of JSON Schema 2020-12 stand for null too.
func (m *orderedMap) typeOrNull() {
	for i, key := range m.keys {
		switch key {
		case "type":
			m.values[i] = []any{m.values[i], "null"}
		case "enum":
			m.values[i] = WithNull(m.values[i])
		}
	}
}

// WithNull returns a list of values with null behind it; anything else as it is.
func WithNull(list any) any {
	switch list := list.(type) {
	case []string:
		all := make([]any, len(list), len(list)+1)
		for i, v := range list {
			all[i] = v
		}
		return append(all, nil)
	case []any:
		if !slices.Contains(list, nil) {
			return append(slices.Clone(list), nil)
		}
	}
	return list
}

// object returns the member of a key, an object; it is added where it is not there yet.
func (m *orderedMap) object(key string) *orderedMap {
	if i := slices.Index(m.keys, key); i >= 0 {
		if o, ok := m.values[i].(*orderedMap); ok {
			return o
		}
	}
	o := &orderedMap{}
	m.add(key, o)
	return o
}

// MarshalJSON writes the members in order.
func (m orderedMap) MarshalJSON() ([]byte, error) {
	b := []byte{'{'}
	for i, key := range m.keys {
		if i > 0 {
			b = append(b, ',')
		}
		k, err := json.Marshal(key)
		if err != nil {
			return nil, err
		}
		v, err := json.Marshal(m.values[i])
		if err != nil {
			return nil, err
		}
		b = append(append(append(b, k...), ':'), v...)
	}
	return append(b, '}'), nil
}
