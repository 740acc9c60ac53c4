package ogc

import (
	"net/http"
	"net/url"
	"slices"
	"sync/atomic"

	"oblast/api/media"
	"oblast/api/params"
	"oblast/data/snapshot"
	"oblast/geo/cql2"
)

// collection is what the parameters of a layer are, which no snapshot changes.
type collection struct {
	base  params.Table // without the columns
	all   params.Table // with the columns, each an equality filter
	one   params.Table // of a single feature
	index map[string]int
	every []int // all columns

	offers     []media.Offer
	queryables *cql2.Schema // what filters may name
	checks     []check      // of the columns
	groups     *collection  // what /aggregate takes
	told       atomic.Pointer[told]
	tiles      *collection // what tiles take, and
	tileJSON   *collection // what the document about them does
	styles     *collection // what the layer's style takes
	archive    *collection // what the file of its tiles takes
}

// collection returns the parameters of a layer, made when first asked for.
func (s *Service) collection(l *snapshot.Layer) *collection {
	if held, ok := s.collections.Load(l.Name); ok {
		return held.(*collection)
	}
	tree := s.config.Snapshots.Current().Tree()
	checks := checksOf(l, tree)
	c := &collection{base: itemParams(l), one: oneItemParams(l), offers: itemOffers(l), index: map[string]int{}, queryables: queryables(l, tree, checks), checks: checks}
	for i, column := range l.Schema().Columns {
		c.index[column.Name], c.every = i, append(c.every, i)
	}
	c.all = withColumns(c.base, l)
	c.groups, c.tiles, c.tileJSON = c.beside(l, groupParams(l)), c.beside(l, tileParams(l, tileOffers)), c.beside(l, tileParams(l, jsonOffers))
	c.styles, c.archive = c.beside(l, styleParams(l)), c.beside(l, archiveParams(l))
	held, _ := s.collections.LoadOrStore(l.Name, c)
	return held.(*collection)
}

// beside is what another address of the layer takes.
func (c *collection) beside(l *snapshot.Layer, base params.Table) *collection {
	return &collection{base: base, all: withColumns(base, l), index: c.index, every: c.every, queryables: c.queryables, checks: c.checks}
}

// withColumns adds the columns to what an address takes, each an equality filter; a name that is taken stays what it is.
func withColumns(base params.Table, l *snapshot.Layer) params.Table {
	all, taken := base, base.Names()
	for _, column := range l.Schema().Columns {
		if !slices.Contains(taken, column.Name) {
			all = all.With(filterParam(l, &column))
		}
	}
	return all
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

// filter is a column that must have a value, as the query gives it.
type filter struct {
	column int
	text   string
}

// read reads a query: the parameters, and the equality filters apart from them. Most requests have no filter, and a layer
// may have sixty columns: a right query is read with the small table and no map, any other once more with the whole one,
// which says all that is wrong. Escapes that cannot be read are a fault too. The values are those of an earlier request,
// which is over.
func (c *collection) read(req *http.Request, used params.Values) (v params.Values, filters []filter, err error) {
	v, ok := c.base.Take(req.URL.RawQuery, used, func(name, text string) bool {
		column, ok := c.index[name]
		if !ok || text == "" || params.TooLong(text, 0) || slices.ContainsFunc(filters, func(f filter) bool { return f.column == column }) {
			return false
		}
		filters = append(filters, filter{column, text})
		return true
	})
	if ok {
		return v, filters, nil
	}
	raw, err := url.ParseQuery(req.URL.RawQuery)
	if err != nil {
		_, err := c.all.Read(req)
		return v, nil, err
	}
	rest, filters, err := c.split(raw)
	if err != nil {
		return v, nil, err
	}
	v, err = c.base.Parse(rest)
	return v, filters, err
}

// split takes the equality filters out of a query. Where a name is neither, or a filter is repeated or empty, the whole
// table says so.
func (c *collection) split(raw url.Values) (rest url.Values, filters []filter, err error) {
	rest = make(url.Values, len(raw))
	for name, texts := range raw {
		column, ok := c.index[name]
		switch {
		case c.takes(name):
			rest[name] = texts
		case ok && len(texts) == 1 && texts[0] != "" && !params.TooLong(texts[0], 0):
			filters = append(filters, filter{column, texts[0]})
		default:
			_, err := c.all.Parse(raw)
			return nil, nil, err
		}
	}
	slices.SortFunc(filters, func(a, b filter) int { return a.column - b.column })
	return rest, filters, nil
}
