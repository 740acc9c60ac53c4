package cql2

import (
	"bytes"
	"errors"
	"io"
	"strconv"
	"strings"
	"sync"

	"github.com/go-json-experiment/json/jsontext"
	"github.com/paulmach/orb"
)

// ParseJSON reads a filter in CQL2 JSON.
func ParseJSON(source string, s *Schema, plane Plane) (*Expr, error) {
	return read(source, s, func() (*Expr, error) {
		d, _ := decoders.Get().(*decoder)
		if d == nil {
			d = new(decoder)
		}
		defer decoders.Put(d)
		d.start(source, plane)
		e, err := d.value()
		if err != nil {
			return nil, err
		}
		if _, err := d.ReadToken(); !errors.Is(err, io.EOF) {
			return nil, failf(d.at(), "something stands behind the filter")
		}
		return e, nil
	})
}

// decoder reads expressions from JSON tokens.
type decoder struct {
	jsontext.Decoder
	buffer bytes.Buffer
	source string // what is in the buffer
	plane  Plane
	deep   int
}

// decoders holds decoders that are not in use, for their buffers.
var decoders sync.Pool

func (d *decoder) start(source string, plane Plane) {
	d.buffer.Reset()
	d.buffer.WriteString(source)
	d.Reset(&d.buffer)
	d.source, d.plane, d.deep = source, plane, 0
}

// at is the byte where the next token starts, white space and separators before it passed over.
func (d *decoder) at() int {
	n := int(d.InputOffset())
	for n < len(d.source) && separates(d.source[n]) {
		n++
	}
	return n
}

func separates(c byte) bool {
	return c == ' ' || c == ',' || c == ':' || c == '\t' || c == '\n' || c == '\r'
}

// said is what the token says that was just read and starts at a byte: a part of the source, unless something is escaped in it.
func (d *decoder) said(t jsontext.Token, at int) string {
	text := d.source[at:d.InputOffset()]
	if t.Kind() == '"' {
		if text = text[1 : len(text)-1]; strings.IndexByte(text, '\\') >= 0 {
			return t.String()
		}
	}
	return text
}

// token reads one token; a fault of the JSON itself becomes one of the filter.
func (d *decoder) token() (jsontext.Token, error) {
	t, err := d.ReadToken()
	if err != nil {
		return t, d.syntax(err)
	}
	return t, nil
}

func (d *decoder) syntax(err error) error {
	var s *jsontext.SyntacticError
	if errors.As(err, &s) {
		if d.InputOffset() == 0 {
			return failf(int(s.ByteOffset), "the filter is not JSON: %v; text is read with filter-lang=cql2-text", s.Err)
		}
		return failf(int(s.ByteOffset), "the filter is not JSON: %v", s.Err)
	}
	return failf(int(d.InputOffset()), "the filter is not JSON: it ends too early")
}

// value reads an expression: a scalar, an array, or an object that is an operation or a literal.
func (d *decoder) value() (*Expr, error) {
	if d.deep++; d.deep > MaxDepth {
		return nil, failf(d.at(), "the filter is nested more than %d deep", MaxDepth)
	}
	defer func() { d.deep-- }()
	at := d.at()
	switch d.PeekKind() {
	case '{':
		return d.object(at)
	case '[':
		all, err := d.array()
		if err != nil {
			return nil, err
		}
		return node(ArrayOf, at, all...)
	}
	t, err := d.token()
	if err != nil {
		return nil, err
	}
	switch t.Kind() {
	case '"':
		return literal(TextValue(d.said(t, at)), at), nil
	case '0':
		n, err := d.number(t, at)
		if err != nil {
			return nil, err
		}
		return literal(NumberValue(n), at), nil
	case 't', 'f':
		return literal(truth(t.Bool()), at), nil
	}
	return nil, failf(at, "null has no meaning here; write {\"op\":\"isNull\",\"args\":[...]}")
}

func (d *decoder) array() ([]*Expr, error) {
	if err := d.open('['); err != nil {
		return nil, err
	}
	all := make([]*Expr, 0, 4)
	for d.PeekKind() != ']' {
		e, err := d.value()
		if err != nil {
			return nil, err
		}
		all = append(all, e)
	}
	_, err := d.token()
	return all, err
}

// open reads the token that begins an object or an array.
func (d *decoder) open(kind jsontext.Kind) error {
	at := d.at()
	if found := d.PeekKind(); found != kind && found != 0 {
		return failf(at, "%s stands where %s should", kindName(found), kindName(kind))
	}
	_, err := d.token()
	return err
}

func kindName(k jsontext.Kind) string {
	switch k {
	case '{':
		return "an object"
	case '[':
		return "an array"
	case '"':
		return "a text"
	case '0':
		return "a number"
	case 'n':
		return "null"
	}
	return "true or false"
}

