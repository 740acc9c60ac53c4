package ogc

import (
	"fmt"
	"math"
	"net/url"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"oblast/api/media"
	"oblast/api/params"
	"oblast/api/respond"
	"oblast/data/snapshot"
	"oblast/geo/fault"
	"oblast/geo/layer"
	"oblast/geo/tile"
)

var jsonOffers = []media.Offer{media.JSON}

// jsonParams is what a document takes that is JSON alone; heldParams where it tells of what is held.
var (
	jsonParams = params.Table{formatParam(jsonOffers)}
	heldParams = jsonParams.With(asOfParam)
)

// sendJSON answers with a document that has no page of its own.
func (s *Service) sendJSON(c echo.Context, snap *snapshot.Snapshot, f string, body func() any) error {
	offer, err := media.Choose(c.Request(), f, jsonOffers)
	if err != nil {
		return err
	}
	at := s.address(c)
	return s.config.Responder.Send(c, respond.Reply{MediaType: offer.Type, ETag: s.tag(snap), Modified: snap.ChangedAt(), Key: at.base + at.path + "?" + at.query,
		Body: func(dst []byte) ([]byte, error) { return appendJSON(dst, body()) }})
}

// sendPlain answers with such a document of an address that takes no parameter but f.
func (s *Service) sendPlain(c echo.Context, snap *snapshot.Snapshot, body func() any) error {
	v, err := jsonParams.Read(c.Request())
	if err != nil {
		return err
	}
	return s.sendJSON(c, snap, v.String("f"), body)
}

// held reads the parameters of a document that tells of what is held of a collection, and returns the state and the layer
// that they ask for: and, for the addresses in it, as they ask for it.
func (s *Service) held(c echo.Context) (snap *snapshot.Snapshot, l *snapshot.Layer, form, asOf string, err error) {
	v, err := heldParams.Read(c.Request())
	if err != nil {
		return nil, nil, "", "", err
	}
	if v.Given(asOfParam.Name) {
		asOf = "&as_of=" + url.QueryEscape(v.String(asOfParam.Name))
	}
	snap, l, err = s.asked(c)
	return snap, l, v.String("f"), asOf, err
}

// TileSets answers /collections/{id}/tiles: the list of a collection's tilesets (OGC 20-057, clause 9).
func (s *Service) TileSets(c echo.Context) error {
	snap, l, form, asOf, err := s.held(c)
	if err != nil {
		return err
	}
	base := s.base(c)
	return s.sendJSON(c, snap, form, func() any {
		var sets []any
		for _, set := range tile.Sets {
			sets = append(sets, tilesetOf(base, l, set, asOf))
		}
		at := base + "/collections/" + l.Name
		return map[string]any{"tilesets": sets, "links": []Link{{at + "/tiles?f=json" + asOf, "self", media.JSON.Type, "This document"}, {at, "collection", media.JSON.Type, l.Title},
			{base + "/tiles/" + l.Name + ".json", "describedby", media.JSON.Type, "The same as TileJSON"},
			{at + "/tiles.pmtiles", "enclosure", media.PMTiles.Type, "All tiles as one file"}}}
	})
}

// TileSet answers /collections/{id}/tiles/{set}: what a tileset is (clause 8).
func (s *Service) TileSet(c echo.Context) error {
	snap, l, form, asOf, err := s.held(c)
	if err != nil {
		return err
	}
	set, err := setOf(c.Param("tileMatrixSetId"))
	if err != nil {
		return err
	}
	base := s.base(c)
	return s.sendJSON(c, snap, form, func() any {
		m := tilesetOf(base, l, set, asOf)
		links, _ := m["links"].([]any)
		m["links"] = append(links, map[string]any{"href": base + "/collections/" + l.Name + "/tiles/" + set.ID + "/{tileMatrix}/{tileRow}/{tileCol}?f=mvt" + asOf,
			"rel": "item", "type": media.MVT.Type, "title": "Tiles of " + l.Title, "templated": true})
		var limits []any
		if box, ok := l.Table.Extent(); ok {
			m["boundingBox"] = map[string]any{"lowerLeft": box[:2], "upperRight": box[2:], "crs": crs84}
		}
		for z := range uint32(tile.MaxZoom + 1) {
			limits = append(limits, map[string]any{"tileMatrix": strconv.Itoa(int(z)), "minTileRow": 0, "maxTileRow": 1<<z - 1, "minTileCol": 0, "maxTileCol": set.Wide<<z - 1})
		}
		m["tileMatrixSetLimits"] = limits
		m["layers"] = []any{map[string]any{"id": l.Name, "title": l.Title, "description": l.Description, "dataType": "vector", "geometryDimension": dimensionOf(l), "propertiesSchema": tiledSchema(l)}}
		m["attribution"] = attribution(s.sources(l))
		return m
	})
}

