package ogc

import (
	"fmt"
	"slices"
	"strings"

	"github.com/paulmach/orb"

	"oblast/api/params"
	"oblast/data/snapshot"
	"oblast/geo/cql2"
	"oblast/geo/fault"
	"oblast/geo/layer"
	"oblast/geo/region"
)

// The languages of filters (OGC 19-079r2, requirement 12).
const (
	cql2Text = "cql2-text"
	cql2JSON = "cql2-json"
)

// maxFilter is the length of a filter in an address, in bytes.
const maxFilter = 16 << 10

// filterParams are those of OGC API Features part 3.
func filterParams(s *layer.Schema) params.Table {
	return params.Table{
		{Name: "filter", Kind: params.String, MaxLength: maxFilter, Example: filterExample(s),
			Description: "Only features of which this is true: CQL2, whole (OGC 21-065r2). /queryables lists the names, /functions the functions of this service besides. What is not known is neither true nor false."},
		{Name: "filter-lang", Kind: params.Enum, Enum: []string{cql2Text, cql2JSON}, Default: cql2Text, Description: "How the filter is written."},
		{Name: "filter-crs", Kind: params.Enum, Enum: systemURIs(nil), Description: "Reference system of the coordinates in the filter, in its authority's order of axes; CRS84 without it."},
	}
}

// filterExample is a filter that a layer has the columns for.
func filterExample(s *layer.Schema) string {
	if s.Index("region_id") >= 0 && s.Index("night_of") >= 0 {
		return "region_id = 'RU-KLU' AND night_of >= DATE('2025-08-01')"
	}
	for i := range s.Columns {
		if s.Columns[i].Type == layer.Text && s.Columns[i].Enum == nil {
			return `"` + strings.ReplaceAll(s.Columns[i].Name, `"`, `""`) + `" LIKE 'K%'`
		}
	}
	return "TRUE"
}

// readFilter reads the filter of a request; nil where there is none.
func readFilter(c *collection, v params.Values) (*cql2.Expr, error) {
	if !v.Given("filter") {
		return nil, nil
	}
	text, plane := v.String("filter"), planeOf(systemOf(v.String("filter-crs")))
	if v.String("filter-lang") == cql2JSON {
		return cql2.ParseJSON(text, c.queryables, plane)
	}
	if strings.HasPrefix(strings.TrimLeft(text, " "), "{") && !v.Given("filter-lang") {
		return nil, v.Fault("filter", "looks like JSON; say so with filter-lang=cql2-json")
	}
	return cql2.ParseText(text, c.queryables, plane)
}

// planeOf is a reference system as filters take it.
func planeOf(s *system) cql2.Plane {
	if s.crs.IsLonLat() {
		return cql2.Degrees
	}
	return cql2.Plane{Square: s.crs.EPSG == 3857, LonLat: func(x, y float64) (lon, lat float64, ok bool) {
		p := s.crs.LonLat(orb.Point{x, y})
		return p[0], p[1], p[0] >= -180 && p[0] <= 180 && p[1] >= -90 && p[1] <= 90
	}}
}

// queryables is what filters on a layer may name. A text that a column cannot be equal to is refused where another was
// likely meant; else it is a value like any other that nothing has (21-065r2, /conf/basic-cql2/comparison), which notFound
// tells of.
func queryables(l *snapshot.Layer, tree *region.Tree, checks []check) *cql2.Schema {
	properties := l.Schema().Queryables()
	for i, unknown := range checks {
		if unknown != nil {
			properties[i].Check = func(text string) (string, []string) {
				problem, allowed, likely := unknown(text)
				if !likely {
					return "", nil
				}
				return problem, allowed
			}
		}
	}
	s := cql2.NewSchema(properties)
	s.Alias(layer.GeometryName, layer.OtherGeometryName)
	s.Functions = functionsOf(l, s, tree)
	return s
}

// notFound notes which texts of a filter their columns never have.
func (c *collection) notFound(e *cql2.Expr, note func(string)) {
	for _, p := range e.Args {
		if c.notFound(p, note); p.Op != cql2.PropertyRef || p.Index >= len(c.checks) || c.checks[p.Index] == nil {
			continue
		}
		for _, o := range e.Args {
			if o.Op != cql2.Literal || o.Type != cql2.Text || e.Op == cql2.Like {
				continue
			}
			if problem, _, _ := c.checks[p.Index](o.Value.Text); problem != "" {
				note(fmt.Sprintf("filter: `%.40s` %s", o.Value.Text, problem))
			}
		}
	}
}

