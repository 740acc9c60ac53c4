package ogc

import (
	"context"
	"fmt"
	"math"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/labstack/echo/v4"
	"github.com/paulmach/orb"

	"oblast/api/media"
	"oblast/api/params"
	"oblast/api/respond"
	"oblast/data/snapshot"
	"oblast/geo/encode"
	"oblast/geo/fault"
	"oblast/geo/layer"
	"oblast/geo/tile"
)

// tileOffers are the forms of a tile.
var tileOffers = []media.Offer{media.MVT}

// tileParams is what tiles of a layer take besides its columns, or a document about them, which has other forms.
func tileParams(l *snapshot.Layer, offers []media.Offer) params.Table {
	names := columnNames(l)
	t := conditionParams(l).With(
		params.Param{Name: "properties", Kind: params.List, Enum: names, Description: "The columns that features of the tile have; a choice of the telling ones without it."},
		params.Param{Name: "exclude-properties", Kind: params.List, Enum: names, Description: "Columns to leave out."},
		tileGeometryParam(l))
	if l.Totals != nil {
		t = t.With(totalsParams()...)
	}
	if l.Schema().Geometry != layer.Own {
		t = t.With(params.Param{Name: "cluster", Kind: params.Boolean, Default: "true",
			Description: "Join points of a tile that holds more than " + strconv.Itoa(tile.ClusterFrom) + ": point_count, and n_ and the name of each truth value, are the numbers of a cluster."})
	}
	return t.With(asOfParam, formatParam(offers))
}

// tileGeometryParam is that of items; a tile holds nothing without geometry.
func tileGeometryParam(l *snapshot.Layer) params.Param {
	p := geometryParam(l)
	p.Enum = slices.DeleteFunc(slices.Clone(p.Enum), func(name string) bool { return name == "none" })
	p.Description = "What is drawn: the representative point (of an area, where its label stands), or the area as far as the place is known."
	return p
}

// tileColumns are the columns of a tile unless others are asked for, as far as the layer has them: what styles and tips
// need. Times are left out, for values that no two features share make tiles large.
var tileColumns = []string{"id", "region_id", "title", "name", "name_ru", "name_uk", "level", "parent_id", "country", "is_interception", "is_damage", "night_of",
	"place_level", "district_id", "uncertainty_m", "count_min", "count_best", "count_max", "grade", "status", "min", "best", "max", "unsplit_max", "residual_min",
	"residual_max", "conflict", "n_incidents", "n_tallies", "area_km2", "rate", "class", "period_from", "period_to", "split"}

// Tile answers /collections/{id}/tiles/{tileMatrixSetId}/{tileMatrix}/{tileRow}/{tileCol} (OGC 20-057, clause 7.1).
func (s *Service) Tile(c echo.Context) error {
	set, err := setOf(c.Param("tileMatrixSetId"))
	if err != nil {
		return err
	}
	return s.tile(c, c.Param("id"), set, c.Param("tileMatrix"), c.Param("tileCol"), c.Param("tileRow"))
}

// PlainTile answers /tiles/{layer}/{z}/{x}/{y}.mvt, as web maps ask: column before row, in WebMercatorQuad.
func (s *Service) PlainTile(c echo.Context) error {
	y, ok := strings.CutSuffix(c.Param("y.mvt"), ".mvt")
	if !ok {
		return fmt.Errorf("a tile's address ends in .mvt: %w", fault.ErrNotFound)
	}
	return s.tile(c, c.Param("layer"), tile.WebMercatorQuad, c.Param("z"), c.Param("x"), y)
}

func setOf(id string) (*tile.Set, error) {
	var names []string
	for _, set := range tile.Sets {
		if set.ID == id {
			return set, nil
		}
		names = append(names, set.ID)
	}
	return nil, fmt.Errorf("there is no tile matrix set %.60q; there are %s: %w", id, strings.Join(names, ", "), fault.ErrNotFound)
}

// tileID reads where a tile is; what the set does not have is not found.
func tileID(set *tile.Set, z, x, y string) (tile.ID, error) {
	var n [3]uint32
	for i, text := range [3]string{z, x, y} {
		v, err := strconv.ParseUint(text, 10, 32)
		if err != nil {
			return tile.ID{}, fmt.Errorf("zoom, column and row of a tile are whole numbers; %.40q is none: %w", text, fault.ErrNotFound)
		}
		n[i] = uint32(v)
	}
	id := tile.ID{Z: n[0], X: n[1], Y: n[2]}
	if !set.Holds(id) {
		return id, fmt.Errorf("%s has no such tile: at zoom z (0 to %d) there are %d·2^z columns and 2^z rows from 0: %w", set.ID, tile.MaxZoom, set.Wide, fault.ErrNotFound)
	}
	return id, nil
}

