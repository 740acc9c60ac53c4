package ogc

import (
	"bytes"
	"context"
	"embed"
	"encoding/json"
	"fmt"
	"html/template"
	"net/url"
	"strings"

	"github.com/labstack/echo/v4"

	"oblast/api/media"
	"oblast/api/params"
	"oblast/data/snapshot"
	"oblast/geo/encode"
	"oblast/geo/gazetteer"
	"oblast/geo/layer"
)

//go:embed pages/*.html
var pageFiles embed.FS

// parsePages returns a template a page, each with the frame around it.
func parsePages() (map[string]*template.Template, error) {
	pages := map[string]*template.Template{}
	for _, name := range []string{"landing", "conformance", "collections", "collection", "items", "item", "schema", "functions", "styles", "api"} {
		t, err := template.New(name).Funcs(template.FuncMap{"kind": kindName, "number": isNumber, "json": plainJSON, "unit": unitName}).ParseFS(pageFiles, "pages/frame.html", "pages/table.html", "pages/"+name+".html")
		if err != nil {
			return nil, fmt.Errorf("page %s: %w", name, err)
		}
		pages[name] = t
	}
	return pages, nil
}

// kindName says in words how a parameter is written.
func kindName(k params.Kind) string {
	return map[params.Kind]string{params.Enum: "one of", params.Integer: "whole number", params.Number: "number", params.Boolean: "true or false",
		params.Date: "date", params.BBox: "west,south,east,north", params.Envelope: "west,south,east,north", params.DateTime: "time, date or interval", params.List: "list with commas",
		params.Numbers: "numbers with commas"}[k]
}

// plainJSON writes an example.
func plainJSON(v any) (string, error) {
	b, err := json.Marshal(v)
	return string(b), err
}

// unitName writes a unit of a column as people write it.
func unitName(unit string) string {
	return strings.NewReplacer("/(1000.km2)", "per 1,000 km²", "km2", "km²", "deg", "°").Replace(unit)
}

// view is what a page shows. Every page has the first part; the rest is filled where the page needs it.
type view struct {
	Title, Description string
	Style, Script      string
	Scripts            []string
	Crumbs             []Link // the addresses above
	Here               string // the last crumb
	Links              []Link // self and alternates
	Sources            []gazetteer.Source
	AsOf               string
	Base, Boundaries   string

	Classes     []string
	Collections []collectionInfo
	Collection  *collectionInfo
	Layer       string // its id
	Files       []Link // the whole collection in each format of a file
	Columns     []layer.Column
	Table       *tableView
	Fields      []field
	Functions   []functionInfo
	Styles      []styleInfo
	MapItems    string // address of the GeoJSON that the page's map draws; "": no map
	Operations  []Operation
}

// tableView is a page of items as rows of text.
type tableView struct {
	Columns           []layer.Column
	Rows              []rowView
	Matched, Returned int
	Next, Prev        string
	Notice            string
	Heads             []head // of the columns, with the way to order by each; nil: not offered
	Chosen            []Link // conditions that hold; each leads to the same without it
	Facets            []facet
}

type rowView struct {
	ID, Href string
	Placed   bool
	Cells    []cell
}

// cell is a value as text; Known is false for null. Href is set where the text is a web address.
type cell struct {
	Text, Href string
	Known      bool
	Number     bool
	Time       bool   // a date or an instant
	Only       string // address of the same with this value alone; "": not offered
}

// field is one property of one feature.
type field struct {
	layer.Column
	cell
}

// view begins a page.
func (s *Service) view(c echo.Context, snap *snapshot.Snapshot, title string, links []Link) *view {
	v := &view{Title: title, Description: description, Style: s.config.Style, Script: s.config.Script, Scripts: s.config.Scripts,
		Links: links, Sources: s.config.Sources, Base: s.base(c), Boundaries: snap.Tree().Version()}
	if at := snap.RecordedAt(); !at.IsZero() {
		v.AsOf = at.UTC().Format("2006-01-02 15:04 MST")
	}
	v.Crumbs, v.Here = crumbs(c)
	return v
}

// crumbs are the addresses above the request's, and what its own is called there.
func crumbs(c echo.Context) (above []Link, here string) {
	path := strings.Trim(c.Request().URL.Path, "/")
	if path == "" {
		return nil, title
	}
	above = []Link{{Href: "/", Title: title}}
	at := ""
	parts := strings.Split(path, "/")
	for _, part := range parts[:len(parts)-1] {
		at += "/" + template.URLQueryEscaper(part)
		above = append(above, Link{Href: at, Title: part})
	}
	return above, parts[len(parts)-1]
}

// render appends a page.
func (s *Service) render(dst []byte, page string, v *view) ([]byte, error) {
	b := bytes.NewBuffer(dst)
	err := s.pages[page].ExecuteTemplate(b, "frame", v)
	return b.Bytes(), err
}

// itemsPage appends a page of items for people.
func (s *Service) itemsPage(dst []byte, c echo.Context, snap *snapshot.Snapshot, p *page) ([]byte, error) {
	links := p.links()
	v := s.view(c, snap, p.layer.Title, links)
	v.Layer = p.layer.Name
	v.Table = tableOf(p, c.Request().URL.Query().Has("properties"), links)
	if err := v.Table.choose(c.Request().Context(), p); err != nil {
		return dst, err
	}
	if p.form.Geometry != encode.NoGeometry {
		// Without the base: the page's policy lets its script read from its own origin alone, whatever that is called.
		v.MapItems = address{path: p.at.path, query: p.at.query}.as(media.GeoJSON.Name)
	}
	return s.render(dst, "items", v)
}

