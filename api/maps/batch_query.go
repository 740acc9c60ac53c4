package maps

import (
	"bytes"
	"errors"
	"math"
	"net/url"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"oblast/geo/fault"
	"oblast/geo/geocode"
	"oblast/geo/region"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// batchQuery is one query of POST /geocode; members are those of GET's parameters.
type batchQuery struct {
	Q      string  `json:"q"`
	Within *string `json:"within"`
	Level  *string `json:"level"`
	Lang   *string `json:"lang"`
	At     *string `json:"at"`
	Limit  *whole  `json:"limit"`
}

// whole is a whole number, however JSON writes it: 20, 20.0 and 2e1 are one.
type whole int

// UnmarshalJSONFrom implements json.UnmarshalerFrom.
func (w *whole) UnmarshalJSONFrom(d *jsontext.Decoder) error {
	text, err := d.ReadValue()
	if err != nil {
		return err
	}
	v, err := strconv.ParseFloat(string(text), 64)
	if err != nil || v != math.Trunc(v) || math.Abs(v) > math.MaxInt32 {
		return &json.SemanticError{JSONKind: text.Kind(), JSONValue: text.Clone(), GoType: reflect.TypeFor[int]()}
	}
	*w = whole(v)
	return nil
}

// query reads one member: a text, or an object.
func (b *batch) query(member []byte) (geocode.Query, error) {
	var own batchQuery
	if err := readQuery(member, &own); err != nil {
		return geocode.Query{}, &fault.FieldError{Field: "", Value: shortened(member), Problem: unreadable(err), Allowed: []string{`a text such as "Kaluga region"`, `an object such as {"q":"Kirov","within":"RU-KLU"}`}}
	}
	if q, ok := b.plain(&own); ok {
		return q, nil
	}
	v, err := GeocodeParams.Parse(b.asked(&own))
	q := geocode.Query{}
	if err == nil {
		err = controlFault(v)
	}
	if err == nil {
		q, err = b.s.geocodeQuery(v)
	}
	for _, f := range fault.Fields(err) {
		f.Field = "/" + f.Field
	}
	return q, err
}

// readQuery reads a text or an object without unknown members.
func readQuery(member []byte, own *batchQuery) error {
	if !utf8.Valid(member) {
		return errNoText
	}
	if len(member) > 0 && member[0] == '"' {
		if inner := member[1:max(1, len(member)-1)]; len(member) > 1 && member[len(member)-1] == '"' && !bytes.ContainsFunc(inner, needsParsing) {
			own.Q = string(inner)
			return nil
		}
		return decodeWhole(member, &own.Q)
	}
	if len(member) == 0 {
		return errNoQuery
	}
	return decodeWhole(member, own)
}

// needsParsing reports whether a rune between quotation marks is other than it stands there, or a fault.
func needsParsing(r rune) bool { return r == '"' || r == '\\' || r < ' ' }

var (
	errNoQuery = errors.New("no query")
	errNoText  = errors.New("not UTF-8")
)

// plain reads a query without a date of its own past the table of parameters, which takes several times as long; false for
// any other, and for a faulty one.
func (b *batch) plain(own *batchQuery) (geocode.Query, bool) {
	q := b.common
	q.Text = own.Q
	if q.Text == "" || len(q.Text) > mostText || !utf8.ValidString(q.Text) || strings.ContainsFunc(q.Text, isControl) || own.At != nil {
		return q, false
	}
	if own.Within != nil {
		q.Within = *own.Within
		if _, ok := b.s.Gazetteer.Tree.Find(q.Within); !ok {
			return q, false
		}
	}
	if own.Lang != nil {
		if q.Lang = *own.Lang; !slices.Contains(Languages, q.Lang) {
			return q, false
		}
	}
	if own.Limit != nil {
		if q.Limit = int(*own.Limit); q.Limit < 1 || q.Limit > mostAnswers {
			return q, false
		}
	}
	if own.Level != nil {
		level, err := region.ParseLevel(*own.Level)
		if err != nil || !slices.Contains(askedLevels, *own.Level) {
			return q, false
		}
		q.Level = &level
	}
	return q, true
}

// asked is a query as the parameters of GET would put it.
func (b *batch) asked(own *batchQuery) url.Values {
	asked := url.Values{}
	for name, value := range map[string]*string{"within": own.Within, "level": own.Level, "lang": own.Lang, "at": own.At} {
		if value != nil {
			asked.Set(name, *value)
		} else if b.given.Given(name) {
			asked.Set(name, b.given.String(name))
		}
	}
	if own.Q != "" {
		asked.Set("q", own.Q)
	}
	if own.Limit != nil {
		asked.Set("limit", strconv.Itoa(int(*own.Limit)))
	} else if b.given.Given("limit") {
		asked.Set("limit", b.given.String("limit"))
	}
	return asked
}

// shortened says back the beginning of a member.
func shortened(member []byte) string {
	const most = 60
	if len(member) <= most {
		return string(bytes.ToValidUTF8(member, []byte("\uFFFD")))
	}
	return string(bytes.ToValidUTF8(member[:most], nil)) + "…"
}

// joined returns faults as one error; nil for none.
func joined(faults []*fault.FieldError) error {
	list := make([]error, len(faults))
	for i, f := range faults {
		list[i] = f
	}
	return errors.Join(list...)
}