// object reads the members of an object; the first that is known says what it is.
func (d *decoder) object(at int) (*Expr, error) {
	if err := d.open('{'); err != nil {
		return nil, err
	}
	m := members{at: at}
	for d.PeekKind() != '}' {
		nameAt := d.at()
		t, err := d.token()
		if err != nil {
			return nil, err
		}
		if err := d.member(&m, d.said(t, nameAt), nameAt); err != nil {
			return nil, err
		}
	}
	if _, err := d.token(); err != nil {
		return nil, err
	}
	return m.expr(d.plane)
}

// members is what an object was found to hold.
type members struct {
	at       int
	made     *Expr // by a member that says all
	op       string
	opAt     int
	args     []*Expr
	hasArgs  bool
	geometry string // its type
	parts    orb.Geometry
	coords   *coordinates
}

func (d *decoder) member(m *members, name string, at int) (err error) {
	switch name {
	case "op":
		m.op, m.opAt, err = d.text()
	case "args":
		m.args, err = d.array()
		m.hasArgs = true
	case "property":
		var text string
		text, at, err = d.text()
		m.made = &Expr{Op: PropertyRef, at: at, name: text, depth: 1}
	case "date", "timestamp":
		m.made, err = d.instant(name == "date")
	case "interval":
		m.made, err = d.interval(m.at)
	case "bbox":
		if m.geometry != "" || m.coords != nil {
			return d.skip() // a GeoJSON geometry may carry one
		}
		var n []float64
		if n, err = d.numbers(); err == nil {
			m.made, err = d.plane.box(n, m.at)
		}
	case "type":
		m.geometry, _, err = d.text()
	case "coordinates":
		var c coordinates
		c, err = d.coordinates(0)
		m.coords = &c
	case "geometries":
		m.parts, err = d.geometries()
	default:
		return failf(at, "%s is no member of an expression; known are op with args, property, date, timestamp, interval, bbox, and those of a GeoJSON geometry", shortened("`"+name+"`"))
	}
	return err
}

func (m *members) expr(plane Plane) (*Expr, error) {
	switch {
	case m.geometry != "":
		g, err := m.shape()
		if err != nil {
			return nil, err
		}
		return plane.literal(g, m.at)
	case m.op != "":
		return m.operation()
	case m.made != nil:
		return m.made, nil
	}
	return nil, failf(m.at, "the object is no expression: it has neither op, property, date, timestamp, interval, bbox nor type")
}

// operation makes op and args a node.
func (m *members) operation() (*Expr, error) {
	if !m.hasArgs {
		return nil, failf(m.opAt, "%s has no args", m.op)
	}
	op, ok := opsByName[strings.ToLower(m.op)]
	if !ok {
		op = Call
	}
	args := m.args
	switch {
	case op == Subtract && len(args) == 1:
		op = Negate
	case op == In && len(args) == 2 && args[1].Op == ArrayOf && len(args[1].Args) > 0:
		args = append([]*Expr{args[0]}, args[1].Args...)
	case op == In:
		return nil, failf(m.opAt, "in takes a value and an array of one or more values")
	}
	e, err := node(op, m.opAt, args...)
	if err == nil {
		e.name = m.op
	}
	return e, err
}

func (d *decoder) text() (text string, at int, err error) {
	at = d.at()
	if found := d.PeekKind(); found != '"' && found != 0 {
		return "", at, failf(at, "%s stands where a text should", kindName(found))
	}
	t, err := d.token()
	if err != nil {
		return "", at, err
	}
	return d.said(t, at), at, nil
}

// number is what the token of a number says that starts at a byte.
func (d *decoder) number(t jsontext.Token, at int) (float64, error) {
	text := d.said(t, at)
	n, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return 0, failf(at, "the number %s is too large", shortened(text))
	}
	return n, nil
}

func (d *decoder) skip() error {
	if err := d.SkipValue(); err != nil {
		return d.syntax(err)
	}
	return nil
}

func (d *decoder) instant(day bool) (*Expr, error) {
	text, at, err := d.text()
	if err != nil {
		return nil, err
	}
	v, ok := parseMoment(text, day)
	if !ok {
		return nil, notAMoment(at, text, day)
	}
	return literal(v, at), nil
}

func (d *decoder) interval(at int) (*Expr, error) {
	sides, err := d.array()
	if err != nil {
		return nil, err
	}
	if len(sides) != 2 {
		return nil, failf(at, "an interval has a start and an end; \"..\" leaves one open")
	}
	for i, s := range sides {
		if sides[i], err = intervalSide(s, i == 0); err != nil {
			return nil, err
		}
	}
	return node(IntervalOf, at, sides...)
}

func (d *decoder) numbers() ([]float64, error) {
	c, err := d.coordinates(0)
	if err == nil && (c.numbers == nil || c.parts != nil) {
		return nil, failf(c.at, "an array of numbers should stand here")
	}
	return c.numbers, err
}
