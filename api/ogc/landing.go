package ogc

import (
	"slices"
	"strings"

	"github.com/labstack/echo/v4"

	"oblast/api/media"
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
		{base + "/api?f=html", "service-doc", media.HTML.Type, "Description of the API for people"},
		{base + "/conformance", "conformance", media.JSON.Type, "What the standard's classes this service keeps to"},
		{base + "/collections", "data", media.JSON.Type, "Collections of features"},
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
func (s *Service) attribution() string {
	var names []string
	for _, source := range s.config.Sources {
		for name := range strings.SplitSeq(source.Attribution, "; ") {
			if name != "" && !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	return strings.Join(names, "; ")
}