func (s *Service) tile(c echo.Context, name string, set *tile.Set, z, x, y string) error {
	snap, err := s.snapshot(c.Request())
	if err != nil {
		return err
	}
	l, err := layerNamed(name, snap)
	if err != nil {
		return err
	}
	id, err := tileID(set, z, x, y)
	if err != nil {
		return err
	}
	r, err := readTiles(s.collection(l).tiles, snap, l, c.Request())
	if err != nil {
		return err
	}
	f, err := media.Choose(c.Request(), r.format, tileOffers)
	if err != nil {
		return err
	}
	if r.notice != "" {
		c.Response().Header().Set(NoticeHeader, r.notice)
	}
	at, ctx := s.address(c), c.Request().Context()
	return s.config.Responder.Send(c, respond.Reply{MediaType: f.Type, ETag: s.tag(snap), Modified: snap.ChangedAt(), Key: at.path + "?" + at.query, KeepPlain: true,
		Body: func(dst []byte) ([]byte, error) {
			dst, _, err := r.append(ctx, dst, tile.Options{Set: set, Tile: id})
			return dst, err
		}})
}

// tileRequest is what is drawn on tiles: a layer, its rows and their columns.
type tileRequest struct {
	itemRequest
	snap    *snapshot.Snapshot
	layer   *snapshot.Layer
	cluster bool
}

// readTiles reads the query of a request for tiles, with the conditions of items.
func readTiles(held *collection, snap *snapshot.Snapshot, l *snapshot.Layer, req *http.Request) (*tileRequest, error) {
	v, filters, err := held.read(req, params.Values{})
	r := &tileRequest{itemRequest: itemRequest{features: l.Features, where: l.Where, format: v.String("f")}, snap: snap, layer: l, cluster: v.Bool("cluster")}
	if err := r.readConditions(held, l, v, filters, err); err != nil {
		return nil, err
	}
	columns := v.List("properties")
	if columns == nil {
		columns = tiledColumns(l)
	}
	left := v.List("exclude-properties")
	for _, name := range columns {
		if !slices.Contains(left, name) {
			r.form.Columns = append(r.form.Columns, held.index[name])
		}
	}
	r.form.Geometry = encode.Footprint
	if v.String("geometry") == "point" {
		r.form.Geometry = encode.Point
	}
	return r, nil
}

// tiledColumns are the columns of a layer's tiles unless others are asked for: the telling ones that it has; of an
// operator's layer, which has names of its own, all.
func tiledColumns(l *snapshot.Layer) []string {
	if l.Foreign {
		return columnNames(l)
	}
	var names []string
	for _, name := range tileColumns {
		if l.Schema().Index(name) >= 0 {
			names = append(names, name)
		}
	}
	return names
}

// tileMargin is how far around a tile features are looked for, a share of its side: as far as areas reach over it.
const tileMargin = 1. / 64

// append appends a tile; uniform tells that those below it have the same bytes, of the same shapes.
func (r *tileRequest) append(ctx context.Context, dst []byte, o tile.Options) (_ []byte, uniform bool, err error) {
	margin := tileMargin
	if r.form.Geometry == encode.Point {
		margin = 0
	}
	box := o.Set.Box(o.Tile, margin)
	rows, _ := rowPool.Get().(*[]int32)
	defer rowPool.Put(rows)
	found, err := r.within(ctx, layer.Boxes(box.Min[0], box.Min[1], box.Max[0], box.Max[1]), (*rows)[:0])
	if err != nil {
		return dst, false, err
	}
	*rows = found
	l := &encode.Layer{Features: r.features, Rows: found, Form: r.form, About: encode.About{Name: r.layer.Name}}
	l.Areas = r.snap.Boundaries().Areas(detailOf(o.Tile.Z))
	o.Cluster, o.Counts = r.cluster, tileCounts
	dst, uniform = tile.AppendUniform(dst, l, o)
	return dst, uniform, nil
}

// rowPool holds row numbers.
var rowPool = sync.Pool{New: func() any { return new([]int32) }}

// tileCounts are the kinds that clusters count.
var tileCounts = []string{"is_interception", "is_damage"}

// within returns the rows of the request that meet the boxes too. A feature may meet two boxes that have nothing in common.
func (r *tileRequest) within(ctx context.Context, boxes []orb.Bound, dst []int32) ([]int32, error) {
	asked := r.query.Boxes
	q := r.itemRequest
	q.query.Boxes, q.query.Limit = boxes, math.MaxInt32
	page, err := q.search(ctx, r.layer, dst)
	if err != nil || asked == nil {
		return page.Rows, err
	}
	also, err := r.features.Table().Matches(ctx, layer.Query{Boxes: asked})
	if err != nil {
		return dst, err
	}
	kept := page.Rows[:len(dst)]
	for _, row := range page.Rows[len(dst):] {
		if _, ok := slices.BinarySearch(also, row); ok {
			kept = append(kept, row)
		}
	}
	return kept, nil
}