// tilesetOf describes a tileset as a list has it: every link in it can be followed, the template of the tiles stands in the
// tileset itself.
func tilesetOf(base string, l *snapshot.Layer, set *tile.Set, asOf string) map[string]any {
	at := base + "/collections/" + l.Name + "/tiles/" + set.ID
	return map[string]any{"title": l.Title + " (" + set.ID + ")", "dataType": "vector", "crs": set.CRS, "tileMatrixSetURI": set.URI,
		"links": []any{
			Link{at + "?f=json" + asOf, "self", media.JSON.Type, "This tileset"},
			Link{base + "/tileMatrixSets/" + set.ID, ogcRel + "tiling-scheme", media.JSON.Type, set.Title},
		}}
}

func dimensionOf(l *snapshot.Layer) int {
	if l.Schema().Geometry == layer.Areas {
		return 2
	}
	return 0
}

// tiledSchema describes the columns of a layer's tiles.
func tiledSchema(l *snapshot.Layer) any {
	properties := orderedMap{}
	for _, name := range tiledColumns(l) {
		properties.add(name, columnSchema(&l.Schema().Columns[l.Schema().Index(name)]))
	}
	return map[string]any{"type": "object", "properties": properties}
}

// tileOperations describe tiles, with the names of parameters and the ends of operation ids that the standard wants (OGC
// 20-057, requirements 2 to 4 and table 11): those of a collection once for all, for the address chooses it, the plain ones a layer.
func (s *Service) tileOperations(snap *snapshot.Snapshot, id params.Param) []Operation {
	const tag = "Tiles"
	tms := params.Param{Name: "tileMatrixSetId", Kind: params.Enum, Required: true, Description: "Tile matrix set"}
	for _, set := range tile.Sets {
		tms.Enum = append(tms.Enum, set.ID)
	}
	number := func(name, words string) params.Param {
		return params.Param{Name: name, Kind: params.Integer, Min: 0, Max: math.MaxInt32, Required: true, Description: words}
	}
	z := number("tileMatrix", "Zoom, 0 to "+strconv.Itoa(tile.MaxZoom)+"; beyond: 404")
	row, col := number("tileRow", "Row from the north; one that the zoom does not have: 404"), number("tileCol", "Column from the west; one that the zoom does not have: 404")
	zoom, x, y := z, col, row
	zoom.Name, x.Name, y.Name = "z", "x", "y"
	all := []Operation{
		{Path: "/collections/{id}/tiles", ID: "collection.vector.getTileSetsList", Tag: tag, Summary: "Tilesets of a collection.", PathParams: params.Table{id}, Params: heldParams, Offers: jsonOffers},
		{Path: "/collections/{id}/tiles/{tileMatrixSetId}", ID: "collection.vector.getTileSet", Tag: tag, Summary: "One tileset.", PathParams: params.Table{id, tms}, Params: heldParams, Offers: jsonOffers},
		{Path: "/tileMatrixSets", ID: "getTileMatrixSetsList", Tag: tag, Summary: "Tile matrix sets.", Params: jsonParams, Offers: jsonOffers},
		{Path: "/tileMatrixSets/{tileMatrixSetId}", ID: "getTileMatrixSet", Tag: tag, Summary: "One tile matrix set.", PathParams: params.Table{tms}, Params: jsonParams, Offers: jsonOffers},
	}
	all = append(all, groundOperations(params.Table{zoom, x, y})...)
	for _, l := range snap.Layers() {
		c := s.collection(l)
		all = append(all,
			Operation{Path: "/collections/" + l.Name + "/tiles/{tileMatrixSetId}/{tileMatrix}/{tileRow}/{tileCol}", ID: l.Name + ".collection.vector.getTile", Tag: tag, Summary: "Vector tile, row before column: " + l.Title + ".",
				PathParams: params.Table{tms, z, row, col}, Params: c.tiles.all, Offers: tileOffers},
			Operation{Path: "/tiles/" + l.Name + "/{z}/{x}/{y}.mvt", ID: "plain-tile-" + l.Name, Tag: tag, Summary: "Vector tile, column before row: " + l.Title + ".",
				PathParams: params.Table{zoom, x, y}, Params: c.tiles.all, Offers: tileOffers},
			Operation{Path: "/tiles/" + l.Name + ".json", ID: "tilejson-" + l.Name, Tag: tag, Summary: "TileJSON 3: " + l.Title + ".",
				Description: "Parameters given here stand in the tiles' address.", Params: c.tileJSON.all, Offers: jsonOffers},
			Operation{Path: "/collections/" + l.Name + "/tiles.pmtiles", ID: "archive-" + l.Name, Tag: tag, Summary: "All vector tiles as one file (PMTiles 3): " + l.Title + ".",
				Description: "Readers take it in parts (Range).", Params: c.archive.all, Offers: archiveOffers})
	}
	return all
}

