package maps

import (
	"encoding/json"
	"net/http"

	"oblast/api/params"
	"oblast/api/respond"
	"oblast/geo/fault"
	"oblast/geo/locate"

	"github.com/labstack/echo/v4"
)

// ReverseParams are the parameters of GET /reverse.
var ReverseParams = params.Table{
	{Name: "lon", Kind: params.Number, Min: -180, Max: 180, Required: true, Example: "35.99", Description: "Longitude, degrees east, WGS 84"},
	{Name: "lat", Kind: params.Number, Min: -90, Max: 90, Required: true, Example: "54.83", Description: "Latitude, degrees north, WGS 84"},
	{Name: "uncertainty_m", Kind: params.Number, Min: 0, Max: locate.MaxDiscM, Example: "5000", Description: "How far off the coordinate may be, in metres: the answer tells how that disc is shared by regions"},
	langParam(),
	geometryParam("none"),
	jsonParam,
}

// Reverse answers GET /reverse: the country, region and district at a coordinate, or the water, and what is near.
func (s *Service) Reverse(c echo.Context) error {
	v, err := ReverseParams.Read(c.Request())
	if err != nil {
		return err
	}
	locator, err := s.Locator()
	if err != nil {
		return err
	}
	q := ReverseQuery{Lon: v.Float("lon"), Lat: v.Float("lat"), UncertaintyM: v.Float("uncertainty_m"), Lang: v.String("lang"), Geometry: v.String("geometry")}
	return s.Responder.Send(c, respond.Reply{MediaType: "application/geo+json", ETag: s.places(), Key: "",
		Body: func(dst []byte) ([]byte, error) { return s.AppendReverse(dst, locator, q) }})
}

// places names the state of what answers about places are made from.
func (s *Service) places() string { return s.Gazetteer.Tree.Version() + "-" + s.Build }

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
