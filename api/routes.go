package api

import (
	"net/http"
	"strings"

	"oblast/api/maps"
	"oblast/api/ogc"
	"oblast/api/params"
	"oblast/assets"

	"github.com/labstack/echo/v4"
)

// handlers are all that routes lead to.
type handlers struct {
	features *ogc.Service
	maps     *maps.Service
	pages    *pages
	files    *files
	metrics  *metrics

	page, frame string // Content-Security-Policy of pages, and of the page for frames elsewhere
}

// route is one address. A GET answers HEAD too; every address answers OPTIONS.
type route struct {
	method, path string
	policy       string // Content-Security-Policy of its pages
	handle       echo.HandlerFunc
}

// routes is the whole table.
func routes(h handlers) []route {
	const get, post = http.MethodGet, http.MethodPost
	data, page, frame := readablePolicy, h.page, h.frame
	return []route{
		{get, "/", page, h.pages.Home},
		{get, "/embed", frame, h.pages.Embed},

		{get, "/conformance", page, h.features.Conformance},
		{get, "/api", page, h.features.API},
		{get, "/functions", page, h.features.Functions},
		{get, "/collections", page, h.features.Collections},
		{get, "/collections/:id", page, h.features.Collection},
		{get, "/collections/:id/items", page, h.features.Items},
		{get, "/collections/:id/items/:fid", page, h.features.Item},
		{get, "/collections/:id/aggregate", data, h.features.Aggregate},
		{get, "/collections/:id/queryables", page, h.features.Queryables},
		{get, "/collections/:id/sortables", page, h.features.Sortables},
		{get, "/collections/:id/schema", page, h.features.Schema},

		{get, "/collections/:id/tiles", data, h.features.TileSets},
		{get, "/collections/:id/tiles.pmtiles", data, h.features.Archive},
		{get, "/collections/:id/tiles/:tileMatrixSetId", data, h.features.TileSet},
		{get, "/collections/:id/tiles/:tileMatrixSetId/:tileMatrix/:tileRow/:tileCol", data, h.features.Tile},
		{get, "/tileMatrixSets", data, h.features.TileMatrixSets},
		{get, "/tileMatrixSets/:tileMatrixSetId", data, h.features.TileMatrixSet},
		{get, "/tiles/ground.json", data, h.features.GroundFile},
		{get, "/tiles/ground/:z/:x/:y.mvt", data, h.features.GroundTile},
		{get, "/tiles/:layer.json", data, h.features.TileFile},
		{get, "/tiles/:layer/:z/:x/:y.mvt", data, h.features.PlainTile},

		{get, "/styles", page, h.features.Styles},
		{get, "/collections/:id/styles", page, h.features.CollectionStyles},
		{get, "/styles/:style", data, h.features.Stylesheet},
		{get, "/styles/:style/metadata", page, h.features.StyleMetadata},
		{get, "/sprites/:file", data, h.features.Sprite},

		{get, "/geocode", data, h.maps.Geocode},
		{post, "/geocode", data, h.maps.GeocodeBatch},
		{post, "/geocode/text", data, h.maps.GeocodeText},
		{get, "/reverse", data, h.maps.Reverse},
		{get, "/choropleth", data, h.maps.Choropleth},
		{get, "/ledger", page, h.maps.Ledger},
		{get, "/coverage", page, h.maps.Coverage},
		{get, "/feed.atom", data, h.maps.FeedAtom},
		{get, "/feed.json", data, h.maps.FeedJSON},
		{get, "/restrictions", data, h.maps.Restrictions},
		{get, "/records/:id", data, h.maps.Record},
		{get, "/records/:id/revisions", data, h.maps.Revisions},
		{get, "/schemas/:kind", data, h.maps.Schema},
		{get, "/boundaries/:version/:detail/:file", data, h.maps.Boundaries},
		{get, "/boundaries/:version/places/:file", data, h.maps.Settlements},

		{get, assets.Prefix + ":file", data, bare(h.files.Asset)},
		{get, "/favicon.ico", data, bare(h.files.Icon)},
		{get, "/robots.txt", data, bare(h.files.Robots)},

		{get, "/healthz", data, bare(h.maps.Health)},
		{get, "/readyz", data, bare(h.maps.Ready)},
		{get, "/metrics", data, bare(h.metrics.Write)},
	}
}

// mount makes the table answer.
func (s *Server) mount(table []route) {
	methods := map[string][]string{}
	for _, r := range table {
		if r.method == http.MethodGet {
			methods[r.path] = append(methods[r.path], http.MethodGet, http.MethodHead)
			s.echo.HEAD(r.path, r.handle)
		} else {
			methods[r.path] = append(methods[r.path], r.method)
		}
		s.echo.Add(r.method, r.path, r.handle)
		s.metrics.route(r.path)
		s.guards[r.path] = newGuards(r.policy)
	}
	for path, allowed := range methods {
		s.echo.OPTIONS(path, preflight(strings.Join(append(allowed, http.MethodOptions), ", ")))
	}
}

// bare is for a route that takes no parameters and does not look for any.
func bare(handle echo.HandlerFunc) echo.HandlerFunc {
	none := params.Table{}
	return func(c echo.Context) error {
		if _, err := none.Read(c.Request()); err != nil {
			return err
		}
		return handle(c)
	}
}

// preflight tells a browser what another origin may ask of an address (Fetch, CORS-preflight).
func preflight(allowed string) echo.HandlerFunc {
	return func(c echo.Context) error {
		h := c.Response().Header()
		h.Set("Allow", allowed)
		h.Set("Access-Control-Allow-Methods", allowed)
		h.Set("Access-Control-Allow-Headers", "Accept, Accept-Language, Content-Type, If-Modified-Since, If-None-Match, If-Range, Range, X-Request-Id")
		h.Set("Access-Control-Max-Age", "86400")
		return c.NoContent(http.StatusNoContent)
	}
}
