package layer

import (
	"cmp"
	"encoding/base64"
	"encoding/json"
	"math"
	"slices"
	"strings"

	"oblast/geo/fault"
)

// SortKey is a column to order by. Null comes last either way.
type SortKey struct {
	Column     int
	Descending bool
}

// Cursor returns the text by which a row is found again as the end of a page, in whatever state of the data: its id, or
// with an order the values that it was ordered by too. Rows that were added or taken out meanwhile neither shift others
// into a page twice nor out of all pages.
func (t *Table) Cursor(row int32, keys []SortKey) string {
	if len(keys) == 0 {
		return t.ids[row]
	}
	parts := make([]*string, len(keys)+1)
	for i, k := range keys {
		if text, ok := t.columns[k.Column].At(row); ok {
			parts[i] = &text
		}
	}
	parts[len(keys)] = &t.ids[row]
	raw, err := json.Marshal(parts)
	if err != nil {
		return ""
	}
	return base64.RawURLEncoding.EncodeToString(raw)
}

// maxPlace is the place of null, behind all values.
const maxPlace = math.MaxInt64

// place is where a cursor lies: twice a rank and one for a value that there is, between two values an even number.
type place struct {
	at []int64
	id string
}

// place reads a cursor; an error is the caller's mistake.
func (t *Table) place(field, cursor string, keys []SortKey) (place, error) {
	wrong := &fault.FieldError{Field: field, Value: cursor, Problem: "is not a cursor of this order; follow the next and prev links, or leave it out"}
	raw, err := base64.RawURLEncoding.DecodeString(cursor)
	var parts []*string
	if err != nil || json.Unmarshal(raw, &parts) != nil || len(parts) != len(keys)+1 || parts[len(keys)] == nil {
		return place{}, wrong
	}
	p := place{at: make([]int64, len(keys)), id: *parts[len(keys)]}
	for i, k := range keys {
		v := &t.columns[k.Column]
		o := v.order()
		if parts[i] == nil {
			p.at[i] = maxPlace
			continue
		}
		if _, err := t.schema.Columns[k.Column].Canonical(*parts[i]); err != nil {
			return place{}, wrong
		}
		lo := v.below(*parts[i])
		p.at[i] = 2 * int64(lo)
		if lo < len(o.codes) && v.texts[o.codes[lo]] == *parts[i] {
			p.at[i]++
		}
		if k.Descending {
			p.at[i] = -p.at[i]
		}
	}
	return p, nil
}

// below returns how many values lie below a text of the column.
func (v *Values) below(text string) int {
	o := v.order()
	one := &Values{kind: v.kind, texts: []string{"", text}}
	lo, _ := slices.BinarySearchFunc(o.codes, one.valueOf(), func(code uint32, at orderable) int { return v.orderableOf(code).compare(at) })
	return lo
}

// orderable is a value as an order compares it.
type orderable struct {
	text   string
	number float64
	time   int64
}

func (a orderable) compare(b orderable) int {
	return cmp.Or(cmp.Compare(a.number, b.number), cmp.Compare(a.time, b.time), strings.Compare(a.text, b.text))
}

func (v *Values) valueOf() orderable { return v.orderableOf(1) }

func (v *Values) orderableOf(code uint32) orderable {
	switch value := v.Value(code); v.kind {
	case Integer, Number:
		return orderable{number: value.Number}
	case Instant:
		return orderable{time: value.From.Micros}
	}
	return orderable{text: v.texts[code]}
}

// sorter compares rows by an order.
type sorter struct {
	t    *Table
	keys []SortKey
}

// at returns a row's place under key i.
func (s sorter) at(row int32, i int) int64 {
	v := &s.t.columns[s.keys[i].Column]
	code := v.codes.at(row)
	if code == 0 {
		return maxPlace
	}
	rank := 2*int64(v.order().rank[code]) + 1
	if s.keys[i].Descending {
		return -rank
	}
	return rank
}

func (s sorter) compare(a, b int32) int {
	for i := range s.keys {
		if c := cmp.Compare(s.at(a, i), s.at(b, i)); c != 0 {
			return c
		}
	}
	return cmp.Compare(a, b)
}

// compareTo compares a row with a place.
func (s sorter) compareTo(row int32, p place) int {
	for i := range s.keys {
		if c := cmp.Compare(s.at(row, i), p.at[i]); c != 0 {
			return c
		}
	}
	return strings.Compare(s.t.ids[row], p.id)
}

// sortedPage cuts a page in the query's order.
func (t *Table) sortedPage(q Query, a *answer, dst []int32) (Page, error) {
	page := Page{Rows: dst, Matched: a.count, Plan: a.plan, Explain: a.explain}
	s := sorter{t, q.Sort}
	back, cursor, field := q.Before != "", q.After, "after"
	if back {
		cursor, field = q.Before, "before"
	}
	var from *place
	if cursor != "" {
		p, err := t.place(field, cursor, q.Sort)
		if err != nil {
			return page, err
		}
		from = &p
	}
	limit, start := max(q.Limit, 0), len(dst)
	found := s.take(a, from, back, limit+1)
	more := len(found) > limit
	found = found[:min(limit, len(found))]
	page.Rows = append(dst, found...)
	if back {
		slices.Reverse(page.Rows[start:])
	}
	// The other side: is there anything before the page's first row, or behind its last? Not where the page begins the order.
	other := false
	if len(found) > 0 && from != nil {
		edge := s.placeOf(found[0])
		other = len(s.take(a, &edge, !back, 1)) > 0
	} else if from != nil { // the row that the cursor names lies on the other side too
		other = len(s.take(a, from, !back, 1)) > 0 || !more && a.count > 0
	}
	page.Next, page.Prev = more, other
	if back {
		page.Next, page.Prev = other, more
	}
	return page, nil
}

func (s sorter) placeOf(row int32) place {
	p := place{at: make([]int64, len(s.keys)), id: s.t.ids[row]}
	for i := range s.keys {
		p.at[i] = s.at(row, i)
	}
	return p
}
