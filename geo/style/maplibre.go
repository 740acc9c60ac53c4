package style

import (
	"maps"
	"slices"
)

// Addresses are where a document's sources are: TileJSON documents of the layer, of its label points, of the countries that lie
// beneath, and of waters and settlements, and the sprite without its ending. An empty one leaves out what needs it.
type Addresses struct{ Layer, Labels, Countries, Ground, Sprite string }

// Document is a style of MapLibre's specification, version 8.
type Document struct {
	Version  int               `json:"version"`
	Name     string            `json:"name"`
	Metadata map[string]any    `json:"metadata,omitempty"`
	Center   *[2]float64       `json:"center,omitempty"`
	Zoom     *float64          `json:"zoom,omitempty"`
	Sources  map[string]Source `json:"sources"`
	Sprite   string            `json:"sprite,omitempty"`
	Layers   []Layer           `json:"layers"`
}

// Source is a source of vector tiles.
type Source struct {
	Type string `json:"type"`
	URL  string `json:"url"`
}

// Layer is a layer of a document.
type Layer struct {
	ID          string         `json:"id"`
	Type        string         `json:"type"`
	Source      string         `json:"source,omitempty"`
	SourceLayer string         `json:"source-layer,omitempty"`
	MinZoom     float64        `json:"minzoom,omitempty"`
	MaxZoom     float64        `json:"maxzoom,omitempty"`
	Filter      any            `json:"filter,omitempty"`
	Layout      map[string]any `json:"layout,omitempty"`
	Paint       map[string]any `json:"paint,omitempty"`
}

// expression is one of MapLibre's.
type expression = []any

func get(column string) expression              { return expression{"get", column} }
func is(column string, value any) expression    { return expression{"==", get(column), value} }
func isNot(column string, value any) expression { return expression{"!=", get(column), value} }

// Names of a document's sources.
const (
	ownSource    = "layer"
	labelSource  = "labels"
	groundSource = "countries"
)

// groundLayer is the layer of the countries in their tiles.
const groundLayer = "regions-0"

// MapLibre returns the style as a document, in a theme.
func (s *Style) MapLibre(at Addresses, p *Palette) *Document {
	d := &Document{Version: 8, Name: s.Title, Sources: map[string]Source{ownSource: {"vector", at.Layer}}, Sprite: at.Sprite}
	d.Metadata = map[string]any{"oblast:attribution": s.Attribution, "oblast:description": s.Description}
	d.add(Layer{ID: "water", Type: "background", Paint: map[string]any{"background-color": p.Water}})
	if at.Countries != "" {
		d.Sources[groundSource] = Source{"vector", at.Countries}
		d.add(Layer{ID: "land", Type: "fill", Source: groundSource, SourceLayer: groundLayer, Paint: map[string]any{"fill-color": p.Land, "fill-antialias": false}})
	}
	switch {
	case s.Fill != nil:
		s.fills(d, p)
	case s.Areas:
		s.areas(d, p)
	}
	if at.Ground != "" {
		d.Sources[Ground] = Source{"vector", at.Ground}
		d.add(Layer{ID: "lakes and seas", Type: "fill", Source: Ground, SourceLayer: WaterLayer, Paint: map[string]any{"fill-color": p.Water}})
	}
	if at.Countries != "" {
		d.add(Layer{ID: "country borders", Type: "line", Source: groundSource, SourceLayer: groundLayer, Layout: map[string]any{"line-join": "round"},
			Paint: map[string]any{"line-color": p.BorderCountry, "line-width": expression{"interpolate", expression{"linear"}, expression{"zoom"}, 3, 0.8, 6, 1.2}}})
	}
	if at.Ground != "" {
		s.towns(d, p)
		if s.Words { // what stands above is placed first
			s.townNames(d, p)
		}
	}
	if !s.Areas && s.Fill == nil {
		s.others(d, p)
		s.marks(d, p)
	}
	if at.Labels != "" && s.Name != "" {
		d.Sources[labelSource] = Source{"vector", at.Labels}
		if s.Fill != nil {
			s.figures(d, p)
		} else {
			s.names(d, p)
		}
	}
	return d
}

