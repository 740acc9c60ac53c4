package maps

import (
	"encoding/json"
	"fmt"

	"oblast/api/media"
	"oblast/api/params"
	"oblast/api/respond"
	"oblast/data/record"
	"oblast/geo/fault"

	"github.com/labstack/echo/v4"
)

// SchemaOffers are the forms of a schema.
var SchemaOffers = []media.Offer{{Name: "json", Type: "application/schema+json"}}

// SchemaParams are the parameters of /schemas/{kind}.
var SchemaParams = params.Table{jsonParam}

// Schema answers GET /schemas/{kind}: the JSON Schema of a kind of record. It depends on the program alone.
func (s *Service) Schema(c echo.Context) error {
	if _, err := SchemaParams.Read(c.Request()); err != nil {
		return err
	}
	path := c.Request().URL.Path
	schema, ok := record.Schema(c.Param("kind"), path)
	if !ok {
		return fmt.Errorf("%w: no kind of record is called %.100q; kinds are %v", fault.ErrNotFound, c.Param("kind"), record.Kinds)
	}
	return s.Responder.Send(c, respond.Reply{MediaType: SchemaOffers[0].Type, ETag: s.Build, Key: path,
		Body: func(dst []byte) ([]byte, error) {
			b, err := json.Marshal(schema)
			return append(dst, b...), err
		}})
}
