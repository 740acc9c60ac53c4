package ogc

import (
	"cmp"
	"github.com/labstack/echo/v4"

	"oblast/api/media"
	"oblast/api/params"
	"oblast/data/snapshot"
	"oblast/geo/choropleth"
	"oblast/geo/style"
)

// stylesRel leads to the styles (OGC 20-009, draft).
const stylesRel = ogcRel + "styles"

// styleInfo is what a list says of a style.
type styleInfo struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	Links []Link `json:"links"`

	Description string   `json:"-"`
	Swatches    []swatch `json:"-"`
}

// swatch is a colour of a style and what it stands for, for a page, in the light theme. Mark is its form: a diamond, a triangle, a circle,
// a hatch, a cross hatch, dashed, or "" for an area.
type swatch struct{ Label, Mark, Colour, Line string }

// Styles answers /styles: all styles, and which to take without a wish.
func (s *Service) Styles(c echo.Context) error {
	snap, base := s.config.Snapshots.Current(), s.base(c)
	return s.styleList(c, snap, "Styles", choroplethStyle, func() ([]styleInfo, error) { return s.styleInfos(base, snap, styleIDs(snap)) })
}

// CollectionStyles answers /collections/{id}/styles: those that draw the collection.
func (s *Service) CollectionStyles(c echo.Context) error {
	snap, base := s.config.Snapshots.Current(), s.base(c)
	l, err := layerOf(c, snap)
	if err != nil {
		return err
	}
	ids := []string{l.Name}
	if l.Totals != nil {
		ids = append(ids, choroplethStyle)
	}
	return s.styleList(c, snap, "Styles of "+l.Title, l.Name, func() ([]styleInfo, error) { return s.styleInfos(base, snap, ids) })
}

func (s *Service) styleList(c echo.Context, snap *snapshot.Snapshot, title, preferred string, list func() ([]styleInfo, error)) error {
	all, err := list()
	if err != nil {
		return err
	}
	return s.send(c, snap, document{offers: plainOffers, page: "styles", title: title,
		json: func(links []Link) any { return map[string]any{"default": preferred, "styles": all, "links": links} },
		data: func(v *view) error { v.Styles = all; return nil }})
}

func (s *Service) styleInfos(base string, snap *snapshot.Snapshot, ids []string) ([]styleInfo, error) {
	var all []styleInfo
	for _, id := range ids {
		of, err := s.styled(id, snap, "")
		if err != nil {
			return nil, err
		}
		info := styleInfo{ID: id, Title: of.title(), Description: of.layer.Description,
			Links: append(sheets(base, id), Link{base + "/styles/" + id + "/metadata", "describedby", media.JSON.Type, "What the style is"})}
		if info.Swatches, err = s.swatches(of, snap); err != nil {
			return nil, err
		}
		all = append(all, info)
	}
	return all, nil
}

// swatches are the colours of a style as it is without a wish.
func (s *Service) swatches(of styled, snap *snapshot.Snapshot) ([]swatch, error) {
	v, err := of.held.base.Parse(nil)
	if err != nil {
		return nil, err
	}
	drawn, _, err := s.style(snap, of.layer, v)
	if err != nil {
		return nil, err
	}
	var all []swatch
	switch {
	case drawn.Fill != nil:
		for _, class := range drawn.Fill.Classes {
			if class.Colour != nil {
				all = append(all, swatch{Label: class.Label, Colour: *class.Colour, Line: style.Light.BorderRegion})
			}
		}
		all = append(all, missingSwatches(drawn.Fill.Missing)...)
	case !drawn.Areas:
		for _, k := range drawn.Kinds {
			mark := cmp.Or(map[string]string{"interception": "diamond", "damage": "triangle"}[k.ID], "circle")
			all = append(all, swatch{k.Title, mark, k.Colour, style.Light.Halo})
		}
	}
	return all, nil
}

