package layer

import (
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"github.com/go-json-experiment/json/jsontext"

	"oblast/geo/cql2"
	"oblast/geo/fault"
)

// Values is one column of a table: a dictionary of its distinct values and a code a row. Code 0 is null.
type Values struct {
	kind  Type
	texts []string // by code; texts[0] stands for null
	codes codes

	lexicon lexicon
	taken   *atomic.Int64 // len(texts) as long as nothing stands behind them in their array, else -1

	orderOnce sync.Once
	ordered   *order

	numbersOnce sync.Once
	doubles     []float64 // by code

	daysOnce sync.Once
	days     []float64 // by code

	textMu     sync.Mutex // while an order of texts is made
	textOrders []*textOrder

	sidesOnce     sync.Once
	firsts, lasts []int64 // by code

	momentsOnce sync.Once
	times       []cql2.Value // by code

	startOnce sync.Once
	starting  bool

	straightOnce sync.Once
	counting     bitset // by 64 rows

	wordsMu sync.Mutex // while they are built
	parts   atomic.Pointer[words]

	rowsOnce    sync.Once
	rowEnds     []uint32 // rows of code c are rows[rowEnds[c-1]:rowEnds[c]]
	arrangement          // of rows by code
}

// codes holds a code a row in the narrowest of three widths.
type codes struct {
	b []uint8
	h []uint16
	w []uint32
}

// add appends a code; c is as wide as the greatest one asks, and begins with bytes.
func (c *codes) add(code uint32) {
	switch {
	case c.w != nil:
		c.w = append(c.w, code)
	case c.h != nil && code < 1<<16:
		c.h = append(c.h, uint16(code))
	case c.h != nil:
		c.w = make([]uint32, len(c.h), max(cap(c.h), len(c.h)+1))
		for i, v := range c.h {
			c.w[i] = uint32(v)
		}
		c.h, c.w = nil, append(c.w, code)
	case code < 1<<8:
		c.b = append(c.b, uint8(code))
	default:
		c.h = make([]uint16, len(c.b), max(cap(c.b), len(c.b)+1))
		for i, v := range c.b {
			c.h[i] = uint16(v)
		}
		c.b = nil
		c.add(code)
	}
}

func narrow(all []uint32, distinct int) codes {
	var c codes
	switch {
	case distinct <= 1<<8:
		c.b = make([]uint8, len(all))
		for i, v := range all {
			c.b[i] = uint8(v)
		}
	case distinct <= 1<<16:
		c.h = make([]uint16, len(all))
		for i, v := range all {
			c.h[i] = uint16(v)
		}
	default:
		c.w = slices.Clip(all)
	}
	return c
}

func (c *codes) at(row int32) uint32 {
	if c.b != nil {
		return uint32(c.b[row])
	}
	if c.h != nil {
		return uint32(c.h[row])
	}
	return c.w[row]
}

func (c *codes) len() int { return max(len(c.b), len(c.h), len(c.w)) }

// Code returns the code of a row's value; 0 is null.
func (v *Values) Code(row int32) uint32 { return v.codes.at(row) }

// Distinct returns the number of codes, null's included.
func (v *Values) Distinct() int { return len(v.texts) }

// Text returns the canonical text of a code (see Type); "" for null.
func (v *Values) Text(code uint32) string { return v.texts[code] }

// At returns the canonical text of a row's value; ok is false for null.
func (v *Values) At(row int32) (text string, ok bool) {
	c := v.codes.at(row)
	return v.texts[c], c != 0
}

// Find returns the code of a canonical text.
func (v *Values) Find(text string) (code uint32, ok bool) {
	code = v.lexicon.find(v.texts, text)
	return code, code != 0
}

// Rows returns the rows that hold a code, ascending; shared, not to be changed. The index is built on the first call.
func (v *Values) Rows(code uint32) []int32 {
	v.rowsOnce.Do(v.group)
	from := uint32(0)
	if code > 0 {
		from = v.rowEnds[code-1]
	}
	return v.rows[from:v.rowEnds[code]]
}

// group sorts the rows by code (a counting sort, so rows stay ascending within a code).
func (v *Values) group() {
	n := v.codes.len()
	ends := make([]uint32, len(v.texts)+1)
	for i := range n {
		ends[v.codes.at(int32(i))+1]++
	}
	for c := 1; c < len(ends); c++ {
		ends[c] += ends[c-1]
	}
	rows := make([]int32, n)
	for i := range n {
		c := v.codes.at(int32(i))
		rows[ends[c]] = int32(i)
		ends[c]++
	}
	v.rowEnds, v.rows = ends[:len(v.texts)], rows
}

// Canonical turns what a client wrote into the text under which a value is held, or says what is allowed.
func (c *Column) Canonical(text string) (string, error) {
	wrong := func(problem string, allowed ...string) (string, error) {
		return "", &fault.FieldError{Field: c.Name, Value: text, Problem: problem, Allowed: allowed}
	}
	switch c.Type {
	case Integer:
		n, err := strconv.ParseInt(text, 10, 64)
		if err != nil {
			return wrong("is not an integer")
		}
		return strconv.FormatInt(n, 10), nil
	case Number:
		f, err := strconv.ParseFloat(text, 64)
		if err != nil || f != f || f-f != 0 {
			return wrong("is not a number")
		}
		return string(AppendNumber(nil, f+0)), nil
	case Boolean:
		if text != "true" && text != "false" {
			return wrong("is not a boolean", "true", "false")
		}
	case Date:
		if _, err := time.Parse(time.DateOnly, text); err != nil {
			return wrong("is not a date; write YYYY-MM-DD")
		}
	case Instant:
		t, err := time.Parse(time.RFC3339Nano, text)
		if err != nil {
			return wrong("is not a time; write YYYY-MM-DDThh:mm:ssZ")
		}
		return t.UTC().Format(time.RFC3339Nano), nil
	case List:
		raw := jsontext.Value(text)
		if raw.Kind() != '[' || raw.Compact() != nil {
			return wrong("is not an array; write [\"a\",\"b\"]")
		}
		return string(raw), nil
	default:
		if c.Enum != nil && !slices.Contains(c.Enum, text) {
			return wrong("is not one of its values", c.Enum...)
		}
	}
	return text, nil
}
