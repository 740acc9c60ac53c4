package ogc

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/labstack/echo/v4"

	"oblast/api/media"
	"oblast/api/params"
	"oblast/api/respond"
	"oblast/data/snapshot"
	"oblast/geo/encode"
	"oblast/geo/fault"
	"oblast/geo/gazetteer"
	"oblast/geo/layer"
	"oblast/geo/region"
	"oblast/geo/style"
	"oblast/geo/tile"
)

// ground is what styles draw beneath and beside their layer: waters and settlements, as tiles alone. It is made when first asked
// for, and the same for every state of the records.
type ground struct {
	once    sync.Once
	failed  error
	waters  *encode.Features
	places  *encode.Features
	weights []int // of places, by row
}

// leastTown is the population from which a settlement that is no seat of a government is on the tiles.
const leastTown = 5000

func (s *Service) groundOf(snap *snapshot.Snapshot) (*ground, error) {
	g := &s.ground
	g.once.Do(func() { g.failed = g.build(snap.Boundaries(), snap.Tree(), s.config.Settlements) })
	return g, g.failed
}

func (g *ground) build(boundaries *snapshot.Boundaries, tree *region.Tree, settlements []gazetteer.Settlement) error {
	name := func(b *layer.Builder, text string) {
		if text == "" {
			b.Null()
		} else {
			b.Text(text)
		}
	}
	names := func(b *layer.Builder, n region.Names) {
		name(b, n.In("en"))
		name(b, n.RU)
		name(b, n.UK)
	}
	called := []layer.Column{{Name: "name", Title: "Name, English"}, {Name: "name_ru", Title: "Name, Russian"}, {Name: "name_uk", Title: "Name, Ukrainian"}}
	units := slices.SortedFunc(slices.Values(tree.OfLevel(region.Water)), func(a, b int32) int { return strings.Compare(tree.At(a).ID, tree.At(b).ID) })
	waters := layer.NewBuilder(layer.Schema{Name: style.WaterLayer, Title: "Waters", Geometry: layer.Areas, Columns: called}, boundaries.Shapes(), len(units))
	for _, i := range units {
		u := tree.At(i)
		waters.Row(u.ID)
		waters.Point(u.Label[0], u.Label[1])
		waters.Area(i)
		names(waters, u.Names)
	}
	table, err := waters.Build()
	if err != nil {
		return err
	}
	g.waters = encode.NewFeatures(table)
	towns := make([]*gazetteer.Settlement, 0, len(settlements))
	for i := range settlements {
		if p := &settlements[i]; p.Population >= leastTown || p.Weight() > int(p.Population) {
			towns = append(towns, p)
		}
	}
	slices.SortFunc(towns, func(a, b *gazetteer.Settlement) int { return strings.Compare(townID(a), townID(b)) })
	places := layer.NewBuilder(layer.Schema{Name: style.TownLayer, Title: "Settlements", Geometry: layer.Points,
		Columns: append(called, layer.Column{Name: "population", Title: "Population", Type: layer.Integer}, layer.Column{Name: "capital", Title: "Capital of a country", Type: layer.Boolean})}, nil, len(towns))
	for _, p := range towns {
		places.Row(townID(p))
		places.Point(p.Point[0], p.Point[1])
		names(places, p.Names)
		places.Integer(int64(p.Population))
		places.Boolean(p.Code == "PPLC")
		g.weights = append(g.weights, p.Weight())
	}
	if table, err = places.Build(); err != nil {
		return err
	}
	g.places = encode.NewFeatures(table)
	return nil
}

func townID(p *gazetteer.Settlement) string { return strconv.Itoa(int(p.ID)) }

// lightest is the weight from which a settlement is on the tiles of a zoom: as many as a map has room for.
func lightest(z uint32) int {
	least := [...]int{3_000_000, 3_000_000, 2_000_000, 1_000_000, 500_000, 250_000, 100_000, 50_000, 20_000, 10_000}
	if int(z) >= len(least) {
		return 0
	}
	return least[z]
}

