package ogc

import (
	"net/url"
	"slices"

	"oblast/api/params"
	"oblast/data/snapshot"
)

// collection is what the parameters of a layer are, which no snapshot changes.
type collection struct {
	base  params.Table // without the columns
	all   params.Table // with the columns, each an equality filter
	one   params.Table // of a single feature
	index map[string]int
	every []int // all columns
}

// collection returns the parameters of a layer, made when first asked for.
func (s *Service) collection(l *snapshot.Layer) *collection {
	if held, ok := s.collections.Load(l.Name); ok {
		return held.(*collection)
	}
	c := &collection{base: itemParams(l), one: oneItemParams(l), index: map[string]int{}}
	c.all = c.base
	for i, column := range l.Schema().Columns {
		c.all = c.all.With(filterParam(&column))
		c.index[column.Name], c.every = i, append(c.every, i)
	}
	held, _ := s.collections.LoadOrStore(l.Name, c)
	return held.(*collection)
}

// takes reports whether a name is a parameter that is no column.
func (c *collection) takes(name string) bool {
	for i := range c.base {
		if c.base[i].Name == name {
			return true
		}
	}
	return false
}

// columns returns the positions of columns by name; all for nil.
func (c *collection) columns(names []string) []int {
	if names == nil {
		return c.every
	}
	columns := make([]int, len(names))
	for i, name := range names {
		columns[i] = c.index[name]
	}
	return columns
}

// split takes the equality filters out of a query, so that the small table reads the rest: most requests have none, and
// a layer may have sixty columns. Where a name is neither, or a filter is repeated or empty, the whole table says so.
func (c *collection) split(raw url.Values) (rest url.Values, filters []string, err error) {
	for name, texts := range raw {
		_, column := c.index[name]
		switch {
		case c.takes(name):
		case column && len(texts) == 1 && texts[0] != "":
			filters = append(filters, name)
		default:
			_, err := c.all.Parse(raw)
			return nil, nil, err
		}
	}
	if len(filters) == 0 {
		return raw, nil, nil
	}
	slices.Sort(filters)
	rest = make(url.Values, len(raw))
	for name, texts := range raw {
		if !slices.Contains(filters, name) {
			rest[name] = texts
		}
	}
	return rest, filters, nil
}
