package layer

import (
	"fmt"
	"math"
	"strconv"
	"sync/atomic"
	"time"

	"github.com/paulmach/orb"
)

// Builder collects rows for one Table. It is used by one goroutine. Mistakes in its use are kept and returned by Build.
type Builder struct {
	schema  Schema
	shapes  Shapes
	ids     []string
	columns []columnBuilder
	next    int // column that the next value goes to
	lon     []float64
	lat     []float64
	start   []int64
	end     []int64
	refs    []int32 // areas of all rows
	refEnds []int32 // a row's areas are refs[refEnds[row-1]:refEnds[row]]
	own     []orb.Geometry
	scratch []byte
	err     error
	split   []*Builder // see Split

	// Of a column alone:
	alone bool
	rows  int
	id    string // of the row
}

type columnBuilder struct {
	codes codes
	index lexicon
	texts []string
	last  uint32 // code of the last value that was not null, 0 before one: many columns have long runs of one value

	numbers []numbered // codes of some values by their number: to write a number out takes longer than to find it
}

// numbered is the code of the value that a number stands for; 0: of none.
type numbered struct {
	number int64
	code   uint32
}

// mostNumbers is how many numbers a column remembers at most.
const mostNumbers = 1 << 12

// NewBuilder returns a builder for about n rows. The schema is not copied and must not change. Shapes may be nil where
// no row has an area.
func NewBuilder(s Schema, shapes Shapes, n int) *Builder {
	b := &Builder{schema: s, shapes: shapes, ids: make([]string, 0, n), columns: make([]columnBuilder, len(s.Columns)), lon: make([]float64, 0, n), lat: make([]float64, 0, n),
		start: make([]int64, 0, n), end: make([]int64, 0, n), refEnds: make([]int32, 0, n)}
	for i := range b.columns {
		b.columns[i] = columnBuilder{codes: codes{b: make([]uint8, 0, n)}, texts: []string{""}}
	}
	b.next = len(b.columns)
	return b
}

// Row begins the row of an id, which must be above the one before (bytewise). Without further calls it has no place,
// no area and no time. Its columns follow, one call each, in the schema's order.
func (b *Builder) Row(id string) {
	if b.alone {
		b.begin(id)
		return
	}
	if b.next != len(b.columns) {
		b.fail("row %q has %d of %d columns", b.ids[len(b.ids)-1], b.next, len(b.columns))
	}
	if n := len(b.ids); n > 0 && b.ids[n-1] >= id {
		b.fail("id %q does not follow %q", id, b.ids[n-1])
	}
	b.ids = append(b.ids, id)
	b.lon, b.lat = append(b.lon, math.NaN()), append(b.lat, math.NaN())
	b.start, b.end = append(b.start, noTime), append(b.end, noTime)
	b.refEnds = append(b.refEnds, int32(len(b.refs)))
	if b.schema.Geometry == Own {
		b.own = append(b.own, nil)
	}
	b.next = 0
}

// Point gives the row its point, in degrees; longitudes beyond 180 and latitudes beyond 90 are clamped.
func (b *Builder) Point(lon, lat float64) {
	b.lon[len(b.lon)-1] = min(max(lon, -180), 180)
	b.lat[len(b.lat)-1] = min(max(lat, -90), 90)
}

// Shape gives the row its own geometry, where the table has such: shared, not to be changed. Longitudes beyond 180 and
// latitudes beyond 90 must have been clamped (Clamp).
func (b *Builder) Shape(g orb.Geometry) {
	if b.schema.Geometry != Own {
		b.fail("row %q has a geometry of its own, the table has none such", b.ids[len(b.ids)-1])
		return
	}
	b.own[len(b.own)-1] = g
}

// Area adds an area to the row, by its number among the Shapes.
func (b *Builder) Area(ref int32) {
	b.refs = append(b.refs, ref)
	b.refEnds[len(b.refEnds)-1] = int32(len(b.refs))
}

