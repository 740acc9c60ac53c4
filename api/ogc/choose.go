package ogc

import (
	"context"
	"net/url"
	"slices"
	"strings"

	"oblast/geo/layer"
)

// head is the head of a column with the address of the same table in its order, or in the reverse of it.
type head struct {
	layer.Column
	Href string
	Sort string // aria-sort: ascending, descending, none
}

// facet is a column with its values, each with how many features of the answer have it.
type facet struct {
	Title  string
	Values []facetValue
}

type facetValue struct {
	Text, Href string
	Count      int
}

// Bounds of the facets of a page: more would hide the table.
const (
	mostFacets = 6
	mostValues = 8
)

// forms are the parameters that choose no features.
var forms = []string{"f", "limit", "after", "before", "sortby", "properties", "exclude-properties", "geometry", "crs", "precision", "detail", "filter-lang", "filter-crs", "bbox-crs",
	"from", "to", "part", "measure", "basis", "as_of"}

// choose gives a table what a reader clicks to see less of it, or in another order: plain links, for no script.
func (t *tableView) choose(ctx context.Context, p *page) error {
	here := address{path: p.at.path, query: without(p.at.query, "f", "after", "before")}
	for _, c := range t.Columns {
		t.Heads = append(t.Heads, p.orderBy(here, c))
	}
	asked, err := url.ParseQuery(p.at.query)
	if err != nil {
		return nil // the request was read already
	}
	for name := range asked {
		if !slices.Contains(forms, name) {
			rest := address{path: here.path, query: without(here.query, name)}
			t.Chosen = append(t.Chosen, Link{Href: rest.as("html"), Rel: name, Title: name + ": " + shortened(asked.Get(name))})
		}
	}
	slices.SortFunc(t.Chosen, func(a, b Link) int { return strings.Compare(a.Rel, b.Rel) })
	for i := range t.Rows {
		for k := range t.Rows[i].Cells {
			if cell := &t.Rows[i].Cells[k]; cell.Known && chooses(&t.Columns[k]) && !asked.Has(t.Columns[k].Name) {
				cell.Only = string(here.html().with(nil, t.Columns[k].Name, cell.Text))
			}
		}
	}
	return t.count(ctx, p, here, asked)
}

// html is the address of the page for people.
func (a address) html() address {
	return address{path: a.path, query: strings.TrimPrefix(without(a.query, "f")+"&f=html", "&")}
}

// chooses reports whether a value of the column is worth a click: one of few, not a text of its own.
func chooses(c *layer.Column) bool {
	return c.Enum != nil || c.Type == layer.Boolean || c.Type == layer.Date || strings.HasSuffix(c.Name, "region_id") || c.Name == "country" || c.Name == "parent_id"
}

func (p *page) orderBy(here address, c layer.Column) head {
	h := head{Column: c, Sort: "none"}
	if !sortable(&c) {
		return h
	}
	by := c.Name
	if keys := p.query.Sort; len(keys) > 0 && p.features.Table().Schema().Columns[keys[0].Column].Name == c.Name {
		h.Sort = "descending"
		if !keys[0].Descending {
			h.Sort, by = "ascending", "-"+c.Name
		}
	}
	h.Href = string(here.html().with(nil, "sortby", by))
	return h
}

// count adds the facets: columns of few values that nothing is asked of yet, with how often each value comes, unknown ones
// left out.
func (t *tableView) count(ctx context.Context, p *page, here address, asked url.Values) error {
	table := p.features.Table()
	query := p.query
	query.Limit, query.After, query.Before, query.Sort = 0, "", "", nil
	for i := range table.Schema().Columns {
		c := &table.Schema().Columns[i]
		if len(t.Facets) == mostFacets {
			return nil
		}
		if asked.Has(c.Name) || c.Type == layer.Date || !chooses(c) {
			continue
		}
		found, err := p.groups(ctx, query, i)
		if err != nil {
			return err
		}
		f := facet{Title: c.Title}
		for g := range found.Len() {
			if code := found.Keys(g)[0]; code != 0 {
				text := table.Column(i).Text(code)
				f.Values = append(f.Values, facetValue{text, string(here.html().with(nil, c.Name, text)), int(found.Of(g)[0].Number)})
			}
		}
		slices.SortStableFunc(f.Values, func(a, b facetValue) int { return b.Count - a.Count })
		if len(f.Values) > 1 {
			f.Values = f.Values[:min(len(f.Values), mostValues)]
			t.Facets = append(t.Facets, f)
		}
	}
	return nil
}

// groups counts the features of a query by the values of a column.
func (p *page) groups(ctx context.Context, query layer.Query, column int) (*layer.Groups, error) {
	count := []layer.Measure{{Kind: layer.Count, Column: -1}}
	if p.layer.Totals != nil {
		return p.features.Table().Aggregate(ctx, query, []int{column}, count)
	}
	return p.layer.Aggregate(ctx, query, []int{column}, count)
}

// shortened is a condition as a chip has room for it.
func shortened(text string) string {
	const most = 60
	if letters := []rune(text); len(letters) > most {
		return string(letters[:most]) + "…"
	}
	return text
}
