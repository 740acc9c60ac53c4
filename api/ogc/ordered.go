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