// collectionRows is how many features the page of a collection shows, in its table and on its map.
const collectionRows = 100

// table gives a collection's page its first rows and its map.
func (v *view) table(ctx context.Context, l *snapshot.Layer) error {
	r := &itemRequest{features: l.Features}
	if l.Totals != nil {
		var err error
		if r.features, err = l.Totals.Features(l.Totals.Default()); err != nil {
			return err
		}
	}
	r.query.Limit = collectionRows
	p := page{itemRequest: r, layer: l}
	found, err := r.search(ctx, l, nil)
	if err != nil {
		return err
	}
	p.Page = found
	v.Layer, v.Table = l.Name, tableOf(&p, false, nil)
	v.Files = filesOf(l)
	v.MapItems = fmt.Sprintf("/collections/%s/items?f=json&limit=%d", l.Name, collectionRows)
	if p.Next {
		v.Table.Next = fmt.Sprintf("/collections/%s/items?f=html&limit=%d&after=%s", l.Name, collectionRows, appendQueryEscape(nil, r.features.Table().ID(p.Rows[len(p.Rows)-1])))
	}
	if l.Schema().Geometry == layer.Areas {
		v.MapItems += "&detail=overview&properties=" + l.Schema().Columns[0].Name
	}
	return nil
}

// filesOf are the addresses of a whole collection as a file.
func filesOf(l *snapshot.Layer) []Link {
	names := map[string]string{"csv": "CSV", "wkt": "CSV with WKT", "geojsonseq": "GeoJSON sequence", "kml": "KML", "gpkg": "GeoPackage", "fgb": "FlatGeobuf",
		"parquet": "GeoParquet", "xlsx": "Excel", "topojson": "TopoJSON"}
	var files []Link
	for _, o := range itemOffers(l) {
		if f := formatOf(o); f.suffix != "" {
			files = append(files, Link{Href: fmt.Sprintf("/collections/%s/items?f=%s&limit=%d", l.Name, o.Name, min(f.most, 1_000_000)), Type: o.LinkType(), Title: names[o.Name]})
		}
	}
	return files
}

// telling are the columns that a table shows unless others are asked for, as far as the layer has them.
var telling = []string{"title", "name", "night_of", "status", "min", "best", "max", "unsplit_max", "place_level", "count_min", "count_max",
	"grade", "tally_relation", "split", "parent_id", "area_km2", "n_incidents", "source_url"}

// fewColumns is how many columns a table shows of which none is known to tell much.
const fewColumns = 8

func tableOf(p *page, asked bool, links []Link) *tableView {
	t := p.features.Table()
	columns := p.form.Columns
	if !asked {
		columns = nil
		for _, name := range telling {
			if i := t.Schema().Index(name); i >= 0 {
				columns = append(columns, i)
			}
		}
	}
	if !asked && len(columns) < 2 { // an operator's layer, with names of its own
		columns = columns[:0]
		for i := range min(len(t.Schema().Columns), fewColumns) {
			columns = append(columns, i)
		}
	}
	v := &tableView{Matched: p.Matched, Returned: len(p.Rows), Notice: p.notice}
	for _, c := range columns {
		v.Columns = append(v.Columns, t.Schema().Columns[c])
	}
	for _, row := range p.Rows {
		r := rowView{ID: t.ID(row), Href: "/collections/" + p.layer.Name + "/items/" + string(appendQueryEscape(nil, t.ID(row))), Placed: t.HasPlace(row)}
		for _, c := range columns {
			r.Cells = append(r.Cells, cellOf(t, row, c).short())
		}
		v.Rows = append(v.Rows, r)
	}
	for _, l := range links {
		switch l.Rel {
		case "next":
			v.Next = l.Href
		case "prev":
			v.Prev = l.Href
		}
	}
	return v
}

func isNumber(t layer.Type) bool { return t == layer.Integer || t == layer.Number }

func cellOf(t *layer.Table, row int32, column int) cell {
	text, ok := t.Column(column).At(row)
	c := cell{Text: text, Known: ok}
	kind := t.Schema().Columns[column].Type
	c.Number, c.Time = isNumber(kind), kind == layer.Date || kind == layer.Instant
	if strings.HasPrefix(text, "https://") || strings.HasPrefix(text, "http://") {
		c.Href = text
	}
	return c
}

// short is the cell as a table has room for it: an address by its host.
func (c cell) short() cell {
	if u, err := url.Parse(c.Href); c.Href != "" && err == nil && u.Host != "" {
		c.Text = strings.TrimPrefix(u.Host, "www.")
	}
	return c
}

// item fills the page of one feature: its columns, and a map of its area.
func (v *view) item(l *snapshot.Layer, r *itemRequest, row int32) {
	t := r.features.Table()
	v.Layer = l.Name
	for _, c := range r.form.Columns {
		v.Fields = append(v.Fields, field{t.Schema().Columns[c], cellOf(t, row, c)})
	}
	for _, name := range []string{"title", "name"} {
		if i := t.Schema().Index(name); i >= 0 {
			if text, ok := t.Column(i).At(row); ok {
				v.Title, v.Description = text, t.ID(row)
			}
		}
	}
	if r.form.Geometry != encode.NoGeometry && t.HasPlace(row) {
		id := t.Schema().Columns[0].Name
		v.MapItems = fmt.Sprintf("/collections/%s/items?f=json&geometry=footprint&%s=%s", l.Name, id, appendQueryEscape(nil, t.ID(row)))
	}
}
