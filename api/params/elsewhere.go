package params

import (
	"slices"
	"strings"

	"oblast/geo/fault"
)

// elsewhere is what other servers and older standards call parameters, in small letters, and what they are called here.
var elsewhere = map[string]string{
	"offset": "after", "startindex": "after", "start": "after", "page": "after", "cursor": "after", "resultoffset": "after",
	"count": "limit", "maxfeatures": "limit", "num": "limit", "per_page": "limit", "pagesize": "limit", "resultrecordcount": "limit",
	"where": "filter", "query": "filter", "cql": "filter", "cql_filter": "filter", "q": "filter",
	"outfields": "properties", "fields": "properties", "select": "properties", "propertyname": "properties", "columns": "properties",
	"srs": "crs", "srsname": "crs", "outsr": "crs", "srid": "crs", "bbox-srs": "bbox-crs", "time": "datetime", "date": "datetime",
	"sort": "sortby", "orderby": "sortby", "order": "sortby", "format": "f", "outputformat": "f", "group_by": "by", "groupby": "by",
}

// meant says that a name is no parameter of the table, and which was likely meant: the one that others call so, else one
// that is written nearly so.
func (t Table) meant(name string) string {
	const problem = "is not a parameter of this address"
	names := t.Names()
	switch here := elsewhere[strings.ToLower(name)]; {
	case here == "" || !slices.Contains(names, here):
		return fault.OrNearest(problem, name, names)
	case here == "after":
		return problem + " (did you mean after? the next link of a page has it)"
	default:
		return problem + " (did you mean " + here + "?)"
	}
}