// missingSwatches are those of the kinds of missing that are drawn as a fill.
func missingSwatches(rows []choropleth.MissingClass) (all []swatch) {
	p := &style.Light
	for _, m := range rows {
		drawn := map[string]swatch{"outlined": {Colour: p.Zero, Line: p.BorderZero}, "plain": {Colour: p.None, Line: p.BorderRegion}, "dashed": {Mark: "dashed", Colour: p.Land, Line: p.BorderUncovered},
			"hatch": {Mark: "hatch", Colour: p.HatchGround, Line: p.Hatch}, "cross": {Mark: "cross", Colour: p.HatchGround, Line: p.Cross}}
		if w, ok := drawn[m.Pattern]; ok {
			w.Label = m.Label
			all = append(all, w)
		}
	}
	return all
}

// sheets link to a style in its forms.
func sheets(base, id string) []Link {
	at := base + "/styles/" + id
	return []Link{{at + "?f=json", "stylesheet", media.MapLibre.Type, "For MapLibre"}, {at + "?f=json&theme=dark", "stylesheet", media.MapLibre.Type, "For MapLibre, dark"},
		{at + "?f=qml", "stylesheet", media.QML.Type, "For QGIS"}}
}

// StyleMetadata answers /styles/{style}/metadata.
func (s *Service) StyleMetadata(c echo.Context) error {
	snap, base := s.config.Snapshots.Current(), s.base(c)
	of, err := s.styled(c.Param("style"), snap, "")
	if err != nil {
		return err
	}
	return s.send(c, snap, document{offers: plainOffers, page: "styles", title: of.title(),
		json: func(links []Link) any { return s.styleMetadata(base, of, snap, links) },
		data: func(v *view) (err error) {
			v.Styles, err = s.styleInfos(base, snap, []string{of.id})
			return err
		}})
}

func (s *Service) styleMetadata(base string, of styled, snap *snapshot.Snapshot, links []Link) any {
	native := func(title, version, specification string, link Link) any {
		return map[string]any{"title": title, "version": version, "specification": specification, "native": true, "link": link}
	}
	forms := sheets(base, of.id)
	return map[string]any{"id": of.id, "title": of.title(), "description": of.layer.Description, "scope": "style", "updated": snap.ChangedAt(), "accessConstraints": "unclassified",
		"attribution": attribution(s.sources(of.layer)),
		"stylesheets": []any{native("MapLibre", "8", "https://maplibre.org/maplibre-style-spec/", forms[0]), native("MapLibre, dark", "8", "https://maplibre.org/maplibre-style-spec/", forms[1]),
			native("QGIS", "3.22", "https://docs.qgis.org/", forms[2])},
		"layers": []any{map[string]any{"id": of.layer.Name, "description": of.layer.Description, "type": map[int]string{0: "point", 2: "polygon"}[dimensionOf(of.layer)],
			"sampleData": Link{base + "/collections/" + of.layer.Name, "data", media.JSON.Type, of.layer.Title}}},
		"links": append(links, Link{base + "/styles/" + of.id, "stylesheet", media.MapLibre.Type, "The style"})}
}

// styleListOperations describe the lists of styles, and what a style is.
func styleListOperations(snap *snapshot.Snapshot, collection params.Param) []Operation {
	const tag = "Styles"
	id := params.Table{{Name: "style", Kind: params.Enum, Required: true, Enum: styleIDs(snap), Description: "Style"}}
	return []Operation{
		{Path: "/styles", ID: "styles", Tag: tag, Summary: "Styles of the layers.", Params: plainParams, Offers: plainOffers},
		{Path: "/collections/{id}/styles", ID: "collection-styles", Tag: tag, Summary: "Styles of a collection.", PathParams: params.Table{collection}, Params: plainParams, Offers: plainOffers},
		{Path: "/styles/{style}/metadata", ID: "style-metadata", Tag: tag, Summary: "What a style is.", PathParams: id, Params: plainParams, Offers: plainOffers},
	}
}
