package maps

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"reflect"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// stretch is where a member stands in a body.
type stretch struct{ from, to uint32 }

// members are those of an array; behind the first that is too many nothing is kept.
type members []stretch

// UnmarshalJSONFrom implements json.UnmarshalerFrom.
func (m *members) UnmarshalJSONFrom(d *jsontext.Decoder) error {
	*m = (*m)[:0]
	switch kind := d.PeekKind(); kind {
	case 'n':
		return d.SkipValue()
	case '[':
	default:
		if err := d.SkipValue(); err != nil {
			return err
		}
		return &json.SemanticError{JSONKind: kind, GoType: reflect.TypeFor[[]string]()}
	}
	if _, err := d.ReadToken(); err != nil {
		return err
	}
	for d.PeekKind() != ']' {
		value, err := d.ReadValue()
		if err != nil {
			return err
		}
		if end := uint32(d.InputOffset()); len(*m) <= mostQueries {
			*m = append(*m, stretch{end - uint32(len(value)), end})
		}
	}
	_, err := d.ReadToken()
	return err
}

// readJSON reads an array, or {"queries": [...], "geometry": "..."}.
func (b *batch) readJSON(body []byte) error {
	b.body = bytes.TrimSpace(body)
	if b.wrapped = len(b.body) > 0 && b.body[0] == '{'; !b.wrapped {
		return decodeWhole(b.body, &b.members)
	}
	whole := struct {
		Queries  members `json:"queries"`
		Geometry *string `json:"geometry"`
	}{}
	if err := decodeWhole(b.body, &whole); err != nil {
		return err
	}
	if b.members = whole.Queries; whole.Geometry != nil {
		b.form.Geometry = *whole.Geometry
	}
	return nil
}

// decodeWhole reads one JSON value and nothing behind it. Of members of one name the last counts, and half a surrogate is
// U+FFFD.
func decodeWhole(body []byte, v any) error {
	err := json.Unmarshal(body, v, json.RejectUnknownMembers(true), jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true))
	var syntax *jsontext.SyntacticError
	if errors.As(err, &syntax) && jsontext.Value(body[:syntax.ByteOffset]).IsValid(jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true)) {
		return errMore
	}
	return err
}

var errMore = errors.New("more after the first value")

// unreadable says what is wrong with a body in the words of JSON, not of this program.
func unreadable(err error) string {
	var syntax *jsontext.SyntacticError
	var kind *json.SemanticError
	switch {
	case errors.As(err, &syntax) && syntax.ByteOffset == 0 && errors.Is(err, io.ErrUnexpectedEOF):
		return "is empty"
	case errors.Is(err, io.ErrUnexpectedEOF):
		return "ends in the middle"
	case errors.Is(err, errNoText):
		return "is not UTF-8"
	case errors.Is(err, errMore):
		return "has more after the first value"
	case syntax != nil:
		return fmt.Sprintf("is not JSON at byte %d", syntax.ByteOffset+1)
	case errors.Is(err, json.ErrUnknownName) && errors.As(err, &kind):
		return "has an unknown member " + strconv.Quote(kind.JSONPointer.LastToken())
	case errors.As(err, &kind) && kind.GoType != nil:
		at := ""
		if kind.JSONPointer != "" {
			at = " at " + string(kind.JSONPointer)
		}
		return fmt.Sprintf("has %s%s, where %s is expected", given(kind), at, jsonKind(kind.GoType))
	}
	return "is not the JSON expected"
}

// given names the value that is of the wrong kind; of a number where a whole one is expected the number, too.
func given(e *json.SemanticError) string {
	switch e.JSONKind {
	case '0':
		return strings.TrimSuffix("number "+string(e.JSONValue), " ")
	case 't', 'f':
		return "bool"
	case '[':
		return "array"
	}
	return e.JSONKind.String()
}

// jsonKind names the kind of JSON value that is read into a type.
func jsonKind(t reflect.Type) string {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	switch t.Kind() {
	case reflect.Struct:
		return "an object"
	case reflect.Slice:
		return "an array"
	case reflect.String:
		return "a string"
	}
	return "a whole number"
}
