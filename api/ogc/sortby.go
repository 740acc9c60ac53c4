package ogc

import (
	"slices"
	"strings"

	"oblast/api/params"
	"oblast/data/snapshot"
	"oblast/geo/layer"
)

// sortable reports whether features can be ordered by a column: everything but arrays.
func sortable(c *layer.Column) bool { return c.Type != layer.List }

// sortParam is that of OGC API Features part 8.
func sortParam(l *snapshot.Layer) params.Param {
	p := params.Param{Name: "sortby", Kind: params.List, Signed: true,
		Description: "The order: columns, each with - before it for the greatest first (+ or nothing: the least first). What is not known comes last either way; equals are ordered by id. Texts are ordered by code point."}
	for i := range l.Schema().Columns {
		if c := &l.Schema().Columns[i]; sortable(c) {
			p.Enum = append(p.Enum, c.Name)
		}
	}
	if p.Example = strings.Join(p.Enum[:min(1, len(p.Enum))], ","); slices.Contains(p.Enum, "count_max") {
		p.Example = "-count_max," + p.Example
	}
	return p
}

// readSort reads the order of a request; nil where there is none. A column that is named once more, with the other sign,
// changes nothing: what it would tell apart is equal by then.
func readSort(c *collection, v params.Values) []layer.SortKey {
	var keys []layer.SortKey
	for _, name := range v.List("sortby") {
		key := layer.SortKey{Column: c.index[strings.TrimLeft(name, "+-")], Descending: strings.HasPrefix(name, "-")}
		if !slices.ContainsFunc(keys, func(k layer.SortKey) bool { return k.Column == key.Column }) {
			keys = append(keys, key)
		}
	}
	return keys
}