// Interval gives the row its half-open time interval; a zero time leaves that side open, two leave the row without
// time. An end that is not after the start makes the row an instant.
func (b *Builder) Interval(start, end time.Time) {
	if start.IsZero() && end.IsZero() {
		return
	}
	s, e := int64(math.MinInt64+1), int64(math.MaxInt64)
	if !start.IsZero() {
		s = start.UnixMilli()
	}
	if !end.IsZero() {
		e = end.UnixMilli()
	}
	if e <= s {
		e = s + 1
	}
	b.start[len(b.start)-1], b.end[len(b.end)-1] = s, e
}

// Null says that the next column is unknown.
func (b *Builder) Null() {
	if b.next >= len(b.columns) {
		b.fail("row %q has too many columns", b.row())
		return
	}
	if b.schema.Columns[b.next].Required {
		b.fail("row %q: column %s is required", b.row(), b.schema.Columns[b.next].Name)
	}
	c := &b.columns[b.next]
	c.codes.add(0)
	b.next++
}

// Text sets the next column.
func (b *Builder) Text(v string) {
	c := b.column(Text)
	if c == nil {
		return
	}
	if c.last == 0 || c.texts[c.last] != v {
		code, found := c.index.findOrAddText(c.texts, v)
		if !found {
			c.put(v, cap(b.ids))
		}
		c.last = code
	}
	c.codes.add(c.last)
}

// TextOf is Text of bytes that stay the caller's.
func (b *Builder) TextOf(v []byte) { b.bytes(Text, append(b.scratch[:0], v...)) }

// Integer sets the next column.
func (b *Builder) Integer(v int64) {
	if !b.known(Integer, v) {
		b.remember(v, b.bytes(Integer, strconv.AppendInt(b.scratch[:0], v, 10)))
	}
}

// Number sets the next column; what is not finite is null.
func (b *Builder) Number(v float64) {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		b.Null()
		return
	}
	b.bytes(Number, AppendNumber(b.scratch[:0], v+0)) // -0 is 0
}

// Boolean sets the next column.
func (b *Builder) Boolean(v bool) {
	number := int64(0)
	if v {
		number = 1
	}
	if !b.known(Boolean, number) {
		b.remember(number, b.bytes(Boolean, strconv.AppendBool(b.scratch[:0], v)))
	}
}

// List sets the next column to a JSON array; what is none is a mistake.
func (b *Builder) List(v string) {
	c := Column{Name: "list", Type: List}
	text, err := c.Canonical(v)
	if err != nil {
		b.fail("row %q: %v", b.row(), err)
	}
	b.bytes(List, append(b.scratch[:0], text...))
}

// Date sets the next column to the civil date of t.
func (b *Builder) Date(t time.Time) {
	_, offset := t.Zone()
	day := t.Unix() + int64(offset)
	if day -= ((day % 86400) + 86400) % 86400; !b.known(Date, day) {
		b.remember(day, b.bytes(Date, t.AppendFormat(b.scratch[:0], time.DateOnly)))
	}
}

// Instant sets the next column; the zero time is null.
func (b *Builder) Instant(t time.Time) {
	if t.IsZero() {
		b.Null()
		return
	}
	numbers := t.Unix() > -8e9 && t.Unix() < 8e9 // of nanoseconds, which mean nothing beyond the years that they can hold
	nano := t.UnixNano()
	if numbers && b.known(Instant, nano) {
		return
	}
	if c := b.bytes(Instant, t.UTC().AppendFormat(b.scratch[:0], time.RFC3339Nano)); numbers {
		b.remember(nano, c)
	}
}

// known sets the next column to the value of a number where its code is remembered.
func (b *Builder) known(t Type, number int64) bool {
	if b.next >= len(b.columns) || len(b.columns[b.next].numbers) == 0 || b.schema.Columns[b.next].Type != t {
		return false
	}
	c := &b.columns[b.next]
	held := c.numberAt(number)
	if held.code == 0 || held.number != number {
		return false
	}
	b.next++
	c.last = held.code
	c.codes.add(c.last)
	return true
}