// unitLevels are the levels of the units that a column names; nil for one that names none, and for an operator's layer,
// whose columns are called as somebody liked.
func unitLevels(l *snapshot.Layer, c *layer.Column) []region.Level {
	if l.Foreign {
		return nil
	}
	return map[string][]region.Level{"country": {region.Country}, "district_id": {region.District},
		"region_id": {region.Region, region.District, region.Country}, "parent_id": {region.Country, region.Region}}[c.Name]
}

// known says what is wrong with a unit that a column is held equal to: one that is not in the tree is not found, with the
// one that was likely meant, as a filter says it too (where it is 400, as every wrong filter).
func (c *collection) known(column int, text string) error {
	if c.checks[column] == nil {
		return nil
	}
	problem, allowed, _ := c.checks[column](text)
	if problem == "" {
		return nil
	}
	return &fault.FieldError{Field: c.queryables.Properties[column].Name, Value: text, Problem: problem, Allowed: allowed, Missing: true}
}

// check says what is wrong with a text that a column is held equal to, what is allowed, and whether that says what was
// likely meant; nothing is wrong: "".
type check func(text string) (problem string, allowed []string, likely bool)

// shortest is how long a text is, in bytes, that is too short to tell what was meant: what is said of it is a guess.
const shortest = 3

// checksOf returns those of a layer's columns; nil where any text will do.
func checksOf(l *snapshot.Layer, tree *region.Tree) []check {
	checks := make([]check, len(l.Schema().Columns))
	for i := range checks {
		checks[i] = checkOf(l, &l.Schema().Columns[i], tree)
	}
	return checks
}

func checkOf(l *snapshot.Layer, c *layer.Column, tree *region.Tree) check {
	levels := unitLevels(l, c)
	switch {
	case c.Enum != nil:
		return func(text string) (string, []string, bool) {
			if slices.Contains(c.Enum, text) {
				return "", nil, false
			}
			return fault.OrNearest("is not a value of "+c.Name, text, c.Enum), c.Enum, fault.Nearest(text, c.Enum) != "" && len(text) > shortest
		}
	case levels != nil:
		return func(text string) (string, []string, bool) {
			if _, ok := tree.Find(text); ok {
				return "", nil, false
			}
			id := meantRegion(text, tree, levels)
			return notARegion("is not a "+c.Name, id), nil, id != "" && len(text) > shortest
		}
	}
	return nil
}

// notARegion adds the unit that was likely meant; "": none.
func notARegion(problem, id string) string {
	if id == "" {
		return problem + "; /collections/regions-1/items lists the regions"
	}
	return problem + "; did you mean " + id + "?"
}

// meantRegion is the unit that was likely meant, by its id or one of its names; "" for none.
func meantRegion(text string, tree *region.Tree, levels []region.Level) string {
	for _, level := range levels {
		var ids []string
		for _, i := range tree.OfLevel(level) {
			ids = append(ids, tree.At(i).ID)
		}
		if id := fault.Nearest(text, ids); id != "" && len(text) > 2 {
			return id
		}
		if id := named(text, tree, level); id != "" {
			return id
		}
	}
	return ""
}

// named returns the id of the one unit of a level whose name begins with the text, or is nearest to it; "" for none.
func named(text string, tree *region.Tree, level region.Level) string {
	text = strings.ToLower(text)
	if len(text) < 3 {
		return ""
	}
	begins, several := "", false
	names, ids := []string{}, map[string]string{}
	for _, i := range tree.OfLevel(level) {
		u := tree.At(i)
		for _, name := range []string{u.Names.EN, u.Names.RU, u.Names.UK} {
			name = strings.ToLower(name)
			if name == "" {
				continue
			}
			if strings.HasPrefix(name, text) {
				several = several || begins != "" && begins != u.ID
				begins = u.ID
			}
			first, _, _ := strings.Cut(name, " ")
			names = append(names, first)
			ids[first] = u.ID
		}
	}
	if begins != "" && !several {
		return begins
	}
	return ids[fault.Nearest(text, names)]
}
