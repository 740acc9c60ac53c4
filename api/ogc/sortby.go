package ogc

import (
	"strings"

	"oblast/api/params"
	"oblast/data/snapshot"
	"oblast/geo/layer"
)

// sortable reports whether features can be ordered by a column: everything but arrays.
func sortable(c *layer.Column) bool { return c.Type != layer.List }

// sortParam is that of OGC API Features part 8.
func sortParam(l *snapshot.Layer) params.Param {
	p := params.Param{Name: "sortby", Kind: params.List, Example: "-count_max,title",
		Description: "The order: columns, each with - before it for the greatest first (+ or nothing: the least first). What is not known comes last either way; equals are ordered by id. Texts are ordered by code point."}
	for _, sign := range []string{"", "+", "-"} {
		for i := range l.Schema().Columns {
			if c := &l.Schema().Columns[i]; sortable(c) {
				p.Enum = append(p.Enum, sign+c.Name)
			}
		}
	}
	return p
}

// readSort reads the order of a request; nil where there is none.
func readSort(c *collection, v params.Values) ([]layer.SortKey, error) {
	var keys []layer.SortKey
	for _, name := range v.List("sortby") {
		key := layer.SortKey{Column: c.index[strings.TrimLeft(name, "+-")], Descending: strings.HasPrefix(name, "-")}
		for _, before := range keys {
			if before.Column == key.Column {
				return nil, v.Fault("sortby", "names "+strings.TrimLeft(name, "+-")+" twice")
			}
		}
		keys = append(keys, key)
	}
	return keys, nil
}
