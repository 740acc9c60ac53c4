package ogc

import (
	"context"
	"io"

	"github.com/labstack/echo/v4"

	"oblast/api/media"
	"oblast/api/params"
	"oblast/api/respond"
	"oblast/data/snapshot"
	"oblast/geo/layer"
	"oblast/geo/region"
	"oblast/geo/tile"
	"oblast/geo/tile/pmtiles"
)

var archiveOffers = []media.Offer{media.PMTiles}

// archiveParams are what an archive of a layer's tiles takes besides its columns: what its tiles do, and how far it goes.
func archiveParams(l *snapshot.Layer) params.Table {
	zoom := params.Param{Name: "maxzoom", Kind: params.Integer, Min: 0, Max: 14, Default: "10", Description: "Finest zoom that the archive holds; readers enlarge its tiles beyond."}
	if l.Schema().Geometry == layer.Areas {
		zoom.Max, zoom.Default = 11, "7"
	}
	var t params.Table
	for _, p := range tileParams(l, archiveOffers) {
		if p.Name == asOfParam.Name {
			t = t.With(zoom)
		}
		t = t.With(p)
	}
	return t
}

// Archive answers /collections/{id}/tiles.pmtiles: all tiles of a layer as one file, which readers take in parts.
func (s *Service) Archive(c echo.Context) error {
	snap, l, err := s.asked(c)
	if err != nil {
		return err
	}
	r, err := readTiles(s.collection(l).archive, snap, l, c.Request())
	if err != nil {
		return err
	}
	f, err := media.Choose(c.Request(), r.format, archiveOffers)
	if err != nil {
		return err
	}
	at, ctx := s.address(c), c.Request().Context()
	return s.config.Responder.Send(c, respond.Reply{MediaType: f.Type, ETag: s.tag(snap), Modified: snap.ChangedAt(), Key: at.base + at.path + "?" + at.query, Attachment: l.Name + ".pmtiles", Parts: true,
		Stream: func(w io.Writer) error {
			select {
			case s.files <- struct{}{}:
				defer func() { <-s.files }()
			case <-ctx.Done():
				return ctx.Err()
			}
			return pmtiles.Write(ctx, w, s.archiveOf(at, r))
		}})
}

// archiveOf is the archive of a request.
func (s *Service) archiveOf(at address, r *tileRequest) pmtiles.Archive {
	last := uint32(r.values.Int("maxzoom"))
	about := map[string]any{}
	document := s.tileJSON(at, r)
	for i, key := range document.keys {
		switch key {
		case "name", "description", "attribution":
			about[key] = document.values[i]
		}
	}
	about["type"], about["version"] = "overlay", r.snap.Version()
	about["vector_layers"] = []any{r.vectorLayer(int(last))}
	if at := r.snap.RecordedAt(); !at.IsZero() {
		about["as_of"] = at
	}
	a := pmtiles.Archive{MaxZoom: last, Metadata: about, Bounds: [4]float64{-180, -85, 180, 85},
		Tile: func(ctx context.Context, dst []byte, z, x, y uint32) ([]byte, bool, error) {
			b, uniform, err := r.append(ctx, dst, tile.Options{Set: tile.WebMercatorQuad, Tile: tile.ID{Z: z, X: x, Y: y}})
			// Tiles below may be drawn of finer shapes.
			return b, uniform && detailOf(z) == detailOf(last), err
		}}
	if box, ok := r.layer.Table.Extent(); ok {
		a.Bounds = [4]float64{box[0], max(box[1], -85.0511), box[2], min(box[3], 85.0511)}
	}
	return a
}

// detailOf is how finely tiles of a zoom are drawn: they are shown 512 pixels wide.
func detailOf(z uint32) region.Detail { return region.ForZoom(float64(z) + 1) }

// fieldType is a type of values as MBTiles 1.3 names it.
func fieldType(t layer.Type) string {
	switch t {
	case layer.Integer, layer.Number:
		return "Number"
	case layer.Boolean:
		return "Boolean"
	}
	return "String"
}

// vectorLayer describes the layer of the request's tiles as TileJSON has it (3.3). What a field is said to be is its type, as
// MBTiles names them: GDAL and others go by that.
func (r *tileRequest) vectorLayer(last int) any {
	fields := orderedMap{}
	for _, i := range r.form.Columns {
		column := &r.layer.Schema().Columns[i]
		fields.add(column.Name, fieldType(column.Type))
	}
	if r.cluster {
		fields.add("cluster", fieldType(layer.Boolean))
		fields.add("point_count", fieldType(layer.Integer))
		for _, name := range tileCounts {
			if r.layer.Schema().Index(name) >= 0 {
				fields.add("n_"+name, fieldType(layer.Integer))
			}
		}
	}
	return map[string]any{"id": r.layer.Name, "description": r.layer.Description, "fields": fields, "minzoom": 0, "maxzoom": last}
}
