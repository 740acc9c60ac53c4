package ogc

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"oblast/api/maps"
	"oblast/api/media"
	"oblast/api/params"
	"oblast/api/respond"
	"oblast/data/snapshot"
	"oblast/geo/fault"
	"oblast/geo/layer"
	"oblast/geo/region"
	"oblast/geo/style"
)

// styleOffers are the forms of a stylesheet (OGC 20-009, draft).
var styleOffers = []media.Offer{media.MapLibre, media.QML}

// choroplethStyle is the style of totals at a level that a parameter chooses.
const choroplethStyle = "choropleth"

// styleOwn are what a stylesheet takes and the tiles that it points at do not.
var styleOwn = params.Table{
	{Name: "theme", Kind: params.Enum, Enum: []string{"light", "dark"}, Default: "light", Description: "Colours for a light or a dark page."},
	{Name: "labels", Kind: params.Boolean, Default: "true", Description: "Words and figures on the map, in the fonts of whoever shows it: MapLibre GL JS draws them from 5.11 on."},
}

var levelParam = params.Param{Name: "level", Kind: params.Enum, Enum: []string{"country", "region", "district"}, Default: "region", Description: "Level of the areas"}

// styleParams are what the style of a layer takes besides its columns: the conditions go on to its tiles.
func styleParams(l *snapshot.Layer) params.Table {
	var t params.Table
	for _, p := range tileParams(l, styleOffers) {
		switch p.Name {
		case "properties", "exclude-properties", "geometry", "cluster", asOfParam.Name, "f":
		default:
			t = t.With(p)
		}
	}
	t = t.With(styleOwn...)
	if l.Totals != nil {
		t = t.With(maps.KeyParams...)
	}
	return t.With(asOfParam, formatParam(styleOffers))
}

// styled is what a style is of.
type styled struct {
	id    string
	layer *snapshot.Layer
	held  *collection // its parameters
}

// styled returns what a style's id names, for choropleth at the level that the query asks for.
func (s *Service) styled(id string, snap *snapshot.Snapshot, query string) (styled, error) {
	if id != choroplethStyle {
		l, err := layerNamed(id, snap)
		if err != nil {
			return styled{}, fmt.Errorf("there is no style %.100q; /styles lists them: %w", id, fault.ErrNotFound)
		}
		return styled{id, l, s.collection(l).styles}, nil
	}
	name := "totals-1"
	switch asked, _ := url.ParseQuery(query); asked.Get(levelParam.Name) {
	case "country":
		name = "totals-0"
	case "district":
		name = "totals-2"
	}
	l, err := layerNamed(name, snap)
	if err != nil {
		return styled{}, err
	}
	return styled{id, l, s.collection(l).beside(l, styleParams(l).With(levelParam))}, nil
}

func (s styled) title() string {
	if s.id == choroplethStyle {
		return "Map of totals"
	}
	return s.layer.Title
}

// Stylesheet answers /styles/{style}: how a layer is drawn, for MapLibre and for QGIS.
func (s *Service) Stylesheet(c echo.Context) error {
	snap, err := s.snapshot(c.Request())
	if err != nil {
		return err
	}
	of, err := s.styled(c.Param("style"), snap, c.Request().URL.RawQuery)
	if err != nil {
		return err
	}
	r, err := readTiles(of.held, snap, of.layer, c.Request())
	if err != nil {
		return err
	}
	f, err := media.Choose(c.Request(), r.format, styleOffers)
	if err != nil {
		return err
	}
	drawn, key, err := s.style(snap, of.layer, r.values)
	if err != nil {
		return err
	}
	drawn.ID = of.id
	at := s.address(c)
	reply := respond.Reply{MediaType: f.Type, ETag: s.tag(snap), Modified: snap.ChangedAt(), Key: at.base + at.path + "?" + at.query}
	palette := style.Theme(r.values.String("theme"))
	reply.Body = func(dst []byte) ([]byte, error) {
		if f.Name == media.QML.Name {
			return append(dst, drawn.QML(palette)...), nil
		}
		return appendJSON(dst, s.mapLibre(at, drawn, key, r, palette))
	}
	if f.Name == media.QML.Name {
		reply.Attachment = of.id + ".qml"
	}
	return s.config.Responder.Send(c, reply)
}

// style is how a layer is drawn: totals as the map fills them, with their key, anything else by its kinds.
func (s *Service) style(snap *snapshot.Snapshot, l *snapshot.Layer, v params.Values) (*style.Style, *maps.Key, error) {
	drawn := &style.Style{ID: l.Name, Title: l.Title, Description: l.Description, Attribution: attribution(s.sources(l)), Layer: l.Name,
		Areas: l.Schema().Geometry == layer.Areas, Kinds: kindsOf(l)}
	level := region.Region
	for i, of := range []region.Level{region.Country, region.Region, region.District} {
		if l.Name == "regions-"+strconv.Itoa(i) || l.Name == "totals-"+strconv.Itoa(i) {
			level, drawn.Level, drawn.Name = of, of.String(), "name"
		}
	}
	if l.Totals == nil || s.config.Maps == nil {
		return drawn, nil, nil
	}
	key, err := s.config.Maps.Key(v, snap, level)
	if err != nil {
		return nil, nil, err
	}
	drawn.Title = key.Title
	drawn.Fill = &style.Fill{Classes: key.Classes, Missing: key.Missing, Names: key.Names}
	switch key.Per {
	case "area":
		drawn.Fill.Area = "area_km2"
	case "night":
		drawn.Fill.Nights = max(key.Nights, 1)
	}
	return drawn, key, nil
}

