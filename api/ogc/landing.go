package ogc

import (
	"slices"
	"strings"

	"github.com/labstack/echo/v4"

	"oblast/api/media"
	"oblast/data/snapshot"
	"oblast/geo/gazetteer"
)

// Landing answers / for a client that reads no HTML, and as a page under f=html (clause 7.2).
func (s *Service) Landing(c echo.Context) error {
	base := s.base(c)
	return s.send(c, s.config.Snapshots.Current(), document{
		offers: plainOffers, page: "landing", title: title,
		json: func(links []Link) any {
			return map[string]any{"title": title, "description": description, "attribution": s.attribution(),
				"links": append(links, s.landingLinks(base)...)}
		},
	})
}

func (s *Service) landingLinks(base string) []Link {
	return []Link{
		{base + "/api?f=json", "service-desc", openAPIOffer.Type, "Description of the API (OpenAPI 3.0)"},
		{base + "/api?f=html", "service-doc", media.HTML.LinkType(), "Description of the API for people"},
		{base + "/conformance", "conformance", media.JSON.Type, "Classes of the standards that hold here"},
		{base + "/functions", ogcRel + "functions", media.JSON.Type, "Functions that filters may call"},
		{base + "/collections", "data", media.JSON.Type, "Collections of features"},
		{base + "/styles", stylesRel, media.JSON.Type, "Styles for MapLibre and QGIS"},
		{base + "/tileMatrixSets", ogcRel + "tiling-schemes", media.JSON.Type, "Tile matrix sets"},
	}
}

// conformance lists the classes that hold; each has tests.
var conformance = []string{
	"http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/core",
	"http://www.opengis.net/spec/ogcapi-common-2/1.0/conf/collections",
	"http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core",
	"http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson",
	"http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/html",
	"http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/oas30",
	"http://www.opengis.net/spec/ogcapi-features-2/1.0/conf/crs",
	"http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/queryables",
	"http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/queryables-query-parameters",
	"http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/filter",
	"http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/features-filter",
	"http://www.opengis.net/spec/cql2/1.0/conf/cql2-text",
	"http://www.opengis.net/spec/cql2/1.0/conf/cql2-json",
	"http://www.opengis.net/spec/cql2/1.0/conf/basic-cql2",
	"http://www.opengis.net/spec/cql2/1.0/conf/advanced-comparison-operators",
	"http://www.opengis.net/spec/cql2/1.0/conf/case-insensitive-comparison",
	"http://www.opengis.net/spec/cql2/1.0/conf/accent-insensitive-comparison",
	"http://www.opengis.net/spec/cql2/1.0/conf/basic-spatial-functions",
	"http://www.opengis.net/spec/cql2/1.0/conf/basic-spatial-operators", // its older name: clients ask for either
	"http://www.opengis.net/spec/cql2/1.0/conf/basic-spatial-functions-plus",
	"http://www.opengis.net/spec/cql2/1.0/conf/spatial-functions",
	"http://www.opengis.net/spec/cql2/1.0/conf/temporal-functions",
	"http://www.opengis.net/spec/cql2/1.0/conf/array-functions",
	"http://www.opengis.net/spec/cql2/1.0/conf/property-property",
	"http://www.opengis.net/spec/cql2/1.0/conf/functions",
	"http://www.opengis.net/spec/cql2/1.0/conf/arithmetic",
	"http://www.opengis.net/spec/ogcapi-features-5/1.0/conf/schemas",
	"http://www.opengis.net/spec/ogcapi-features-5/1.0/conf/core-roles-features",
	"http://www.opengis.net/spec/ogcapi-features-5/1.0/conf/returnables-and-receivables",
	"http://www.opengis.net/spec/ogcapi-features-5/1.0/conf/queryables",
	"http://www.opengis.net/spec/ogcapi-features-5/1.0/conf/sortables",
	"http://www.opengis.net/spec/ogcapi-features-8/0.0/conf/sorting",
	"http://www.opengis.net/spec/ogcapi-features-8/0.0/conf/features-sorting",
	"http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/core",
	"http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/tileset",
	"http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/tilesets-list",
	"http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/geodata-tilesets",
	"http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/mvt",
	"http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/oas30",
	"http://www.opengis.net/spec/tms/2.0/conf/json-tilematrixset",
}

// Conformance answers /conformance (clause 7.4).
func (s *Service) Conformance(c echo.Context) error {
	return s.send(c, s.config.Snapshots.Current(), document{
		offers: plainOffers, page: "conformance", title: "Conformance",
		json: func(links []Link) any {
			return map[string]any{"conformsTo": conformance, "links": links}
		},
		data: func(v *view) error { v.Classes = conformance; return nil },
	})
}

// attribution names everybody whose boundaries and names are served, each once.
func (s *Service) attribution() string { return attribution(s.config.Sources) }

// sources are whose data a layer is made of; none for an operator's own, of which only the operator knows.
func (s *Service) sources(l *snapshot.Layer) []gazetteer.Source {
	if l.Foreign {
		return nil
	}
	return s.config.Sources
}

func attribution(sources []gazetteer.Source) string {
	var names []string
	for _, source := range sources {
		for name := range strings.SplitSeq(source.Attribution, "; ") {
			if name != "" && !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	return strings.Join(names, "; ")
}
