package cql2

import (
	"slices"
	"strings"

	"oblast/geo/fault"
)

// What people write who know SQL or a programming language, and what it is called in CQL2.

// strangers are signs of other languages.
var strangers = []struct{ sign, write string }{
	{"==", "`=`"}, {"=>", "`>=`"}, {"=<", "`<=`"}, {"=~", "LIKE"}, {"&&", "AND"}, {"&", "AND"}, {"||", "OR"}, {"|", "OR"}, {"~", "LIKE"},
	{"“", quotes}, {"”", quotes}, {"„", quotes}, {"«", quotes}, {"‘", quotes}, {"’", quotes}, {"`", quotes},
	{"[", "a list in round brackets: ('a','b')"}, {"{", "the filter as text, or say that it is JSON: filter-lang=cql2-json"},
}

const quotes = "a text in straight single quotes: 'text'"

// stranger is the fault of a sign that CQL2 does not have; nil where it is none that is known.
func stranger(at int, rest string) error {
	for _, s := range strangers {
		if strings.HasPrefix(rest, s.sign) {
			return failf(at, "`%s` has no meaning in CQL2; write %s", s.sign, s.write)
		}
	}
	return nil
}

// behind is a hint at what stands behind a predicate that should have ended; "" where there is none.
func (p *parser) behind() string {
	if p.now.kind != wordToken && p.now.kind != textToken {
		return ""
	}
	switch word := strings.ToLower(p.now.text); {
	case p.now.at > 0 && p.source[p.now.at-1] == '\'':
		return "; a quote within a text is written twice: 'O''Hara'"
	case word == "ilike":
		return "; write CASEI(property) LIKE CASEI('%text%')"
	case word == "contains" || word == "startswith" || word == "endswith" || word == "matches":
		return "; write LIKE '%text%', where % stands for any letters and _ for one"
	}
	return ""
}

// otherNames are functions of other languages, without the prefix of their family.
var otherNames = map[string]string{
	"upper": "CASEI", "ucase": "CASEI", "toupper": "CASEI", "lower": "CASEI", "lcase": "CASEI", "tolower": "CASEI", "unaccent": "ACCENTI", "strip_accents": "ACCENTI",
	"dwithin": "near(lon, lat, metres)", "distance": "near(lon, lat, metres)", "beyond": "NOT near(lon, lat, metres)", "envelope": "BBOX(west, south, east, north)", "makeenvelope": "BBOX(west, south, east, north)",
	"geomfromtext": "the geometry itself: POINT(36 54)", "geometryfromtext": "the geometry itself: POINT(36 54)", "to_date": "DATE('2025-08-27')", "to_timestamp": "TIMESTAMP('2025-08-27T03:00:00Z')",
}

// unknownFunction is the fault of a call of none that there is.
func (c checker) unknownFunction(e *Expr) error {
	var own []string
	for _, f := range c.Functions {
		own = append(own, f.Name)
	}
	names := append([]string{}, own...)
	for name := range calls {
		names = append(names, strings.ToUpper(name))
	}
	slices.Sort(names)
	problem := "`" + shortened(e.name) + "` is not a function here"
	plain := strings.ToLower(e.name)
	for _, prefix := range []string{"st_", "s_", "sdo_", "geo_"} {
		plain = strings.TrimPrefix(plain, prefix)
	}
	if _, ok := calls["s_"+plain]; ok {
		problem += " (did you mean S_" + strings.ToUpper(plain) + "?)"
	} else if _, ok := calls["t_"+plain]; ok {
		problem += " (did you mean T_" + strings.ToUpper(plain) + "?)"
	} else if write := otherNames[plain]; write != "" {
		problem += "; write " + write
	} else {
		problem = fault.OrNearest(problem, e.name, names)
	}
	f := failf(e.at, "%s", problem)
	f.allowed = own
	return f
}

// unknownProperty is the fault of a name that is no queryable: misspelt, begun, or a text that lacks its quotes.
func (c checker) unknownProperty(e *Expr) error {
	names := c.names()
	problem := "`" + shortened(e.name) + "` is not a queryable"
	near := fault.Nearest(e.name, names)
	for i := 0; near == "" && i < len(names) && len(e.name) > 2; i++ {
		if strings.HasPrefix(names[i], strings.ToLower(e.name)) {
			near = names[i]
		}
	}
	if near != "" {
		problem += " (did you mean " + near + "?)"
	} else {
		problem += "; a text stands in single quotes: '" + shortened(e.name) + "'"
	}
	f := failf(e.at, "%s", problem)
	f.allowed = names
	return f
}