// TileMatrixSets answers /tileMatrixSets (OGC 20-057, clause 10).
func (s *Service) TileMatrixSets(c echo.Context) error {
	base := s.base(c)
	return s.sendPlain(c, s.config.Snapshots.Current(), func() any {
		var all []any
		for _, set := range tile.Sets {
			all = append(all, map[string]any{"id": set.ID, "title": set.Title, "uri": set.URI, "crs": set.CRS,
				"links": []Link{{base + "/tileMatrixSets/" + set.ID, "self", media.JSON.Type, set.Title}, {base + "/tileMatrixSets/" + set.ID, "item", media.JSON.Type, set.Title}}})
		}
		return map[string]any{"tileMatrixSets": all, "links": []Link{{base + "/tileMatrixSets", "self", media.JSON.Type, "This document"}}}
	})
}

// TileMatrixSet answers /tileMatrixSets/{set} (OGC 17-083r4, clause 6).
func (s *Service) TileMatrixSet(c echo.Context) error {
	set, err := setOf(c.Param("tileMatrixSetId"))
	if err != nil {
		return err
	}
	return s.sendPlain(c, s.config.Snapshots.Current(), func() any {
		var matrices []any
		for z := range tile.MaxZoom + 1 {
			n := math.Exp2(float64(z))
			matrices = append(matrices, map[string]any{"id": strconv.Itoa(z), "scaleDenominator": set.Scale / n, "cellSize": set.Cell / n, "pointOfOrigin": set.Corner,
				"cornerOfOrigin": "topLeft", "tileWidth": 256, "tileHeight": 256, "matrixWidth": set.Wide << z, "matrixHeight": 1 << z})
		}
		return map[string]any{"id": set.ID, "title": set.Title, "uri": set.URI, "crs": set.CRS, "orderedAxes": map[bool][]string{true: {"X", "Y"}, false: {"Lon", "Lat"}}[set == tile.WebMercatorQuad],
			"wellKnownScaleSet": set.ScaleSet, "tileMatrices": matrices}
	})
}

// TileFile answers /tiles/{layer}.json: TileJSON 3 of a layer.
func (s *Service) TileFile(c echo.Context) error {
	snap, err := s.snapshot(c.Request())
	if err != nil {
		return err
	}
	name, ok := strings.CutSuffix(c.Param("layer.json"), ".json")
	if !ok {
		return fmt.Errorf("a layer's TileJSON is at /tiles/{layer}.json: %w", fault.ErrNotFound)
	}
	l, err := layerNamed(name, snap)
	if err != nil {
		return err
	}
	r, err := readTiles(s.collection(l).tileJSON, snap, l, c.Request())
	if err != nil {
		return err
	}
	at := s.address(c)
	return s.sendJSON(c, snap, r.format, func() any { return s.tileJSON(at, r) })
}

// tileJSON describes the tiles of a layer with the parameters of the request.
func (s *Service) tileJSON(at address, r *tileRequest) orderedMap {
	l := r.layer
	tiles := address{base: at.base, path: "/tiles/" + l.Name + "/{z}/{x}/{y}.mvt", query: at.query}
	m := orderedMap{}
	m.add("tilejson", "3.0.0")
	m.add("name", l.Title)
	m.add("description", l.Description)
	m.add("attribution", attribution(s.sources(l)))
	m.add("scheme", "xyz")
	m.add("tiles", []string{tiles.as(media.MVT.Name)})
	m.add("minzoom", 0)
	m.add("maxzoom", 14)
	if box, ok := l.Table.Extent(); ok {
		m.add("bounds", box)
	}
	m.add("vector_layers", []any{r.vectorLayer(14)})
	return m
}
