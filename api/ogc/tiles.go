package ogc

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"oblast/api/media"
	"oblast/api/params"
	"oblast/api/respond"
	"oblast/data/snapshot"
	"oblast/geo/encode"
	"oblast/geo/fault"
	"oblast/geo/layer"
	"oblast/geo/region"
	"oblast/geo/tile"
)

// tileOffers are the forms of a tile.
var tileOffers = []media.Offer{media.MVT}

// tileParams is what tiles of a layer take, or a document about them, which has other forms.
func tileParams(l *snapshot.Layer, offers []media.Offer) params.Table {
	t := params.Table{{Name: "properties", Kind: params.List, Enum: columnNames(l), Description: "The columns that features of the tile have; a choice of the telling ones without it."}}
	if l.Totals != nil {
		t = t.With(totalsParams()...)
	} else {
		t = t.With(params.Param{Name: "datetime", Kind: params.DateTime, Example: "2025-08-26/2025-08-27", Description: "Features whose time meets an instant, a date or an interval; those without a time match everything."})
	}
	if l.Schema().Geometry == layer.Points {
		t = t.With(params.Param{Name: "cluster", Kind: params.Boolean, Default: "true",
			Description: "Join points of a tile that holds more than " + strconv.Itoa(tile.ClusterFrom) + ": point_count, and n_ and the name of each truth value, are the numbers of a cluster."})
	}
	return t.With(asOfParam, formatParam(offers))
}

// tileColumns are the columns of a tile unless others are asked for, as far as the layer has them: what styles and tips
// need. Times are left out, for values that no two features share make tiles large.
var tileColumns = []string{"id", "region_id", "title", "name", "name_ru", "name_uk", "level", "parent_id", "country", "is_interception", "is_damage", "night_of",
	"place_level", "district_id", "uncertainty_m", "count_min", "count_best", "count_max", "grade", "status", "min", "best", "max", "unsplit_max", "residual_min",
	"residual_max", "conflict", "n_incidents", "n_tallies", "area_km2", "rate", "class", "period_from", "period_to", "split"}

// Tile answers /collections/{id}/tiles/{set}/{z}/{row}/{col} (OGC 20-057, clause 7.1).
func (s *Service) Tile(c echo.Context) error {
	set, err := setOf(c.Param("tms"))
	if err != nil {
		return err
	}
	return s.tile(c, c.Param("id"), set, c.Param("z"), c.Param("col"), c.Param("row"))
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
	v, err := s.collection(l).tiles.Read(c.Request())
	if err != nil {
		return err
	}
	f, err := media.Choose(c.Request(), v.String("f"), tileOffers)
	if err != nil {
		return err
	}
	r, err := s.tileRequest(snap, l, v)
	if err != nil {
		return err
	}
	at := s.address(c)
	return s.config.Responder.Send(c, respond.Reply{MediaType: f.Type, ETag: s.tag(snap), Key: at.path + "?" + at.query, KeepPlain: true,
		Body: func(dst []byte) ([]byte, error) { return r.append(dst, tile.Options{Set: set, Tile: id}), nil }})
}

// tileRequest is what is drawn on tiles: a layer, its rows and their columns.
type tileRequest struct {
	*itemRequest
	snap    *snapshot.Snapshot
	layer   *snapshot.Layer
	cluster bool
}

func (s *Service) tileRequest(snap *snapshot.Snapshot, l *snapshot.Layer, v params.Values) (*tileRequest, error) {
	r := &tileRequest{itemRequest: &itemRequest{features: l.Features}, snap: snap, layer: l, cluster: v.Bool("cluster")}
	held := s.collection(l)
	if names := v.List("properties"); names != nil {
		r.form.Columns = held.columns(names)
	} else {
		for _, name := range tileColumns {
			if i, ok := held.index[name]; ok {
				r.form.Columns = append(r.form.Columns, i)
			}
		}
	}
	r.form.Geometry = encode.Footprint
	if l.Schema().Geometry == layer.Points {
		r.form.Geometry = encode.Point
	}
	if v.Given("datetime") {
		i := timesOf(v.Interval("datetime"))
		r.query.Interval = &i
	}
	if l.Totals != nil {
		return r, r.sum(l, v)
	}
	return r, nil
}

// tileMargin is how far around a tile features are looked for, a share of its side: as far as areas reach over it.
const tileMargin = 1. / 64

// append appends a tile.
func (r *tileRequest) append(dst []byte, o tile.Options) []byte {
	box := o.Set.Box(o.Tile, tileMargin)
	q := r.query
	q.Boxes, q.Limit = layer.Boxes(box.Min[0], box.Min[1], box.Max[0], box.Max[1]), math.MaxInt32
	l := &encode.Layer{Features: r.features, Form: r.form, About: encode.About{Name: r.layer.Name}}
	l.Areas = r.snap.Boundaries().Areas(region.ForZoom(float64(o.Tile.Z) + 1))
	if r.layer.Totals != nil {
		l.Rows = r.features.Table().Find(q, nil).Rows
	} else {
		l.Rows = r.layer.Find(q, nil).Rows
	}
	o.Cluster, o.Counts = r.cluster, []string{"is_interception", "is_damage"}
	return tile.Append(dst, l, o)
}
