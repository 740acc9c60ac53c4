package encode

import (
	"math"
	"slices"
	"sync"
	"sync/atomic"

	"oblast/geo/layer"
)

// fragments are byte strings in one block: the i-th is block[ends[i-1]:ends[i]].
type fragments struct {
	block []byte
	ends  []uint32
}

func (f *fragments) at(i uint32) []byte {
	if i == 0 {
		return f.block[:f.ends[0]]
	}
	return f.block[f.ends[i-1]:f.ends[i]]
}

// end closes the fragment that was appended to the block last.
func (f *fragments) end() { f.ends = append(f.ends, uint32(len(f.block))) }

// prepared is what is written for each code of a dictionary: first for those that were there at first, more for those
// that revisions of the table brought.
type prepared struct {
	first, more fragments
}

func (p *prepared) at(code uint32) []byte {
	if n := uint32(len(p.first.ends)); code >= n {
		return p.more.at(code - n)
	}
	return p.first.at(code)
}

func (p *prepared) len() int { return len(p.first.ends) + len(p.more.ends) }

// follow returns p with n codes, those beyond p's appended by add; nil where so many are new that all should be made
// anew. What is shared is never changed.
func (p *prepared) follow(n int, add func(dst []byte, code uint32) []byte) *prepared {
	if n == p.len() {
		return p
	}
	if n > len(p.first.ends)*9/8+1024 {
		return nil
	}
	next := &prepared{first: p.first, more: fragments{slices.Clone(p.more.block), slices.Clone(p.more.ends)}}
	for code := uint32(p.len()); code < uint32(n); code++ {
		next.more.block = add(next.more.block, code)
		next.more.end()
	}
	return next
}

// members holds `,"name":value` for each distinct value of a column, made on first use.
type members struct {
	mu   sync.Mutex
	held atomic.Pointer[prepared]
}

// mostPrepared is how many distinct values of a column are held as they are written; of one that has more, such as the ids
// of a million rows, each is written anew, so that memory stays bounded.
const mostPrepared = 1 << 18

// appendMember appends a column's member of a row.
func (f *Features) appendMember(dst []byte, column int, row int32) []byte {
	code := f.table.Column(column).Code(row)
	p := f.columns[column].held.Load()
	if p == nil && f.table.Column(column).Distinct() > mostPrepared {
		return memberOf(f.table, column)(dst, code)
	}
	if p == nil {
		p = f.prepare(column)
	}
	return append(dst, p.at(code)...)
}

func (f *Features) prepare(column int) *prepared {
	m := &f.columns[column]
	m.mu.Lock()
	defer m.mu.Unlock()
	if p := m.held.Load(); p != nil {
		return p
	}
	add := memberOf(f.table, column)
	n := f.table.Column(column).Distinct()
	p := &prepared{first: fragments{block: make([]byte, 0, n*32), ends: make([]uint32, 0, n)}}
	for code := range uint32(n) {
		p.first.block = add(p.first.block, code)
		p.first.end()
	}
	p.first.block = slices.Clip(p.first.block)
	m.held.Store(p)
	return p
}

// memberOf returns what appends a column's member for a code.
func memberOf(t *layer.Table, column int) func(dst []byte, code uint32) []byte {
	c, values := t.Schema().Columns[column], t.Column(column)
	key := append(AppendString([]byte{','}, c.Name), ':')
	quoted := c.Type == layer.Text || c.Type == layer.Date || c.Type == layer.Instant
	return func(dst []byte, code uint32) []byte {
		dst = append(dst, key...)
		switch {
		case code == 0:
			return append(dst, "null"...)
		case quoted:
			return AppendString(dst, values.Text(code))
		}
		return append(dst, values.Text(code)...)
	}
}

// pointTexts holds the point of every row as it is written. Rows at one point share it. Of more than mostPrepared it holds none.
type pointTexts struct {
	many  bool
	codes []uint32 // by row
	texts prepared
	index map[[2]float64]uint32
}

// appendPoint appends a row's point; nothing where it has none.
func (f *Features) appendPoint(dst []byte, row int32) []byte {
	p := f.points.held.Load()
	if p == nil {
		p = f.preparePoints()
	}
	if !p.many {
		return append(dst, p.texts.at(p.codes[row])...)
	}
	if lon, lat, ok := f.table.Point(row); ok {
		dst = AppendPoint(dst, lon, lat)
	}
	return dst
}

func (f *Features) preparePoints() *pointTexts {
	f.points.mu.Lock()
	defer f.points.mu.Unlock()
	if p := f.points.held.Load(); p != nil {
		return p
	}
	p := &pointTexts{codes: make([]uint32, f.table.Len()), index: map[[2]float64]uint32{}}
	for row := range p.codes {
		if p.codes[row] = p.code(f.table, int32(row), &p.texts.first); len(p.index) > mostPrepared {
			p = &pointTexts{many: true}
			break
		}
	}
	p.index = nil
	f.points.held.Store(p)
	return p
}

// code returns the code of a row's point, appended to where it is new.
func (p *pointTexts) code(t *layer.Table, row int32, to *fragments) uint32 {
	lon, lat, ok := t.Point(row)
	if !ok {
		lon, lat = math.Inf(1), math.Inf(1)
	}
	at := [2]float64{lon, lat}
	code, known := p.index[at]
	if !known {
		code = uint32(p.texts.len())
		if p.index[at] = code; ok {
			to.block = AppendPoint(to.block, lon, lat)
		}
		to.end()
	}
	return code
}

// follow returns the points of a revision of the table: rows of the same id at the same point keep theirs.
func (p *pointTexts) follow(before, after *layer.Table) *pointTexts {
	next := &pointTexts{codes: make([]uint32, after.Len()), texts: prepared{first: p.texts.first,
		more: fragments{slices.Clone(p.texts.more.block), slices.Clone(p.texts.more.ends)}}, index: map[[2]float64]uint32{}}
	held, n := int32(0), int32(before.Len())
	for row := range int32(after.Len()) {
		id := after.ID(row)
		for held < n && before.ID(held) != id && before.ID(held) < id {
			held++
		}
		lon, lat, ok := after.Point(row)
		if held < n && before.ID(held) == id {
			was, and, placed := before.Point(held)
			if ok == placed && (!ok || lon == was && lat == and) {
				next.codes[row] = p.codes[held]
				held++
				continue
			}
			held++
		}
		next.codes[row] = next.code(after, row, &next.texts.more)
	}
	next.index = nil
	return next
}

// Follow returns an encoder for a revision of the table (layer.Table.Revise), which takes over what is prepared already.
func (f *Features) Follow(t *layer.Table) *Features {
	next := NewFeatures(t)
	for i := range f.columns {
		if p := f.columns[i].held.Load(); p != nil {
			next.columns[i].held.Store(p.follow(t.Column(i).Distinct(), memberOf(t, i)))
		}
	}
	if p := f.points.held.Load(); p != nil && p.many {
		next.points.held.Store(p)
	} else if p != nil && len(p.texts.more.ends) <= len(p.texts.first.ends)/8+1024 {
		next.points.held.Store(p.follow(f.table, t))
	}
	return next
}
