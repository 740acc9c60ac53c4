package layer

import (
	"math"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/paulmach/orb"
)

const noTime = math.MinInt64

// Table is an immutable feature table.
type Table struct {
	schema  Schema
	shapes  Shapes
	ids     []string
	columns []Values
	lon     []float64 // NaN: none
	lat     []float64
	start   []int64 // noTime: none
	end     []int64
	refs    []int32
	refEnds []int32
	own     []orb.Geometry // by row, where the table has own geometries

	indexMu sync.Mutex // while an index is built
	space   atomic.Pointer[space]
	grid    atomic.Pointer[cells]
	time    atomic.Pointer[timeline]
	lons    atomic.Pointer[axis]
	lats    atomic.Pointer[axis]

	countMu sync.Mutex
	counts  map[string]int // numbers of matches that are costly to find

	scratch sync.Pool // *[]int32
	rooms   sync.Pool // *room

	spansMu sync.Mutex
	spans   map[spanColumns]*spans

	arranged atomic.Int64 // columns of numbers that are kept in orders of others

	joints joints
	turns  turns
	held   memory // answers and parts of answers to filters
}

// Schema returns the table's description; not to be changed.
func (t *Table) Schema() *Schema { return &t.schema }

// Len returns the number of rows.
func (t *Table) Len() int { return len(t.ids) }

// ID returns the id of a row.
func (t *Table) ID(row int32) string { return t.ids[row] }

// Row returns the number of the row of an id.
func (t *Table) Row(id string) (row int32, ok bool) {
	i, ok := slices.BinarySearch(t.ids, id)
	return int32(i), ok
}

// Column returns a column by its position in the schema.
func (t *Table) Column(i int) *Values { return &t.columns[i] }

// Point returns a row's point; ok is false where it has none.
func (t *Table) Point(row int32) (lon, lat float64, ok bool) {
	return t.lon[row], t.lat[row], t.lon[row] == t.lon[row]
}

// Interval returns a row's half-open time interval, UTC; a zero time is an open side. ok is false where it has none. An
// instant ends a millisecond after it starts.
func (t *Table) Interval(row int32) (start, end time.Time, ok bool) {
	if t.start[row] == noTime {
		return start, end, false
	}
	if t.start[row] != math.MinInt64+1 {
		start = time.UnixMilli(t.start[row]).UTC()
	}
	if t.end[row] != math.MaxInt64 {
		end = time.UnixMilli(t.end[row]).UTC()
	}
	return start, end, true
}

// Areas returns the numbers of a row's areas among Shapes; empty where it has none. Shared, not to be changed.
func (t *Table) Areas(row int32) []int32 {
	from := int32(0)
	if row > 0 {
		from = t.refEnds[row-1]
	}
	return t.refs[from:t.refEnds[row]]
}

// Own returns a row's own geometry; nil where it has none. Shared, not to be changed.
func (t *Table) Own(row int32) orb.Geometry {
	if t.own == nil {
		return nil
	}
	return t.own[row]
}

// Shapes returns what Areas refers to; nil where no row has an area.
func (t *Table) Shapes() Shapes { return t.shapes }

// HasPlace reports whether the row has a geometry of the table's default kind.
func (t *Table) HasPlace(row int32) bool {
	switch t.schema.Geometry {
	case Points:
		return t.lon[row] == t.lon[row]
	case Areas:
		return len(t.Areas(row)) > 0
	case Own:
		return t.own[row] != nil
	default:
		return false
	}
}

// Extent returns west, south, east, north of all default geometries as in RFC 7946; ok is false where there are none.
// Where some area lies over the antimeridian, all longitudes are covered.
func (t *Table) Extent() (box [4]float64, ok bool) {
	box = [4]float64{180, 90, -180, -90}
	add := func(b [4]float64) {
		if b[0] > b[2] {
			b[0], b[2] = -180, 180
		}
		box = [4]float64{min(box[0], b[0]), min(box[1], b[1]), max(box[2], b[2]), max(box[3], b[3])}
		ok = true
	}
	for row := range int32(len(t.ids)) {
		switch {
		case t.schema.Geometry == Points && t.lon[row] == t.lon[row]:
			add([4]float64{t.lon[row], t.lat[row], t.lon[row], t.lat[row]})
		case t.schema.Geometry == Own && t.own[row] != nil:
			b := t.own[row].Bound()
			add([4]float64{b.Min[0], b.Min[1], b.Max[0], b.Max[1]})
		case t.schema.Geometry == Areas:
			for _, ref := range t.Areas(row) {
				if b, held := t.shapes.Extent(ref); held {
					add(b)
				}
			}
		}
	}
	return box, ok
}

// Span returns the first start and the last end of all rows; a zero time is an open side. ok is false where no row has
// a time.
func (t *Table) Span() (start, end time.Time, ok bool) {
	s, e := int64(math.MaxInt64), int64(math.MinInt64)
	for row := range t.start {
		if t.start[row] != noTime {
			s, e, ok = min(s, t.start[row]), max(e, t.end[row]), true
		}
	}
	if ok && s != math.MinInt64+1 {
		start = time.UnixMilli(s).UTC()
	}
	if ok && e != math.MaxInt64 {
		end = time.UnixMilli(e).UTC()
	}
	return start, end, ok
}

// built returns an index of the table, made at the first call.
func built[T any](t *Table, held *atomic.Pointer[T], make func(*Table) *T) *T {
	if index := held.Load(); index != nil {
		return index
	}
	t.indexMu.Lock()
	defer t.indexMu.Unlock()
	if held.Load() == nil {
		held.Store(make(t))
	}
	return held.Load()
}