// style is the QML of a page's layer, for formats that hold one: "" where the page has no geometry to draw.
func (p *page) style() (string, error) {
	drawn, _, err := p.styled.style(p.snap, p.layer, p.values)
	if err != nil {
		return "", err
	}
	return drawn.QML(&style.Light), nil
}

// mapLibre completes a document: with where its tiles are, and with the legend.
func (s *Service) mapLibre(at address, drawn *style.Style, key *maps.Key, r *tileRequest, p *style.Palette) *style.Document {
	own := append(append(styleOwn.Names(), maps.KeyParams.Names()...), "f")
	if drawn.ID == choroplethStyle {
		own = append(own, levelParam.Name) // elsewhere it is a column
	}
	query := without(at.query, own...)
	plain := address{base: at.base, path: "/tiles/" + drawn.Layer + ".json", query: query}
	from := style.Addresses{Layer: plain.bare(), Sprite: at.base + "/sprites/light"}
	if p.Dark {
		from.Sprite = at.base + "/sprites/dark"
	}
	from.Ground = at.base + "/tiles/" + style.Ground + ".json"
	drawn.Words = r.values.Bool("labels")
	if r.layer.Totals != nil {
		drawn.Lang = r.values.String("lang")
	}
	if r.layer.Name != "regions-0" {
		from.Countries = at.base + "/tiles/regions-0.json"
	}
	if r.values.Bool("labels") && drawn.Areas {
		from.Labels = string(address{base: at.base, path: plain.path, query: joined(plain.query, "cluster=false")}.with(nil, "geometry", "point"))
	}
	d := drawn.MapLibre(from, p)
	d.Metadata["oblast:as_of"] = r.snap.RecordedAt()
	if key != nil {
		d.Metadata["oblast:legend"] = key.Legend
		if key.View != nil {
			centre, zoom := style.View(*key.View)
			d.Center, d.Zoom = &centre, &zoom
		}
	}
	if box, ok := r.layer.Table.Extent(); ok && d.Center == nil && r.layer.Schema().Geometry != layer.Areas {
		centre, zoom := style.View(box)
		d.Center, d.Zoom = &centre, &zoom
	}
	return d
}

// bare is the address with its query, if there is one.
func (a address) bare() string {
	if a.query == "" {
		return a.base + a.path
	}
	return a.base + a.path + "?" + a.query
}

// without leaves parameters out of a query.
func without(query string, names ...string) string {
	var kept []string
	for part := range strings.SplitSeq(query, "&") {
		if name, _, _ := strings.Cut(part, "="); part != "" && !slices.Contains(names, name) {
			kept = append(kept, part)
		}
	}
	return strings.Join(kept, "&")
}

func joined(query, more string) string {
	if query == "" {
		return more
	}
	return query + "&" + more
}

// Sprite answers /sprites/{file}: the marks and hatches of styles, as MapLibre asks for them: light and dark, .json and .png,
// with @2x for fine screens.
func (s *Service) Sprite(c echo.Context) error {
	if _, err := (params.Table{}).Read(c.Request()); err != nil {
		return err
	}
	file := c.Param("file")
	name, picture := strings.CutSuffix(file, ".png")
	name, described := strings.CutSuffix(name, ".json")
	name, double := strings.CutSuffix(name, "@2x")
	if (name != "light" && name != "dark") || picture == described {
		return fmt.Errorf("there is no sprite %.60q; there are light and dark, with .json or .png behind them, and @2x before that: %w", file, fault.ErrNotFound)
	}
	ratio, palette := 1, style.Theme(name)
	if double {
		ratio = 2
	}
	reply := respond.Reply{MediaType: media.JSON.Type, ETag: s.config.Build, Key: file, KeepPlain: true,
		Body: func(dst []byte) ([]byte, error) { return appendJSON(dst, style.Sprite(palette, ratio)) }}
	if picture {
		reply.MediaType = "image/png"
		reply.Body = func(dst []byte) ([]byte, error) { return style.AppendSprite(dst, palette, ratio) }
	}
	return s.config.Responder.Send(c, reply)
}

// styleOperations describe styles, one a layer: their parameters differ.
func (s *Service) styleOperations(snap *snapshot.Snapshot, collection params.Param) []Operation {
	const tag = "Styles"
	file := params.Table{{Name: "file", Kind: params.Enum, Required: true, Enum: []string{"light.json", "light.png", "light@2x.json", "light@2x.png", "dark.json", "dark.png", "dark@2x.json", "dark@2x.png"}, Description: "File"}}
	all := append(styleListOperations(snap, collection),
		Operation{Path: "/sprites/{file}", ID: "sprite", Tag: tag, Summary: "Marks and hatches of the styles, as MapLibre asks for them.", PathParams: file, Offers: []media.Offer{media.JSON, {Name: "png", Type: "image/png"}}})
	for _, name := range styleIDs(snap) {
		of, err := s.styled(name, snap, "")
		if err != nil {
			continue // a snapshot has a layer for each of its ids
		}
		all = append(all, Operation{Path: "/styles/" + name, ID: "style-" + name, Tag: tag, Summary: "How it is drawn, for MapLibre and QGIS: " + of.title() + ".",
			Description: "Conditions stand in the address of the tiles.", Params: of.held.all, Offers: styleOffers})
	}
	return all
}

// styleIDs are the ids of all styles, the one that shows most first.
func styleIDs(snap *snapshot.Snapshot) []string {
	ids := []string{choroplethStyle}
	for _, l := range snap.Layers() {
		ids = append(ids, l.Name)
	}
	return ids
}