// append appends the tile: two layers of its own.
func (g *ground) append(dst []byte, boundaries *snapshot.Boundaries, id tile.ID) []byte {
	o := tile.Options{Set: tile.WebMercatorQuad, Tile: id}
	find := func(f *encode.Features, margin float64) []int32 {
		box := o.Set.Box(id, margin)
		return f.Table().Find(layer.Query{Boxes: layer.Boxes(box.Min[0], box.Min[1], box.Max[0], box.Max[1]), Limit: math.MaxInt32}, nil).Rows
	}
	dst = tile.Append(dst, &encode.Layer{Features: g.waters, Rows: find(g.waters, tileMargin), About: encode.About{Name: style.WaterLayer},
		Form: encode.Form{Columns: []int{0, 1, 2}, Geometry: encode.Footprint, Areas: boundaries.Areas(detailOf(id.Z))}}, o)
	rows := slices.DeleteFunc(find(g.places, 0), func(row int32) bool { return g.weights[row] < lightest(id.Z) })
	return tile.Append(dst, &encode.Layer{Features: g.places, Rows: rows, About: encode.About{Name: style.TownLayer},
		Form: encode.Form{Columns: []int{0, 1, 2, 3, 4}, Geometry: encode.Point}}, o)
}

// GroundTile answers /tiles/ground/{z}/{x}/{y}.mvt.
func (s *Service) GroundTile(c echo.Context) error {
	snap := s.config.Snapshots.Current()
	y, ok := strings.CutSuffix(c.Param("y.mvt"), ".mvt")
	if !ok {
		return fmt.Errorf("a tile's address ends in .mvt: %w", fault.ErrNotFound)
	}
	id, err := tileID(tile.WebMercatorQuad, c.Param("z"), c.Param("x"), y)
	if err != nil {
		return err
	}
	if err := readGround(c, groundParams); err != nil {
		return err
	}
	g, err := s.groundOf(snap)
	if err != nil {
		return err
	}
	at := s.address(c)
	return s.config.Responder.Send(c, respond.Reply{MediaType: media.MVT.Type, ETag: snap.Tree().Version() + "-" + s.config.Build, Modified: snap.ChangedAt(), Key: at.path + "?" + at.query, KeepPlain: true,
		Body: func(dst []byte) ([]byte, error) { return g.append(dst, snap.Boundaries(), id), nil }})
}

// GroundFile answers /tiles/ground.json.
func (s *Service) GroundFile(c echo.Context) error {
	snap := s.config.Snapshots.Current()
	if err := readGround(c, jsonParams); err != nil {
		return err
	}
	base := s.base(c)
	return s.sendJSON(c, snap, media.JSON.Name, func() any {
		text, number := fieldType(layer.Text), fieldType(layer.Integer)
		about := func(id, words string, fields map[string]string) any {
			return map[string]any{"id": id, "description": words, "fields": fields, "minzoom": 0, "maxzoom": 14}
		}
		return map[string]any{"tilejson": "3.0.0", "name": "Waters and settlements", "attribution": s.attribution(), "scheme": "xyz", "tiles": []string{base + "/tiles/" + style.Ground + "/{z}/{x}/{y}.mvt"},
			"minzoom": 0, "maxzoom": 14, "vector_layers": []any{
				about(style.WaterLayer, "Seas and lakes.", map[string]string{"name": text, "name_ru": text, "name_uk": text}),
				about(style.TownLayer, "Settlements, the larger ones alone on tiles of small zooms.", map[string]string{"name": text, "name_ru": text, "name_uk": text, "population": number, "capital": fieldType(layer.Boolean)})}}
	})
}

var groundParams = params.Table{formatParam(tileOffers)}

func readGround(c echo.Context, table params.Table) error {
	v, err := table.Read(c.Request())
	if err != nil {
		return err
	}
	offers := tileOffers
	if table[0].Enum[0] == media.JSON.Name {
		offers = jsonOffers
	}
	if _, err = media.Choose(c.Request(), v.String("f"), offers); err != nil {
		return fmt.Errorf("tiles of the ground: %w", err)
	}
	return nil
}

// groundOperations describe them.
func groundOperations(position params.Table) []Operation {
	return []Operation{
		{Path: "/tiles/" + style.Ground + "/{z}/{x}/{y}.mvt", ID: "plain-tile-ground", Tag: "Tiles", Summary: "Vector tile of waters and settlements.", PathParams: position, Params: groundParams, Offers: tileOffers},
		{Path: "/tiles/" + style.Ground + ".json", ID: "tilejson-ground", Tag: "Tiles", Summary: "TileJSON 3: waters and settlements.", Params: jsonParams, Offers: jsonOffers},
	}
}