// Ground names the tiles of waters and settlements, and their layers.
const (
	Ground     = "ground"
	WaterLayer = "waters"
	TownLayer  = "settlements"
)

// namesakesFrom is the zoom from which a region and the settlement that it is called after are far enough apart for the same
// name to stand on the map twice.
const namesakesFrom = 7

// towns draws settlements as dots: the tiles have those that a zoom has room for.
func (s *Style) towns(d *Document, p *Palette) {
	dot := Layer{ID: "settlements", Type: "circle", Source: Ground, SourceLayer: TownLayer, MinZoom: 4}
	dot.Paint = map[string]any{"circle-radius": 1.8, "circle-color": p.Label, "circle-stroke-color": p.LabelHalo, "circle-stroke-width": 1}
	s.addTowns(d, dot)
}

// townNames writes their names beside them.
func (s *Style) townNames(d *Document, p *Palette) {
	l := Layer{ID: "names of settlements", Type: "symbol", Source: Ground, SourceLayer: TownLayer, MinZoom: 4}
	l.Layout = words(s.townName(), 10.5)
	l.Layout["text-variable-anchor"] = []string{"left", "right", "top", "bottom"}
	l.Layout["text-radial-offset"] = 0.4
	l.Layout["text-justify"] = "auto"
	l.Layout["symbol-sort-key"] = expression{"-", 0, expression{"coalesce", get("population"), 0}}
	l.Paint = map[string]any{"text-color": p.Label, "text-halo-color": p.LabelHalo, "text-halo-width": 1.2}
	s.addTowns(d, l)
}

func (s *Style) townName() any {
	if s.Lang == "ru" || s.Lang == "uk" {
		return expression{"coalesce", get("name_" + s.Lang), get("name")}
	}
	return get("name")
}

// addTowns adds a layer of settlements in two parts, where names of regions are written: those that have the same name come
// later.
func (s *Style) addTowns(d *Document, l Layer) {
	if !s.Words || s.Fill == nil || s.Level == "district" || len(s.Fill.Names) == 0 {
		d.add(l)
		return
	}
	names := slices.Compact(slices.Sorted(maps.Values(s.Fill.Names)))
	same := expression{"in", s.townName(), expression{"literal", names}}
	later := l
	l.Filter = expression{"!", same}
	later.ID, later.Filter, later.MinZoom = l.ID+", as their regions", same, namesakesFrom
	d.add(later) // what stands above is placed first
	d.add(l)
}

func (d *Document) add(l Layer) { d.Layers = append(d.Layers, l) }

// of begins a layer of the style's own features.
func (s *Style) of(id, kind string, filter any) Layer {
	return Layer{ID: id, Type: kind, Source: ownSource, SourceLayer: s.Layer, Filter: filter}
}

// areas draws areas by their outlines alone.
func (s *Style) areas(d *Document, p *Palette) {
	ground := s.of("areas", "fill", nil)
	ground.Paint = map[string]any{"fill-color": p.None, "fill-antialias": false}
	d.add(ground)
	line := s.of("borders", "line", nil)
	line.Layout = map[string]any{"line-join": "round"}
	line.Paint = map[string]any{"line-color": map[string]string{"country": p.BorderCountry, "district": p.BorderInner}[s.Level], "line-width": 0.7}
	if line.Paint["line-color"] == "" {
		line.Paint["line-color"] = p.BorderRegion
	}
	d.add(line)
}

// names labels areas at their label points.
func (s *Style) names(d *Document, p *Palette) {
	l := Layer{ID: "names", Type: "symbol", Source: labelSource, SourceLayer: s.Layer}
	l.MinZoom = map[string]float64{"region": 4, "district": 7}[s.Level]
	l.Layout = words(get(s.Name), 11)
	l.Layout["symbol-sort-key"] = expression{"-", 0, expression{"coalesce", get("area_km2"), 0}}
	l.Paint = map[string]any{"text-color": p.LabelQuiet, "text-halo-color": p.LabelHalo, "text-halo-width": 1.5}
	d.add(l)
}

// words lays a text out as the map does. The font is the one of the page that shows it.
func words(text any, size any) map[string]any {
	return map[string]any{"text-field": text, "text-font": []string{"sans-serif"}, "text-size": size, "text-max-width": 8, "text-padding": 3}
}
