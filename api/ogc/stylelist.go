package ogc

import (
	"github.com/labstack/echo/v4"

	"oblast/api/media"
	"oblast/data/snapshot"
)

// stylesRel leads to the styles (OGC 20-009, draft).
const stylesRel = "http://www.opengis.net/def/rel/ogc/1.0/styles"

// Styles answers /styles: all styles, and which to take without a wish.
func (s *Service) Styles(c echo.Context) error {
	snap, base := s.config.Snapshots.Current(), s.base(c)
	return s.sendPlain(c, snap, func() any {
		var all []any
		for _, id := range styleIDs(snap) {
			if of, err := s.styled(id, snap, ""); err == nil {
				all = append(all, map[string]any{"id": id, "title": of.title(), "links": append(sheets(base, id), Link{base + "/styles/" + id + "/metadata", "describedby", media.JSON.Type, "What the style is"})})
			}
		}
		return map[string]any{"default": choroplethStyle, "styles": all, "links": []Link{{base + "/styles", "self", media.JSON.Type, "This document"}}}
	})
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
	return s.sendPlain(c, snap, func() any { return s.styleMetadata(base, of, snap) })
}

func (s *Service) styleMetadata(base string, of styled, snap *snapshot.Snapshot) any {
	at := base + "/styles/" + of.id
	native := func(title, version, specification string, link Link) any {
		return map[string]any{"title": title, "version": version, "specification": specification, "native": true, "link": link}
	}
	links := sheets(base, of.id)
	return map[string]any{"id": of.id, "title": of.title(), "description": of.layer.Description, "scope": "style", "updated": snap.ChangedAt(), "accessConstraints": "unclassified",
		"attribution": attribution(s.sources(of.layer)),
		"stylesheets": []any{native("MapLibre", "8", "https://maplibre.org/maplibre-style-spec/", links[0]), native("MapLibre, dark", "8", "https://maplibre.org/maplibre-style-spec/", links[1]),
			native("QGIS", "3.22", "https://docs.qgis.org/", links[2])},
		"layers": []any{map[string]any{"id": of.layer.Name, "description": of.layer.Description, "type": map[int]string{0: "point", 2: "polygon"}[dimensionOf(of.layer)],
			"sampleData": Link{base + "/collections/" + of.layer.Name, "data", media.JSON.Type, of.layer.Title}}},
		"links": []Link{{at + "/metadata", "self", media.JSON.Type, "This document"}, {at, "stylesheet", media.MapLibre.Type, "The style"}}}
}
