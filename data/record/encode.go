package record

import (
	"bytes"

	"github.com/go-json-experiment/json"
)

// Encode writes a record as one line of JSON without the line feed: keys in the order of the exported types, nothing
// left out, empty lists as []. The same record gives the same bytes. It does not validate.
func Encode(r Record) ([]byte, error) { return json.Marshal(r) }

// KindOf returns the kind of a record as Encode writes it: the first key of its body. "" when it is not there.
func KindOf(body []byte) Kind {
	rest, ok := bytes.CutPrefix(body, []byte(`{"kind":"`))
	if !ok {
		return ""
	}
	for _, k := range Kinds {
		if len(rest) > len(k) && rest[len(k)] == '"' && string(rest[:len(k)]) == k {
			return Kind(k)
		}
	}
	return ""
}
