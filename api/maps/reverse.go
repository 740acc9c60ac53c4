package maps

import (
	"encoding/json"
	"math"
	"net/http"

	"oblast/api/params"
	"oblast/api/respond"
	"oblast/geo/fault"
	"oblast/geo/locate"
	"oblast/geo/region"

	"github.com/labstack/echo/v4"
)

// ReverseParams are the parameters of GET /reverse.
var ReverseParams = params.Table{
	{Name: "lon", Kind: params.Number, Min: -180, Max: 180, Required: true, Example: "35.99", Description: "Longitude, degrees east, WGS 84"},
	{Name: "lat", Kind: params.Number, Min: -90, Max: 90, Required: true, Example: "54.83", Description: "Latitude, degrees north, WGS 84"},
	langParam(),
	geometryParam("none"),
	jsonParam,
}

// Reverse answers GET /reverse: the country, region and district at a coordinate, or the water.
func (s *Service) Reverse(c echo.Context) error {
	v, err := ReverseParams.Read(c.Request())
	if err != nil {
		return err
	}
	locator, err := s.Locator()
	if err != nil {
		return err
	}
	hit := locator.At(v.Float("lon"), v.Float("lat"))
	return s.Responder.Send(c, respond.Reply{MediaType: "application/geo+json", ETag: s.places(), Key: "",
		Body: func(dst []byte) ([]byte, error) {
			return s.AppendReverse(dst, v.Float("lon"), v.Float("lat"), hit, v.String("lang"), v.String("geometry"))
		}})
}

// places names the state of what answers about places are made from.
func (s *Service) places() string { return s.Gazetteer.Tree.Version() + "-" + s.Build }

// reverseProperties say what is at the coordinate, the most specific id first.
type reverseProperties struct {
	RegionID  string   `json:"region_id"`
	Level     string   `json:"level"`
	Name      string   `json:"name"`
	Label     string   `json:"label"`
	Admin     admin    `json:"admin"`
	Water     *idName  `json:"water"`
	Snapped   bool     `json:"snapped"`
	DistanceM *float64 `json:"distance_m"`
}

// AppendReverse appends what is at a coordinate as a FeatureCollection of one feature, or none where nothing is held.
func (s *Service) AppendReverse(dst []byte, lon, lat float64, hit locate.Hit, lang, geometry string) ([]byte, error) {
	tree, unit := s.Gazetteer.Tree, hit.Finest()
	dst = append(dst, `{"type":"FeatureCollection","geocoding":`...)
	dst, err := appendJSON(dst, s.about(map[string]any{"lon": lon, "lat": lat}))
	if err != nil {
		return dst, err
	}
	dst = append(dst, `,"features":[`...)
	if unit != region.None {
		p := reverseProperties{RegionID: tree.At(unit).ID, Level: tree.At(unit).Level.String(), Name: tree.At(unit).Names.In(lang),
			Label: label(tree, unit, lang), Admin: s.admin(unit, lang), Snapped: hit.Snapped}
		if hit.Water != region.None {
			p.Water = s.idName(hit.Water, lang)
		}
		if hit.Snapped {
			metres := math.Round(hit.DistanceM) // borders are not known more finely
			p.DistanceM = &metres
		}
		dst = append(dst, `{"type":"Feature","properties":{"geocoding":`...)
		if dst, err = appendJSON(dst, p); err != nil {
			return dst, err
		}
		dst = append(dst, `},"geometry":`...)
		dst = s.appendGeometry(dst, unit, geometry, region.HalfKm)
		dst = append(dst, '}')
	}
	return append(dst, "]}\n"...), nil
}

// appendJSON appends v as encoding/json writes it.
func appendJSON(dst []byte, v any) ([]byte, error) {
	b, err := json.Marshal(v)
	return append(dst, b...), err
}

// Health answers GET /healthz: the process runs.
func (s *Service) Health(c echo.Context) error {
	c.Response().Header().Set("Cache-Control", "no-store")
	return c.JSON(http.StatusOK, map[string]string{"status": "ok", "version": s.Build})
}

// Ready answers GET /readyz: every part has been loaded; 503 until then.
func (s *Service) Ready(c echo.Context) error {
	c.Response().Header().Set("Cache-Control", "no-store")
	snap := s.Snapshots.Current()
	if snap == nil {
		return fault.ErrUnavailable
	}
	return c.JSON(http.StatusOK, map[string]any{"status": "ready", "version": snap.Version(), "records": snap.Len(), "boundaries": snap.Tree().Version()})
}