// remember notes that a column's last value is that of a number; c is nil where there is no column.
func (b *Builder) remember(number int64, c *columnBuilder) {
	if c == nil {
		return
	}
	if c.numbers == nil {
		n := 4
		for n < mostNumbers && n < cap(b.ids)/16 {
			n *= 2
		}
		c.numbers = make([]numbered, n)
	}
	*c.numberAt(number) = numbered{number, c.last}
}

// put adds a text to the dictionary of a table of about so many rows.
func (c *columnBuilder) put(text string, rows int) {
	if n := len(c.texts); n == cap(c.texts) && n < rows+1 {
		c.texts = append(make([]string, 0, min(2*n+6, rows+1)), c.texts...)
	}
	c.texts = append(c.texts, text)
}

func (c *columnBuilder) numberAt(number int64) *numbered {
	return &c.numbers[uint64(number)*0x9e3779b97f4a7c15>>32%uint64(len(c.numbers))]
}

// Canonical sets the next column, of whatever type, to the canonical text of a value.
func (b *Builder) Canonical(v string) {
	if b.next < len(b.columns) && b.schema.Columns[b.next].Type != Text {
		b.bytes(b.schema.Columns[b.next].Type, append(b.scratch[:0], v...))
		return
	}
	b.Text(v)
}

// Build returns the table, or the first mistake made. The builder must not be used again.
func (b *Builder) Build() (*Table, error) {
	if b.split != nil {
		b.join()
	}
	if b.next != len(b.columns) {
		b.fail("row %q has %d of %d columns", b.ids[len(b.ids)-1], b.next, len(b.columns))
	}
	if b.err != nil {
		return nil, b.err
	}
	t := &Table{schema: b.schema, shapes: b.shapes, ids: b.ids, lon: b.lon, lat: b.lat, start: b.start, end: b.end,
		refs: b.refs, refEnds: b.refEnds, own: b.own, columns: make([]Values, len(b.columns)), counts: map[string]int{}}
	for i := range b.columns {
		t.columns[i].texts, t.columns[i].lexicon = b.columns[i].texts, b.columns[i].index
		t.columns[i].taken = &atomic.Int64{}
		t.columns[i].taken.Store(int64(len(b.columns[i].texts)))
		t.columns[i].codes = b.columns[i].codes
		t.columns[i].kind = b.schema.Columns[i].Type
	}
	return t, nil
}

func (b *Builder) bytes(t Type, v []byte) *columnBuilder {
	b.scratch = v
	c := b.column(t)
	if c == nil {
		return nil
	}
	if c.last == 0 || c.texts[c.last] != string(v) {
		code, found := c.index.findOrAdd(c.texts, v)
		if !found {
			c.put(string(v), cap(b.ids))
		}
		c.last = code
	}
	c.codes.add(c.last)
	return c
}

func (b *Builder) column(t Type) *columnBuilder {
	if b.next >= len(b.columns) {
		b.fail("row %q has too many columns", b.row())
		return nil
	}
	if want := b.schema.Columns[b.next].Type; want != t {
		b.fail("column %s has another type than the value", b.schema.Columns[b.next].Name)
	}
	c := &b.columns[b.next]
	b.next++
	return c
}

// row returns the id of the row that was begun last.
func (b *Builder) row() string {
	if b.alone {
		return b.id
	}
	return b.ids[len(b.ids)-1]
}

func (b *Builder) fail(format string, args ...any) {
	if b.err == nil {
		b.err = fmt.Errorf("layer %s: %w", b.schema.Name, fmt.Errorf(format, args...))
	}
}

// AppendNumber appends the shortest decimal that reads back as v, with an exponent only where it would be very long. It
// is the canonical text of a Number; v must be finite.
func AppendNumber(dst []byte, v float64) []byte {
	format := byte('f')
	if a := math.Abs(v); a != 0 && (a < 1e-6 || a >= 1e21) {
		format = 'e'
	}
	return strconv.AppendFloat(dst, v, format, -1, 64)
}
